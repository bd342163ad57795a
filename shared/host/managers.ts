/** Who manages a host's interfaces, as its own files under /run tell it. */
export type Manager = 'netplan' | 'NetworkManager' | 'systemd-networkd' | 'ifupdown' | 'ifcfg';

/** Who has one interface. */
export interface LinkKeeper {
  readonly link: string;
  readonly by: Manager;
  /** The file that its settings are from, where the manager tells it: `/etc/systemd/network/10-lan.network`. */
  readonly file?: string;
}

/**
 * From small files that managers keep while they run, by their paths: `/run/systemd/netif/links/2` (networkd), `/run/network/ifstate`
 * (ifupdown) and `/run/NetworkManager/devices/2`. Two of them name interfaces by their index.
 */
export function keepersIn(
  files: ReadonlyMap<string, readonly string[]>,
  nameOf: (index: number) => string | undefined,
): readonly LinkKeeper[] {
  return [...files].flatMap(([path, lines]): readonly LinkKeeper[] => {
    const [, folder, index] = /^\/run\/(systemd\/netif\/links|NetworkManager\/devices)\/(\d+)$/.exec(path) ?? [];
    const value = (key: string): string | undefined =>
      lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
    if (folder !== undefined) {
      const link = nameOf(Number(index));
      if (link === undefined) return [];
      if (folder === 'NetworkManager/devices')
        return value('managed') === 'true' ? [{ link, by: 'NetworkManager' }] : [];
      const file = value('NETWORK_FILE');
      return file === undefined || value('ADMIN_STATE') === 'unmanaged' ? [] : [{ link, by: 'systemd-networkd', file }];
    }
    if (path !== '/run/network/ifstate') return [];
    return lines.flatMap((line) => {
      const link = line.split('=')[0] ?? '';
      return link === '' || link === 'lo' ? [] : [{ link, by: 'ifupdown' }];
    });
  });
}

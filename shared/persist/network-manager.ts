/** NetworkManager (nm-settings-keyfile(5)): one connection of our own for each interface that we make; other people's stay as they are. */

import type { Lasting, MadeChild } from './lasting.ts';
import { bareLink, fileMark, isPlain, madeBy, withPrefix } from './names.ts';
import type { PersistentFile, Written } from './written.ts';

const FOLDER = '/etc/NetworkManager/system-connections';

export function networkManager(lasting: Lasting<MadeChild>): Written {
  const { lab, links } = lasting;
  const own = links.filter(({ name, link }) => isPlain(name) && isPlain(link.parent));
  const files = own.map(
    (made): PersistentFile => ({
      path: `${FOLDER}/${fileMark(lab)}-${made.name}.nmconnection`,
      // It ignores files that others may read.
      mode: '600',
      text: madeBy(lab) + keyfile(lab, made),
    }),
  );
  const said = new Set(own.map(({ name }) => name));
  return {
    files,
    // Reading it does not start it: the interface is there already, and made by somebody else.
    checks: files.map(({ path }) => ['nmcli', 'connection', 'load', path]),
    left: {
      ...lasting,
      links: links.filter(({ name }) => !said.has(name)),
      cards: [
        ...lasting.cards,
        ...own.flatMap(({ name, promiscuous }) => (promiscuous ? [{ ...bareLink(name), promiscuous }] : [])),
      ],
    },
  };
}

/** `mode` of a macvlan in NetworkManager's numbers (NMSettingMacvlanMode). */
const MACVLAN_MODES: Readonly<Record<string, number>> = { vepa: 1, bridge: 2, private: 3, passthru: 4 };

function keyfile(lab: string, { name, link, mtu, addresses, routes }: MadeChild): string {
  const own =
    link.kind === 'vlan'
      ? ['[vlan]', 'flags=1', `id=${link.vlan}`, `parent=${link.parent}`]
      : ['[macvlan]', `mode=${MACVLAN_MODES[link.mode] ?? 2}`, `parent=${link.parent}`];
  // Metric 0, as a route by hand has it, so that the same routes stand before a restart and after it.
  const ipv4 =
    addresses.length === 0
      ? ['[ipv4]', 'method=disabled']
      : [
          '[ipv4]',
          'method=manual',
          ...addresses.map((cidr, at) => `address${at + 1}=${cidr}`),
          'route-metric=0',
          ...routes.map(({ to, via = '0.0.0.0' }, at) => `route${at + 1}=${withPrefix(to)},${via},0`),
          'may-fail=true',
        ];
  return [
    ['[connection]', `id=${fileMark(lab)} ${name}`, `type=${link.kind}`, `interface-name=${name}`, 'autoconnect=true'],
    ...(mtu === undefined ? [] : [['[ethernet]', `mtu=${mtu}`]]),
    own,
    ipv4,
    ['[ipv6]', 'method=link-local'],
  ]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

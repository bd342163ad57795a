/** IFNAMSIZ is 16 with its closing zero byte. */
export const INTERFACE_NAME_MAX = 15;

/** Names that systemd and the kernel give to wireless cards. */
export const isWirelessName = (name: string): boolean => /^(wl|wlan|ath|ra)\w*\d/.test(name);

/**
 * Why a name is none for an interface, as the end of a sentence; undefined: it is fine.
 * The kernel (dev_valid_name) would take more characters than this; no distribution uses them, and some are options or
 * quotes for the commands that the name is given to.
 */
export function interfaceNameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.startsWith('-')) return 'begins with a dash';
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) return 'has other characters than letters, digits, _, . and -';
  if (name.length > INTERFACE_NAME_MAX)
    return `has ${name.length} characters and the kernel allows ${INTERFACE_NAME_MAX}`;
  if (name === 'all' || name === 'default') return 'is the kernel’s own word for settings of every interface';
  return undefined;
}

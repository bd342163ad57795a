/** How iptables ends: in its words, with its exit status. */

/** iptables ends here. `signed`: it says its version first. */
export class TablesError extends Error {
  readonly status: number;
  readonly signed: boolean;
  constructor(message: string, status: number, signed = true) {
    super(message);
    this.status = status;
    this.signed = signed;
  }
}

export const TRY = "Try `iptables -h' or 'iptables --help' for more information.";
export const wrongUse = (message: string): TablesError => new TablesError(`${message}\n${TRY}`, 2);
/** This one is told without the version. */
export const badArgument = (word: string): TablesError => new TablesError(`Bad argument \`${word}'\n${TRY}`, 2, false);
export const unsimulated = (what: string): TablesError =>
  new TablesError(`iptables: practice hosts do not simulate ${what}.`, 3, false);
/** What libiptc says of an errno of the kernel. */
export const kernelRefuses = (): TablesError =>
  new TablesError("iptables: Invalid argument. Run `dmesg' for more information.", 1, false);

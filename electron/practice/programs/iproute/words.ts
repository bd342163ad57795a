/** Reading the arguments of ip as it does: abbreviations, and its own sentences for what is wrong with them. */
import { maskOf, parseIpv4 } from '../../../../shared/net/ipv4.ts';

/** ip ends here, with this on its standard error. */
export class IpError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Any beginning of the word, as `matches` in iproute2. */
export const abbreviates = (said: string, word: string): boolean => said !== '' && word.startsWith(said);

/** The first of the words that is meant. */
export const meant = <W extends string>(said: string, words: readonly W[]): W | undefined =>
  words.find((word) => abbreviates(said, word));

export const incomplete = (): IpError => new IpError('Command line is not complete. Try option "help"', 255);
export const invalid = (message: string, value: string): IpError =>
  new IpError(`Error: argument "${value}" is wrong: ${message}`, 255);
export const duplicate = (key: string, value: string): IpError =>
  new IpError(`Error: duplicate "${key}": "${value}" is the second value.`, 255);
export const noDevice = (name: string): IpError => new IpError(`Cannot find device "${name}"`, 1);
export const noSuchDevice = (name: string): IpError => new IpError(`Device "${name}" does not exist.`, 1);
export const badPrefix = (family: string, value: string): IpError =>
  new IpError(`Error: ${family} is expected rather than "${value}".`, 1);

/** The words one after the other. */
export class Words {
  private at = 0;
  private readonly words: readonly string[];
  private readonly missing: () => Error;

  /** @param missing what is thrown where an option has no value */
  constructor(words: readonly string[], missing: () => Error = incomplete) {
    this.words = words;
    this.missing = missing;
  }

  next(): string | undefined {
    const word = this.words[this.at];
    this.at += 1;
    return word;
  }

  peek(): string | undefined {
    return this.words[this.at];
  }

  /** The value of an option. */
  value(): string {
    const word = this.next();
    if (word === undefined) throw this.missing();
    return word;
  }
}

/** What is missing at the end of an IPv4 address is 0: `10.1` is `10.1.0.0`. Anything else stays as it is. */
export function wholeAddress(text: string): string {
  const parts = text.split('.');
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return text;
  return [...parts, '0', '0', '0'].slice(0, 4).join('.');
}

/** With its length as a number, which may be written as a mask. */
export function wholePrefix(text: string): string {
  const [address = '', length, ...more] = text.split('/');
  if (length === undefined || more.length > 0) return wholeAddress(text);
  const mask = parseIpv4(length);
  const prefix = Array.from({ length: 33 }, (_, at) => at).find((at) => maskOf(at) === mask);
  return `${wholeAddress(address)}/${prefix ?? length}`;
}

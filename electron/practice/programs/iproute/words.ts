/** Reading the arguments of ip as it does: abbreviations, and its own sentences for what is wrong with them. */

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

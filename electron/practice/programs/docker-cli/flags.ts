/** Command line options as the docker command reads them (Go's pflag). */

export type FlagKind = 'bool' | 'string' | 'list' | 'int';

export interface Flag {
  readonly name: string;
  readonly short: string | undefined;
  readonly kind: FlagKind;
}

/** `'detach,d:bool name:string'`, as short as a list of them can be. */
export const flags = (described: string): readonly Flag[] =>
  described
    .split(/\s+/)
    .filter((item) => item !== '')
    .map((item) => {
      const [names = '', kind = 'bool'] = item.split(':');
      const [name = '', short] = names.split(',');
      return { name, short, kind: kind as FlagKind };
    });

export class FlagError extends Error {}

export class Flags {
  private readonly values: ReadonlyMap<string, readonly string[]>;
  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  on(name: string): boolean {
    return this.values.get(name)?.at(-1) === 'true';
  }

  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  list(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  /** Of a flag that takes a number, which was checked when it was read. */
  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }
}

/**
 * @param interspersed options may stand behind words; where a program's own arguments follow they may not
 * @throws FlagError in pflag's words
 */
export function parseFlags(
  known: readonly Flag[],
  argv: readonly string[],
  interspersed: boolean,
): { readonly flags: Flags; readonly words: readonly string[] } {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const set = (flag: Flag, value: string, written: string): void => {
    values.set(flag.name, [
      ...(flag.kind === 'list' ? (values.get(flag.name) ?? []) : []),
      checked(flag, value, written),
    ]);
  };
  let at = 0;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    at += 1;
    if (word === '--') return { flags: new Flags(values), words: [...words, ...argv.slice(at)] };
    if (!word.startsWith('-') || word === '-') {
      if (!interspersed) return { flags: new Flags(values), words: [...words, word, ...argv.slice(at)] };
      words.push(word);
    } else if (word.startsWith('--')) at = long(word, at);
    else at = short(word, at);
  }
  return { flags: new Flags(values), words };

  function long(word: string, next: number): number {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    const flag = known.find((item) => item.name === name);
    if (flag === undefined) throw new FlagError(name === 'help' ? 'help' : `unknown flag: --${name}`);
    if (equals !== -1) {
      set(flag, word.slice(equals + 1), `--${name}`);
      return next;
    }
    if (flag.kind === 'bool') {
      set(flag, 'true', `--${name}`);
      return next;
    }
    const value = argv[next];
    if (value === undefined) throw new FlagError(`flag needs an argument: --${name}`);
    set(flag, value, `--${name}`);
    return next + 1;
  }

  function short(word: string, next: number): number {
    for (let letter = 1; letter < word.length; letter += 1) {
      const name = word[letter] ?? '';
      const flag = known.find((item) => item.short === name);
      if (flag === undefined)
        throw new FlagError(name === 'h' ? 'help' : `unknown shorthand flag: '${name}' in ${word}`);
      const rest = word.slice(letter + 1);
      if (flag.kind === 'bool') {
        if (rest.startsWith('=')) {
          set(flag, rest.slice(1), `-${name}, --${flag.name}`);
          return next;
        }
        set(flag, 'true', `-${name}, --${flag.name}`);
        continue;
      }
      if (rest !== '') {
        set(flag, rest.replace(/^=/, ''), `-${name}, --${flag.name}`);
        return next;
      }
      const value = argv[next];
      if (value === undefined) throw new FlagError(`flag needs an argument: '${name}' in ${word}`);
      set(flag, value, `-${name}, --${flag.name}`);
      return next + 1;
    }
    return next;
  }
}

function checked({ kind }: Flag, value: string, written: string): string {
  if (kind === 'bool') {
    if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return 'true';
    if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return 'false';
    throw new FlagError(
      `invalid argument "${value}" for "${written}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`,
    );
  }
  if (kind === 'int' && !/^[-+]?\d+$/.test(value)) {
    throw new FlagError(
      `invalid argument "${value}" for "${written}" flag: strconv.ParseInt: parsing "${value}": invalid syntax`,
    );
  }
  return value;
}

import { parseArgs } from 'node:util';

export interface StartedWith {
  readonly file: string | undefined;
  readonly key: string | undefined;
  readonly knownHosts: string | undefined;
}

/**
 * What the program was started with: `trunkline [FILE] [--key PATH] [--known-hosts PATH]`.
 * @param words without the program itself; Chromium's own switches and, before packaging, the program's folder are among them
 */
export function startedWith(words: readonly string[]): StartedWith {
  const { values, positionals } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: { key: { type: 'string' }, 'known-hosts': { type: 'string' } },
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    file: positionals.find((word) => /\.ya?ml$/i.test(word)),
    key: text(values.key),
    knownHosts: text(values['known-hosts']),
  };
}

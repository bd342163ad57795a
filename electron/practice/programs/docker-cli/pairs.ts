/** `--label a=b` and its like. */
import { CliError } from './subcommand.ts';

/** Those without a value have an empty one. */
export const pairsOf = (written: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    written.map((text): [string, string] => {
      const at = text.indexOf('=');
      return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );

/** `-o parent=ens33`: a value must be there. */
export function optionsOf(written: readonly string[]): Readonly<Record<string, string>> {
  const bad = written.find((text) => text.trim() === '');
  if (bad !== undefined) throw new CliError(`invalid option: ${bad}`, 125);
  return pairsOf(written);
}

/** What `{{.Label "name"}}` calls. */
export const labelIn =
  (labels: Readonly<Record<string, string>>) =>
  (name: unknown): string =>
    Object.hasOwn(labels, String(name)) ? (labels[String(name)] ?? '') : '';

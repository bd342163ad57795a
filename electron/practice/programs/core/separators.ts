/** The characters of a list of separators, `\n`, `\t` and `\0` among them. */
export function regularSeparators(text: string): readonly string[] {
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '', '\\': '\\' };
  const found = text.match(/\\[\s\S]|[\s\S]/g) ?? [];
  return found.length === 0
    ? ['']
    : found.map((each) => (each.length > 1 ? (named[each[1] ?? ''] ?? each[1] ?? '') : each));
}

import { isPair, parseDocument, visit } from 'yaml';

/** The first and last line (from 1) of what stands at a path of keys, with its key; undefined: nothing stands there. */
export function linesOf(
  text: string,
  path: readonly string[],
): { readonly first: number; readonly last: number } | undefined {
  if (path.length === 0) return undefined;
  const document = parseDocument(text, { keepSourceTokens: false });
  let range: readonly [number, number] | undefined;
  visit(document, {
    Pair(_, pair, ancestors) {
      const keys = [...ancestors.filter(isPair), pair].map(({ key }) =>
        String((key as { value?: unknown } | null)?.value ?? key),
      );
      if (keys.length !== path.length || keys.some((key, index) => key !== path[index])) return undefined;
      const key = pair.key as { range?: readonly [number, number, number] } | null;
      const value = pair.value as { range?: readonly [number, number, number] } | null;
      if (key?.range) range = [key.range[0], value?.range?.[1] ?? key.range[1]];
      return visit.BREAK;
    },
  });
  if (!range) return undefined;
  const [from, to] = range;
  const end = text.slice(from, to).trimEnd().length + from;
  return { first: lineAt(text, from), last: lineAt(text, end) };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** bash's `{a,b}` and `{1..3}`, on the text of words before anything else is done with them. */

const MOST = 10_000;

/** @returns the words that it stands for; only itself, if it has no braces that mean something */
export function expandBraces(text: string): string[] {
  const found = outerBraces(text);
  if (found === undefined) return [text];
  const { before, choices, after } = found;
  const rest = expandBraces(after);
  const results: string[] = [];
  for (const choice of choices) {
    for (const middle of expandBraces(choice)) {
      for (const end of rest) if (results.length < MOST) results.push(before + middle + end);
    }
  }
  return results;
}

/** The first braces with a comma or a range in them, outside quotes and `${…}`. */
function outerBraces(
  text: string,
): { readonly before: string; readonly choices: readonly string[]; readonly after: string } | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const next = skipQuoted(text, at);
    if (next > at) {
      at = next - 1;
      continue;
    }
    if (text[at] !== '{') continue;
    const inner = insideBraces(text, at + 1);
    if (inner === undefined) continue;
    const before = text.slice(0, at);
    const after = text.slice(inner.end + 1);
    if (inner.commas.length > 0) {
      const cuts = [at, ...inner.commas, inner.end];
      return { before, choices: cuts.slice(1).map((cut, index) => text.slice((cuts[index] ?? 0) + 1, cut)), after };
    }
    const range = rangeOf(text.slice(at + 1, inner.end));
    if (range) return { before, choices: range, after };
  }
  return undefined;
}

function insideBraces(
  text: string,
  from: number,
): { readonly commas: readonly number[]; readonly end: number } | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const next = skipQuoted(text, at);
    if (next > at) {
      at = next - 1;
      continue;
    }
    const char = text[at];
    if (char === '{') depth += 1;
    else if (char === '}' && depth > 0) depth -= 1;
    else if (char === '}') return { commas, end: at };
    else if (char === ',' && depth === 0) commas.push(at);
  }
  return undefined;
}

/** Behind what begins here and is quoted, escaped or an expansion; otherwise the same place. */
function skipQuoted(text: string, at: number): number {
  const found = /^(?:\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\$\{[^}]*\}|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)/.exec(
    text.slice(at),
  );
  return at + (found?.[0].length ?? 0);
}

function rangeOf(text: string): readonly string[] | undefined {
  const numbers = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?$/.exec(text);
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(text);
  if (numbers === null && letters === null) return undefined;
  const from = letters ? (letters[1] ?? '').charCodeAt(0) : Number(numbers?.[1]);
  const to = letters ? (letters[2] ?? '').charCodeAt(0) : Number(numbers?.[2]);
  const step = Math.abs(Number(numbers?.[3] ?? 1)) || 1;
  const width = [numbers?.[1], numbers?.[2]].some((each) => /^-?0\d/.test(each ?? ''))
    ? Math.max(numbers?.[1]?.length ?? 0, numbers?.[2]?.length ?? 0)
    : 0;
  const results: string[] = [];
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step) {
    if (results.length >= MOST) break;
    results.push(letters ? String.fromCharCode(value) : String(value).padStart(width, '0'));
  }
  return results;
}

/** How bash writes the numbers of its arithmetic: in any base up to 64. */

/** A number, a name or an operator. */
export const ARITHMETIC_TOKEN =
  /\d[\w#@]*|[A-Za-z_]\w*|<<=|>>=|\*\*|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\+\+|--|[-+*/%&|^<>=!~?:(),]/y;

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

/** @returns the number, or what is wrong with it */
export function numberInBase(text: string): bigint | string {
  const [, given, inBase] = /^(\d+)#(.*)$/.exec(text) ?? [];
  let base = 10;
  let digits = text;
  if (given !== undefined) {
    base = Number(given);
    digits = inBase ?? '';
    if (base < 2 || base > 64) return 'invalid arithmetic base';
    if (digits === '') return 'invalid integer constant';
  } else if (/^0[xX]/.test(text)) {
    base = 16;
    digits = text.slice(2);
  } else if (/^0./.test(text)) {
    base = 8;
    digits = text.slice(1);
  }
  let value = 0n;
  for (const digit of digits) {
    if (digit === '#') return 'invalid number';
    const place = DIGITS.indexOf(base <= 36 ? digit.toLowerCase() : digit);
    if (place < 0 || place >= base) return 'value too great for base';
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(place));
  }
  return value;
}

/** Where the bracket is that closes the one at a place. */
export function closingBracket(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    else if (text[at] === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

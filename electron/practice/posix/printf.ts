/** What `printf` and `echo` make of their arguments: for the shells' builtins and for the programs. */

export interface Printed {
  readonly text: string;
  readonly errors: readonly string[];
}

/** `%g` as C has it: an exponent only for what is very small, or longer than the digits that were asked for. */
function shortest(number: number, digits: number): string {
  const [head = '', exponent = '0'] = number.toExponential(digits - 1).split('e');
  if (Number(exponent) >= -4 && Number(exponent) < digits) return String(Number(number.toPrecision(digits)));
  const power = Math.abs(Number(exponent));
  const short = head.includes('.') ? head.replace(/\.?0+$/, '') : head;
  return `${short}e${Number(exponent) < 0 ? '-' : '+'}${String(power).padStart(2, '0')}`;
}

const LONGEST = 1024 * 1024;

/** What bash's builtin adds to it. */
export interface BashPrinting {
  /** `%q`. */
  quoted(text: string): string;
  /** `%(…)T`; -1 is now, -2 when the shell began. */
  time(format: string, seconds: number): string;
}

/** bash's words: it looks at no more than how the number begins. */
const invalidNumber = (value: string): string =>
  `invalid ${/^0\d/.test(value) ? 'octal ' : value.startsWith('0x') ? 'hex ' : ''}number`;

/** @param bash undefined: it is another shell's, or the program */
export function printf(format: string, given: readonly string[], bash?: BashPrinting): Printed {
  const errors: string[] = [];
  const args = [...given];
  let text = '';
  let used = true;
  let stopped = false;
  const next = (): string | undefined => {
    used = true;
    return args.shift();
  };
  const integer = (value: string | undefined): bigint => {
    if (value === undefined || value === '') {
      if (value === '' && bash === undefined) errors.push(`'': expected a numeric value`);
      return 0n;
    }
    if (/^['"]/.test(value)) return BigInt(value.codePointAt(1) ?? 0);
    const found = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(value);
    if (found === null) {
      errors.push(bash ? `${value}: ${invalidNumber(value)}` : `${value}: expected numeric value`);
      return 0n;
    }
    if (found[0].length < value.length)
      errors.push(bash ? `${value}: ${invalidNumber(value)}` : `${value}: not completely converted`);
    const digits = found[2] ?? '0';
    const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return found[1] === '-' ? -size : size;
  };
  const one = (): void => {
    const pattern =
      /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:\(([^)]*)\))?[hlLjtz]*([a-zA-Z\\])?)|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[\s\S])|[^%\\]+|\\$/g;
    for (const [token, flags = '', width, precision, date, kind] of format.matchAll(pattern)) {
      if (stopped || text.length > LONGEST) return;
      if (!token.startsWith('%')) {
        const { text: plain, stop } = token.startsWith('\\')
          ? unescapeText(token, false, bash !== undefined)
          : { text: token, stop: false };
        text += plain;
        if (stop) stopped = true;
        continue;
      }
      if (token === '%%') {
        text += '%';
        continue;
      }
      const wide = Math.min(width === '*' ? Number(integer(next())) : Number(width ?? 0), 10_000);
      const dot = token.includes('.');
      const exact = dot
        ? Math.min(precision === '*' ? Number(integer(next())) : Number(precision ?? 0), LONGEST)
        : undefined;
      text += pad(convert(kind, exact, flags, date), wide, flags, kind);
    }
  };
  const refuse = (kind: string | undefined): string => {
    errors.push(
      bash
        ? `\`${kind ?? '%'}': ${kind === undefined ? 'missing' : 'invalid'} format character`
        : `%${kind ?? ''}: invalid directive`,
    );
    stopped = true;
    return '';
  };
  const convert = (kind: string | undefined, exact: number | undefined, flags: string, date?: string): string => {
    const cut = (value: string): string => (exact === undefined ? value : [...value].slice(0, exact).join(''));
    switch (kind) {
      case 's':
        return cut(next() ?? '');
      case 'q':
      case 'T':
        if (bash === undefined || (kind === 'T' && date === undefined)) return refuse(kind);
        return kind === 'q' ? cut(bash.quoted(next() ?? '')) : bash.time(date ?? '', Number(next() ?? -1));
      case 'b': {
        const unescaped = unescapeText(next() ?? '', true, bash !== undefined);
        if (unescaped.stop) stopped = true;
        return cut(unescaped.text);
      }
      case 'c':
        return [...(next() ?? '')][0] ?? '';
      case 'd':
      case 'i': {
        const value = integer(next());
        const digits = String(value < 0n ? -value : value).padStart(exact ?? 0, '0');
        return (value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
      }
      case 'u':
      case 'o':
      case 'x':
      case 'X': {
        const value = BigInt.asUintN(64, integer(next()));
        const base = kind === 'u' ? 10 : kind === 'o' ? 8 : 16;
        const digits = value.toString(base).padStart(exact ?? 0, '0');
        const marked =
          flags.includes('#') && value !== 0n
            ? base === 8
              ? `0${digits}`
              : base === 16
                ? `0x${digits}`
                : digits
            : digits;
        return kind === 'X' ? marked.toUpperCase() : marked;
      }
      case 'f':
      case 'e':
      case 'g': {
        const given = next() ?? '0';
        const value = Number(given === '' ? 0 : given);
        if (Number.isNaN(value)) errors.push(`${given}: expected numeric value`);
        const number = Number.isNaN(value) ? 0 : value;
        const digits = Math.min(exact ?? 6, 100);
        if (kind === 'f') return number.toFixed(digits);
        if (kind === 'g') return shortest(number, Math.max(1, digits));
        return number.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2');
      }
      default:
        return refuse(kind);
    }
  };
  do {
    used = false;
    one();
  } while (args.length > 0 && used && !stopped && text.length <= LONGEST);
  return { text, errors };
}

function pad(text: string, width: number, flags: string, kind: string | undefined): string {
  const missing = Math.abs(width) - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-') || width < 0) return text + ' '.repeat(missing);
  if (flags.includes('0') && kind !== undefined && 'diuoxXfeg'.includes(kind)) {
    const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
    return sign + '0'.repeat(missing) + text.slice(sign.length);
  }
  return ' '.repeat(missing) + text;
}

const SIMPLE: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', e: '\x1b', '\\': '\\', '"': '"' },
};

/**
 * Backslash sequences.
 * @param leadingZero as `%b` and `echo` have them: `\0101`
 * @param hexadecimal as bash has them: `\x41`, `\u263a`, `\E`
 * @returns `stop`: after `\c` nothing more is printed
 */
export function unescapeText(
  text: string,
  leadingZero: boolean,
  hexadecimal = false,
): { readonly text: string; readonly stop: boolean } {
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char !== '\\') {
      result += char;
      continue;
    }
    const rest = text.slice(at + 1);
    const octal = (leadingZero ? /^0[0-7]{0,3}|^[1-7][0-7]{0,2}/ : /^[0-7]{1,3}/).exec(rest)?.[0];
    const [coded, ...digits] =
      (hexadecimal && /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest)) || [];
    if (coded !== undefined) {
      result += String.fromCodePoint(Number.parseInt(digits.find(Boolean) ?? '0', 16));
      at += coded.length;
    } else if (octal !== undefined) {
      result += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      at += octal.length;
    } else if (rest.startsWith('c') && leadingZero) return { text: result, stop: true };
    else {
      const simple = hexadecimal && rest[0] === 'E' ? '\x1b' : SIMPLE[rest[0] ?? ''];
      if (simple === undefined) result += '\\';
      else {
        result += simple;
        at += 1;
      }
    }
  }
  return { text: result, stop: false };
}

/** @param escapes as dash's echo does; bash's and the program only with -e */
export function echo(args: readonly string[], escapes: boolean): string {
  const rest = [...args];
  let ends = true;
  let interprets = escapes;
  const options = escapes ? /^-n$/ : /^-[neE]+$/;
  while (rest[0] !== undefined && options.test(rest[0])) {
    for (const letter of rest.shift() ?? '') {
      if (letter === 'n') ends = false;
      if (letter === 'e') interprets = true;
      if (letter === 'E') interprets = false;
    }
    if (escapes) break;
  }
  const joined = rest.join(' ');
  if (!interprets) return joined + (ends ? '\n' : '');
  const { text, stop } = unescapeText(joined, true, !escapes);
  return text + (ends && !stop ? '\n' : '');
}

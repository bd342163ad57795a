/** A Dockerfile taken apart: its instructions with what stands behind each. What is wrong is said in the builder's words. */

export interface Instruction {
  /** Number of its first line. */
  readonly line: number;
  /** `RUN`, whatever case it was written in. */
  readonly name: string;
  /** As it was written, without the ends of lines that go on. */
  readonly text: string;
  /** `--from=`, `--chown=` by their names. */
  readonly options: Readonly<Record<string, string>>;
  /** What stands behind the name and its options. */
  readonly rest: string;
  /** The same where it is a list as JSON writes it: `["cat", "/hello"]`. */
  readonly list: readonly string[] | undefined;
}

export class BuildError extends Error {}

/** With a line of the Dockerfile at fault. `young`: since 23 it is one `on` a line. */
export const parseError = (line: number, why: string, young: boolean): BuildError =>
  new BuildError(`dockerfile parse error ${young ? 'on ' : ''}line ${line}: ${why}`);

const KNOWN = [
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER'],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
];

/** Those whose words may be a list. */
const LISTS = ['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME'];

/** @throws BuildError */
export function instructionsOf(text: string, young: boolean): readonly Instruction[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const goer = /^#[ \t]*escape[ \t]*=[ \t]*`/i.test(lines[0] ?? '') ? '`' : '\\';
  const goesOn = (line: string): boolean => line.trimEnd().endsWith(goer) && line.trim() !== '';
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const begun = at + 1;
    let line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    while (goesOn(line) && at + 1 < lines.length) {
      at += 1;
      const next = lines[at] ?? '';
      // Comments and empty lines between are left out.
      if (next.trim() === '' || next.trim().startsWith('#')) continue;
      line = line.trimEnd().slice(0, -1) + next.trimEnd();
    }
    if (goesOn(line)) line = line.trimEnd().slice(0, -1);
    found.push(instruction(line, begun, young));
  }
  return found;
}

function instruction(text: string, line: number, young: boolean): Instruction {
  const [, word = '', behind = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const name = word.toUpperCase();
  if (!KNOWN.includes(name)) throw parseError(line, `unknown instruction: ${young ? word : name}`, young);
  const options: Record<string, string> = {};
  let rest = behind;
  for (;;) {
    const [whole, option, value = ''] = /^--([a-z-]+)(?:=(\S*))?\s*/.exec(rest) ?? [];
    if (whole === undefined || option === undefined || name === 'CMD' || name === 'ENTRYPOINT') break;
    options[option] = value;
    rest = rest.slice(whole.length);
  }
  rest = rest.trim();
  if (rest === '' && !['CMD', 'ENTRYPOINT'].includes(name))
    throw parseError(line, `${name} requires ${WANTS[name] ?? 'at least one argument'}`, young);
  return { line, name, text, options, rest, list: LISTS.includes(name) ? listIn(rest) : undefined };
}

const WANTS: Readonly<Record<string, string>> = {
  FROM: 'either one or three arguments',
  ...{ MAINTAINER: 'exactly one argument', STOPSIGNAL: 'exactly one argument', USER: 'exactly one argument' },
  WORKDIR: 'exactly one argument',
  COPY: 'at least two arguments, but only one was provided. Destination could not be determined.',
  ADD: 'at least two arguments, but only one was provided. Destination could not be determined.',
};

function listIn(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** `A=1 B="two words"`, and the old `A one and all that follows`. @throws BuildError */
export function pairsIn({ name, rest, line }: Instruction, young: boolean): readonly (readonly [string, string])[] {
  const words = wordsIn(rest);
  const [first = ''] = words;
  if (!first.includes('=')) {
    const [, key = '', value] = /^(\S+)\s+(.*)$/s.exec(rest) ?? [];
    if (value === undefined) throw parseError(line, `${name} must have two arguments`, young);
    return [[key, value]];
  }
  return words.map((word) => {
    const at = word.indexOf('=');
    if (at < 0)
      throw parseError(line, `Syntax error - can't find = in "${word}". Must be of the form: name=value`, young);
    return [word.slice(0, at), word.slice(at + 1)];
  });
}

/** Words as a shell tells them apart, with their quotes. */
export const wordsIn = (text: string): readonly string[] =>
  text.match(/(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'\\])+/gs) ?? [];

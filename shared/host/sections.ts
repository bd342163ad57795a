/** What a script printed after a line `@NONCE NAME ARGUMENT`, up to the next such line. */
export interface Section {
  readonly name: string;
  readonly argument: string;
  readonly text: string;
}

/** Takes a script's output apart. What stands before the first such line belongs to no section. */
export function sections(output: string, nonce: string): readonly Section[] {
  const [, ...parts] = `\n${output.replaceAll('\r\n', '\n')}`.split(`\n@${nonce} `);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    const [head, text] = end === -1 ? [part, ''] : [part.slice(0, end), part.slice(end + 1)];
    const space = head.indexOf(' ');
    return {
      name: space === -1 ? head : head.slice(0, space),
      argument: space === -1 ? '' : head.slice(space + 1),
      text,
    };
  });
}

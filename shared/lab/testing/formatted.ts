/** Data written as YAML in every way that people and programs write it, for property tests. */
import { type Data, isList, isMap } from '../data.ts';
import { keyText, scalarText } from '../edit/render.ts';
import type { Choose } from './arbitrary-lab.ts';

export function formatted(data: Data, choose: Choose): string {
  const writer = new Writer(choose);
  const body = choose.upTo(7) === 0 ? writer.flow(data, 0) : writer.block(data, 0).trimStart();
  const head = choose.of(['', '', '# made by hand\n', '---\n', '\ufeff', '%YAML 1.2\n---\n']);
  const tail = choose.of(['\n', '\n', '', '\n# end\n', '\n\n\n', '\n...\n']);
  const text = head + body.replace(/\n$/, '') + tail;
  return choose.upTo(3) === 0 ? text.replaceAll('\n', '\r\n') : text;
}

class Writer {
  private comments = 0;
  private readonly choose: Choose;

  constructor(choose: Choose) {
    this.choose = choose;
  }

  rarely(): boolean {
    return this.choose.upTo(5) === 0;
  }

  comment(): string {
    return `# note ${this.comments++}: { not, [data]`;
  }

  lineEnd(): string {
    return this.choose.of(['', '', '', '  ', ` ${this.comment()}`]);
  }

  linesBetween(indent: number): string {
    return this.choose.of(['', '', '', '\n', `${' '.repeat(indent)}${this.comment()}\n`, `\n${this.comment()}\n`]);
  }

  key(key: string): string {
    return keyText(key, this.choose.of(['plain', 'plain', 'single', 'double'] as const));
  }

  scalar(data: Data): string {
    if (isMap(data) || isList(data)) throw new Error('not a scalar');
    return scalarText(data, this.choose.of(['plain', 'plain', 'single', 'double'] as const));
  }

  /** Lines, each ended by a line break. */
  block(data: Data, indent: number): string {
    const pad = ' '.repeat(indent);
    if (isMap(data))
      return [...data]
        .map(([key, value]) => `${this.linesBetween(indent)}${pad}${this.key(key)}:${this.value(value, indent)}`)
        .join('');
    if (isList(data))
      return data.map((item) => `${this.linesBetween(indent)}${pad}-${this.item(item, indent)}`).join('');
    throw new Error('not a block');
  }

  /** What stands after a colon, to the end of its lines. */
  value(data: Data, indent: number): string {
    const size = isMap(data) ? data.size : isList(data) ? data.length : 0;
    if (size > 0 && this.choose.upTo(2) > 0) {
      const inner = indent + (isList(data) ? this.choose.upTo(3) : 1 + this.choose.upTo(3));
      return `${this.lineEnd()}\n${this.block(data, inner)}`;
    }
    if (isMap(data) && size === 0 && this.rarely()) return `${this.lineEnd()}\n`;
    if (typeof data === 'string' && /^[a-z]/.test(data) && this.rarely())
      return ` |-\n${' '.repeat(indent + 2)}${data}\n`;
    return ` ${this.flow(data, indent)}${this.lineEnd()}\n`;
  }

  item(data: Data, indent: number): string {
    if (isMap(data) && data.size > 0 && this.choose.yes()) {
      const lines = this.block(data, indent + 2);
      const first = /^ *[^\s#]/.test(lines) ? lines.slice(indent + 2) : undefined;
      if (first !== undefined) return ` ${first}`;
    }
    return ` ${this.flow(data, indent)}${this.lineEnd()}\n`;
  }

  flow(data: Data, indent: number): string {
    if (!isMap(data) && !isList(data)) return this.scalar(data);
    const [open, close] = isMap(data) ? ['{', '}'] : ['[', ']'];
    const items = isMap(data)
      ? [...data].map(([key, value]) => `${this.key(key)}: ${this.flow(value, indent + 2)}`)
      : data.map((item) => this.flow(item, indent + 2));
    if (items.length === 0) return this.choose.of([open + close, `${open} ${close}`]);
    const comma = this.rarely() ? ',' : '';
    if (this.choose.upTo(3) > 0) {
      const space = this.choose.of([' ', '', '  ']);
      return open + space + items.join(`,${this.choose.of([' ', ' ', '  '])}`) + comma + space + close;
    }
    const pad = ' '.repeat(indent + 2);
    const lines = items.map((item, index) => {
      const last = index === items.length - 1;
      const end = last && comma === '' ? this.lineEnd() : `,${this.lineEnd()}`;
      return `${this.linesBetween(indent + 2)}${pad}${item}${end}\n`;
    });
    return `${open}${this.lineEnd()}\n${lines.join('')}${pad}${close}`;
  }
}

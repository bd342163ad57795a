/** What an awk program knows: its variables, its arrays, and the line that it looks at, with its fields. */
import { type Regular, regular } from '../../posix/regular.ts';
import { AwkTrouble } from './trouble.ts';
import { type Conversion, fromInput, toText, type Value } from './values.ts';

export type Table = Map<string, Value>;
export type Cell = { value: Value; table: Table | undefined };

export class Memory {
  /** Of the function that runs. */
  locals: Map<string, Cell> | undefined;
  line = '';
  /** As Debian's awk does it; otherwise as busybox's. */
  readonly mawk: boolean;
  private readonly globals = new Map<string, Cell>();
  private fields: string[] = [];
  private split = true;
  private fieldCount = 0;
  private readonly regulars = new Map<string, Regular>();

  constructor(mawk: boolean) {
    this.mawk = mawk;
  }

  setLine(line: string): void {
    this.line = line;
    this.split = false;
  }

  parts(): string[] {
    if (!this.split) {
      this.fields = this.pieces(this.line, this.text('FS'));
      this.fieldCount = this.fields.length;
      this.split = true;
    }
    return this.fields;
  }

  pieces(text: string, separator: string): string[] {
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((word) => word !== '');
    if (text === '') return [];
    if (separator === '') return [...text];
    if (separator.length === 1 && separator !== '\\') {
      const parts =
        this.text('RS') === '' ? text.split('\n').flatMap((line) => line.split(separator)) : text.split(separator);
      return parts;
    }
    const found: string[] = [];
    const find = this.regular(separator);
    let at = 0;
    for (let match = find.exec(text, at); match !== undefined; match = find.exec(text, at)) {
      const [from = 0, to = 0] = match;
      if (to === from) break;
      found.push(text.slice(at, from));
      at = to;
    }
    return [...found, text.slice(at)];
  }

  field(number: number): Value {
    if (number === 0) return fromInput(this.line);
    if (number < 0) throw new AwkTrouble(`attempt to access field ${number}`);
    const text = this.parts()[number - 1];
    return text === undefined ? undefined : fromInput(text);
  }

  setField(number: number, value: string): void {
    if (number === 0) {
      this.setLine(value);
      return;
    }
    const fields = this.parts();
    while (fields.length < number) fields.push('');
    fields[number - 1] = value;
    this.fieldCount = fields.length;
    this.line = fields.join(this.text('OFS'));
  }

  /** `NF`. */
  get count(): number {
    this.parts();
    return this.fieldCount;
  }

  setCount(count: number): void {
    const fields = this.parts();
    while (fields.length < count) fields.push('');
    fields.length = count;
    this.fieldCount = count;
    this.line = fields.join(this.text('OFS'));
  }

  cell(name: string): Cell {
    const local = this.locals?.get(name);
    if (local !== undefined) return local;
    const known = this.globals.get(name) ?? { value: undefined, table: undefined };
    this.globals.set(name, known);
    return known;
  }

  table(name: string): Table {
    const cell = this.cell(name);
    cell.table ??= new Map();
    return cell.table;
  }

  text(name: string): string {
    return this.asText(this.cell(name).value);
  }

  asText(value: Value): string {
    return toText(value, this.conversion('CONVFMT'));
  }

  conversion(name: 'CONVFMT' | 'OFMT'): Conversion {
    const { value } = this.cell(name);
    const format = typeof value === 'string' ? value : typeof value === 'object' ? value.text : '%.6g';
    return { format, largest: this.mawk ? 2 ** 31 - 1 : 2 ** 53 };
  }

  regular(source: string): Regular {
    const known = this.regulars.get(source) ?? regular(source, { extended: true });
    this.regulars.set(source, known);
    return known;
  }
}

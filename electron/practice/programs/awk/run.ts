/** Runs an awk program over its input. */
import { FileError } from '../../os/files/files.ts';
import type { Process } from '../../os/machine.ts';
import { pace } from '../../os/processes/pace.ts';
import { readRow } from '../../os/processes/pipe.ts';
import type { Input } from '../../os/streams.ts';
import { type Match, type Regular, regular } from '../../posix/regular.ts';
import { absolute, isBusybox, open } from '../core/program.ts';
import type { Expression, Program, Redirect, Rule, Statement } from './tree.ts';
import { type Conversion, compare, format, fromInput, isTrue, toNumber, toText, type Value } from './values.ts';

/** Ends what goes on: a line, a loop, a function, the program. */
class Jump extends Error {
  readonly to: 'next' | 'nextfile' | 'break' | 'continue' | 'return' | 'exit';
  readonly value: Value;
  constructor(to: Jump['to'], value?: Value) {
    super(to);
    this.to = to;
    this.value = value;
  }
}

/** The program does what cannot be done. */
export class AwkTrouble extends Error {}

type Table = Map<string, Value>;
type Cell = { value: Value; table: Table | undefined };

interface Stream {
  readonly input: Input;
  close(): void;
}

const DEEPEST = 500;
const SUBSEP = '\x1c';

export class Run {
  private readonly globals = new Map<string, Cell>();
  private locals: Map<string, Cell> | undefined;
  private fields: string[] = [];
  private line = '';
  private split = true;
  private count = 0;
  private depth = 0;
  private seed = 0;
  private random = 1;
  private readonly regulars = new Map<string, Regular>();
  private readonly readers = new Map<string, Stream>();
  private readonly commands = new Map<string, string>();
  private readonly opened = new Set<string>();
  private main: Input | undefined;
  private argument = 0;
  private usedStdin = false;

  private readonly process: Process;
  private readonly program: Program;
  private readonly mawk: boolean;

  constructor(
    process: Process,
    program: Program,
    settings: readonly (readonly [string, string])[],
    args: readonly string[],
  ) {
    this.process = process;
    this.program = program;
    this.mawk = !isBusybox(process);
    const first: readonly (readonly [string, Value])[] = [
      ...([
        ['FS', ' '],
        ['OFS', ' '],
        ['ORS', '\n'],
        ['RS', '\n'],
        ['SUBSEP', SUBSEP],
        ['CONVFMT', '%.6g'],
        ['OFMT', '%.6g'],
      ] as const),
      ...([
        ['NR', 0],
        ['NF', 0],
        ['FNR', 0],
        ['RSTART', 0],
        ['RLENGTH', -1],
        ['FILENAME', ''],
      ] as const),
      ['ARGC', args.length + 1],
    ];
    for (const [name, value] of first) this.cell(name).value = value;
    const list = ['awk', ...args].map((arg, at) => [String(at), fromInput(arg)] as const);
    this.cell('ARGV').table = new Map(list);
    this.cell('ENVIRON').table = new Map(Object.entries(process.env).map(([name, value]) => [name, fromInput(value)]));
    for (const [name, value] of settings) this.cell(name).value = fromInput(value);
  }

  /** Its exit status. */
  async all(): Promise<number> {
    let status = 0;
    const { rules } = this.program;
    const guarded = async (body: () => Promise<void>): Promise<boolean> => {
      try {
        await body();
        return true;
      } catch (error) {
        if (!(error instanceof Jump) || error.to !== 'exit') throw error;
        if (error.value !== undefined) status = toNumber(error.value) & 0xff;
        return false;
      }
    };
    const begins = rules.filter(({ when }) => when === 'BEGIN');
    const ends = rules.filter(({ when }) => when === 'END');
    const mains = rules.filter(({ when }) => when !== 'BEGIN' && when !== 'END');
    const goes = await guarded(async () => {
      for (const { body } of begins) await this.run(body);
    });
    if (goes && (mains.length > 0 || ends.length > 0)) await guarded(() => this.lines(mains));
    // After an exit too.
    await guarded(async () => {
      for (const { body } of ends) await this.run(body);
    });
    for (const name of [...this.commands.keys()]) await this.close(name);
    return this.failed ? (this.mawk ? 2 : 1) : status;
  }

  private failed = false;

  private async lines(rules: readonly Rule[]): Promise<void> {
    const within = new Set<Rule>();
    for (let line = await this.nextLine(); line !== undefined; line = await this.nextLine()) {
      this.setLine(line);
      try {
        for (const rule of rules) {
          if (!(await this.applies(rule, within))) continue;
          if (rule.body === undefined) await this.process.stdout.write(this.line + this.text('ORS'));
          else await this.run(rule.body);
        }
      } catch (error) {
        if (!(error instanceof Jump) || (error.to !== 'next' && error.to !== 'nextfile')) throw error;
        if (error.to === 'nextfile') this.main = undefined;
      }
      const wait = pace();
      if (wait) await wait;
      if (this.process.signal.aborted) throw new Jump('exit', 130);
    }
  }

  private async applies(rule: Rule, within: Set<Rule>): Promise<boolean> {
    const { when, until } = rule;
    if (when === undefined || when === 'BEGIN' || when === 'END') return true;
    if (until === undefined) return isTrue(await this.condition(when));
    if (!within.has(rule)) {
      if (!isTrue(await this.condition(when))) return false;
      within.add(rule);
    }
    if (isTrue(await this.condition(until))) within.delete(rule);
    return true;
  }

  /** A regular expression by itself is asked of the line. */
  private async condition(of: Expression): Promise<Value> {
    return this.value(of);
  }

  // Input.

  private async nextLine(): Promise<string | undefined> {
    for (;;) {
      this.main ??= await this.nextInput();
      if (this.main === undefined) return undefined;
      const record = await this.record(this.main);
      if (record !== undefined) {
        this.cell('NR').value = toNumber(this.cell('NR').value) + 1;
        this.cell('FNR').value = toNumber(this.cell('FNR').value) + 1;
        return record;
      }
      this.main = undefined;
    }
  }

  private async nextInput(): Promise<Input | undefined> {
    const argc = toNumber(this.cell('ARGC').value);
    const argv = this.cell('ARGV').table;
    while (this.argument + 1 < argc) {
      this.argument += 1;
      const given = this.asText(argv?.get(String(this.argument)));
      if (given === '') continue;
      const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(given) ?? [];
      if (name !== undefined && value !== undefined) {
        this.cell(name).value = fromInput(value);
        continue;
      }
      this.usedStdin = true;
      this.cell('FILENAME').value = given;
      this.cell('FNR').value = 0;
      if (given === '-') return this.process.stdin;
      try {
        return this.opening(given);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await this.process.stderr.write(
          this.mawk ? `awk: cannot open ${given} (${error.message})\n` : `awk: ${given}: ${error.message}\n`,
        );
        this.failed = true;
        throw new Jump('exit', 2);
      }
    }
    if (this.usedStdin) return undefined;
    this.usedStdin = true;
    return this.process.stdin;
  }

  private opening(path: string): Input {
    const { input } = open(this.process, path, 'read');
    if (input === undefined) throw new FileError('EINVAL');
    return input;
  }

  private readonly rest = new WeakMap<Input, string>();

  private async record(input: Input): Promise<string | undefined> {
    const separator = this.text('RS');
    if (separator === '\n') {
      const row = await readRow(input);
      return row === undefined ? undefined : row.replace(/\n$/, '');
    }
    let text = this.rest.get(input) ?? (await input.all());
    if (separator === '') text = text.replace(/^\n+/, '');
    if (text === '') return undefined;
    const find =
      separator === '' ? this.regular('\n\n+') : this.regular(separator.length === 1 ? escaped(separator) : separator);
    const found = find.exec(text);
    const [from, to] = [found?.[0] ?? text.length, found?.[1] ?? text.length];
    this.rest.set(input, text.slice(to));
    const record = text.slice(0, from);
    return found === undefined ? record.replace(/\n+$/, '') : record;
  }

  // Fields.

  private setLine(line: string): void {
    this.line = line;
    this.split = false;
  }

  private parts(): string[] {
    if (!this.split) {
      this.fields = this.pieces(this.line, this.text('FS'));
      this.count = this.fields.length;
      this.split = true;
    }
    return this.fields;
  }

  private pieces(text: string, separator: string): string[] {
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

  private field(number: number): Value {
    if (number === 0) return fromInput(this.line);
    if (number < 0) throw new AwkTrouble(`attempt to access field ${number}`);
    const text = this.parts()[number - 1];
    return text === undefined ? undefined : fromInput(text);
  }

  private setField(number: number, value: string): void {
    if (number === 0) {
      this.setLine(value);
      return;
    }
    const fields = this.parts();
    while (fields.length < number) fields.push('');
    fields[number - 1] = value;
    this.count = fields.length;
    this.line = fields.join(this.text('OFS'));
  }

  // Variables.

  private cell(name: string): Cell {
    const local = this.locals?.get(name);
    if (local !== undefined) return local;
    const known = this.globals.get(name) ?? { value: undefined, table: undefined };
    this.globals.set(name, known);
    return known;
  }

  private table(name: string): Table {
    const cell = this.cell(name);
    cell.table ??= new Map();
    return cell.table;
  }

  private text(name: string): string {
    return this.asText(this.cell(name).value);
  }

  private asText(value: Value): string {
    return toText(value, this.conversion('CONVFMT'));
  }

  private conversion(name: 'CONVFMT' | 'OFMT'): Conversion {
    const { value } = this.cell(name);
    const format = typeof value === 'string' ? value : typeof value === 'object' ? value.text : '%.6g';
    return { format, largest: this.mawk ? 2 ** 31 - 1 : 2 ** 53 };
  }

  private async key(index: readonly Expression[]): Promise<string> {
    const parts: string[] = [];
    for (const item of index) parts.push(this.asText(await this.value(item)));
    return parts.join(this.text('SUBSEP'));
  }

  private async assign(to: Expression, value: Value): Promise<Value> {
    if (to.kind === 'group' && to.items[0] !== undefined) return this.assign(to.items[0], value);
    if (to.kind === 'variable') {
      if (to.name === 'NF') {
        const fields = this.parts();
        const count = Math.max(0, Math.trunc(toNumber(value)));
        while (fields.length < count) fields.push('');
        fields.length = count;
        this.count = count;
        this.line = fields.join(this.text('OFS'));
      } else this.cell(to.name).value = value;
    } else if (to.kind === 'element') this.table(to.name).set(await this.key(to.index), value);
    else if (to.kind === 'field') this.setField(Math.trunc(toNumber(await this.value(to.of))), this.asText(value));
    return value;
  }

  // Expressions.

  async value(of: Expression): Promise<Value> {
    switch (of.kind) {
      case 'number':
      case 'string':
        return of.value;
      case 'regex':
        return Number(this.regular(of.source).exec(this.line) !== undefined);
      case 'variable':
        if (of.name === 'NF') {
          this.parts();
          return this.count;
        }
        return this.cell(of.name).value;
      case 'field':
        return this.field(Math.trunc(toNumber(await this.value(of.of))));
      case 'element': {
        const table = this.table(of.name);
        const key = await this.key(of.index);
        if (!table.has(key)) table.set(key, undefined);
        return table.get(key);
      }
      case 'in':
        return Number(this.table(of.name).has(await this.key(of.index)));
      case 'group': {
        const [only] = of.items;
        if (of.items.length !== 1 || only === undefined) throw new AwkTrouble('a list stands where a value should');
        return this.value(only);
      }
      case 'unary': {
        const value = await this.value(of.of);
        return of.operator === '!' ? Number(!isTrue(value)) : of.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return this.binary(of);
      case 'match': {
        const text = this.asText(await this.value(of.left));
        const found = (await this.pattern(of.right)).exec(text) !== undefined;
        return Number(found !== of.negated);
      }
      case 'choice':
        return this.value(isTrue(await this.value(of.when)) ? of.then : of.otherwise);
      case 'assign': {
        const given = await this.value(of.value);
        if (of.operator === '=') return this.assign(of.to, given);
        return this.assign(
          of.to,
          this.arithmetic(of.operator[0] ?? '', toNumber(await this.value(of.to)), toNumber(given)),
        );
      }
      case 'step': {
        const before = toNumber(await this.value(of.of));
        await this.assign(of.of, before + of.by);
        return of.before ? before + of.by : before;
      }
      case 'call':
        return this.builtin(of.name, of.args);
      case 'own':
        return this.call(of.name, of.args);
      case 'getline':
        return this.getline(of);
    }
  }

  private async binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Promise<Value> {
    if (operator === '&&') return Number(isTrue(await this.value(left)) && isTrue(await this.value(right)));
    if (operator === '||') return Number(isTrue(await this.value(left)) || isTrue(await this.value(right)));
    const [a, b] = [await this.value(left), await this.value(right)];
    if (operator === ' ') return this.asText(a) + this.asText(b);
    if (/^[-+*/%^]$/.test(operator)) return this.arithmetic(operator, toNumber(a), toNumber(b));
    const order = compare(a, b, this.conversion('CONVFMT'));
    const holds: Readonly<Record<string, boolean>> = {
      ...{ '<': order < 0, '<=': order <= 0, '==': order === 0, '!=': order !== 0, '>': order > 0, '>=': order >= 0 },
    };
    return Number(holds[operator] ?? false);
  }

  /** mawk divides by 0 as its processor does. */
  private arithmetic(operator: string, a: number, b: number): number {
    if (b === 0 && (operator === '/' || operator === '%') && !this.mawk) throw new AwkTrouble('Division by zero');
    return arithmetic(operator, a, b);
  }

  private regular(source: string): Regular {
    const known = this.regulars.get(source) ?? regular(source, { extended: true });
    this.regulars.set(source, known);
    return known;
  }

  private async pattern(of: Expression | undefined): Promise<Regular> {
    if (of === undefined) throw new AwkTrouble('a pattern is missing');
    return this.regular(of.kind === 'regex' ? of.source : this.asText(await this.value(of)));
  }

  private async call(name: string, args: readonly Expression[]): Promise<Value> {
    const own = this.program.functions.get(name);
    if (own === undefined) throw new AwkTrouble(`function ${name} never defined`);
    if (this.depth >= DEEPEST) throw new AwkTrouble('function call nesting too deep');
    const locals = new Map<string, Cell>();
    for (const [at, parameter] of own.parameters.entries()) {
      const given = args[at];
      if (given?.kind === 'variable') {
        const cell = this.cell(given.name);
        // A table is given itself, also one that the function makes of nothing.
        if (cell.table !== undefined) locals.set(parameter, cell);
        else if (cell.value === undefined) {
          cell.table = new Map();
          locals.set(parameter, { value: undefined, table: cell.table });
        } else locals.set(parameter, { value: cell.value, table: undefined });
      } else
        locals.set(parameter, { value: given === undefined ? undefined : await this.value(given), table: undefined });
    }
    const before = this.locals;
    this.locals = locals;
    this.depth += 1;
    try {
      await this.run(own.body);
      return undefined;
    } catch (error) {
      if (error instanceof Jump && error.to === 'return') return error.value;
      throw error;
    } finally {
      this.locals = before;
      this.depth -= 1;
    }
  }

  private async builtin(name: string, args: readonly Expression[]): Promise<Value> {
    const text = async (at: number): Promise<string> => {
      const given = args[at];
      return given === undefined ? '' : this.asText(await this.value(given));
    };
    const number = async (at: number): Promise<number> => {
      const given = args[at];
      return given === undefined ? 0 : toNumber(await this.value(given));
    };
    const [first, second, third] = args;
    switch (name) {
      case 'length':
        if (first?.kind === 'variable' && this.cell(first.name).table !== undefined) return this.table(first.name).size;
        return first === undefined ? this.line.length : (await text(0)).length;
      case 'substr': {
        const whole = await text(0);
        // Neither of the two takes from the length what lies before the beginning.
        const from = Math.max(1, Math.trunc(await number(1)));
        const to = third === undefined ? Number.POSITIVE_INFINITY : from + Math.trunc(await number(2));
        return whole.slice(Math.max(0, from - 1), Math.max(0, to - 1));
      }
      case 'index':
        return (await text(0)).indexOf(await text(1)) + 1;
      case 'split': {
        const whole = await text(0);
        if (second?.kind !== 'variable') throw new AwkTrouble('split needs an array');
        const by = third === undefined ? this.text('FS') : third.kind === 'regex' ? third.source : await text(2);
        const pieces =
          third?.kind === 'regex' && by.length === 1 ? this.pieces(whole, escaped(by)) : this.pieces(whole, by);
        const table = this.table(second.name);
        table.clear();
        for (const [at, piece] of pieces.entries()) table.set(String(at + 1), fromInput(piece));
        return pieces.length;
      }
      case 'sub':
      case 'gsub':
        return this.substitute(name === 'gsub', await this.pattern(first), await text(1), third ?? LINE);
      case 'match': {
        const found = (await this.pattern(second)).exec(await text(0));
        const [from = 0, to = 0] = found ?? [];
        this.cell('RSTART').value = found === undefined ? 0 : from + 1;
        this.cell('RLENGTH').value = found === undefined ? -1 : to - from;
        return found === undefined ? 0 : from + 1;
      }
      case 'sprintf': {
        const values: Value[] = [];
        for (const item of args.slice(1)) values.push(await this.value(item));
        return format(await text(0), values, this.conversion('CONVFMT'));
      }
      case 'tolower':
        return (await text(0)).toLowerCase();
      case 'toupper':
        return (await text(0)).toUpperCase();
      case 'int':
        return Math.trunc(await number(0));
      case 'sqrt':
        return Math.sqrt(await number(0));
      case 'exp':
        return Math.exp(await number(0));
      case 'log':
        return Math.log(await number(0));
      case 'sin':
        return Math.sin(await number(0));
      case 'cos':
        return Math.cos(await number(0));
      case 'atan2':
        return Math.atan2(await number(0), await number(1));
      case 'rand':
        this.random = (this.random * 1_103_515_245 + 12_345) % 2_147_483_648;
        return this.random / 2_147_483_648;
      case 'srand': {
        const before = this.seed;
        this.seed = first === undefined ? Math.floor(this.process.machine.clock.now() / 1000) : await number(0);
        this.random = (Math.abs(Math.trunc(this.seed)) % 2_147_483_647) + 1;
        return before;
      }
      case 'systime':
        return Math.floor(this.process.machine.clock.now() / 1000);
      case 'and':
        return Number(BigInt(await number(0)) & BigInt(await number(1)));
      case 'or':
        return Number(BigInt(await number(0)) | BigInt(await number(1)));
      case 'xor':
        return Number(BigInt(await number(0)) ^ BigInt(await number(1)));
      case 'lshift':
        return (await number(0)) * 2 ** (await number(1));
      case 'rshift':
        return Math.floor((await number(0)) / 2 ** (await number(1)));
      case 'system': {
        const command = await text(0);
        return this.process.run(['sh', '-c', command]);
      }
      case 'close':
        return this.close(await text(0));
      case 'fflush':
        return 0;
      default:
        throw new AwkTrouble(`practice hosts do not simulate ${name} of awk`);
    }
  }

  /** `&` in the replacement is what was found. */
  private async substitute(all: boolean, find: Regular, by: string, target: Expression): Promise<number> {
    const text = this.asText(await this.value(target));
    let made = '';
    let at = 0;
    let count = 0;
    while (at <= text.length) {
      const found: Match | undefined = find.exec(text, at);
      if (found === undefined) break;
      const [from = 0, to = 0] = found;
      const matched = text.slice(from, to);
      made +=
        text.slice(at, from) +
        by.replace(/\\\\&|\\&|&/g, (sign) => (sign === '&' ? matched : sign === '\\&' ? '&' : `\\${matched}`));
      count += 1;
      at = to;
      if (to === from) {
        made += text[to] ?? '';
        at += 1;
      }
      if (!all) break;
    }
    if (count > 0) await this.assign(target, made + text.slice(at));
    return count;
  }

  // Streams.

  private async getline({ into, file, command }: Extract<Expression, { kind: 'getline' }>): Promise<Value> {
    let line: string | undefined;
    if (file === undefined && command === undefined) line = await this.nextLine();
    else {
      const name = this.asText(await this.value((file ?? command) as Expression));
      const stream = await this.reader(name, command !== undefined);
      if (stream === undefined) return -1;
      line = await this.record(stream.input);
      if (line !== undefined && command !== undefined) this.cell('NR').value = toNumber(this.cell('NR').value) + 1;
    }
    if (line === undefined) return 0;
    if (into === undefined) this.setLine(line);
    else await this.assign(into, fromInput(line));
    return 1;
  }

  private async reader(name: string, isCommand: boolean): Promise<Stream | undefined> {
    const key = `${isCommand ? '|' : '<'}${name}`;
    const known = this.readers.get(key);
    if (known !== undefined) return known;
    try {
      const input = isCommand ? await this.output(name) : name === '-' ? this.process.stdin : this.opening(name);
      const stream = { input, close: () => undefined };
      this.readers.set(key, stream);
      return stream;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return undefined;
    }
  }

  /** What a command prints. */
  private async output(command: string): Promise<Input> {
    let text = '';
    await this.process.run(['sh', '-c', command], {
      stdout: {
        write: async (more) => {
          text += more;
        },
      },
    });
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return {
      read: async () => lines.splice(0).join('\n') || undefined,
      line: async () => lines.shift(),
      all: async () => lines.splice(0).join('\n'),
    };
  }

  private async close(name: string): Promise<number> {
    this.opened.delete(name);
    for (const key of [`|${name}`, `<${name}`]) this.readers.delete(key);
    const fed = this.commands.get(name);
    if (fed === undefined) return 0;
    this.commands.delete(name);
    const lines = fed.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return this.process.run(['sh', '-c', name], {
      stdin: {
        read: async () => (lines.length === 0 ? undefined : `${lines.splice(0).join('\n')}\n`),
        line: async () => lines.shift(),
        all: async () => (lines.length === 0 ? '' : `${lines.splice(0).join('\n')}\n`),
      },
    });
  }

  private async print(text: string, redirect: Redirect | undefined): Promise<void> {
    if (redirect === undefined) return this.process.stdout.write(text);
    const name = this.asText(await this.value(redirect.to));
    if (redirect.how === '|') {
      this.commands.set(name, (this.commands.get(name) ?? '') + text);
      return;
    }
    if (name === '/dev/stderr') return this.process.stderr.write(text);
    if (name === '/dev/stdout' || name === '-') return this.process.stdout.write(text);
    const { files } = this.process.userland;
    const path = absolute(this.process, name);
    const append = redirect.how === '>>' || this.opened.has(name);
    this.opened.add(name);
    try {
      files.write(path, text, { append });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new AwkTrouble(`cannot open "${name}" (${error.message})`);
    }
  }

  // Statements.

  private async run(statement: Statement | undefined): Promise<void> {
    if (statement === undefined) return;
    switch (statement.kind) {
      case 'expression':
        await this.value(statement.value);
        return;
      case 'print': {
        const texts: string[] = [];
        for (const item of statement.items) {
          const value = await this.value(item);
          texts.push(typeof value === 'number' ? toText(value, this.conversion('OFMT')) : this.asText(value));
        }
        const line = statement.items.length === 0 ? this.line : texts.join(this.text('OFS'));
        return this.print(line + this.text('ORS'), statement.redirect);
      }
      case 'printf': {
        const [pattern, ...rest] = statement.items;
        const values: Value[] = [];
        for (const item of rest) values.push(await this.value(item));
        const text = pattern === undefined ? '' : this.asText(await this.value(pattern));
        return this.print(format(text, values, this.conversion('CONVFMT')), statement.redirect);
      }
      case 'if':
        return this.run(isTrue(await this.value(statement.when)) ? statement.then : statement.otherwise);
      case 'while':
        if (statement.after && !(await this.loop(statement.body))) return;
        while (isTrue(await this.value(statement.when))) if (!(await this.loop(statement.body))) return;
        return;
      case 'for':
        await this.run(statement.first);
        while (statement.when === undefined || isTrue(await this.value(statement.when))) {
          if (!(await this.loop(statement.body))) return;
          await this.run(statement.next);
        }
        return;
      case 'each':
        for (const key of [...this.table(statement.array).keys()]) {
          this.cell(statement.name).value = fromInput(key);
          if (!(await this.loop(statement.body))) return;
        }
        return;
      case 'block':
        for (const item of statement.body) await this.run(item);
        return;
      case 'delete':
        if (statement.index === undefined) this.table(statement.name).clear();
        else this.table(statement.name).delete(await this.key(statement.index));
        return;
      case 'exit':
      case 'return':
        throw new Jump(statement.kind, statement.value === undefined ? undefined : await this.value(statement.value));
      default:
        throw new Jump(statement.kind);
    }
  }

  /** False: the loop ends. */
  private async loop(body: Statement): Promise<boolean> {
    const wait = pace();
    if (wait) await wait;
    if (this.process.signal.aborted) throw new Jump('exit', 130);
    try {
      await this.run(body);
    } catch (error) {
      if (!(error instanceof Jump)) throw error;
      if (error.to === 'break') return false;
      if (error.to !== 'continue') throw error;
    }
    return true;
  }
}

const LINE: Expression = { kind: 'field', of: { kind: 'number', value: 0 } };

const escaped = (text: string): string => text.replace(/[\\^$.[\]|()*+?{}]/g, '\\$&');

function arithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default:
      return a ** b;
  }
}

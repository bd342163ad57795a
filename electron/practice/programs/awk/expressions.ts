/** awk's expressions: what they come to, and what is assigned to them. */
import type { Process } from '../../os/machine.ts';
import type { Regular } from '../../posix/regular.ts';
import { builtin } from './builtins.ts';
import type { Evaluator } from './evaluator.ts';
import type { Cell, Memory } from './memory.ts';
import type { Records } from './records.ts';
import type { Streams } from './streams.ts';
import type { Expression, Program, Statement } from './tree.ts';
import { AwkTrouble, Jump } from './trouble.ts';
import { compare, fromInput, isTrue, toNumber, type Value } from './values.ts';

const DEEPEST = 500;

export class Expressions implements Evaluator {
  readonly process: Process;
  readonly memory: Memory;
  readonly streams: Streams;
  readonly lot = { seed: 0, random: 1 };
  private readonly records: Records;
  private readonly functions: Program['functions'];
  /** Runs what a function of the program does. */
  private readonly body: (statement: Statement | undefined) => Promise<void>;
  private depth = 0;

  constructor(
    how: { readonly process: Process; readonly memory: Memory; readonly streams: Streams; readonly records: Records },
    functions: Program['functions'],
    body: (statement: Statement | undefined) => Promise<void>,
  ) {
    this.process = how.process;
    this.memory = how.memory;
    this.streams = how.streams;
    this.records = how.records;
    this.functions = functions;
    this.body = body;
  }

  async value(of: Expression): Promise<Value> {
    switch (of.kind) {
      case 'number':
      case 'string':
        return of.value;
      case 'regex':
        return Number(this.memory.regular(of.source).exec(this.memory.line) !== undefined);
      case 'variable':
        if (of.name === 'NF') return this.memory.count;
        return this.memory.cell(of.name).value;
      case 'field':
        return this.memory.field(Math.trunc(toNumber(await this.value(of.of))));
      case 'element': {
        const table = this.memory.table(of.name);
        const key = await this.key(of.index);
        if (!table.has(key)) table.set(key, undefined);
        return table.get(key);
      }
      case 'in':
        return Number(this.memory.table(of.name).has(await this.key(of.index)));
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
        const text = this.memory.asText(await this.value(of.left));
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
        return builtin(this, of.name, of.args);
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
    if (operator === ' ') return this.memory.asText(a) + this.memory.asText(b);
    if (/^[-+*/%^]$/.test(operator)) return this.arithmetic(operator, toNumber(a), toNumber(b));
    const order = compare(a, b, this.memory.conversion('CONVFMT'));
    const holds: Readonly<Record<string, boolean>> = {
      ...{ '<': order < 0, '<=': order <= 0, '==': order === 0, '!=': order !== 0, '>': order > 0, '>=': order >= 0 },
    };
    return Number(holds[operator] ?? false);
  }

  /** mawk divides by 0 as its processor does. */
  private arithmetic(operator: string, a: number, b: number): number {
    if (b === 0 && (operator === '/' || operator === '%') && !this.memory.mawk)
      throw new AwkTrouble('Division by zero');
    return arithmetic(operator, a, b);
  }

  async pattern(of: Expression | undefined): Promise<Regular> {
    if (of === undefined) throw new AwkTrouble('a pattern is missing');
    return this.memory.regular(of.kind === 'regex' ? of.source : this.memory.asText(await this.value(of)));
  }

  async key(index: readonly Expression[]): Promise<string> {
    const parts: string[] = [];
    for (const item of index) parts.push(this.memory.asText(await this.value(item)));
    return parts.join(this.memory.text('SUBSEP'));
  }

  async assign(to: Expression, value: Value): Promise<Value> {
    if (to.kind === 'group' && to.items[0] !== undefined) return this.assign(to.items[0], value);
    if (to.kind === 'variable') {
      if (to.name === 'NF') this.memory.setCount(Math.max(0, Math.trunc(toNumber(value))));
      else this.memory.cell(to.name).value = value;
    } else if (to.kind === 'element') this.memory.table(to.name).set(await this.key(to.index), value);
    else if (to.kind === 'field')
      this.memory.setField(Math.trunc(toNumber(await this.value(to.of))), this.memory.asText(value));
    return value;
  }

  private async call(name: string, args: readonly Expression[]): Promise<Value> {
    const own = this.functions.get(name);
    if (own === undefined) throw new AwkTrouble(`function ${name} never defined`);
    if (this.depth >= DEEPEST) throw new AwkTrouble('function call nesting too deep');
    const locals = new Map<string, Cell>();
    for (const [at, parameter] of own.parameters.entries()) {
      const given = args[at];
      if (given?.kind === 'variable') {
        const cell = this.memory.cell(given.name);
        // A table is given itself, also one that the function makes of nothing.
        if (cell.table !== undefined) locals.set(parameter, cell);
        else if (cell.value === undefined) {
          cell.table = new Map();
          locals.set(parameter, { value: undefined, table: cell.table });
        } else locals.set(parameter, { value: cell.value, table: undefined });
      } else
        locals.set(parameter, { value: given === undefined ? undefined : await this.value(given), table: undefined });
    }
    const before = this.memory.locals;
    this.memory.locals = locals;
    this.depth += 1;
    try {
      await this.body(own.body);
      return undefined;
    } catch (error) {
      if (error instanceof Jump && error.to === 'return') return error.value;
      throw error;
    } finally {
      this.memory.locals = before;
      this.depth -= 1;
    }
  }

  private async getline({ into, file, command }: Extract<Expression, { kind: 'getline' }>): Promise<Value> {
    let line: string | undefined;
    if (file === undefined && command === undefined) line = await this.records.nextLine();
    else {
      const name = this.memory.asText(await this.value((file ?? command) as Expression));
      const stream = await this.streams.reader(name, command !== undefined);
      if (stream === undefined) return -1;
      line = await this.records.record(stream.input);
      if (line !== undefined && command !== undefined)
        this.memory.cell('NR').value = toNumber(this.memory.cell('NR').value) + 1;
    }
    if (line === undefined) return 0;
    if (into === undefined) this.memory.setLine(line);
    else await this.assign(into, fromInput(line));
    return 1;
  }
}

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

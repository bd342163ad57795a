/** Runs an awk program over its input: its rules and statements. */
import type { Process } from '../../os/machine.ts';
import { pace } from '../../os/processes/pace.ts';
import { isBusybox } from '../core/program.ts';
import { Expressions } from './expressions.ts';
import { Memory } from './memory.ts';
import { Records } from './records.ts';
import { Streams } from './streams.ts';
import type { Program, Redirect, Rule, Statement } from './tree.ts';
import { Jump } from './trouble.ts';
import { format, fromInput, isTrue, toNumber, toText, type Value } from './values.ts';

const SUBSEP = '\x1c';

export class Run {
  private readonly process: Process;
  private readonly program: Program;
  private readonly memory: Memory;
  private readonly records: Records;
  private readonly streams: Streams;
  private readonly expressions: Expressions;

  constructor(
    process: Process,
    program: Program,
    settings: readonly (readonly [string, string])[],
    args: readonly string[],
  ) {
    this.process = process;
    this.program = program;
    this.memory = new Memory(!isBusybox(process));
    this.records = new Records(process, this.memory);
    this.streams = new Streams(process, this.records);
    const { memory, records, streams } = this;
    this.expressions = new Expressions({ process, memory, records, streams }, program.functions, (body) =>
      this.run(body),
    );
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
    for (const [name, value] of first) this.memory.cell(name).value = value;
    const list = ['awk', ...args].map((arg, at) => [String(at), fromInput(arg)] as const);
    this.memory.cell('ARGV').table = new Map(list);
    this.memory.cell('ENVIRON').table = new Map(
      Object.entries(process.env).map(([name, value]) => [name, fromInput(value)]),
    );
    for (const [name, value] of settings) this.memory.cell(name).value = fromInput(value);
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
    await this.streams.closeAll();
    return this.records.failed ? (this.memory.mawk ? 2 : 1) : status;
  }

  private async lines(rules: readonly Rule[]): Promise<void> {
    const within = new Set<Rule>();
    for (let line = await this.records.nextLine(); line !== undefined; line = await this.records.nextLine()) {
      this.memory.setLine(line);
      try {
        for (const rule of rules) {
          if (!(await this.applies(rule, within))) continue;
          if (rule.body === undefined) await this.process.stdout.write(this.memory.line + this.memory.text('ORS'));
          else await this.run(rule.body);
        }
      } catch (error) {
        if (!(error instanceof Jump) || (error.to !== 'next' && error.to !== 'nextfile')) throw error;
        if (error.to === 'nextfile') this.records.leaveFile();
      }
      const wait = pace();
      if (wait) await wait;
      if (this.process.signal.aborted) throw new Jump('exit', 130);
    }
  }

  private async applies(rule: Rule, within: Set<Rule>): Promise<boolean> {
    const { when, until } = rule;
    if (when === undefined || when === 'BEGIN' || when === 'END') return true;
    if (until === undefined) return isTrue(await this.expressions.value(when));
    if (!within.has(rule)) {
      if (!isTrue(await this.expressions.value(when))) return false;
      within.add(rule);
    }
    if (isTrue(await this.expressions.value(until))) within.delete(rule);
    return true;
  }

  private async run(statement: Statement | undefined): Promise<void> {
    if (statement === undefined) return;
    switch (statement.kind) {
      case 'expression':
        await this.expressions.value(statement.value);
        return;
      case 'print': {
        const texts: string[] = [];
        for (const item of statement.items) {
          const value = await this.expressions.value(item);
          texts.push(
            typeof value === 'number' ? toText(value, this.memory.conversion('OFMT')) : this.memory.asText(value),
          );
        }
        const line = statement.items.length === 0 ? this.memory.line : texts.join(this.memory.text('OFS'));
        return this.print(line + this.memory.text('ORS'), statement.redirect);
      }
      case 'printf': {
        const [pattern, ...rest] = statement.items;
        const values: Value[] = [];
        for (const item of rest) values.push(await this.expressions.value(item));
        const text = pattern === undefined ? '' : this.memory.asText(await this.expressions.value(pattern));
        return this.print(format(text, values, this.memory.conversion('CONVFMT')), statement.redirect);
      }
      case 'if':
        return this.run(isTrue(await this.expressions.value(statement.when)) ? statement.then : statement.otherwise);
      case 'while':
        if (statement.after && !(await this.loop(statement.body))) return;
        while (isTrue(await this.expressions.value(statement.when))) if (!(await this.loop(statement.body))) return;
        return;
      case 'for':
        await this.run(statement.first);
        while (statement.when === undefined || isTrue(await this.expressions.value(statement.when))) {
          if (!(await this.loop(statement.body))) return;
          await this.run(statement.next);
        }
        return;
      case 'each':
        for (const key of [...this.memory.table(statement.array).keys()]) {
          this.memory.cell(statement.name).value = fromInput(key);
          if (!(await this.loop(statement.body))) return;
        }
        return;
      case 'block':
        for (const item of statement.body) await this.run(item);
        return;
      case 'delete':
        if (statement.index === undefined) this.memory.table(statement.name).clear();
        else this.memory.table(statement.name).delete(await this.expressions.key(statement.index));
        return;
      case 'exit':
      case 'return':
        throw new Jump(
          statement.kind,
          statement.value === undefined ? undefined : await this.expressions.value(statement.value),
        );
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

  private async print(text: string, redirect: Redirect | undefined): Promise<void> {
    const to = redirect && { how: redirect.how, name: this.memory.asText(await this.expressions.value(redirect.to)) };
    await this.streams.print(text, to);
  }
}

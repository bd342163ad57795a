/** awk's own functions. */
import type { Match, Regular } from '../../posix/regular.ts';
import type { Evaluator } from './evaluator.ts';
import type { Expression } from './tree.ts';
import { AwkTrouble } from './trouble.ts';
import { escaped, format, fromInput, toNumber, type Value } from './values.ts';

const LINE: Expression = { kind: 'field', of: { kind: 'number', value: 0 } };

export async function builtin(of: Evaluator, name: string, args: readonly Expression[]): Promise<Value> {
  const text = async (at: number): Promise<string> => {
    const given = args[at];
    return given === undefined ? '' : of.memory.asText(await of.value(given));
  };
  const number = async (at: number): Promise<number> => {
    const given = args[at];
    return given === undefined ? 0 : toNumber(await of.value(given));
  };
  const [first, second, third] = args;
  switch (name) {
    case 'length':
      if (first?.kind === 'variable' && of.memory.cell(first.name).table !== undefined)
        return of.memory.table(first.name).size;
      return first === undefined ? of.memory.line.length : (await text(0)).length;
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
      const by = third === undefined ? of.memory.text('FS') : third.kind === 'regex' ? third.source : await text(2);
      const pieces =
        third?.kind === 'regex' && by.length === 1 ? of.memory.pieces(whole, escaped(by)) : of.memory.pieces(whole, by);
      const table = of.memory.table(second.name);
      table.clear();
      for (const [at, piece] of pieces.entries()) table.set(String(at + 1), fromInput(piece));
      return pieces.length;
    }
    case 'sub':
    case 'gsub':
      return substitute(of, name === 'gsub', await of.pattern(first), await text(1), third ?? LINE);
    case 'match': {
      const found = (await of.pattern(second)).exec(await text(0));
      const [from = 0, to = 0] = found ?? [];
      of.memory.cell('RSTART').value = found === undefined ? 0 : from + 1;
      of.memory.cell('RLENGTH').value = found === undefined ? -1 : to - from;
      return found === undefined ? 0 : from + 1;
    }
    case 'sprintf': {
      const values: Value[] = [];
      for (const item of args.slice(1)) values.push(await of.value(item));
      return format(await text(0), values, of.memory.conversion('CONVFMT'));
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
      of.lot.random = (of.lot.random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return of.lot.random / 2_147_483_648;
    case 'srand': {
      const before = of.lot.seed;
      of.lot.seed = first === undefined ? Math.floor(of.process.machine.clock.now() / 1000) : await number(0);
      of.lot.random = (Math.abs(Math.trunc(of.lot.seed)) % 2_147_483_647) + 1;
      return before;
    }
    case 'systime':
      return Math.floor(of.process.machine.clock.now() / 1000);
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
      return of.process.run(['sh', '-c', command]);
    }
    case 'close':
      return of.streams.close(await text(0));
    case 'fflush':
      return 0;
    default:
      throw new AwkTrouble(`practice hosts do not simulate ${name} of awk`);
  }
}

/** `&` in the replacement is what was found. */
async function substitute(of: Evaluator, all: boolean, find: Regular, by: string, target: Expression): Promise<number> {
  const text = of.memory.asText(await of.value(target));
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
  if (count > 0) await of.assign(target, made + text.slice(at));
  return count;
}

/** What `test` and `[` decide: for the shells' builtins and for the programs. */
import type { FileStatus } from '../os/files/files.ts';
import { mayAccess } from '../os/files/open-file.ts';
import { resolvePath } from '../os/files/paths.ts';
import type { User, Userland } from '../os/machine.ts';

export interface Asker {
  readonly userland: Userland;
  readonly user: User;
  readonly cwd: string;
  isTerminal(descriptor: number): boolean;
}

/** What is wrong with the arguments. */
export class ConditionError extends Error {}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[bcdefghkLnOprsStuwxzG]$/;

/** @throws ConditionError */
export function condition(args: readonly string[], asker: Asker): boolean {
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return args[0] !== '';
    case 2:
      if (args[0] === '!') return args[1] === '';
      break;
    case 3:
      if (BINARY.has(args[1] ?? '')) return binary(args[0] ?? '', args[1] ?? '', args[2] ?? '', asker);
      if (args[0] === '!') return !condition(args.slice(1), asker);
      if (args[0] === '(' && args[2] === ')') return args[1] !== '';
      break;
    case 4:
      if (args[0] === '!') return !condition(args.slice(1), asker);
      if (args[0] === '(' && args[3] === ')') return condition(args.slice(1, 3), asker);
      break;
  }
  return parsed(args, asker);
}

function parsed(args: readonly string[], asker: Asker): boolean {
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (args[at] === '-o') {
      at += 1;
      const right = and();
      value ||= right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (args[at] === '-a') {
      at += 1;
      const right = not();
      value &&= right;
    }
    return value;
  };
  const not = (): boolean => {
    let turned = false;
    while (args[at] === '!' && at + 1 < args.length) {
      at += 1;
      turned = !turned;
    }
    return primary() !== turned;
  };
  const primary = (): boolean => {
    const first = args[at];
    if (first === undefined) throw new ConditionError('argument expected');
    const operator = args[at + 1];
    const second = args[at + 2];
    if (operator !== undefined && second !== undefined && BINARY.has(operator)) {
      at += 3;
      return binary(first, operator, second, asker);
    }
    if (first === '(') {
      at += 1;
      const value = or();
      if (args[at] !== ')') throw new ConditionError('closing paren expected');
      at += 1;
      return value;
    }
    if (UNARY.test(first) && operator !== undefined) {
      at += 2;
      return unary(first, operator, asker);
    }
    at += 1;
    return first !== '';
  };
  const value = or();
  if (at < args.length) throw new ConditionError(`${args[at]}: unexpected operator`);
  return value;
}

function unary(operator: string, operand: string, asker: Asker): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-t') return asker.isTerminal(integer(operand));
  if (operator === '-h' || operator === '-L') {
    return operand !== '' && asker.userland.files.readLink?.(resolvePath(asker.cwd, operand)) !== undefined;
  }
  const status = statusOf(operand, asker);
  if (status === undefined) return false;
  switch (operator) {
    case '-e':
      return true;
    case '-f':
      return status.kind === 'file' && status.device === undefined;
    case '-d':
      return status.kind === 'directory';
    case '-S':
      return status.kind === 'socket';
    case '-c':
      return status.device !== undefined;
    case '-s':
      return status.size > 0;
    case '-r':
      return mayAccess(asker.user, status, 4);
    case '-w':
      return mayAccess(asker.user, status, 2);
    case '-x':
      return mayAccess(asker.user, status, 1);
    case '-O':
      return status.owner === asker.user.name;
    case '-G':
      return status.owner === asker.user.name;
    default:
      return false;
  }
}

function statusOf(path: string, { userland, cwd }: Asker): FileStatus | undefined {
  if (path === '') return undefined;
  return userland.files.status(resolvePath(cwd, path)) ?? deviceStatus(path);
}

/** What leads to a descriptor. */
const deviceStatus = (path: string): FileStatus | undefined =>
  /^\/dev\/std(?:in|out|err)$/.test(path)
    ? { kind: 'file', owner: 'root', mode: 0o666, modified: 0, size: 0, device: [136, 0] }
    : undefined;

function binary(left: string, operator: string, right: string, asker: Asker): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
      return (statusOf(left, asker)?.modified ?? -1) > (statusOf(right, asker)?.modified ?? -1);
    case '-ot':
      return (statusOf(left, asker)?.modified ?? -1) < (statusOf(right, asker)?.modified ?? -1);
    case '-ef':
      return statusOf(left, asker) !== undefined && resolvePath(asker.cwd, left) === resolvePath(asker.cwd, right);
  }
  return compares(integer(left), operator, integer(right));
}

/** `-eq` to `-ge`: of numbers as `test` has them, and of 64 bits as `[[` has. */
export function compares<T extends number | bigint>(a: T, operator: string, b: T): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

function integer(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new ConditionError(`Illegal number: ${text}`);
  return Number(text);
}

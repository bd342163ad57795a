/** Units of the administrator's own: what they start runs, and what it says goes into the journal. */
import { accountOf } from '../../os/accounts.ts';
import type { Machine, Process, User } from '../../os/machine.ts';
import { seenWith } from '../../os/processes/launch.ts';
import { DEFAULT_PATH, findProgram } from '../../os/processes/lookup.ts';
import { Killed } from '../../os/processes/signals.ts';
import type { Output } from '../../os/streams.ts';
import { runProgram } from '../../shell/execute.ts';
import { quotedIfNeeded } from '../../shell/quoting.ts';
import { bash } from '../../shell/sh.ts';
import { MANAGER, note } from './journal.ts';
import type { Line, OwnUnit } from './unit-file.ts';

/** What ran, and how it ended; undefined: it still runs. */
export interface Ran {
  readonly what: 'ExecStartPre' | 'ExecStart' | 'ExecStartPost' | 'ExecStop';
  readonly line: string;
  pid: number;
  status: number | undefined;
  /** By a signal. */
  killed: string | undefined;
}

export interface UnitState {
  state: 'inactive' | 'active' | 'failed';
  sub: 'dead' | 'exited' | 'running' | 'failed';
  since: number | undefined;
  /** When what has ended was started. */
  started: number | undefined;
  result: 'success' | 'exit-code' | 'signal';
  ran: Ran[];
  main: { readonly ran: Ran; readonly end: AbortController; readonly ended: Promise<void> } | undefined;
  restarts: number;
  stopping: boolean;
}

const table = new WeakMap<Machine, Map<string, UnitState>>();

/** Undefined: it was never started. */
export const unitState = (machine: Machine, name: string): UnitState | undefined => table.get(machine)?.get(name);

function stateOf(machine: Machine, name: string): UnitState {
  const states = table.get(machine) ?? new Map<string, UnitState>();
  table.set(machine, states);
  const known = states.get(name) ?? {
    ...{ state: 'inactive', sub: 'dead', since: undefined, started: undefined, result: 'success', ran: [] },
    ...{ main: undefined, restarts: 0, stopping: false },
  };
  states.set(name, known as UnitState);
  return known as UnitState;
}

/** The machine starts again: nothing of it runs. */
export const forgetUnits = (machine: Machine): void => void table.delete(machine);

export const titleOf = ({ name, description }: Pick<OwnUnit, 'name' | 'description'>): string =>
  description === undefined ? name : `${name} - ${description}`;

const NO_EXEC = 203;

/** What is written is said in whole lines. */
function toJournal(machine: Machine, unit: string, who: () => string): Output {
  let begun = '';
  return {
    async write(text) {
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) note(machine, unit, who(), line);
    },
  };
}

interface Begun {
  readonly ran: Ran;
  readonly end: AbortController;
  readonly ended: Promise<void>;
}

function begin(process: Process, unit: OwnUnit, what: Ran['what'], { text, argv }: Line): Begun {
  const { machine } = process;
  const { userland } = machine;
  const ran: Ran = { what, line: text, pid: 0, status: undefined, killed: undefined };
  const end = new AbortController();
  const account = unit.user === undefined ? undefined : accountOf(userland.files, unit.user);
  const user: User =
    account === undefined ? { name: 'root', uid: 0 } : { name: account.name, uid: account.uid, gid: account.gid };
  const env = { PATH: DEFAULT_PATH, LANG: 'C.UTF-8', ...unit.environment };
  const words = argv.flatMap((word) => {
    const alone = /^\$(\w+)$/.exec(word)?.[1];
    if (alone !== undefined) return (unit.environment[alone] ?? '').split(/\s+/).filter((part) => part !== '');
    return [word.replace(/\$\{(\w+)\}/g, (_, name: string) => unit.environment[name] ?? '').replaceAll('%%', '%')];
  });
  const cwd = unit.folder === undefined || unit.folder === '~' ? (account?.home ?? '/') : unit.folder;
  const name = (words[0] ?? '').replace(/^.*\//, '');
  const found = findProgram(userland, words[0] ?? '', env, '/');
  const output = toJournal(machine, unit.name, () => `${name}[${ran.pid}]`);
  const running = async (): Promise<void> => {
    if (found.kind === 'missing' || found.kind === 'denied') {
      ran.status = NO_EXEC;
      const why = found.kind === 'denied' ? 'Permission denied' : 'No such file or directory';
      note(
        machine,
        unit.name,
        `(${name})[${ran.pid}]`,
        `${unit.name}: Failed to locate executable ${words[0]}: ${why}`,
      );
      return;
    }
    const line = `exec ${words.map(quotedIfNeeded).join(' ')}`;
    const status = await runProgram(
      (own) => {
        ran.pid = own.pid;
        return bash(seenWith(own, { argv: ['bash', '-c', line] }));
      },
      words,
      {
        ...{ machine, user, env, cwd, stdout: output, stderr: output, signal: end.signal },
        stdin: { read: async () => undefined, line: async () => undefined, all: async () => '' },
      },
    );
    ran.status = status;
    if (status > 128) ran.killed = { 137: 'KILL', 143: 'TERM', 130: 'INT', 129: 'HUP' }[status];
  };
  return { ran, end, ended: running() };
}

const wentWell = ({ status, killed }: Ran): boolean =>
  status === 0 || killed === 'TERM' || killed === 'INT' || killed === 'HUP';

/** One line after the other, as long as they go well. @returns whether all did */
async function runAll(process: Process, unit: OwnUnit, what: Ran['what'], lines: readonly Line[]): Promise<boolean> {
  const state = stateOf(process.machine, unit.name);
  for (const line of lines) {
    const { ran, ended } = begin(process, unit, what, line);
    state.ran.push(ran);
    await ended;
    if (ran.status !== 0 && !line.mayFail) return false;
  }
  return true;
}

function becomes(machine: Machine, unit: OwnUnit, next: Partial<UnitState>): void {
  Object.assign(stateOf(machine, unit.name), { since: machine.clock.now(), ...next });
}

function fails(machine: Machine, unit: OwnUnit, ran: Ran | undefined, starts: boolean): void {
  const killed = ran?.killed;
  const how =
    killed === undefined ? `exited, status=${ran?.status}/${statusWord(ran?.status)}` : `killed, status=9/${killed}`;
  note(machine, unit.name, MANAGER, `${unit.name}: Main process exited, code=${how}`);
  const result = killed === undefined ? 'exit-code' : 'signal';
  note(machine, unit.name, MANAGER, `${unit.name}: Failed with result '${result}'.`);
  if (starts) note(machine, unit.name, MANAGER, `Failed to start ${titleOf(unit)}.`);
  becomes(machine, unit, { state: 'failed', sub: 'failed', result, main: undefined });
}

export const statusWord = (status: number | undefined): string =>
  status === 0 ? 'SUCCESS' : status === 1 ? 'FAILURE' : status === NO_EXEC ? 'EXEC' : 'n/a';

/** @returns whether it was started */
export async function startUnit(process: Process, unit: OwnUnit): Promise<boolean> {
  const { machine } = process;
  const state = stateOf(machine, unit.name);
  if (state.state === 'active') return true;
  Object.assign(state, { ran: [], stopping: false, started: machine.clock.now() });
  const { name } = unit;
  const oneshot = unit.type === 'oneshot';
  if (oneshot || unit.before.length > 0) note(machine, name, MANAGER, `Starting ${titleOf(unit)}...`);
  const failed = (): boolean => {
    fails(machine, unit, state.ran.at(-1), true);
    return false;
  };
  if (!(await runAll(process, unit, 'ExecStartPre', unit.before))) return failed();
  if (oneshot) {
    if (!(await runAll(process, unit, 'ExecStart', unit.start))) return failed();
    await runAll(process, unit, 'ExecStartPost', unit.after);
    if (!unit.stays) note(machine, name, MANAGER, `${name}: Deactivated successfully.`);
    note(machine, name, MANAGER, `Finished ${titleOf(unit)}.`);
    becomes(machine, unit, {
      ...(unit.stays ? { state: 'active', sub: 'exited' } : { state: 'inactive', sub: 'dead' }),
      result: 'success',
    });
    return true;
  }
  const [line] = unit.start;
  if (line === undefined) return failed();
  const main = begin(process, unit, 'ExecStart', line);
  state.ran.push(main.ran);
  becomes(machine, unit, { state: 'active', sub: 'running', result: 'success', main });
  note(machine, name, MANAGER, `Started ${titleOf(unit)}.`);
  void main.ended.then(() => over(process, unit, main.ran));
  await runAll(process, unit, 'ExecStartPost', unit.after);
  return true;
}

/** The main process has ended. */
async function over(process: Process, unit: OwnUnit, ran: Ran): Promise<void> {
  const { machine } = process;
  const state = stateOf(machine, unit.name);
  if (state.main?.ran !== ran || state.stopping) return;
  const fine = wentWell(ran);
  if (fine && unit.stays) return becomes(machine, unit, { sub: 'exited', main: undefined });
  if (fine) {
    note(machine, unit.name, MANAGER, `${unit.name}: Deactivated successfully.`);
    becomes(machine, unit, { state: 'inactive', sub: 'dead', main: undefined });
  } else fails(machine, unit, ran, false);
  const again =
    unit.restart === 'always' || (unit.restart === 'on-failure' ? !fine : unit.restart === 'on-success' && fine);
  if (!again) return;
  await machine.clock.sleep(unit.restartAfter);
  if (state.stopping || state.state === 'active' || table.get(machine)?.get(unit.name) !== state) return;
  state.restarts += 1;
  note(machine, unit.name, MANAGER, `${unit.name}: Scheduled restart job, restart counter is at ${state.restarts}.`);
  if (state.restarts % MOST_RESTARTS === 0) {
    note(machine, unit.name, MANAGER, `${unit.name}: Start request repeated too quickly.`);
    note(machine, unit.name, MANAGER, `Failed to start ${titleOf(unit)}.`);
    return becomes(machine, unit, { state: 'failed', sub: 'failed' });
  }
  await startUnit(process, unit);
}

/** In ten seconds; whoever ends at once comes there. */
const MOST_RESTARTS = 5;

export async function stopUnit(process: Process, unit: OwnUnit): Promise<void> {
  const { machine } = process;
  const state = stateOf(machine, unit.name);
  state.stopping = true;
  if (state.state !== 'active') {
    if (state.state === 'failed') return;
    return;
  }
  note(machine, unit.name, MANAGER, `Stopping ${titleOf(unit)}...`);
  await runAll(process, unit, 'ExecStop', unit.stop);
  await endMain(state);
  note(machine, unit.name, MANAGER, `${unit.name}: Deactivated successfully.`);
  note(machine, unit.name, MANAGER, `Stopped ${titleOf(unit)}.`);
  becomes(machine, unit, { state: 'inactive', sub: 'dead', result: 'success', main: undefined, restarts: 0 });
}

async function endMain({ main }: UnitState): Promise<void> {
  if (main === undefined) return;
  main.end.abort(new Killed('TERM'));
  await main.ended;
}

/** `systemctl kill`. */
export function killUnit(machine: Machine, name: string): void {
  unitState(machine, name)?.main?.end.abort(new Killed('TERM'));
}

export function resetUnit(machine: Machine, name: string): void {
  const state = unitState(machine, name);
  if (state?.state === 'failed') Object.assign(state, { state: 'inactive', sub: 'dead', result: 'success' });
}

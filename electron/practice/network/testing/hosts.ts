/** Practice hosts for tests of commands: no shell, no waiting. */

import type { Commands, Machine } from '../../machine/machine.ts';
import { createPractice } from '../../machine/practice.ts';
import type { Input, Output, Process } from '../../process.ts';
import { networkCommands } from '../commands.ts';
import { toLabOrThrow } from './lab.ts';
import { smallFiles } from './small-files.ts';
import { type StillEngine, stillEngine } from './still-engine.ts';

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface TestHosts {
  machine(name: string): Machine;
  engine(name: string): StillEngine;
  /** One command line, its words parted by blanks and quotes. */
  run(host: string, line: string, otherwise?: Partial<Process>): Promise<Said>;
  /** The machines' time, which passes only while somebody sleeps. */
  now(): number;
}

/** @param yaml a lab file @param inside the programs of all containers */
export function testHosts(yaml: string, inside: Commands = new Map(), commands: Commands = networkCommands): TestHosts {
  let now = Date.UTC(2026, 0, 1);
  const engines = new Map<string, StillEngine>();
  const practice = createPractice(toLabOrThrow(yaml), {
    clock: {
      now: () => now,
      async sleep(milliseconds) {
        now += milliseconds;
      },
    },
    files: smallFiles,
    commands,
    createEngine(made) {
      const engine = stillEngine(made.changed, () => ({
        hostname: 'container',
        files: smallFiles(),
        commands: inside,
      }));
      engines.set(made.name, engine);
      return engine;
    },
  });
  const machine = (name: string): Machine => {
    const found = practice.machine(name);
    if (found === undefined) throw new Error(`there is no host ${name}`);
    return found;
  };
  return {
    machine,
    engine(name) {
      const found = engines.get(name);
      if (found === undefined) throw new Error(`${name} has no Docker`);
      return found;
    },
    now: () => now,
    async run(host, line, otherwise = {}) {
      const [out, err] = [collector(), collector()];
      const process = processOf(machine(host), words(line), { stdout: out, stderr: err, ...otherwise });
      const status = await process.run(process.argv);
      return { status, out: out.text(), err: err.text() };
    },
  };
}

export const words = (line: string): readonly string[] =>
  [...line.matchAll(/((?:"[^"]*"|'[^']*'|[^\s"'])+)/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));

function collector(): Output & { text(): string } {
  let text = '';
  return {
    async write(more) {
      text += more;
    },
    text: () => text,
  };
}

export const typed = (text: string): Input => {
  let left: string | undefined = text;
  const all = async (): Promise<string> => {
    const said = left ?? '';
    left = undefined;
    return said;
  };
  return {
    all,
    read: async () => (left === undefined ? undefined : all()),
    line: async () => (left === undefined ? undefined : all()),
  };
};

function processOf(machine: Machine, argv: readonly string[], given: Partial<Process>): Process {
  const process: Process = {
    argv,
    env: { PATH: '/usr/bin' },
    cwd: '/',
    stdin: typed(''),
    stdout: collector(),
    stderr: collector(),
    user: { name: 'root', uid: 0 },
    userland: machine.userland,
    net: { kind: 'host' },
    machine,
    signal: new AbortController().signal,
    pid: 4711,
    ...given,
    async run(command, otherwise = {}) {
      const child: Process = { ...process, ...otherwise, argv: command };
      const name = command[0] ?? '';
      const program = child.userland.commands.get(name.slice(name.lastIndexOf('/') + 1));
      return program === undefined ? 127 : program(child);
    },
  };
  return process;
}

/** Installing Docker on a practice host. */
import { posix } from 'node:path';
import type { Machine } from '../machine/machine.ts';
import { memoryFiles } from '../machine/memory-files.ts';
import type { Surroundings } from '../process.ts';
import { runProgram } from '../shell/execute.ts';
import { programToRun } from '../shell/os/launch.ts';
import { findProgram, type Program } from '../shell/os/lookup.ts';
import { createEngine, type DockerEngine, type EngineOptions } from './engine/engine.ts';

/** The engine of a machine; it calls `changed` after each change of its own. */
export function installDocker(
  machine: Machine & { changed(): void },
  options: Omit<EngineOptions, 'seed' | 'makeFiles'> & Partial<Pick<EngineOptions, 'seed'>>,
): DockerEngine {
  const { clock } = machine;
  const now = (): number => clock.now();
  return createEngine(
    {
      name: machine.name,
      kernel: () => machine.kernel(),
      changeKernel: (next) => machine.changeKernel(next),
      clock,
      files: () => machine.userland.files,
      changed: () => machine.changed(),
      launch: (argv, surroundings) => launch(machine, argv, surroundings),
    },
    {
      seed: machine.name,
      makeFiles: (initial) => containerFiles(now, initial),
      ...options,
    },
  );
}

/** Folders that are there in every image. */
const FOLDERS = ['/bin', '/dev', '/etc', '/home', '/proc', '/root', '/sys', '/tmp', '/usr', '/usr/bin', '/var'];

function containerFiles(now: () => number, initial: Readonly<Record<string, string>>): ReturnType<typeof memoryFiles> {
  const files = memoryFiles({ now, initial });
  for (const path of FOLDERS) if (files.status(path) === undefined) files.makeDirectory(path);
  return files;
}

async function launch(machine: Machine, argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { userland, env, cwd } = surroundings;
  const [name = ''] = argv;
  const own = userland.commands.get(posix.basename(name));
  const program: Program =
    own === undefined ? findProgram(userland, name, env, cwd) : { kind: 'command', path: name, command: own };
  if (program.kind === 'missing' || program.kind === 'denied') return 127;
  const { command, argv: whole } = programToRun(program, argv, userland);
  return runProgram(command, whole, { ...surroundings, machine });
}

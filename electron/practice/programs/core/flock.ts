import { FileError } from '../../os/files/files.ts';
import { lockReleased, tryLock, unlock } from '../../os/files/locks.ts';
import type { Command } from '../../os/machine.ts';
import type { OpenFile } from '../../os/processes/descriptors.ts';
import { insideOf } from '../../os/processes/launch.ts';
import { unlessKilled } from '../../os/processes/signals.ts';
import { absolute, Failure, open, parseOptions, program } from './program.ts';
import { durationOf } from './running.ts';

/** `flock 9` locks what descriptor 9 has open, for whoever has it open; `flock FILE COMMAND…` as long as the command runs. */
export const flock: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'nsu',
    // An exclusive lock is what it takes anyhow; it is held as long as the command runs.
    silent: 'xeoF',
    values: 'wcE',
    status: 64,
    stops: true,
    long: {
      nonblock: 'n',
      nb: 'n',
      shared: 's',
      exclusive: 'x',
      unlock: 'u',
      wait: 'w',
      timeout: 'w',
      command: 'c',
      'conflict-exit-code': 'E',
    },
  });
  const [target, ...rest] = options.operands;
  if (target === undefined) throw new Failure('requires file descriptor, file or directory', 64);
  const text = options.value('c') ?? (rest[0] === '-c' ? rest[1] : undefined);
  const argv = text === undefined ? rest : ['sh', '-c', text];
  const inside = insideOf(process);
  let file: OpenFile | undefined;
  if (argv.length === 0) {
    if (!/^\d+$/.test(target)) throw new Failure(`bad file descriptor: '${target}'`, 64);
    file = inside?.descriptors.get(Number(target));
    if (file === undefined) throw new Failure(`${target}: Bad file descriptor`, 65);
  } else file = openTarget(process, target);
  const { files } = process.userland;
  const path = file.path ?? `descriptor ${target}`;
  try {
    if (options.has('u')) {
      unlock(files, path, file);
      return 0;
    }
    const limit = options.value('w');
    const wait = limit === undefined ? undefined : durationOf(limit);
    if (limit !== undefined && wait === undefined) throw new Failure(`invalid timeout value: '${limit}'`, 64);
    const conflict = Number(options.value('E') ?? 1);
    const until = wait === undefined ? undefined : process.machine.clock.now() + wait;
    const done = new AbortController();
    const late = wait === undefined ? undefined : process.machine.clock.sleep(wait, done.signal);
    try {
      while (!tryLock(files, path, file, options.has('s') ? 'shared' : 'exclusive')) {
        if (options.has('n') || (until !== undefined && process.machine.clock.now() >= until)) return conflict;
        const released = lockReleased(files, path);
        await unlessKilled(process.signal, late ? Promise.race([released, late]) : released);
      }
    } finally {
      done.abort();
    }
    return argv.length === 0 ? 0 : await process.run(argv);
  } finally {
    if (argv.length > 0) file.release();
  }
});

function openTarget(process: Parameters<Command>[0], target: string): OpenFile {
  try {
    const there = process.userland.files.status(absolute(process, target));
    return open(process, target, there === undefined ? 'append' : 'read');
  } catch (error) {
    if (error instanceof FileError) throw new Failure(`cannot open lock file ${target}: ${error.message}`, 66);
    throw error;
  }
}

import { followedLinks } from '../../os/files/paths.ts';
import type { Command } from '../../os/machine.ts';
import { findProgram } from '../../os/processes/lookup.ts';
import { absolute, complain, Failure, parseOptions, program, programName } from './program.ts';

const missing = (name: string): never => {
  throw new Failure(`missing operand\nTry '${name} --help' for more information.`);
};

export const basename: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'a', values: 's', long: { multiple: 'a', suffix: 's' } });
  const several = options.has('a') || options.has('s');
  const [first = missing(programName(process)), suffix = ''] = options.operands;
  const end = options.value('s') ?? (several ? '' : suffix);
  for (const path of several ? options.operands : [first]) {
    const name = path.replace(/\/+$/, '').replace(/^.*\//, '') || (path === '' ? '' : '/');
    await process.stdout.write(
      `${end !== '' && name !== end && name.endsWith(end) ? name.slice(0, -end.length) : name}\n`,
    );
  }
  return 0;
});

export const dirname: Command = program(async (process) => {
  const paths = process.argv.slice(1).filter((arg) => arg !== '--');
  if (paths.length === 0) missing(programName(process));
  for (const path of paths) {
    const trimmed = path.replace(/\/+$/, '');
    const at = trimmed.lastIndexOf('/');
    await process.stdout.write(
      `${trimmed === '' && path !== '' ? '/' : at < 0 ? '.' : trimmed.slice(0, at).replace(/\/+$/, '') || '/'}\n`,
    );
  }
  return 0;
});

export const realpath: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'ems',
    silent: 'q',
    refused: 'LP',
    long: { 'canonicalize-existing': 'e', 'canonicalize-missing': 'm' },
  });
  if (options.operands.length === 0) missing(programName(process));
  let status = 0;
  for (const path of options.operands) {
    const full = absolute(process, path);
    const { files } = process.userland;
    const there = files.status(options.has('e') ? full : full.slice(0, full.lastIndexOf('/')) || '/');
    if (there === undefined && !options.has('m')) {
      await complain(process, `${path}: No such file or directory`);
      status = 1;
    } else await process.stdout.write(`${options.has('s') ? full : followedLinks(files, full)}\n`);
  }
  return status;
});

/** Without `-f` it says what a link says, and nothing of what is none. */
export const readlink: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'femn', silent: 'qs', refused: 'vz' });
  if (options.operands.length === 0) missing(programName(process));
  const { files } = process.userland;
  const end = options.has('n') ? '' : '\n';
  const whole = options.has('f') || options.has('e') || options.has('m');
  for (const path of options.operands) {
    const full = absolute(process, path);
    const link = files.readLink?.(full);
    if (!whole && link === undefined) return 1;
    if (options.has('e') && files.status(full) === undefined) return 1;
    await process.stdout.write((whole ? followedLinks(files, full) : (link ?? '')) + end);
  }
  return 0;
});

export const which: Command = async ({ argv, userland, env, cwd, stdout }) => {
  let status = 0;
  for (const name of argv.slice(1).filter((arg) => arg !== '-a')) {
    const found = findProgram(userland, name, env, cwd);
    if (found.kind === 'command' || found.kind === 'script')
      await stdout.write(`${name.includes('/') ? name : found.path}\n`);
    else status = 1;
  }
  return status;
};

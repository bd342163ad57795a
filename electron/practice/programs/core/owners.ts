/** `chown` and `chgrp`: whom files belong to. */
import { accountOf, accounts, groupName, groupOf } from '../../os/accounts.ts';
import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { each, missing } from './change-files.ts';
import { absolute, Failure, isBusybox, parseOptions, program, programName } from './program.ts';

interface Owners {
  readonly owner: string | undefined;
  readonly group: string | undefined;
}

/** `OWNER`, `OWNER:GROUP`, `OWNER:` for the group that it has, `:GROUP`. */
function ownersIn(process: Process, written: string): Owners {
  const { files } = process.userland;
  const [name = '', group] = written.split(/[:.](.*)/s);
  const account = accountOf(files, name);
  const wrong = (what: string): Failure =>
    new Failure(
      isBusybox(process) ? `unknown ${what} ${what === 'user' ? name : group}` : `invalid ${what}: '${written}'`,
    );
  if (name !== '' && account === undefined && !/^\d+$/.test(name)) throw wrong('user');
  const owner = name === '' ? undefined : (account?.name ?? name);
  if (group === undefined) return { owner, group: undefined };
  if (group === '') return { owner, group: account && nameOf(process, account.gid) };
  const gid = groupOf(files, group);
  if (gid === undefined) throw wrong('group');
  return { owner, group: nameOf(process, gid) };
}

const nameOf = ({ userland: { files } }: Process, gid: number): string => groupName(files, gid) ?? String(gid);

const owning = (ownersOf: (process: Process, written: string) => Owners): Command =>
  program(async (process) => {
    const options = parseOptions(process, {
      flags: 'R',
      silent: 'fh',
      refused: 'vcHLP',
      long: { recursive: 'R', 'no-dereference': 'h', silent: 'f', quiet: 'f', verbose: 'v', changes: 'c' },
    });
    const [written, ...paths] = options.operands;
    if (written === undefined) return missing(process);
    if (paths.length === 0) missing(process, `missing operand after '${written}'`);
    const { owner, group } = ownersOf(process, written);
    const { user, userland } = process;
    const { files } = userland;
    const isKnown = accounts(files).some(({ uid }) => uid === user.uid);
    const apply = (path: string): void => {
      const status = files.status(path);
      if (status === undefined) throw new FileError('ENOENT');
      // An owner may give a file to a group that it belongs to, and nothing else.
      const own = status.owner === user.name && isKnown && (owner ?? user.name) === user.name;
      const isMember = group === undefined || (user.groups ?? [user.name]).includes(group);
      if (user.uid !== 0 && !(own && isMember)) throw new FileError('EPERM');
      if (files.setOwner === undefined) throw new FileError('EPERM');
      files.setOwner(path, owner, group);
      if (options.has('R') && status.kind === 'directory' && files.readLink?.(path) === undefined)
        for (const name of files.list(path)) apply(`${path === '/' ? '' : path}/${name}`);
    };
    const what = programName(process) === 'chgrp' ? 'group' : 'ownership';
    return await each(
      process,
      paths,
      (path, words) =>
        words === 'Operation not permitted'
          ? `changing ${what} of '${path}': ${words}`
          : `cannot access '${path}': ${words}`,
      (path) => apply(absolute(process, path)),
    );
  });

export const chown = owning(ownersIn);

export const chgrp = owning((process, written) => {
  const gid = groupOf(process.userland.files, written);
  if (gid === undefined)
    throw new Failure(isBusybox(process) ? `unknown group ${written}` : `invalid group: '${written}'`);
  return { owner: undefined, group: nameOf(process, gid) };
});

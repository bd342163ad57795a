/** `useradd`, `usermod`, `userdel`, `groupadd`, `groupdel`, `passwd`, `chpasswd`: who there is, in /etc/passwd, /etc/shadow and /etc/group. */
import { createHash } from 'node:crypto';
import { accountOf, accounts, groupName, groupOf, textOf } from '../../os/accounts.ts';
import type { Files } from '../../os/files/files.ts';
import { makeDirectories, removeAll } from '../../os/files/memory-files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { complain, Failure, lines, parseOptions, program, programName, Usage } from './program.ts';

const FIRST = 1000;
const LAST = 60_000;

const linesOf = (files: Files, path: string): readonly string[] =>
  textOf(files, path)
    .split('\n')
    .filter((line) => line !== '');

const write = (files: Files, path: string, lines: readonly string[]): void =>
  files.write(path, lines.map((line) => `${line}\n`).join(''));

const isOf =
  (name: string) =>
  (line: string): boolean =>
    line.startsWith(`${name}:`);

function edit(files: Files, path: string, change: (fields: readonly string[]) => readonly string[] | undefined): void {
  write(
    files,
    path,
    linesOf(files, path).flatMap((line) => change(line.split(':'))?.join(':') ?? []),
  );
}

/** Only root may, and is told so as each of them says it. */
function needRoot({ user }: Process, path: string, name: string): void {
  if (user.uid === 0) return;
  throw new Failure(
    `Permission denied.\n${name}: cannot lock ${path}; try again later.`,
    name.startsWith('user') ? 1 : 10,
  );
}

const free = (taken: readonly number[]): number => {
  const used = taken.filter((number) => number >= FIRST && number < LAST);
  return Math.max(FIRST - 1, ...used) + 1;
};

const gids = (files: Files): readonly number[] =>
  linesOf(files, '/etc/group').map((line) => Number(line.split(':')[2]));

const isName = (name: string): boolean => /^[a-z_][a-z0-9_-]*\$?$/.test(name) && name.length <= 32;

/** @throws Failure where one of them is not there */
function groupsNamed(process: Process, written: string): readonly string[] {
  const { files } = process.userland;
  return written.split(',').map((item) => {
    const gid = groupOf(files, item);
    const name = gid === undefined ? undefined : groupName(files, gid);
    if (name === undefined) throw new Failure(`group '${item}' does not exist`, 6);
    return name;
  });
}

function addTo(files: Files, groups: readonly string[], user: string): void {
  edit(files, '/etc/group', ([name = '', password = 'x', gid = '', members = '']) => {
    const all = members.split(',').filter((member) => member !== '');
    const next = groups.includes(name) && !all.includes(user) ? [...all, user] : all;
    return [name, password, gid, next.join(',')];
  });
}

const takeFrom = (files: Files, user: string, stays: readonly string[] = []): void =>
  edit(files, '/etc/group', ([name = '', password = 'x', gid = '', members = '']) => [
    name,
    password,
    gid,
    members
      .split(',')
      .filter((member) => member !== user || stays.includes(name))
      .join(','),
  ]);

function makeHome(files: Files, home: string, user: string): void {
  makeDirectories(files, home);
  files.setOwner?.(home, user, user);
}

export const useradd: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'm',
    // What it does anyhow.
    silent: 'MU',
    values: 'udsgGc',
    refused: 'NrebfkKpoDlRZ',
    status: 2,
    long: {
      ...{ 'create-home': 'm', 'no-create-home': 'M', uid: 'u', 'home-dir': 'd', shell: 's', gid: 'g', groups: 'G' },
      ...{ comment: 'c', system: 'r', 'no-user-group': 'N', 'user-group': 'U' },
    },
  });
  const [name, ...more] = options.operands;
  const { files } = process.userland;
  if (name === undefined || more.length > 0) throw new Failure(USAGE(programName(process)), 2);
  needRoot(process, '/etc/passwd', 'useradd');
  if (!isName(name)) throw new Failure(`invalid user name '${name}': use --badname to ignore`, 3);
  if (accountOf(files, name)?.name === name) throw new Failure(`user '${name}' already exists`, 9);
  const others = options.has('G') ? groupsNamed(process, options.value('G') ?? '') : [];
  const asked = options.value('u');
  if (asked !== undefined && !/^\d+$/.test(asked)) throw new Failure(`invalid user ID '${asked}'`, 3);
  if (asked !== undefined && accounts(files).some(({ uid }) => uid === Number(asked)))
    throw new Failure(`UID ${asked} is not unique`, 4);
  const uid = asked === undefined ? free(accounts(files).map((account) => account.uid)) : Number(asked);
  const given = options.has('g') ? groupsNamed(process, options.value('g') ?? '')[0] : undefined;
  if (given === undefined && groupOf(files, name) !== undefined)
    throw new Failure(`group ${name} exists - if you want to add this user to that group, use -g.`, 9);
  const gid = given === undefined ? (gids(files).includes(uid) ? free(gids(files)) : uid) : groupOf(files, given);
  const home = options.value('d') ?? `/home/${name}`;
  const shell = options.value('s') ?? '/bin/sh';
  if (given === undefined) write(files, '/etc/group', [...linesOf(files, '/etc/group'), `${name}:x:${gid}:`]);
  const entry = [name, 'x', uid, gid, options.value('c') ?? '', home, shell].join(':');
  write(files, '/etc/passwd', [...linesOf(files, '/etc/passwd'), entry]);
  const day = Math.floor(process.machine.clock.now() / 86_400_000);
  write(files, '/etc/shadow', [...linesOf(files, '/etc/shadow'), `${name}:!:${day}:0:99999:7:::`]);
  addTo(files, others, name);
  if (options.has('m') && files.status(home) === undefined) makeHome(files, home, name);
  return 0;
});

const USAGE = (name: string): string =>
  `practice hosts do not simulate the help of ${name}: give one name and its options`;

export const usermod: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'a',
    values: 'Ggsdc',
    refused: 'LUlumebfpoRvwVWZ',
    status: 2,
    long: {
      ...{ append: 'a', groups: 'G', gid: 'g', shell: 's', home: 'd', comment: 'c', lock: 'L', unlock: 'U' },
      ...{ login: 'l', uid: 'u', 'move-home': 'm' },
    },
  });
  const [name, ...more] = options.operands;
  const { files } = process.userland;
  if (name === undefined || more.length > 0) throw new Failure(USAGE(programName(process)), 2);
  needRoot(process, '/etc/passwd', 'usermod');
  if (accountOf(files, name)?.name !== name) throw new Failure(`user '${name}' does not exist`, 6);
  const groups = options.has('G') ? groupsNamed(process, options.value('G') ?? '') : undefined;
  const first = options.has('g') ? groupsNamed(process, options.value('g') ?? '')[0] : undefined;
  if (groups !== undefined) {
    if (!options.has('a')) takeFrom(files, name, groups);
    addTo(files, groups, name);
  }
  edit(files, '/etc/passwd', (fields) => {
    if (fields[0] !== name) return fields;
    const [, password = 'x', uid = '', gid = '', comment = '', home = '', shell = ''] = fields;
    return [
      ...[name, password, uid, first === undefined ? gid : String(groupOf(files, first))],
      ...[options.value('c') ?? comment, options.value('d') ?? home, options.value('s') ?? shell],
    ];
  });
  return 0;
});

export const userdel: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'r',
    silent: 'f',
    refused: 'RZ',
    status: 2,
    long: { remove: 'r', force: 'f' },
  });
  const [name, ...more] = options.operands;
  const { files } = process.userland;
  if (name === undefined || more.length > 0) throw new Failure(USAGE(programName(process)), 2);
  needRoot(process, '/etc/passwd', 'userdel');
  const account = accountOf(files, name);
  if (account?.name !== name) throw new Failure(`user '${name}' does not exist`, 6);
  for (const path of ['/etc/passwd', '/etc/shadow'])
    write(
      files,
      path,
      linesOf(files, path).filter((line) => !isOf(name)(line)),
    );
  takeFrom(files, name);
  const isAlone = !accounts(files).some(({ gid }) => gid === account.gid);
  if (groupName(files, account.gid) === name && isAlone)
    write(
      files,
      '/etc/group',
      linesOf(files, '/etc/group').filter((line) => !isOf(name)(line)),
    );
  if (!options.has('r')) return 0;
  await process.stderr.write(`userdel: ${name} mail spool (/var/mail/${name}) not found\n`);
  if (files.status(account.home) === undefined)
    await process.stderr.write(`userdel: ${name} home directory (${account.home}) not found\n`);
  else removeAll(files, account.home);
  return 0;
});

export const groupadd: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'f',
    values: 'g',
    refused: 'rKopRPU',
    status: 2,
    long: { gid: 'g', force: 'f', system: 'r' },
  });
  const [name, ...more] = options.operands;
  const { files } = process.userland;
  if (name === undefined || more.length > 0) throw new Failure(USAGE(programName(process)), 2);
  needRoot(process, '/etc/group', 'groupadd');
  if (!isName(name)) throw new Failure(`'${name}' is not a valid group name`, 3);
  if (linesOf(files, '/etc/group').some(isOf(name))) {
    if (options.has('f')) return 0;
    throw new Failure(`group '${name}' already exists`, 9);
  }
  const asked = options.value('g');
  if (asked !== undefined && !/^\d+$/.test(asked)) throw new Failure(`invalid group ID '${asked}'`, 3);
  if (asked !== undefined && gids(files).includes(Number(asked))) throw new Failure(`GID '${asked}' already exists`, 4);
  const gid = asked === undefined ? free(gids(files)) : Number(asked);
  write(files, '/etc/group', [...linesOf(files, '/etc/group'), `${name}:x:${gid}:`]);
  return 0;
});

export const groupdel: Command = program(async (process) => {
  const options = parseOptions(process, { refused: 'fRP', status: 2 });
  const [name, ...more] = options.operands;
  const { files } = process.userland;
  if (name === undefined || more.length > 0) throw new Failure(USAGE(programName(process)), 2);
  needRoot(process, '/etc/group', 'groupdel');
  const gid = linesOf(files, '/etc/group').some(isOf(name)) ? groupOf(files, name) : undefined;
  if (gid === undefined) throw new Failure(`group '${name}' does not exist`, 6);
  const user = accounts(files).find((account) => account.gid === gid);
  if (user !== undefined) throw new Failure(`cannot remove the primary group of user '${user.name}'`, 8);
  write(
    files,
    '/etc/group',
    linesOf(files, '/etc/group').filter((line) => !isOf(name)(line)),
  );
  return 0;
});

/** Whoever may log in here does so without a password: that one is set is kept and told, and nothing else follows from it. */
export const passwd: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'Sludq',
    refused: 'aeinwxkr',
    status: 2,
    long: { status: 'S', lock: 'l', unlock: 'u', delete: 'd', expire: 'e', quiet: 'q' },
  });
  const { files } = process.userland;
  const name = options.operands[0] ?? process.user.name;
  if (accountOf(files, name)?.name !== name) throw new Failure(`user '${name}' does not exist`);
  const hash = hashOf(files, name);
  const changed = options.has('d')
    ? ''
    : options.has('l')
      ? `!${hash.replace(/^!/, '')}`
      : options.has('u')
        ? hash.replace(/^!/, '')
        : undefined;
  if (changed !== undefined) {
    if (process.user.uid !== 0) throw new Failure('Permission denied.');
    if (options.has('u') && changed === '')
      throw new Usage(
        `passwd: unlocking the password would result in a passwordless account.\nYou should set a password with usermod -p to unlock the password of this account.`,
        3,
      );
    setHash(process, name, changed);
    if (!options.has('q')) await process.stdout.write('passwd: password changed.\n');
    return 0;
  }
  if (!options.has('S'))
    throw new Failure(
      "practice hosts do not simulate asking for a password: echo 'NAME:PASSWORD' | chpasswd sets one.",
    );
  const [, , day = '0', ...rest] = linesOf(files, '/etc/shadow').find(isOf(name))?.split(':') ?? [];
  const date = new Date(Number(day) * 86_400_000).toISOString().replace(/^(\d+)-(\d+)-(\d+).*/, '$2/$3/$1');
  const [least = '0', most = '99999', warns = '7'] = rest;
  const state = hash === '' ? 'NP' : /^[!*]/.test(hash) ? 'L' : 'P';
  await process.stdout.write(`${name} ${state} ${date} ${least} ${most} ${warns} -1\n`);
  return 0;
});

const hashOf = (files: Files, name: string): string =>
  linesOf(files, '/etc/shadow').find(isOf(name))?.split(':')[1] ?? '*';

function setHash({ machine, userland: { files } }: Process, name: string, hash: string): void {
  const day = String(Math.floor(machine.clock.now() / 86_400_000));
  edit(files, '/etc/shadow', (fields) => (fields[0] === name ? [name, hash, day, ...fields.slice(3)] : fields));
}

/** In the form of yescrypt, which Debian uses: nobody logs in by it. */
const hashed = (password: string): string => {
  const text = createHash('sha256').update(password).digest('base64').replaceAll('+', '.').replaceAll('=', '');
  return `$y$j9T$${text.slice(0, 22)}$${text}`;
};

/** `chpasswd`: lines of `NAME:PASSWORD`. */
export const chpasswd: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'e',
    refused: 'cmRs',
    long: { encrypted: 'e', 'crypt-method': 'c', md5: 'm', root: 'R', 'sha-rounds': 's' },
  });
  const { files } = process.userland;
  const { stderr, stdout, user } = process;
  let status = 0;
  let number = 0;
  for await (const line of lines(process.stdin)) {
    number += 1;
    const at = line.indexOf(':');
    const [name, password] = [line.slice(0, Math.max(0, at)), line.slice(at + 1)];
    const isThere = accountOf(files, name)?.name === name;
    if (at < 0) {
      await complain(process, `line ${number}: missing new password`);
      status = 1;
    } else if (!isThere || user.uid !== 0) {
      if (isThere) await stdout.write(`Changing password for ${name}.\n`);
      await stderr.write(
        `chpasswd: (user ${name}) pam_chauthtok() failed, error:\nAuthentication token manipulation error\n`,
      );
      await complain(process, `(line ${number}, user ${name}) password not changed`);
      status = 1;
    } else setHash(process, name, options.has('e') ? password : hashed(password));
  }
  return status;
});

export const logname: Command = async ({ env, user, stdout }) => {
  await stdout.write(`${env.SUDO_USER ?? env.LOGNAME ?? user.name}\n`);
  return 0;
};

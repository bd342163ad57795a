/** `sudo` and `su`: becoming another user. Whoever may log in to a practice host may do everything there. */
import { accountOf, groupMembers, groupsOf } from '../../os/accounts.ts';
import type { Command, Process, User } from '../../os/machine.ts';
import { findProgram } from '../../os/processes/lookup.ts';
import { isBusybox } from './program.ts';

const ROOT: User = { name: 'root', uid: 0 };
const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

interface Asked {
  readonly user: string;
  readonly what: 'run' | 'list' | 'forget' | 'validate' | 'shell' | 'version';
  readonly keepsEnvironment: boolean;
  /** Whose rights are to be listed. */
  readonly of?: string;
  readonly asksNobody?: boolean;
  readonly command: readonly string[];
}

const TAKING_VALUE = ['p', 'u', 'U', 'g', 'C', 'D', 'h', 'R', 'T', 'r', 't'];

function parse(words: readonly string[]): Asked | { readonly unknown: string } | { readonly unsimulated: string } {
  let asked: Asked = { user: 'root', what: 'run', keepsEnvironment: false, command: [] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return { ...asked, command: words.slice(at + 1) };
    if (!word.startsWith('-')) return { ...asked, command: words.slice(at) };
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split('=');
      if (name === 'user') asked = { ...asked, user: value ?? words[++at] ?? '' };
      else if (name === 'prompt' && value === undefined) at += 1;
      else if (name === 'list') asked = { ...asked, what: 'list' };
      else if (name === 'preserve-env') asked = { ...asked, keepsEnvironment: true };
      else if (name === 'login' || name === 'shell') asked = { ...asked, what: 'shell' };
      else if (name === 'version') asked = { ...asked, what: 'version' };
      else if (name === 'other-user') asked = { ...asked, of: value ?? words[++at] ?? '' };
      else if (name === 'non-interactive') asked = { ...asked, asksNobody: true };
      else if (['group', 'chdir', 'chroot', 'host', 'background', 'command-timeout'].includes(name))
        return { unsimulated: word };
      else if (!['stdin', 'reset-timestamp', 'set-home', 'validate', 'prompt'].includes(name)) return { unknown: word };
      continue;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const flag = word[letter] ?? '';
      if (TAKING_VALUE.includes(flag)) {
        const value = word.slice(letter + 1) || words[++at] || '';
        if (flag === 'u') asked = { ...asked, user: value };
        else if (flag === 'U') asked = { ...asked, of: value };
        else if (['g', 'D', 'R', 'r', 't', 'T', 'C', 'h'].includes(flag)) return { unsimulated: `-${flag}` };
        break;
      }
      if (flag === 'l') asked = { ...asked, what: 'list' };
      else if (flag === 'K') asked = { ...asked, what: 'forget' };
      else if (flag === 'v') asked = { ...asked, what: 'validate' };
      else if (flag === 'i' || flag === 's') asked = { ...asked, what: 'shell' };
      else if (flag === 'E') asked = { ...asked, keepsEnvironment: true };
      else if (flag === 'V') asked = { ...asked, what: 'version' };
      else if (flag === 'n') asked = { ...asked, asksNobody: true };
      else if (flag === 'b') return { unsimulated: '-b' };
      else if (!['S', 'k', 'H', 'P', 'A', 'B', 'N'].includes(flag)) return { unknown: `-${flag}` };
    }
    if (/^-\w*k\w*$/.test(word) && words.length === at + 1) asked = { ...asked, what: 'forget' };
  }
  return asked;
}

const USAGE = `usage: sudo -h | -K | -k | -V
usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]
usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user]
            [command [arg ...]]
usage: sudo [-ABbEHkNnPS] [-r role] [-t type] [-C num] [-D directory] [-g
            group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user]
            [VAR=value] [-i | -s] [command [arg ...]]
usage: sudo -e [-ABkNnS] [-r role] [-t type] [-C num] [-D directory] [-g group]
            [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] file ...
`;

export const sudo: Command = async (process) => {
  const { argv, stdout, stderr, user, userland } = process;
  const asked = parse(argv.slice(1));
  if ('unknown' in asked) {
    const { unknown } = asked;
    const what = unknown.startsWith('--')
      ? `unrecognized option '${unknown}'`
      : `invalid option -- '${unknown.slice(1)}'`;
    await stderr.write(`sudo: ${what}\n${USAGE}`);
    return 1;
  }
  if ('unsimulated' in asked) {
    await stderr.write(`sudo: practice hosts do not simulate ${asked.unsimulated}.\n`);
    return 1;
  }
  const whose = asked.of ?? user.name;
  if (asked.what === 'list' && !mayBecome(process, whose)) {
    if (asked.of !== undefined && accountOf(userland.files, whose) === undefined) {
      await stderr.write(`sudo: unknown user ${whose}\n`);
      return 1;
    }
    if (user.uid === 0) {
      await stdout.write(`User ${whose} is not allowed to run sudo on ${userland.hostname}.\n`);
      return 0;
    }
  }
  if (asked.what !== 'version' && asked.what !== 'forget' && !mayBecome(process, user.name)) {
    const words = 'sudo: a password is required\n';
    const how =
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\n';
    await stderr.write(asked.asksNobody ? words : how + words);
    return 1;
  }
  switch (asked.what) {
    case 'version':
      await stdout.write('Sudo version 1.9.13p3\n');
      return 0;
    case 'forget':
    case 'validate':
      return 0;
    case 'list':
      await stdout.write(
        `Matching Defaults entries for ${whose} on ${userland.hostname}:\n    env_reset, mail_badpass, secure_path=${SECURE_PATH.replaceAll(':', '\\:')}, use_pty\n\nUser ${whose} may run the following commands on ${userland.hostname}:\n    ${whose === 'root' ? '(ALL : ALL) ALL' : '(ALL) NOPASSWD: ALL'}\n`,
      );
      return 0;
    case 'run':
    case 'shell':
      return runAs(process, asked);
  }
};

async function runAs(process: Process, { user: name, what, keepsEnvironment, command: words }: Asked): Promise<number> {
  const { stderr, user, env } = process;
  const account = accountOf(process.userland.files, name.replace(/^#/, ''));
  // Who may log in here need not stand in /etc/passwd.
  if (account === undefined && ![user.name, env.SUDO_USER, '#0'].includes(name) && !/^#\d+$/.test(name)) {
    await stderr.write(`sudo: unknown user ${name}\nsudo: error initializing audit plugin sudoers_audit\n`);
    return 1;
  }
  const uid = account?.uid ?? (user.name === name ? user.uid : 1000);
  const target =
    name === 'root' || name === '#0'
      ? ROOT
      : { name: account?.name ?? name, uid, ...(account && { groups: groupsOf(process.userland.files, account) }) };
  const settings = words.findIndex((word) => !/^\w+=/.test(word));
  const given = settings < 0 ? words : words.slice(0, settings);
  const own = settings < 0 ? [] : words.slice(settings);
  const command = own.length > 0 ? own : what === 'shell' ? ['bash'] : [];
  if (command.length === 0) {
    await stderr.write(USAGE);
    return 1;
  }
  const program = findProgram(process.userland, command[0] ?? '', { PATH: SECURE_PATH }, process.cwd);
  if (program.kind === 'missing' || program.kind === 'denied') {
    await stderr.write(`sudo: ${command[0]}: command not found\n`);
    return 1;
  }
  const kept = keepsEnvironment ? env : pick(env, ['TERM', 'LANG', 'LC_ALL', 'DISPLAY', 'COLUMNS', 'LINES']);
  return await process.run(command, {
    user: target,
    env: {
      ...kept,
      ...Object.fromEntries(
        given.map((setting) => [setting.slice(0, setting.indexOf('=')), setting.slice(setting.indexOf('=') + 1)]),
      ),
      PATH: SECURE_PATH,
      HOME: target.uid === 0 ? '/root' : `/home/${target.name}`,
      USER: target.name,
      LOGNAME: target.name,
      SHELL: '/bin/bash',
      SUDO_USER: user.name,
      SUDO_UID: String(user.uid),
      SUDO_GID: String(user.uid),
      SUDO_COMMAND: command.join(' '),
    },
  });
}

/** The first user whom adduser makes; whoever logs in may stand in no file at all. */
const FIRST_ADDED = 1001;

/** Root, who logs in here, and whom /etc/group puts among them: others that somebody has added may not. */
function mayBecome({ userland: { files }, user }: Process, name: string): boolean {
  const account = accountOf(files, name);
  if (account === undefined) return name === user.name;
  return account.uid < FIRST_ADDED || groupMembers(files, 'sudo').includes(name);
}

const pick = (env: Process['env'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

export const su: Command = async (process) => {
  const { argv, stderr, user, env } = process;
  const words = argv.slice(1);
  const at = words.findIndex((word) => word === '-c' || word === '--command');
  const command = at < 0 ? undefined : words[at + 1];
  const taken = words.flatMap((word, place) => (/^(?:-c|--command|-s|--shell|-g|-G)$/.test(word) ? [place + 1] : []));
  const name = words.find((word, place) => !word.startsWith('-') && !taken.includes(place)) ?? 'root';
  if (user.uid !== 0) {
    await stderr.write('Password: \nsu: Authentication failure\n');
    return 1;
  }
  const account = accountOf(process.userland.files, name);
  const isLogin = env.SUDO_USER === name;
  if (name !== 'root' && account === undefined && !isLogin) {
    await stderr.write(
      isBusybox(process)
        ? `su: unknown user ${name}\n`
        : `su: user ${name} does not exist or the user entry does not contain all the required fields\n`,
    );
    return 1;
  }
  const shell =
    words.find((_, place) => ['-s', '--shell'].includes(words[place - 1] ?? '')) ?? account?.shell ?? '/bin/bash';
  if (/(?:nologin|false)$/.test(shell)) {
    if (shell.endsWith('nologin')) await process.stdout.write('This account is currently not available.\n');
    return 1;
  }
  const target =
    name === 'root'
      ? ROOT
      : {
          name,
          uid: account?.uid ?? 1000,
          gid: account?.gid ?? 1000,
          ...(account && { groups: groupsOf(process.userland.files, account) }),
        };
  const home = account?.home ?? (target.uid === 0 ? '/root' : `/home/${name}`);
  const isLoginShell = words.some((word) => word === '-' || word === '-l' || word === '--login');
  const isThere = process.userland.files.status(home)?.kind === 'directory';
  if (isLoginShell && !isThere && !isBusybox(process))
    await stderr.write(`su: warning: cannot change directory to ${home}: No such file or directory\n`);
  // It calls the shell by its name alone.
  const named = /^(?:\/usr)?\/bin\/([^/]+)$/.exec(shell)?.[1] ?? shell;
  return process.run(command === undefined ? [named] : [named, '-c', command], {
    user: target,
    env: { ...env, HOME: home, USER: name, LOGNAME: name, SHELL: shell },
    ...(isLoginShell && isThere && { cwd: home }),
  });
};

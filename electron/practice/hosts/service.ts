/** What a login on a practice host finds: the machine's shell, with the surroundings that sshd and login give it. */
import { accountOf, groupsOf } from '../os/accounts.ts';
import type { Machine, User } from '../os/machine.ts';
import { type Execution, execute } from '../shell/execute.ts';
import { runTerminal } from '../shell/terminal.ts';
import type { Service, SessionStreams } from './ssh/server.ts';

/** As the lab's file says how its host is logged in to. */
export interface DrawnLogin {
  readonly address: string;
  readonly user: string;
}

/** The client's address as the hosts see it: practice hosts are as far away as the lab's own wire. */
const CLIENT = '192.168.1.1';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function serviceOf(machine: Machine, { address, user: drawn }: DrawnLogin): Service {
  const surroundings = (
    name: string,
    { stdin, stdout, stderr, signal }: SessionStreams,
    more: Readonly<Record<string, string>> = {},
  ): Execution => {
    const account = accountOf(machine.userland.files, name);
    const groups = account === undefined || name === 'root' ? undefined : groupsOf(machine.userland.files, account);
    const user: User = { name, uid: name === 'root' ? 0 : (account?.uid ?? 1000), ...(groups && { groups }) };
    const home = user.uid === 0 ? '/root' : `/home/${name}`;
    const env = {
      ...more,
      HOME: home,
      USER: name,
      LOGNAME: name,
      SHELL: '/bin/bash',
      PATH,
      SSH_CONNECTION: `${CLIENT} 50022 ${address} 22`,
      SSH_CLIENT: `${CLIENT} 50022 22`,
    };
    return { machine, user, env, cwd: home, stdin, stdout, stderr, signal };
  };
  return {
    knows: (user) => user === drawn || user === 'root',
    exec: (command, streams, user) => execute(command, surroundings(user, streams)),
    async terminal(command, streams, user, more) {
      const { stdin: keys, stdout: screen, stderr: _same, ...rest } = surroundings(user, streams, more);
      const names = (words: readonly string[]): readonly string[] => (words.length === 0 ? [] : namesOn(machine));
      return runTerminal({ ...rest, keys, screen, names, command, onResize: streams.onResize });
    },
  };
}

/** What somebody on this host may mean: interfaces, and what Docker has. */
function namesOn(machine: Machine): readonly string[] {
  const { links, docker } = machine.state();
  const of = (items: readonly { readonly name: string }[]): readonly string[] => items.map(({ name }) => name);
  return [...of(links), ...(docker.kind === 'ready' ? [...of(docker.containers), ...of(docker.networks)] : [])];
}

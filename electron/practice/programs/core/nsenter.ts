/** `nsenter`: a command of the host in a container's network, which is how a container without a ping is pinged from. */

import { namespaceNamed } from '../../../../shared/machine/kernel/namespaces.ts';
import type { Command, NetworkNamespace } from '../../os/machine.ts';
import { namespaceUserland } from '../../os/synthetic/namespace-files.ts';
import { isRealLetter } from './real-options.ts';

export const nsenter: Command = async (process) => {
  const { argv, stderr, machine, user } = process;
  let target: string | undefined;
  let net = false;
  let mount = false;
  let named: string | undefined;
  let at = 1;
  const fail = async (message: string, status = 1): Promise<number> => {
    await stderr.write(`nsenter: ${message}\n`);
    return status;
  };
  for (; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!word.startsWith('-')) break;
    if (word === '-t' || word === '--target') {
      at += 1;
      target = argv[at];
    } else if (word.startsWith('--target=')) target = word.slice('--target='.length);
    else if (/^(?:--net(?:work)?=|-n)\/(?:var\/)?run\/netns\/[^/]+$/.test(word)) named = word.replace(/^.*\//, '');
    else if (word === '--net' || word === '--network') net = true;
    else if (word === '--mount') mount = true;
    else if (word === '--all') {
      net = true;
      mount = true;
    } else if (/^--(uts|ipc|pid|user|cgroup|time|preserve-credentials|no-fork)$/.test(word)) continue;
    else if (/^-[nmuipUCTFa]+(t.*)?$/.test(word)) {
      net ||= /[na]/.test(word);
      mount ||= /[ma]/.test(word);
      const glued = /t(.*)$/.exec(word)?.[1];
      if (glued !== undefined) {
        if (glued === '') at += 1;
        target = glued === '' ? argv[at] : glued;
      }
    } else if (/^-t\d+$/.test(word)) target = word.slice(2);
    else if (/^-\w$/.test(word) && isRealLetter('nsenter', word.charAt(1), false))
      return fail(`practice hosts do not simulate ${word}.`);
    else return fail(`invalid option -- '${word.replace(/^-+/, '')}'\nTry 'nsenter --help' for more information.`);
  }
  if (named !== undefined) {
    if (namespaceNamed(machine.kernel(), named) === undefined)
      return fail(`cannot open /run/netns/${named}: No such file or directory`);
    if (user.uid !== 0) return fail("reassociate to namespace 'ns/net' failed: Operation not permitted");
    const command = argv.slice(at);
    const inside = { net: { kind: 'named', id: named } as const, userland: namespaceUserland(machine, named) };
    return process.run(command.length > 0 ? command : ['sh'], inside);
  }
  if (target === undefined) {
    if (net) return fail('neither filename nor target pid supplied for ns/net');
  } else if (!/^\d+$/.test(target)) return fail(`failed to parse pid: '${target}'`);
  const pid = Number(target ?? 1);
  const container = machine.engine?.ofProcess(pid);
  const ofHost = pid === 1 || pid === process.pid;
  if ((net || mount) && container === undefined && !ofHost) {
    return fail(`cannot open /proc/${pid}/ns/${net ? 'net' : 'mnt'}: No such file or directory`);
  }
  if (user.uid !== 0) return fail(`cannot open /proc/${pid}/ns/${net ? 'net' : 'mnt'}: Permission denied`);
  const inside = mount && container !== undefined ? machine.engine?.inside(container) : undefined;
  const space: NetworkNamespace = container === undefined ? { kind: 'host' } : { kind: 'container', id: container };
  const command = argv.slice(at);
  const words = command.length > 0 ? command : ['sh'];
  const status = await process.run(words, {
    ...(net && { net: space }),
    ...(inside !== undefined && { userland: inside, cwd: '/' }),
  });
  const [program = ''] = words;
  const known = (inside ?? process.userland).commands.has(program.slice(program.lastIndexOf('/') + 1));
  return status === 127 && !known ? fail(`failed to execute ${program}: No such file or directory`, 127) : status;
};

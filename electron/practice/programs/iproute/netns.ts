/** `ip netns`: network namespaces that have names, and commands in them. */
import { Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import {
  addNamespace,
  deleteNamespace,
  namespaceNamed,
  spacesOf,
} from '../../../../shared/machine/kernel/namespaces.ts';
import type { Process } from '../../os/machine.ts';
import { viewAt } from '../../os/network/view.ts';
import { processesSeen } from '../../os/processes/seen.ts';
import { namespaceUserland } from '../../os/synthetic/namespace-files.ts';
import { refused } from './context.ts';
import { jsonText, type Show } from './output.ts';
import { IpError, meant } from './words.ts';

/** Where iproute2 keeps a name for each. */
const FOLDER = '/run/netns';

const HELP = `Usage:	ip netns list
	ip netns add NAME
	ip netns attach NAME PID
	ip netns set NAME NETNSID
	ip [-all] netns delete [NAME]
	ip netns identify [PID]
	ip netns pids NAME
	ip [-all] netns exec [NAME] cmd ...
	ip netns monitor
	ip netns list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]
NETNSID := auto | POSITIVE-INT`;

const VERBS = [
  'list',
  'show',
  'lst',
  'list-id',
  'add',
  'set',
  'delete',
  'identify',
  'pids',
  'exec',
  'monitor',
  'attach',
];

export interface NetnsAsked {
  readonly all: boolean;
  readonly show: Pick<Show, 'json' | 'pretty'>;
}

/** @returns its exit status */
export async function ipNetns(process: Process, words: readonly string[], asked: NetnsAsked): Promise<number> {
  const [verb, name, ...rest] = words;
  if (verb === 'help') throw new IpError(HELP, 255);
  switch (verb === undefined ? 'list' : meant(verb, VERBS)) {
    case 'list':
    case 'show':
    case 'lst':
      await process.stdout.write(list(process, asked));
      return 0;
    case 'list-id':
      await process.stdout.write(
        numbered(process)
          .map((item) => `nsid ${item.number} (iproute2 netns name: ${item.name})\n`)
          .join(''),
      );
      return 0;
    case 'add':
      add(process, name);
      return 0;
    case 'delete':
      if (asked.all) for (const one of named(process)) remove(process, one.name);
      else remove(process, name);
      return 0;
    case 'identify':
      await process.stdout.write(`${process.net.kind === 'named' ? process.net.id : ''}\n`);
      return 0;
    case 'pids':
      await process.stdout.write(pids(process, name));
      return 0;
    case 'exec':
      return asked.all ? inAll(process, words.slice(1)) : execute(process, name, rest);
    case undefined:
      throw new IpError(`Command "${verb}" is unknown, try "ip netns help".`, 255);
    default:
      throw new IpError(`ip netns ${verb}: practice hosts do not simulate this.`, 1);
  }
}

const named = ({ machine }: Process) => machine.kernel().namespaces ?? [];
const numbered = (process: Process) =>
  named(process)
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0));

function list(process: Process, { show }: NetnsAsked): string {
  const all = named(process);
  if (show.json)
    return jsonText(
      all.map(({ name, number }) => ({ name, ...(number !== undefined && { id: number }) })),
      show.pretty,
    );
  return all.map(({ name, number }) => `${name}${number === undefined ? '' : ` (id: ${number})`}\n`).join('');
}

const needName = (name: string | undefined): string => {
  if (name === undefined) throw new IpError('No netns name specified', 1);
  return name;
};

const needRoot = ({ user }: Process, what: string): void => {
  if (user.uid !== 0) throw new IpError(what, 1);
};

function add(process: Process, said: string | undefined): void {
  const name = needName(said);
  if (name === '' || name.includes('/') || name === '.' || name === '..')
    throw new IpError(`Invalid netns name "${name}"`, 255);
  needRoot(process, `mkdir ${FOLDER} failed: Permission denied`);
  try {
    viewAt(process.machine, { kind: 'host' }).change((kernel) => addNamespace(kernel, name));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new IpError(`Cannot create namespace file "${FOLDER}/${name}": ${error.message}`, 1);
  }
}

function remove(process: Process, said: string | undefined): void {
  const name = needName(said);
  try {
    needRoot(process, `Cannot remove namespace file "${FOLDER}/${name}": Permission denied`);
    viewAt(process.machine, { kind: 'host' }).change((kernel) => deleteNamespace(kernel, name));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.errno !== 'ENOENT') throw refused(error);
    throw new IpError(`Cannot remove namespace file "${FOLDER}/${name}": ${error.message}`, 1);
  }
}

function pids(process: Process, said: string | undefined): string {
  const name = needName(said);
  if (namespaceNamed(process.machine.kernel(), name) === undefined)
    throw new IpError('Cannot open network namespace: No such file or directory', 1);
  const { files } = namespaceUserland(process.machine, name);
  return processesSeen(process)
    .filter(({ task }) => task?.files === files)
    .map(({ pid }) => `${pid}\n`)
    .join('');
}

/** The namespace of that name, as a program in it sees it. @throws IpError: there is none, or who asks may not enter */
export function entered(process: Process, name: string): Pick<Process, 'net' | 'userland'> {
  if (namespaceNamed(process.machine.kernel(), name) === undefined)
    throw new IpError(`Cannot open network namespace "${name}": No such file or directory`, 255);
  if (process.user.uid !== 0)
    throw new IpError(`setting the network namespace "${name}" failed: Operation not permitted`, 255);
  return { net: { kind: 'named', id: name }, userland: namespaceUserland(process.machine, name) };
}

async function execute(process: Process, said: string | undefined, command: readonly string[]): Promise<number> {
  const name = needName(said);
  const [program] = command;
  if (program === undefined) throw new IpError('No command specified', 1);
  const inside = entered(process, name);
  const status = await process.run(command, inside);
  const known = inside.userland.commands.has(program.slice(program.lastIndexOf('/') + 1));
  if (status === 127 && !known) throw new IpError(`exec of "${program}" failed: No such file or directory`, 1);
  return status;
}

async function inAll(process: Process, command: readonly string[]): Promise<number> {
  for (const name of spacesOf(process.machine.kernel()).slice(1)) {
    await process.stdout.write(`\nnetns: ${name}\n`);
    await execute(process, name, command);
  }
  return 0;
}

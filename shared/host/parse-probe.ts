import { failure, type Problem, problem, type Result, success } from '../problem.ts';
import { dockerState, imagesOfLines } from './parse-docker.ts';
import { parseIptablesSave } from './parse-iptables.ts';
import { parseLinks } from './parse-links.ts';
import { parseRoutes } from './parse-routes.ts';
import { keyOfSavedFile } from './record.ts';
import { type Section, sections } from './sections.ts';
import type { DockerState, Firewall, HostFacts, HostState, LabRecord } from './state.ts';
import { parseJson } from './untrusted.ts';

export interface ProbeOptions {
  readonly nonce: string;
  /** The host's name on the drawing, for words. */
  readonly host: string;
  /** True when it ran under sudo with a password that a person gave. */
  readonly password: boolean;
}

/** Reads what the probe printed. A host may answer anything: it is a state or a sentence, never an exception. */
export function parseProbe(output: string, options: ProbeOptions): Result<HostState> {
  const all = sections(output, options.nonce);
  const find = (name: string): string | undefined => all.find((section) => section.name === name)?.text;
  if (find('end') === undefined) {
    return failure(cannotRead(options.host, 'its answer ended before the probe was done', output));
  }
  const facts = parseFacts(find('facts') ?? '', options.password);
  if (!facts.commands.includes('ip')) {
    return failure(
      problem({
        code: 'no-ip',
        subject: options.host,
        message: `${options.host} has no ip command, without which nothing can be known of its network.`,
        hint: 'Install the package iproute2 (iproute on Fedora and RHEL) there.',
      }),
    );
  }
  const links = parseLinks(find('links') ?? '');
  const routes = parseRoutes(find('routes') ?? '');
  if (links === undefined || routes === undefined) {
    return failure(
      problem({
        code: 'old-ip',
        subject: options.host,
        message: `The ip command of ${options.host} does not print JSON (ip -j).`,
        hint: 'Trunkline needs iproute2 4.18 or newer there: RHEL and CentOS 8, Debian 10, Ubuntu 20.04.',
        detail: { command: 'ip -j -d address show', output: (find('links') ?? '').slice(0, 2000) },
      }),
    );
  }
  return success({
    hostname: facts.hostname,
    facts: facts.facts,
    links,
    routes,
    sysctls: parseSysctls(find('sysctls') ?? ''),
    firewall: parseFirewall(find('iptables'), find('iptables-version') ?? ''),
    docker: parseDocker(all, options.nonce),
    records: parseRecords(all),
  });
}

const cannotRead = (host: string, why: string, output: string): Problem =>
  problem({
    code: 'probe-failed',
    subject: host,
    message: `${host} could not be looked at: ${why}.`,
    hint: 'Log in there by hand and see whether "sh" and "ip address" work.',
    detail: { output: output.slice(-2000) },
  });

interface Facts {
  readonly hostname: string;
  readonly facts: HostFacts;
  readonly commands: readonly string[];
}

function parseFacts(text: string, password: boolean): Facts {
  const pairs = pairsOf(text);
  const one = (name: string): string => pairs.find(([key]) => key === name)?.[1] ?? '';
  const many = (name: string): string[] => pairs.filter(([key]) => key === name).map(([, value]) => value);
  const modules = many('module');
  const commands = many('command');
  return {
    hostname: one('hostname'),
    commands,
    facts: {
      os: one('os').replace(/^(["'])(.*)\1$/, '$2'),
      kernel: one('kernel'),
      virtualization: one('virtualization'),
      user: one('user'),
      privilege: privilegeOf(one('uid'), one('sudo'), password),
      modules: {
        '8021q': modules.includes('8021q'),
        macvlan: modules.includes('macvlan'),
        ipvlan: modules.includes('ipvlan'),
      },
      managers: many('manager'),
      firewallManager: many('firewall')[0],
      // SSH_CONNECTION: client address and port, server address and port.
      sshAddress: one('ssh').split(' ')[2],
      commands,
    },
  };
}

function privilegeOf(uid: string, sudo: string, password: boolean): HostFacts['privilege'] {
  if (uid === '0') return password ? 'sudo-password' : sudo === 'used' ? 'sudo' : 'root';
  return /password/i.test(sudo) ? 'sudo-password' : 'none';
}

/** `/proc/sys/net/ipv4/conf/ens33.10/rp_filter 2`; an interface's own dots stay as they are. */
const parseSysctls = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairsOf(text).map(([file, value]) => [file.replace('/proc/sys/', '').replaceAll('/', '.'), value]),
  );

function parseFirewall(saved: string | undefined, version: string): Firewall {
  // A kernel without the tables prints nothing; a user without rights an error.
  if (saved === undefined || (saved.trim() !== '' && !/^\*/m.test(saved) && !/^#/m.test(saved))) {
    return { known: false, backend: undefined, filter: [], nat: [] };
  }
  const backend = version.includes('nf_tables') ? 'nf_tables' : version.includes('v1') ? 'legacy' : undefined;
  return { known: true, backend, ...parseIptablesSave(saved) };
}

function parseDocker(all: readonly Section[], nonce: string): DockerState {
  const text = (name: string): string | undefined => all.find((section) => section.name === name)?.text;
  const api = text('docker-api');
  if (api !== undefined) {
    // `docker-end STATUS` follows each answer; the answer itself stands before it.
    const answers: { readonly status: string; readonly body: string }[] = [];
    let body = api;
    for (const section of all) {
      if (section.name !== 'docker-end') continue;
      answers.push({ status: section.argument, body });
      body = section.text;
    }
    const [, version, info, networks, images, ...containers] = answers;
    if (version?.status !== '200') {
      return { kind: 'stopped', message: (version?.body ?? api).replaceAll(`@${nonce}`, '').trim().slice(0, 2000) };
    }
    return dockerState({
      version: parseJson(version.body),
      info: parseJson(info?.body ?? ''),
      networks: parseJson(networks?.body ?? ''),
      images: parseJson(images?.body ?? ''),
      containers: containers.filter(({ status }) => status === '200').map((answer) => parseJson(answer.body)),
    });
  }
  const version = text('docker-version');
  if (version === undefined) return { kind: 'missing', message: 'there is no docker command' };
  if (text('docker-failed') !== undefined) {
    const message = version.trim().slice(0, 2000);
    return { kind: /permission denied/i.test(message) ? 'denied' : 'stopped', message };
  }
  const containers = parseJson(text('docker-containers') ?? '');
  return dockerState({
    version: parseJson(version),
    info: parseJson(text('docker-info') ?? ''),
    networks: parseJson(text('docker-networks') ?? ''),
    containers: Array.isArray(containers) ? containers : [],
    images: imagesOfLines(text('docker-images') ?? ''),
  });
}

function parseRecords(all: readonly Section[]): readonly LabRecord[] {
  const records: { lab: string; inventory: string | undefined; saved: [string, string][] }[] = [];
  for (const { name, argument, text } of all) {
    const record = records.at(-1);
    if (name === 'record') records.push({ lab: argument, inventory: undefined, saved: [] });
    else if (name === 'inventory' && record) record.inventory = text;
    else if (name === 'saved' && record) {
      const key = keyOfSavedFile(argument);
      if (key !== undefined) record.saved.push([key, text.replace(/\n+$/, '')]);
    }
  }
  return records.map(({ lab, inventory, saved }) => ({ lab, inventory, saved: Object.fromEntries(saved) }));
}

const pairsOf = (text: string): (readonly [string, string])[] =>
  text
    .split('\n')
    .filter((line) => line.includes(' '))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);

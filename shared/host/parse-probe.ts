import { failure, type Problem, problem, type Result, success } from '../problem.ts';
import { beyondBounds } from './bounds.ts';
import { parseDocker } from './docker-answers.ts';
import { linesByFile } from './lines-by-file.ts';
import { keepersIn } from './managers.ts';
import { parseFacts } from './parse-facts.ts';
import { parseFirewall } from './parse-iptables.ts';
import { parseLinks } from './parse-links.ts';
import { parseRecords } from './parse-records.ts';
import { parseRoutes } from './parse-routes.ts';
import { sections } from './sections.ts';
import type { HostState } from './state.ts';
import { excerpt, parseJson, withoutNul } from './untrusted.ts';

export interface ProbeOptions {
  readonly nonce: string;
  /** The host's name on the drawing, for words. */
  readonly host: string;
  /** True when it ran under sudo with a password that a person gave. */
  readonly password: boolean;
}

/** Reads what the probe printed. A host may answer anything: it is a state or a sentence, never an exception. */
export function parseProbe(output: string, { nonce, host, password }: ProbeOptions): Result<HostState> {
  const all = sections(withoutNul(output), nonce);
  const find = (name: string): string | undefined => all.find((section) => section.name === name)?.text;
  if (find('end') === undefined) return failure(cannotRead(host, output));
  const files = linesByFile(find('files') ?? '');
  const { hostname, facts, root, legacyTables } = parseFacts({
    facts: find('facts') ?? '',
    files,
    refusal: find('sudo') ?? '',
    password,
  });
  if (!facts.commands.includes('ip')) return failure(noIp(host));
  const network = find('network') ?? '';
  // Two commands of one ip, a list on a line each; what else there is are its warnings.
  const [links, routes] = network.split('\n').flatMap((line) => {
    const list = line.startsWith('[') ? parseJson(line) : undefined;
    return Array.isArray(list) ? [list] : [];
  });
  if (links === undefined || routes === undefined || parseLinks(links).length === 0) {
    return failure(oldIp(host, network));
  }
  const found = parseLinks(links, parseJson(find('bridge-vlans') ?? ''));
  const keepers = keepersIn(files, (index) => found.find((link) => link.index === index)?.name);
  const state: HostState = {
    hostname,
    facts: { ...facts, ...(keepers.length > 0 && { keepers }) },
    links: found,
    routes: parseRoutes(routes),
    sysctls: sysctlsOf(files),
    firewall: parseFirewall(find('iptables'), { root, legacyTables }),
    docker: parseDocker(all),
    records: parseRecords(all, files),
  };
  const beyond = beyondBounds(host, state);
  return beyond ? failure(beyond) : success(state);
}

/** Those without a leading slash are under /proc/sys/net/ipv4. An interface's own dots stay as they are. */
const sysctlsOf = (files: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...files].flatMap(([path, [value = '']]) => {
      const name = path.startsWith('/') ? path.replace(/^\/proc\/sys\/(?=net\/)/, '') : `net/ipv4/${path}`;
      return name.startsWith('net/') ? [[name.replaceAll('/', '.'), value]] : [];
    }),
  );

const cannotRead = (host: string, output: string): Problem =>
  problem({
    code: 'probe-failed',
    subject: host,
    message: `${host} could not be looked at: its answer ended before the probe was done.`,
    hint: 'Log in there by hand and see whether "sh" and "ip address" work.',
    detail: { output: excerpt(output) },
  });

const noIp = (host: string): Problem =>
  problem({
    code: 'no-ip',
    subject: host,
    message: `${host} has no ip command, without which nothing can be known of its network.`,
    hint: 'Install the package iproute2 (iproute on Fedora and RHEL) there.',
  });

const oldIp = (host: string, said: string): Problem =>
  problem({
    code: 'old-ip',
    subject: host,
    message: `The ip command of ${host} does not print JSON (ip -j).`,
    hint: 'Trunkline needs iproute2 4.18 or newer there: RHEL and CentOS 8, Debian 10, Ubuntu 20.04.',
    detail: { command: 'ip -j -d address show', output: excerpt(said) },
  });

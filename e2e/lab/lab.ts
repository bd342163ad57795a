/** The real lab for specs and benchmarks: the commands of `e2e/lab/lab` as functions. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const LAB_HOSTS = {
  docker01: '192.168.1.11',
  docker02: '192.168.1.13',
  router: '192.168.1.254',
} as const;
export type LabHost = keyof typeof LAB_HOSTS;
export const labHosts = Object.keys(LAB_HOSTS) as readonly LabHost[];

/** On one wire all of them; the first has the host's address, the others are down and have none. */
export const labCards = ['ens33', 'ens34', 'ens35'] as const;
export type LabCard = (typeof labCards)[number];

/** Releases of Debian that a host can boot, the one with the oldest Docker first. */
export const labGenerations = ['bookworm', 'trixie', 'forky'] as const;
export type LabGeneration = (typeof labGenerations)[number];

/** Who may log in, with `labKey`. Only `root` and `student` become root without being asked; `guest` never does. */
export const labUsers = ['root', 'student', 'teacher', 'guest'] as const;
/** What `teacher` types: for sudo, and to log in without a key. */
export const TEACHER_PASSWORD = 'chalk';

/** The network namespace that all traffic to the hosts stays in; specs and benchmarks run inside it. */
export const labNamespace = process.env.TRUNKLINE_LAB_NAMESPACE ?? 'trunkline-lab';
/** The tests' own address on the wire. */
export const CLIENT_ADDRESS = '192.168.1.1';

const script = fileURLToPath(new URL('lab', import.meta.url));
const cache =
  process.env.TRUNKLINE_LAB_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'trunkline-lab');

/** The private key that every user of the hosts accepts. */
export const labKey = join(cache, 'keys', 'id_lab');

/** The public host keys of fresh hosts as lines of a known_hosts file: three kinds of key a host. */
export const knownHostsLines = (): string =>
  labHosts
    .flatMap((host) =>
      ['ed25519', 'ecdsa', 'rsa'].map((kind) => {
        const [type, key] = readFileSync(join(cache, 'keys', `${host}_${kind}.pub`), 'utf8').split(' ');
        return `${LAB_HOSTS[host]} ${type} ${key}\n`;
      }),
    )
    .join('');

function lab(words: readonly string[], minutes = 5): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      script,
      [...words],
      { encoding: 'utf8', timeout: minutes * 60_000, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`e2e/lab/lab ${words.join(' ')}: ${stderr || error.message}\n${stdout}`));
        else resolve(stdout);
      },
    );
  });
}

/**
 * Boots what is down and plugs in every cable, carrying all tags; returns when SSH and Docker answer everywhere.
 * @param generations one for all hosts, or one for each in their order: those that ran another begin on fresh disks. None: as they are
 */
export const up = (...generations: readonly LabGeneration[]): Promise<string> => lab(['up', ...generations], 20);
/** What each host runs now. */
export async function generations(): Promise<Readonly<Record<LabHost, LabGeneration>>> {
  const lines = (await lab(['generations'])).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(' ')));
}
/** Fresh disks for the hosts named, or for all. */
export const reset = (...hosts: readonly LabHost[]): Promise<string> => lab(['reset', ...hosts]);
/** Runs one command as root on a host, past the program under test; rejects when it fails. */
export const shell = (host: LabHost, command: string): Promise<string> => lab(['shell', host, command]);
/** Ends the connection that `shell` and `inventory` keep to the host: the next one logs in anew. */
export const hangUp = (host: LabHost): Promise<string> => lab(['hang-up', host]);
/** Pulls the host's cables. `in`: only what it is sent is lost; `out`: only what it sends. */
export const cut = (host: LabHost, ...way: readonly [('in' | 'out')?]): Promise<string> =>
  lab(['cut', host, ...way.filter((word) => word !== undefined)]);
export const mend = (host: LabHost): Promise<string> => lab(['mend', host]);
/** Which tags the wire carries from now on: those given, or all as at first. Untagged frames always pass. */
export const trunk = (...tags: readonly (number | 'all')[]): Promise<string> => lab(['trunk', ...tags.map(String)]);
/**
 * What the switch port of a host's card does until `up`: delivers whatever comes, or what is for the card's own MAC address alone; is
 * in a VLAN (`access 10`); or has an untagged VLAN, 0 for none, and tagged ones (`trunk 1 10 20`); both with `own` behind it too.
 */
export const port = (host: LabHost, card: LabCard, ...kind: readonly (string | number)[]): Promise<string> =>
  lab(['port', host, card, ...kind.map(String)]);
/** A power cut. */
export const crash = (host: LabHost): Promise<string> => lab(['crash', host]);
/** Boots a crashed host from the disk that it had; returns when SSH answers. */
export const boot = (host: LabHost): Promise<string> => lab(['boot', host]);
/** Debian packages for a host that runs, until `reset`: what they start begins with its next boot. */
export const give = (host: LabHost, ...packages: readonly string[]): Promise<string> =>
  lab(['give', host, ...packages], 15);
/** Gives the host other SSH host keys; `back`, or a fresh disk, brings the first ones back. */
export const rekey = (host: LabHost, ...which: readonly ['back'?]): Promise<string> =>
  lab(['rekey', host, ...which.filter((word) => word !== undefined)]);
/** Docker Compose for this machine: where it is. */
export const composeProgram = async (): Promise<string> => (await lab(['compose'])).trim();
/** What is on the host, one thing a line, told without our program. */
export const inventory = (host: LabHost): Promise<string> => lab(['inventory', host]);

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
/** Pulls the host's cable. */
export const cut = (host: LabHost): Promise<string> => lab(['cut', host]);
export const mend = (host: LabHost): Promise<string> => lab(['mend', host]);
/** Which tags the wire carries from now on: those given, or all as at first. Untagged frames always pass. */
export const trunk = (...tags: readonly (number | 'all')[]): Promise<string> => lab(['trunk', ...tags.map(String)]);
/** A power cut. */
export const crash = (host: LabHost): Promise<string> => lab(['crash', host]);
/** Boots a crashed host from the disk that it had; returns when SSH answers. */
export const boot = (host: LabHost): Promise<string> => lab(['boot', host]);
/** Gives the host another SSH host key; `reset` brings the first one back. */
export const rekey = (host: LabHost): Promise<string> => lab(['rekey', host]);
/** What is on the host, one thing a line, told without our program. */
export const inventory = (host: LabHost): Promise<string> => lab(['inventory', host]);

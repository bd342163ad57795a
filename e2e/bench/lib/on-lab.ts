/** Our command and bare scripts on the real lab's hosts, as somebody runs them from a terminal there. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownHostsLines, LAB_HOSTS, type LabHost, labKey } from '../../lab/lab.ts';

export interface OnLab {
  /** The lab file that our command is given. */
  readonly file: string;
  trunkline(...words: string[]): Promise<{ readonly code: number; readonly stdout: string }>;
  /** A script on a host, by ssh alone. */
  bare(host: LabHost, script: string): Promise<void>;
  /** A line for a shell of this machine, in which `$SSH` is how hosts are reached. */
  byHand(line: string): Promise<void>;
  end(): void;
}

/** The lab is up. */
export function onLab(): OnLab {
  const home = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
  const file = join(home, 'lab.yaml');
  const known = join(home, 'known_hosts');
  const cli = join(process.cwd(), 'dist', 'cli.cjs');
  const options = ['-F', '/dev/null', '-i', labKey, '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'];
  writeFileSync(known, knownHostsLines());

  function typed(what: string, command: string, words: readonly string[], stdin = ''): Promise<void> {
    const child = spawn(command, [...words], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...process.env, SSH: ['ssh', ...options].join(' ') },
    });
    child.stdin?.end(stdin);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${what} ended with ${code}`))));
    });
  }

  return {
    file,
    trunkline(...words) {
      const [command = '', ...rest] = words;
      const all = [cli, command, file, ...rest, '--key', labKey, '--known-hosts', known];
      return new Promise((resolve) => {
        execFile(process.execPath, all, { encoding: 'utf8', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
          const code = error ? Number(error.code) : 0;
          if (code === 1) process.stderr.write(`${stderr}${stdout.slice(-2_000)}`);
          resolve({ code, stdout });
        });
      });
    },
    bare: (host, script) =>
      typed(`the bare script on ${host}`, 'ssh', [...options, `root@${LAB_HOSTS[host]}`, 'sh', '-es'], script),
    byHand: (line) => typed(line, 'bash', ['-o', 'pipefail', '-ec', line]),
    end: () => rmSync(home, { recursive: true, force: true }),
  };
}

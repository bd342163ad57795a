/** Typing at a host of the real lab, as root: one connection for all commands, as each new one costs half a second. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShellAnswer } from '../../electron/practice/conformance/answer.ts';
import { knownHostsLines, LAB_HOSTS, type LabHost, labKey } from '../lab/lab.ts';

export interface RealHosts {
  /** Call it when hosts have been made anew: their keys may be others. */
  knowKeys(): void;
  /** @param limitMs after which nobody waits any more: what was said until then is the answer, with status 124 */
  type(host: LabHost, command: string, limitMs?: number): Promise<ShellAnswer>;
  hangUp(host: LabHost): Promise<unknown>;
  end(): void;
}

export function realHosts(): RealHosts {
  const home = mkdtempSync(join(tmpdir(), 'trunkline-typed-'));
  const known = join(home, 'known_hosts');
  return {
    knowKeys: () => writeFileSync(known, knownHostsLines()),
    type(host, command, limitMs) {
      const options = ['-F', '/dev/null', '-i', labKey, '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'];
      options.push('-o', 'ControlMaster=auto', '-o', `ControlPath=${join(home, '%h')}`, '-o', 'ControlPersist=600');
      const child = spawn('ssh', [...options, `root@${LAB_HOSTS[host]}`, command], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].setEncoding('utf8').on('data', (text: string) => {
          said[stream] += text;
        });
      }
      let late = false;
      const patience =
        limitMs === undefined
          ? undefined
          : setTimeout(() => {
              late = true;
              child.kill('SIGKILL');
              // The connection that all share holds its ends as long as the command runs.
              child.stdout.destroy();
              child.stderr.destroy();
            }, limitMs);
      return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => {
          clearTimeout(patience);
          const status = late ? 124 : (code ?? -1);
          resolve({ on: host, run: command, status, stdout: lines(said.stdout), stderr: lines(said.stderr) });
        });
      });
    },
    hangUp: (host) =>
      new Promise((resolve) => {
        const control = join(home, '%h');
        execFile('ssh', ['-F', '/dev/null', '-O', 'exit', '-o', `ControlPath=${control}`, LAB_HOSTS[host]], resolve);
      }),
    end: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The last element is what stands after the last line end: mostly nothing. */
const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/**
 * What bash does, bash on practice hosts does: scripts from a grammar, run by this machine's own and by a practice host's. The
 * words of both are compared too. Where this machine's is another than the one that is simulated, nothing is compared.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPrograms } from '../../electron/practice/programs/programs.ts';
import { fakeMachine, runShell } from '../../electron/practice/shell/testing/fake-machine.ts';
import { bashScript } from './lib/bash-scripts.ts';
import { fuzz } from './lib/fuzz.ts';

const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };
const SIMULATED = 'GNU bash, version 5.2.15';
const isThere = spawnSync('bash', ['--version'], { encoding: 'utf8' }).stdout?.startsWith(SIMULATED) ?? false;
const commands = Object.fromEntries(debianPrograms);

interface Said {
  readonly status: number;
  readonly stdout: string;
  /** bash's own lines: programs say some things otherwise. */
  readonly complaints: string;
}

/** @param script within a command substitution bash counts its lines anew, from where the last one was read */
const own = (text: string, script: string): string =>
  text
    .split('\n')
    .filter((line) => /^(?:bash|environment): /.test(line))
    .map((line) => (script.includes('=$(') ? line.replace(/: line \d+:/, ':') : line))
    .join('\n');

function really(script: string): Promise<Said> {
  const cwd = mkdtempSync(join(tmpdir(), 'real-bash-'));
  const child = spawn('bash', ['--norc', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      rmSync(cwd, { recursive: true });
      resolve({ status: status ?? -1, stdout: said.stdout, complaints: own(said.stderr, script) });
    });
  });
}

async function simulated(script: string): Promise<Said> {
  const { status, stdout, stderr } = await runShell(fakeMachine({ commands }), ['bash', '-c', script], { env });
  return { status, stdout, complaints: own(stderr, script) };
}

await fuzz<readonly string[]>({
  name: 'real-bash',
  make: bashScript,
  async check(statements) {
    if (!isThere) return `no ${SIMULATED} here`;
    const script = statements.join('\n');
    const [real, ours] = [await really(script), await simulated(script)];
    // After a mistake in arithmetic bash sometimes reads from a process substitution and sometimes finds it closed already.
    if (real.complaints.includes('(error token is') && script.includes('< <(')) return 'different each time';
    for (const what of ['stdout', 'status', 'complaints'] as const)
      if (real[what] !== ours[what])
        throw new Error(`${what}: bash ${JSON.stringify(real[what])}, practice ${JSON.stringify(ours[what])}`);
    return real.complaints === '' ? 'the same' : 'the same words';
  },
  *less(statements) {
    for (const at of statements.keys()) yield statements.toSpliced(at, 1);
  },
  show: (statements) => statements.join('\n'),
});

/**
 * Records what real hosts answer: types each session on fresh hosts of the real lab, as root, and keeps command, output and
 * exit status as they came. Practice hosts are held against it in `electron/practice/conformance`.
 *
 *     npm run record [-- SESSION…]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../electron/practice/conformance/answer.ts';
import { knownHostsLines, LAB_HOSTS, type LabHost, labKey, reset } from '../lab/lab.ts';
import { sessions } from './sessions.ts';

const corpus = join(process.cwd(), 'electron', 'practice', 'conformance', 'corpus');
const home = mkdtempSync(join(tmpdir(), 'trunkline-record-'));
const known = join(home, 'known_hosts');

function type(host: LabHost, command: string): Promise<Answer> {
  const options = ['-F', '/dev/null', '-i', labKey, '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'];
  const child = spawn('ssh', [...options, `root@${LAB_HOSTS[host]}`, command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ on: host, run: command, status: status ?? -1, stdout: lines(said.stdout), stderr: lines(said.stderr) }),
    );
  });
}

/** The last element is what stands after the last line end: mostly nothing. */
const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

const wanted = process.argv.slice(2);
for (const session of sessions) {
  if (wanted.length > 0 && !wanted.includes(session.name)) continue;
  await reset();
  writeFileSync(known, knownHostsLines());
  const answers: Answer[] = [];
  for (const [host, command] of session.typed) {
    const answer = await type(host, command);
    // ip ends with 255 too.
    if (answer.stderr[0]?.startsWith('ssh: ')) throw new Error(`${host}: ${command}\n${answer.stderr.join('\n')}`);
    answers.push(answer);
  }
  writeFileSync(join(corpus, `${session.name}.json`), `${JSON.stringify(answers, null, 2)}\n`);
  console.log(`${session.name}: ${answers.length} commands`);
}
rmSync(home, { recursive: true, force: true });

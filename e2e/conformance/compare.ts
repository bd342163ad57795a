/**
 * Types random sessions at the hosts of the real lab and at practice hosts, and says what they answer differently, as few lines
 * of it as it takes. Three hosts are typed at at once, each made anew for each session.
 *
 *     npm run compare [-- --minutes N] [--seed N] [--generation NAME]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Recording, ShellAnswer } from '../../electron/practice/conformance/answer.ts';
import { masked } from '../../electron/practice/conformance/mask.ts';
import { replayLab, SPARE_CARDS } from '../../electron/practice/conformance/replay.ts';
import { releases } from '../../electron/practice/os/releases.ts';
import { randomOf, seedOf } from '../fuzz/lib/random.ts';
import { type LabHost, labGenerations, labHosts, reset, up } from '../lab/lab.ts';
import { randomLines } from './random-lines.ts';
import { realHosts } from './real-host.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    generation: { type: 'string', default: 'bookworm' },
  },
});
const generation = labGenerations.find((name) => name === values.generation);
if (generation === undefined) throw new Error(`no generation ${values.generation}: ${labGenerations.join(' ')}`);
const until = Date.now() + Number(values.minutes) * 60_000;
/** Of one command. */
const LIMIT_MS = 30_000;
/** Times that a finding is typed anew, with lines left out. */
const MOST_TRIES = 6;

const recorded = join(process.cwd(), 'electron', 'practice', 'conformance', 'corpus', generation, 'a-fresh-host.json');
const { docker } = (JSON.parse(readFileSync(recorded, 'utf8')) as Recording).answeredBy;
const plain = { ...releases[generation], docker };
/** With the kernel that the hosts run, which may be another one than at the last recording. */
let release = plain;
const real = realHosts();

interface Difference {
  readonly lines: readonly string[];
  readonly real: ShellAnswer;
  readonly practice: ShellAnswer;
}

const isSaid = ({ stdout, stderr }: ShellAnswer): boolean =>
  [...stdout, ...stderr].some((line) => /do(?:es)? not simulate/.test(line));

/** Types at one host of each kind until they differ. */
async function differenceIn(host: LabHost, lines: readonly string[]): Promise<Difference | 'said' | undefined> {
  const lab = replayLab(release, SPARE_CARDS);
  const told: ShellAnswer[] = [];
  const ours: ShellAnswer[] = [];
  for (const [at, line] of lines.entries()) {
    told.push(await real.type(host, line, LIMIT_MS));
    ours.push(await lab.type(host, line));
    const [last, own] = [masked(told).at(-1), masked(ours).at(-1)];
    if (last === undefined || own === undefined || JSON.stringify(last) === JSON.stringify(own)) continue;
    // What is said at the prompt is no mistake, and all that follows differs.
    return isSaid(own) ? 'said' : { lines: lines.slice(0, at + 1), real: last, practice: own };
  }
  return undefined;
}

async function anew(hosts: readonly LabHost[]): Promise<void> {
  for (const host of hosts) await real.hangUp(host);
  await reset(...hosts);
  real.knowKeys();
}

/** What it takes: lines before the last are left out, as long as the same is answered. */
async function smaller(host: LabHost, found: Difference): Promise<Difference> {
  let best = found;
  let tries = 0;
  for (let at = 0; at < best.lines.length - 1 && tries < MOST_TRIES && Date.now() < until; ) {
    tries += 1;
    await anew([host]);
    const less = await differenceIn(host, best.lines.toSpliced(at, 1));
    if (less !== undefined && less !== 'said' && less.lines.at(-1) === best.lines.at(-1)) best = less;
    else at += 1;
  }
  return best;
}

/** By program, object and verb, and the words of the answers without numbers. */
function kindOf({ lines, real: told, practice }: Difference): string {
  const words = (lines.at(-1) ?? '').split(' ').filter((word) => /^[a-z]+$/.test(word));
  const first = (answer: ShellAnswer): string => (answer.stderr[0] ?? answer.stdout[0] ?? '').replaceAll(/\d+/g, '#');
  return `${words.slice(0, 3).join(' ')}: ${first(told).slice(0, 50)} | ${first(practice).slice(0, 50)}`;
}

const shown = ({ status, stdout, stderr }: ShellAnswer): string =>
  [`  (${status})`, ...stdout, ...stderr.map((line) => `! ${line}`)].join('\n    ');

await up(generation, generation, generation);
const kinds = new Map<string, { count: number; readonly first: Difference }>();
const counts = { sessions: 0, commands: 0, equal: 0, said: 0, different: 0 };
for (let round = 0; Date.now() < until; round += 1) {
  await anew(labHosts);
  const [kernel = plain.kernel] = (await real.type('docker01', 'uname -r')).stdout;
  release = { ...plain, kernel };
  const found = await Promise.all(
    labHosts.map(async (host, at) => {
      const lines = randomLines(randomOf(seedOf(Number(values.seed), round * labHosts.length + at)));
      counts.sessions += 1;
      const difference = await differenceIn(host, lines);
      counts.commands += typeof difference === 'object' ? difference.lines.length : lines.length;
      return [host, difference] as const;
    }),
  );
  for (const [host, difference] of found) {
    if (difference === undefined) counts.equal += 1;
    else if (difference === 'said') counts.said += 1;
    else {
      counts.different += 1;
      const known = kinds.get(kindOf(difference));
      if (known) known.count += 1;
      else {
        const least = await smaller(host, difference);
        kinds.set(kindOf(difference), { count: 1, first: least });
        console.log(
          `\n${host}: ${least.lines.join(' ⏎ ')}\n  real${shown(least.real)}\n  practice${shown(least.practice)}`,
        );
      }
    }
  }
}
for (const host of labHosts) await real.hangUp(host);
real.end();
const folder = join(process.cwd(), 'test-results', 'compare');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, `${generation}-${values.seed}.json`),
  `${JSON.stringify({ counts, kinds: [...kinds] }, null, 2)}\n`,
);
console.log(`\n${JSON.stringify(counts)}, ${kinds.size} kinds of difference`);
process.exit(kinds.size === 0 ? 0 : 1);

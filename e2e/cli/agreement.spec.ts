/**
 * Prediction against reality: labs of all kinds are deployed to real hosts, everything is pinged from everywhere, and no
 * verdict that is certain may be another than what was measured. Where one is, the real host is right. And what the plan accepts, no
 * host refuses: neither in these nor in labs beyond what is valid. Which labs: `../agreement/chosen.ts`.
 */
import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { PingResult } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { labOf as labOfText } from '../../shared/lab/testing/examples.ts';
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { pairs } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { chosenLabs } from '../agreement/chosen.ts';
import type { AgreementLab } from '../agreement/labs.ts';
import { kindsOn, type Measured, matrixText } from '../agreement/matrix.ts';
import { portsOf } from '../agreement/switch-ports.ts';
import { doneOf, pairsOf } from '../fixtures/cli-json.ts';
import { probedStates } from '../fixtures/probed-states.ts';
import { cleanLab } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { generations, type LabGeneration, labHosts, port, reset, shell, trunk, up } from '../lab/lab.ts';
import { inTurn, turns } from '../lab/turns.ts';

/** One pair, foretold twice: from the drawing on these hosts, and from nothing but the state that they are in. */
interface Compared {
  readonly by: 'the drawing' | 'the hosts’ state';
  readonly pair: string;
  /** Hosts that the pair has an end on. */
  readonly ends: readonly string[];
  readonly predicted: PingResult['predicted'];
  readonly code: string;
  readonly text: string;
  readonly measured: PingResult['measured'];
}

const certain = ({ predicted }: Compared): boolean => predicted !== 'uncertain';
const told = ({ by, pair, predicted, text, measured }: Compared): string =>
  `${pair}: ${predicted} by ${by} (${text}), but measured ${measured}`;
const nameOf = (from: string, to: string, address: string): string => `${from} → ${to} (${address})`;

/** What one lab came to. `refused`: planned, and then refused by a host. */
interface Count {
  readonly ended: 'compared' | 'deployed' | 'refused by the plan' | 'refused by a host';
  readonly pairs: number;
  readonly certain: number;
  readonly disagreements: number;
  readonly measured: readonly Measured[];
}

/** In the folder of this run's results, since a failed test ends the process that could remember. */
const countsFile = (): string => join(test.info().project.outputDir, 'agreement.jsonl');

function keepCount(count: Pick<Count, 'ended'> & Partial<Count>): void {
  mkdirSync(dirname(countsFile()), { recursive: true });
  const all: Count = { pairs: 0, certain: 0, disagreements: 0, measured: [], ...count };
  appendFileSync(countsFile(), `${JSON.stringify(all)}\n`);
}

function keptCounts(): readonly Count[] {
  const lines = readFileSync(countsFile(), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Nothing is left of the lab before: seen by its destroy. */
let clean = false;
let there = false;

const { file, run } = realLabCli(
  async (cli) => {
    if (there) await cli.run('destroy', '--yes');
    there = false;
  },
  async () => {
    if (!clean) await cleanLab();
    clean = false;
  },
);

async function destroyed(): Promise<void> {
  const ran = await run('destroy', '--yes', '--json');
  there = false;
  expect(ran.code, `${ran.stdout}\n${ran.stderr}`).toBe(0);
  expect(doneOf(ran).residue).toEqual([]);
  clean = true;
}

/** Refused by the plan: nothing was begun. By a host: an error that says what was said. */
async function deployed(drawing: LabFile): Promise<'deployed' | 'refused by the plan'> {
  writeFileSync(file(), JSON.stringify(drawing));
  there = true;
  const ran = await run('deploy', '--yes', '--json');
  if (ran.code === 0 && doneOf(ran).ok) return 'deployed';
  if (!ran.stdout.includes('"step-started"')) {
    // A program that did not even start has refused nothing.
    expect(ran.stderr).toMatch(/^error: /m);
    console.log(ran.stderr);
    return 'refused by the plan';
  }
  keepCount({ ended: 'refused by a host' });
  throw new Error(`a host refused what was planned:\n${ran.stderr}\n${ran.stdout.slice(-4000)}`);
}

const labOf = (drawing: LabFile): Lab => labOfText(JSON.stringify(drawing));

/** All pairs as they are measured now, beside what the hosts' present state says of them. */
async function compare(
  { file: drawing, byHand, nowLike }: AgreementLab,
  states: ReadonlyMap<string, HostState>,
): Promise<readonly Compared[]> {
  const now = nowLike ? predictLab(labOf(nowLike), states) : predictFrom(labOf(drawing), states);
  const live = new Map(
    pairs(now.endpoints).map(({ source, target }) => [
      nameOf(source.id, target.id, target.address ?? ''),
      now.explain(source, target),
    ]),
  );
  const measured = pairsOf(await run('verify', '--json'));
  expect(measured.length).toBe(live.size);
  return measured.flatMap((result): readonly Compared[] => {
    const pair = nameOf(result.from, result.to, result.address);
    const found = live.get(pair);
    if (!found) throw new Error(`${pair} was measured and not foretold`);
    const ends = [result.from, result.to].flatMap((name) => labHosts.filter((host) => name.split(/[/:]/)[0] === host));
    const state = { by: 'the hosts’ state', pair, ends, measured: result.measured } as const;
    const drawing = { ...state, by: 'the drawing' } as const;
    return [
      { ...state, predicted: found.verdict, ...found.reason },
      ...(byHand === undefined ? [{ ...drawing, predicted: result.predicted, ...result.reason }] : []),
    ];
  });
}

const dockerOf = (state: HostState | undefined): string =>
  state?.docker.kind === 'ready' ? state.docker.version : 'no Docker';

/** Verdicts by what the hosts at their ends hold and which Docker that is. */
function measuredOf(
  { file: drawing }: AgreementLab,
  states: ReadonlyMap<string, HostState>,
  sure: readonly Compared[],
) {
  return labHosts.flatMap((host): readonly Measured[] => {
    const verdicts = sure.filter(({ ends }) => ends.includes(host)).length;
    const docker = dockerOf(states.get(host));
    return verdicts === 0 ? [] : kindsOn(drawing, host).map((kind) => ({ kind, docker, verdicts }));
  });
}

// In the order of this file: the last adds up what the others came to. Side by side, those with a `beforeAll` come after all others.
test.describe.configure({ mode: 'default' });

const { labs, beyond } = chosenLabs(process.env.TRUNKLINE_AGREEMENT);
const exec = promisify(execFile);
const atThisEnd = (...words: readonly string[]): Promise<unknown> => exec('ip', words);

/** The wire as the drawing says it; what is done to undo it. */
async function wired({ file: { hosts, segments }, trunk: tags }: AgreementLab, undo: (() => Promise<unknown>)[]) {
  if (tags) {
    undo.push(() => trunk('all'));
    await trunk(...tags);
  }
  for (const { host, card, kind } of portsOf(hosts)) {
    undo.push(async () => {
      await port(host, card, 'any');
      // Plugged anew, a host may be found again only after some seconds, and the destroy that follows asks once.
      await expect(async () => void (await shell(host, 'true'))).toPass({ timeout: 60_000 });
    });
    await port(host, card, ...kind);
  }
  if (Object.values(segments ?? {}).some((segment) => segment?.internet)) {
    undo.push(() => atThisEnd('address', 'del', '8.8.8.8/32', 'dev', 'lo'));
    await atThisEnd('address', 'add', '8.8.8.8/32', 'dev', 'lo');
  }
}

/**
 * Hosts remember for a while who had an address before, which is nothing that lasts: an entry of the lab before this one, with
 * another MAC address, is asked about only after five seconds (delay_first_probe_time).
 */
const FORGET = 'ip neigh flush all';

function agrees(lab: AgreementLab): void {
  const { title, file: drawing, shows, byHand = [], before = [] } = lab;
  test(`prediction and reality agree: ${title}`, { tag: '@lab' }, async () => {
    const undo: (() => Promise<unknown>)[] = [];
    const byHands = async (all: typeof byHand): Promise<void> => {
      for (const { host, does, undoes } of all) {
        undo.push(() => shell(host, undoes));
        await shell(host, does);
      }
    };
    try {
      await byHands(before);
      expect(await deployed(drawing)).toBe('deployed');
      undo.push(destroyed);
      await wired(lab, undo);
      await byHands(byHand);
      const states = await probedStates(FORGET);
      const compared = await compare(lab, states);
      const sure = compared.filter(certain);
      const wrong = sure.filter(({ predicted, measured }) => predicted !== measured);
      const pairs = new Set(compared.map(({ pair }) => pair)).size;
      const measured = measuredOf(lab, states, sure);
      keepCount({ ended: 'compared', pairs, certain: sure.length, disagreements: wrong.length, measured });
      console.log(`${title}: ${compared.length} verdicts, ${sure.length} certain, ${wrong.length} wrong`);
      expect(wrong.map(told)).toEqual([]);
      expect([...new Set(sure.map(({ code }) => code))]).toEqual(expect.arrayContaining([...shows]));
    } finally {
      await undone(undo);
    }
  });
}

/** Each is tried, whatever the others come to. */
async function undone(undo: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const step of undo.toReversed()) await step().catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

function isTaken({ title, file: drawing }: AgreementLab): void {
  test(`what the plan accepts no host refuses: ${title}`, { tag: '@lab' }, async () => {
    const ended = await deployed(drawing).catch(async (error: unknown) => {
      there = false;
      await reset();
      throw error;
    });
    keepCount({ ended });
    console.log(`${title}: ${ended}`);
    if (ended === 'deployed') await destroyed();
    else there = false;
  });
}

/** What the hosts ran before, in a file: a failed test ends the process that could remember. */
const usualFile = (): string => join(test.info().project.outputDir, 'usual-generations.json');

async function rememberUsual(): Promise<void> {
  if (existsSync(usualFile())) return;
  mkdirSync(dirname(usualFile()), { recursive: true });
  writeFileSync(usualFile(), JSON.stringify(Object.values(await generations())));
}

for (const [turn, chosen] of turns.entries()) {
  test.describe(labHosts.map((host, place) => `${host} ${chosen[place]}`).join(', '), () => {
    test.beforeAll(async () => {
      await rememberUsual();
      await up(...chosen);
    });
    for (const lab of inTurn(labs, turn)) agrees(lab);
    for (const lab of inTurn(beyond, turn)) isTaken(lab);
  });
}

test('Docker 20.10 knows no ipvlan L3S', { tag: '@lab' }, async () => {
  const [old] = Object.entries(await generations()).flatMap(([host, generation]) =>
    generation === 'bookworm' ? labHosts.filter((name) => name === host) : [],
  );
  if (old === undefined) throw new Error('no host of the lab is of the generation bookworm');
  await expect(
    shell(old, 'docker network create -d ipvlan -o parent=ens33 -o ipvlan_mode=l3s --subnet 10.98.0.0/24 l3s'),
  ).rejects.toThrow("requested ipvlan mode 'l3s' is not valid");
});

test('all labs together, and the hosts as they were', { tag: '@lab' }, async () => {
  const usual: readonly LabGeneration[] = JSON.parse(readFileSync(usualFile(), 'utf8'));
  await up(...usual);
  const counts = keptCounts();
  const sum = (of: (count: Count) => number): number => counts.reduce((before, count) => before + of(count), 0);
  const times = (ended: Count['ended']): number => counts.filter((count) => count.ended === ended).length;
  const wrong = sum(({ disagreements }) => disagreements);
  console.log(
    `${times('compared')} labs, ${sum(({ pairs }) => pairs)} pairs measured, ${sum(({ certain }) => certain)} certain verdicts, ${wrong} disagreements`,
  );
  console.log(
    `beyond valid: ${times('deployed')} deployed, ${times('refused by the plan')} refused by the plan; of all labs ${times('refused by a host')} accepted by the plan and refused by a host`,
  );
  console.log(matrixText(counts.flatMap(({ measured }) => measured)));
  expect([wrong, times('refused by a host')]).toEqual([0, 0]);
});

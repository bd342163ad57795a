/**
 * Prediction against reality: labs of all kinds are deployed to real hosts, everything is pinged from everywhere, and no
 * verdict that is certain may be another than what was measured. Where one is, the real host is right.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PingResult } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { labOf as labOfText } from '../../shared/lab/testing/examples.ts';
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { pairs } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { generatedLabs } from '../agreement/generated-labs.ts';
import { type AgreementLab, agreementLabs } from '../agreement/labs.ts';
import { kindsOn, type Measured, matrixText } from '../agreement/matrix.ts';
import { doneOf, pairsOf } from '../fixtures/cli-json.ts';
import { probedStates } from '../fixtures/probed-states.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { generations, type LabGeneration, labHosts, shell, trunk, up } from '../lab/lab.ts';
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

/** What one lab came to. */
interface Count {
  readonly pairs: number;
  readonly certain: number;
  readonly disagreements: number;
  readonly measured: readonly Measured[];
}

/** In the folder of this run's results, since a failed test ends the process that could remember. */
const countsFile = (): string => join(test.info().project.outputDir, 'agreement.jsonl');

function keepCount(count: Count): void {
  mkdirSync(dirname(countsFile()), { recursive: true });
  appendFileSync(countsFile(), `${JSON.stringify(count)}\n`);
}

function keptCounts(): readonly Count[] {
  const lines = readFileSync(countsFile(), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const { file, run } = realLabCli((cli) => cli.run('destroy', '--yes'));

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
  // Hosts remember for a while who had an address before, which is nothing that lasts: an entry of the lab before this one,
  // with another MAC address, is asked about only after five seconds (delay_first_probe_time).
  await Promise.all(labHosts.map((host) => shell(host, 'ip neigh flush all')));
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

const more = Number(process.env.TRUNKLINE_GENERATED_LABS ?? 0);
const labs = [...agreementLabs, ...generatedLabs(more)];

function agrees(lab: AgreementLab): void {
  const { title, file: drawing, shows, trunk: tags, byHand = [] } = lab;
  test(`prediction and reality agree: ${title}`, { tag: '@lab' }, async () => {
    writeFileSync(file(), JSON.stringify(drawing));
    const ran = await run('deploy', '--yes', '--json');
    expect(ran.code, `${ran.stdout}\n${ran.stderr}`).toBe(0);
    expect(doneOf(ran).ok).toBe(true);

    const undo: (() => Promise<unknown>)[] = [];
    try {
      if (tags) {
        undo.push(() => trunk('all'));
        await trunk(...tags);
      }
      for (const { host, does, undoes } of byHand) {
        undo.push(() => shell(host, undoes));
        await shell(host, does);
      }
      const states = await probedStates();
      const compared = await compare(lab, states);
      const sure = compared.filter(certain);
      const wrong = sure.filter(({ predicted, measured }) => predicted !== measured);
      const pairs = new Set(compared.map(({ pair }) => pair)).size;
      const measured = measuredOf(lab, states, sure);
      keepCount({ pairs, certain: sure.length, disagreements: wrong.length, measured });
      console.log(`${title}: ${compared.length} verdicts, ${sure.length} certain, ${wrong.length} wrong`);
      expect(wrong.map(told)).toEqual([]);
      expect([...new Set(sure.map(({ code }) => code))]).toEqual(expect.arrayContaining([...shows]));
    } finally {
      for (const step of undo.reverse()) await step();
    }
  });
}

let usual: readonly LabGeneration[] | undefined;

test.afterAll(() => up(...(usual ?? [])));

for (const [turn, chosen] of turns.entries()) {
  test.describe(labHosts.map((host, place) => `${host} ${chosen[place]}`).join(', '), () => {
    test.beforeAll(async () => {
      usual ??= Object.values(await generations());
      await up(...chosen);
    });
    for (const lab of inTurn(labs, turn)) agrees(lab);
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

test('all labs together', { tag: '@lab' }, () => {
  const counts = keptCounts();
  const sum = (of: (count: Count) => number): number => counts.reduce((before, count) => before + of(count), 0);
  const [measured, sure, wrong] = [
    sum(({ pairs }) => pairs),
    sum(({ certain }) => certain),
    sum((count) => count.disagreements),
  ];
  console.log(`${counts.length} labs, ${measured} pairs measured, ${sure} certain verdicts, ${wrong} disagreements`);
  console.log(matrixText(counts.flatMap(({ measured }) => measured)));
  expect(wrong).toBe(0);
});

/** `trunkline predict`: which pings will work when the lab is deployed on fresh hosts, and why the others will not. No host is asked. */
import { openCards } from '../../shared/lab/ipvlan-instead.ts';
import { readLab } from '../../shared/lab/read.ts';
import { answered, refused } from '../../shared/outcome.ts';
import { type Pair, type PingTarget, pairs, type Source } from '../../shared/reach/endpoints.ts';
import { mendOf } from '../../shared/reach/mends.ts';
import { predictLab } from '../../shared/reach/predict.ts';
import type { Prediction } from '../../shared/reach/prediction.ts';
import type { VerdictKind } from '../../shared/reach/verdict.ts';
import { listed } from '../../shared/shown.ts';
import type { CommandEnd } from './end.ts';
import { wrapped } from './layout.ts';
import { matrixLines, VERDICT_MARKS } from './matrix-text.ts';
import { labText, type Run, saySize } from './run.ts';
import type { Terminal } from './terminal.ts';

export async function predict(run: Run): Promise<CommandEnd> {
  const { terminal } = run;
  const read = readLab(labText(run));
  if (!read.ok) return { ending: refused(read.problems) };
  saySize(run, read.warnings);
  const prediction = predictLab(read.value);
  const all = pairs(prediction.endpoints);
  const notes = openCards(read.value).length > 0 ? [ON_VIRTUAL_MACHINES] : [];
  if (run.arguments.json) printDocument(prediction, all, notes, terminal);
  else printLines(prediction, all, notes, terminal);
  return { ending: answered(), told: true };
}

const ON_VIRTUAL_MACHINES =
  'Note: no host was asked. Where one is a virtual machine, what it runs on may drop the frames of macvlan containers: plan and verify say so, and what to set there. Who knows the wire can draw it at the card: port: { macs: any }.';

/** One document, a line for each pair, so that not all of a large lab's hops are held at once. */
function printDocument(
  prediction: Prediction,
  all: readonly Pair[],
  notes: readonly string[],
  terminal: Terminal,
): void {
  terminal.out('{"pairs":[');
  for (const [index, { source, target }] of all.entries()) {
    const verdict = prediction.explain(source, target);
    const pair = { from: source.id, to: target.id, address: target.address ?? null, ...verdict };
    terminal.out(JSON.stringify(pair) + (index < all.length - 1 ? ',' : ''));
  }
  terminal.out(`],"notes":${JSON.stringify(notes)}}`);
}

/** First the matrix, then each reason once, with the pairs that it stands for and what would mend it. */
function printLines(prediction: Prediction, all: readonly Pair[], notes: readonly string[], terminal: Terminal): void {
  const { reachable, unreachable, uncertain } = prediction.counts;
  terminal.out(`${all.length} pairs: ${reachable} reachable, ${unreachable} unreachable, ${uncertain} uncertain.`);
  if (all.length === 0) return;
  const verdict = (source: Source, target: PingTarget) => prediction.outcome(source, target).verdict;
  for (const line of ['', ...matrixLines(prediction.endpoints, verdict, terminal), '']) terminal.out(line);
  for (const note of notes) for (const line of [...wrapped(note, terminal.width), '']) terminal.out(line);
  for (const line of reasonLines(prediction, all, terminal)) terminal.out(line);
}

const ORDER: readonly VerdictKind[] = ['unreachable', 'uncertain', 'reachable'];

function reasonLines(prediction: Prediction, all: readonly Pair[], terminal: Terminal): readonly string[] {
  const groups = new Map<string, { readonly verdict: VerdictKind; readonly pairs: Pair[] }>();
  for (const pair of all) {
    const { verdict, code } = prediction.outcome(pair.source, pair.target);
    // Of a host and its own containers other things are to be said.
    const key = `${code} ${pair.source.host === pair.target.host ? 'on one host' : ''}`;
    const group = groups.get(key) ?? { verdict, pairs: [] };
    group.pairs.push(pair);
    groups.set(key, group);
  }
  const sorted = [...groups].sort(
    ([, a], [, b]) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.pairs.length - a.pairs.length,
  );
  return sorted.flatMap(([, { verdict, pairs: alike }]) => {
    const [first] = alike;
    if (first === undefined) return [];
    const [sign, colour] = VERDICT_MARKS[verdict];
    const { reason } = prediction.explain(first.source, first.target);
    const names = listed(
      alike.map(({ source, target }) => `${source.id} → ${target.id}`),
      3,
    );
    const cure = verdict === 'reachable' ? undefined : mendOf(reason);
    return wrapped(
      `${terminal.paint(sign, colour)} ${names}: ${reason.text}${cure === undefined ? '' : ` ${cure}`}`,
      terminal.width,
    );
  });
}

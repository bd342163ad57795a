/** `trunkline predict`: which pings will work when the lab is deployed on fresh hosts, and why the others will not. No host is asked. */
import { readLab } from '../../shared/lab/read.ts';
import { answered, refused } from '../../shared/outcome.ts';
import { type Pair, pairs } from '../../shared/reach/endpoints.ts';
import { predictLab } from '../../shared/reach/predict.ts';
import type { Prediction } from '../../shared/reach/prediction.ts';
import type { CommandEnd } from './end.ts';
import { labText, type Run } from './run.ts';
import type { Terminal } from './terminal.ts';

export async function predict(run: Run): Promise<CommandEnd> {
  const { terminal } = run;
  const read = readLab(labText(run));
  if (!read.ok) return { ending: refused(read.problems) };
  const prediction = predictLab(read.value);
  const all = pairs(prediction.endpoints);
  if (run.arguments.json) printDocument(prediction, all, terminal);
  else printLines(prediction, all, terminal);
  return { ending: answered(), told: true };
}

/** One document, a line for each pair, so that not all of a large lab's hops are held at once. */
function printDocument(prediction: Prediction, all: readonly Pair[], terminal: Terminal): void {
  terminal.out('{"pairs":[');
  for (const [index, { source, target }] of all.entries()) {
    const verdict = prediction.explain(source, target);
    const pair = { from: source.id, to: target.id, address: target.address ?? null, ...verdict };
    terminal.out(JSON.stringify(pair) + (index < all.length - 1 ? ',' : ''));
  }
  terminal.out(']}');
}

const marks = {
  reachable: ['✓', 'green'],
  unreachable: ['✕', 'grey'],
  uncertain: ['?', 'amber'],
} as const;

function printLines(prediction: Prediction, all: readonly Pair[], terminal: Terminal): void {
  for (const { source, target } of all) {
    const { verdict, reason } = prediction.explain(source, target);
    const [sign, colour] = marks[verdict];
    const mark = terminal.paint(sign, colour);
    terminal.out(`${mark} ${source.id} → ${target.id} (${target.address ?? 'no address yet'}): ${reason.text}`);
  }
  const { reachable, unreachable, uncertain } = prediction.counts;
  terminal.out(`${all.length} pairs: ${reachable} reachable, ${unreachable} unreachable, ${uncertain} uncertain.`);
}

/** Which pings come back, with what to type for each. */

import { quoteCommand } from '../../host/quote.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Pair, pairs, type Source } from '../../reach/endpoints.ts';
import { mendOf } from '../../reach/mends.ts';
import { predictLab } from '../../reach/predict.ts';
import type { Prediction } from '../../reach/prediction.ts';
import type { VerdictKind } from '../../reach/verdict.ts';
import { code, plain, table } from './markdown.ts';

/** Nobody types more. */
export const MOST_PINGS = 400;

export interface Pings {
  readonly text: string;
  readonly unsaid: readonly string[];
}

export function expectedPings(lab: Lab): Pings {
  const prediction = predictLab(lab);
  const all = pairs(prediction.endpoints).filter(({ target }) => target.address !== undefined);
  const told = all.slice(0, MOST_PINGS);
  const unsaid =
    told.length < all.length
      ? [`Of ${all.length} pings only the first ${told.length} are listed: "trunkline predict" tells all of them.`]
      : [];
  const sources = prediction.endpoints.sources
    .map((source) => ({ source, pairs: told.filter((pair) => pair.source === source) }))
    .filter((from) => from.pairs.length > 0);
  return {
    text: [
      '## Expected pings\n\n',
      all.length === 0 ? 'There is nothing to ping.\n\n' : `${HOW}\n\n`,
      ...unsaid.map((sentence) => `${plain(sentence)}\n\n`),
      ...sources.map((from) => fromOne(prediction, from.source, from.pairs)),
    ].join(''),
    unsaid,
  };
}

const HOW =
  'Each line is typed on the host that is named above it. A ping that should not come back is as good a test as one that should.';

const WORDS: Readonly<Record<VerdictKind, string>> = {
  reachable: 'yes',
  unreachable: 'no',
  uncertain: 'it depends',
};

function fromOne(prediction: Prediction, source: Source, mine: readonly Pair[]): string {
  const rows = mine.map(({ target }) => {
    const { verdict, reason } = prediction.explain(source, target);
    const cure = verdict === 'uncertain' ? mendOf(reason) : undefined;
    const ping = ['ping', '-c', '2', '-W', '3', target.address ?? ''];
    const typed = source.kind === 'host' ? ping : ['docker', 'exec', source.container, ...ping];
    return [
      code(quoteCommand(typed)),
      plain(target.id),
      WORDS[verdict],
      plain(cure === undefined ? reason.text : `${reason.text} ${cure}`),
    ];
  });
  const where = source.kind === 'host' ? '' : `, typed on ${plain(source.host)}`;
  return `### From ${plain(source.id)}${where}\n\n${table(['Type', 'To', 'Comes back', 'Why'], rows)}\n`;
}

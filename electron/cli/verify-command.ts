/** `trunkline verify`: pings everything from everywhere. Exit 0 when all is as expected. */

import type { PingResult } from '../../shared/api.ts';
import type { Ending } from '../../shared/outcome.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import { follow } from './activity.ts';
import type { CommandEnd } from './end.ts';
import { followed, labText, type Run, saySizeOfFile } from './run.ts';
import { type Measured, verifyLines } from './verify-text.ts';

export async function verify(run: Run): Promise<CommandEnd> {
  const { terminal, arguments: given, backend } = run;
  saySizeOfFile(run);
  const pairs: PingResult[] = [];
  let size = NOTHING_MEASURED;
  const explained = new Map<string, Diagnosis>();
  const ending = await follow(
    () =>
      backend.verify({
        text: labText(run),
        target: given.practice ? 'practice' : 'real',
        ...(given.pairs === undefined ? {} : { pairs: given.pairs }),
      }),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type === 'diagnosed') for (const one of event.found) explained.set(keyOf(one), one.diagnosis);
        if (event.type === 'pings-expected') size = { pairs: event.pairs.length, total: event.total };
        if (event.type !== 'pings') return;
        pairs.push(...event.results);
        if (!given.json) terminal.progress(`${pairs.length} of ${size.pairs} pings`);
      },
    },
  );
  const diagnosed = pairs.map((pair) => ({ pair, diagnosis: explained.get(keyOf(pair)) }));
  if (!given.json) for (const line of verifyLines(diagnosed, size, terminal)) terminal.out(line);
  const full = diagnosed.map(({ pair, diagnosis }) => (diagnosis ? { ...pair, diagnosis } : pair));
  return { ending, document: verifyDocument(full, size, ending) };
}

export const NOTHING_MEASURED: Measured = { pairs: 0, total: 0 };

/** Each of the pairs then says how many it stands for. */
const isSampled = ({ pairs, total }: Measured): boolean => pairs < total;

export const verifyDocument = (
  pairs: readonly PingResult[],
  size: Measured,
  { outcome, unknown, problems }: Ending,
): object => ({
  pairs,
  ...(isSampled(size) ? { sampled: true, total: size.total } : {}),
  outcome,
  unknown,
  problems,
});

const keyOf = ({ from, to, address }: Pick<PingResult, 'from' | 'to' | 'address'>): string =>
  `${from} ${to} ${address}`;

/**
 * Agreement labs on practice hosts, which take turns with the generations: refused by nothing, as foretold, and gone without residue. A
 * seeded twentieth; `TRUNKLINE_AGREEMENT=full` takes all of them.
 */
import { describe, expect, test } from 'vitest';
import { releaseNames, releases } from '../../electron/practice/os/releases.ts';
import { practisedLabs } from './chosen.ts';
import { practised } from './practised.ts';

const labs = practisedLabs(process.env.TRUNKLINE_AGREEMENT).map((lab, index) => {
  const release = releaseNames[index % releaseNames.length] ?? releaseNames[0];
  return { ...lab, lab, release };
});

describe.concurrent('on practice hosts', () => {
  test.each(labs)('$title ($release)', { timeout: 300_000 }, async ({ lab, release }) => {
    const { pings, faults } = await practised(lab, releases[release]);
    expect(faults).toEqual([]);
    expect(pings.length).toBeGreaterThan(0);
    // What was done by hand the drawing does not know.
    if (lab.byHand) return;
    const wrong = pings.filter(({ predicted, measured }) => predicted !== 'uncertain' && predicted !== measured);
    expect(
      wrong.map(
        ({ from, to, address, predicted, measured, reason }) =>
          `${from} → ${to} (${address}): ${predicted} by the drawing (${reason.text}), but measured ${measured}`,
      ),
    ).toEqual([]);
  });
});

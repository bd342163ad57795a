/** How a measurement came out, in words: the same counts for the panel and for whoever hears them. */
import { grouped } from '../../shared/shown.ts';
import type { Came } from './pairs.ts';

interface Results {
  readonly came: Came;
  /** How many pairs have a result. */
  readonly measured: number;
  /** How many were to have one. */
  readonly announced: number;
  /** The drawing was changed since. */
  readonly old: boolean;
}

/** `54 of 54 as predicted`, `50 of 54 as predicted · 4 not certain before`: nothing came as predicted that was not. */
export function cameWords({ asPredicted, asExpected, uncertain }: Came, measured: number): string {
  return [
    `${grouped(asPredicted)} of ${grouped(measured)} as predicted`,
    ...(asExpected > 0 ? [`${grouped(asExpected)} as expected`] : []),
    ...(uncertain > 0 ? [`${grouped(uncertain)} not certain before`] : []),
  ].join(' · ');
}

/** All of it in one sentence. */
export function resultWords({ came, measured, announced, old }: Results): string {
  const pings = `${grouped(measured)} ping${measured === 1 ? '' : 's'}`;
  const { asPredicted, asExpected, uncertain, otherwise } = came;
  const parts = [
    otherwise > 0
      ? `${grouped(otherwise)} of ${pings} otherwise than predicted`
      : asPredicted === measured
        ? `All ${pings} came out as predicted`
        : `${grouped(asPredicted)} of ${pings} came out as predicted`,
    ...(asExpected > 0 ? [`${grouped(asExpected)} as expected`] : []),
    ...(uncertain > 0 ? [`of ${grouped(uncertain)} it was not certain before`] : []),
    ...(announced > measured ? [`${grouped(announced - measured)} not pinged`] : []),
    ...(old ? ['before the last change of the lab'] : []),
  ];
  return `${parts.join(', ')}.`;
}

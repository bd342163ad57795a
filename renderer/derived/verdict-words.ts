import type { PairVerdict } from './pairs.ts';

const SIGNS: Readonly<Record<PairVerdict, string>> = {
  reachable: '✓',
  unreachable: '✕',
  uncertain: '?',
  disagrees: '!',
  failed: '!',
  'not-deployed': '○',
  unknown: '·',
};

/** One character for a verdict; the word stands beside it or in its title. */
export const verdictSign = (verdict: PairVerdict): string => SIGNS[verdict];

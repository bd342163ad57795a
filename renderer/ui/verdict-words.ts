import type { Verdict } from '../derived/pairs.ts';

const SIGNS: Readonly<Record<Verdict, string>> = {
  reachable: '✓',
  unreachable: '✕',
  uncertain: '?',
  disagrees: '!',
  failed: '!',
  'not-deployed': '○',
  unknown: '·',
};

/** One character for a verdict; the word stands beside it or in its title. */
export const verdictSign = (verdict: Verdict): string => SIGNS[verdict];

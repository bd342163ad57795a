import type { ActivityKind, HostPhase } from '../../../shared/api.ts';
import type { Outcome } from '../../../shared/outcome.ts';

const PHASES: Readonly<Record<HostPhase, string>> = {
  waiting: 'waits',
  connecting: 'connecting',
  probing: 'looking',
  running: 'at work',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  unknown: 'connection lost',
};
export const hostPhaseWords = (phase: HostPhase): string => PHASES[phase];

const RUNNING: Readonly<Record<ActivityKind, string>> = {
  plan: 'Planning',
  deploy: 'Deploying',
  destroy: 'Destroying',
  verify: 'Verifying',
};
export const runningWords = (kind: ActivityKind): string => RUNNING[kind];

const NOUNS: Readonly<Record<ActivityKind, string>> = {
  plan: 'Plan',
  deploy: 'Deploy',
  destroy: 'Destroy',
  verify: 'Verify',
};
const DONE: Readonly<Record<ActivityKind, string>> = {
  plan: 'Planned',
  deploy: 'Deployed',
  destroy: 'Destroyed',
  verify: 'Verified',
};
const OTHERWISE: Readonly<Record<Exclude<Outcome, 'done'>, string>> = {
  failed: 'failed',
  lost: 'lost its connection',
  unknown: 'ended unseen',
  cancelled: 'cancelled',
};
/** `Deployed`, `Deploy failed`, `Verify cancelled`. */
export const endedWords = (kind: ActivityKind, outcome: Outcome): string =>
  outcome === 'done' ? DONE[kind] : `${NOUNS[kind]} ${OTHERWISE[outcome]}`;

/** What hosts may take and say, by what we ask of them. Times are of a monotonic clock, as all timers. */
import type { ExecLimits } from './remote.ts';

const MEGABYTE = 1_000_000;

/**
 * A plan's script: a step says nothing while a large image comes over a slow line, and a person may stop waiting at any time.
 * This only ends what nobody waits for.
 */
export const RUNNING: ExecLimits = { silenceMs: 30 * 60_000, totalMs: 6 * 3_600_000, bytes: 64 * MEGABYTE };

/** The probe, which takes a second on most hosts. With the login before it and the leaving after it: two minutes in all. */
export const LOOKING: ExecLimits = { silenceMs: 20_000, totalMs: 110_000, bytes: 32 * MEGABYTE };

/** One small thing: a request to stop. */
export const BRIEF: ExecLimits = { silenceMs: 20_000, totalMs: 30_000, bytes: MEGABYTE };

/** All of these together, for whoever wires the backend; tests are less patient. */
export interface HostLimits {
  readonly looking: ExecLimits;
  readonly running: ExecLimits;
}

export const HOST_LIMITS: HostLimits = { looking: LOOKING, running: RUNNING };

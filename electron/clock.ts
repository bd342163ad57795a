/**
 * The two clocks of this program. The wall clock can be set at any time, forward and back: it is shown to people, and nothing
 * is counted with it. Ages, limits and durations are of the steady one. Nothing else asks for the time (lint says so).
 */
export interface Clock {
  /** Milliseconds since 1970. */
  wall(): number;
  /** Milliseconds since some moment of this program's life. Never goes back; stands still while the machine sleeps. */
  steady(): number;
}

export const systemClock: Clock = { wall: () => Date.now(), steady: () => performance.now() };

/** In UTC, `10:42`. */
export const timeOfDay = (clock: Clock): string => new Date(clock.wall()).toISOString().slice(11, 16);

/** In UTC, `2026-11-29`. */
export const dayOf = (clock: Clock): string => new Date(clock.wall()).toISOString().slice(0, 10);

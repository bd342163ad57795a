/** How long a walking packet stays at a step at speed 1, in milliseconds: time to read one sentence aloud. */
export const STEP_MS = 2200;

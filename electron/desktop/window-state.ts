/** Where the window was when it was closed, so that it opens there again. A file that cannot be read or used is ignored. */
import { z } from 'zod';
import { writeAtomically } from '../store/atomic-file.ts';
import { fileWords, readText } from '../store/regular-file.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const stateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

export const SMALLEST = { width: 960, height: 600 };
const USUAL = { width: 1440, height: 900 };
/** So much of the window must lie on a screen for a person to be able to take hold of it, in pixels. */
const GRIP = 64;

/** So long may the disk take before the window opens at the usual place, in milliseconds. */
const PATIENCE_MS = 1_000;

export async function readWindowState(file: string): Promise<WindowState | null> {
  try {
    const text = await readText(file, { most: 10_000, signal: AbortSignal.timeout(PATIENCE_MS) });
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Never fails: a full disk must not keep a window from closing. It is told in one line, and the next start opens at the usual place. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  try {
    await writeAtomically(file, JSON.stringify(state), { mode: 0o600 });
  } catch (error) {
    process.stderr.write(`trunkline: where the window was could not be kept in ${file}: ${fileWords(error)}.\n`);
  }
}

/** Where the window was, while the program runs. */
export interface WindowPlace {
  state: WindowState | null;
  /** Resolves when what was put away last is on the disk. */
  kept: Promise<void>;
}

export const keepWindowState = (file: string, place: WindowPlace, state: WindowState): void => {
  place.state = state;
  place.kept = place.kept.then(() => writeWindowState(file, state));
};

const overlap = (a: Box, b: Box): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

/**
 * @param screens work areas of the screens that are there now: one may have been unplugged since
 * @returns bounds for the window; without `x` and `y` it is put in the middle
 */
export function placeWindow(state: WindowState | null, screens: readonly Box[]): Partial<Box> & typeof USUAL {
  if (!state) return USUAL;
  const { bounds } = state;
  const size = {
    width: Math.max(bounds.width, SMALLEST.width),
    height: Math.max(bounds.height, SMALLEST.height),
  };
  const reachable = screens.some((screen) => {
    const { width, height } = overlap(bounds, screen);
    return width >= GRIP && height >= GRIP && bounds.y >= screen.y;
  });
  return reachable ? { ...size, x: bounds.x, y: bounds.y } : size;
}

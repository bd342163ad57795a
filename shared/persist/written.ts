import type { Argv } from '../machine/render.ts';
import type { Lasting, MadeChild } from './lasting.ts';

export interface PersistentFile {
  readonly path: string;
  readonly mode: string;
  readonly text: string;
}

/** What one manager makes of it. */
export interface Written {
  readonly files: readonly PersistentFile[];
  /** Commands of its own that say whether the files are right, once they are there. They change nothing that runs. */
  readonly checks: readonly Argv[];
  /** What it has no words for. */
  readonly left: Lasting<MadeChild>;
}

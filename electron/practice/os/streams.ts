/** What programs read from and write to. Text is text: what goes through pipes and files is a string, never bytes. */

/** The reading end of a pipe, a file or a terminal. */
export interface Input {
  /** What is there, as soon as something is; undefined: there is nothing more. */
  read(): Promise<string | undefined>;
  /** One line without its end, leaving the rest for the next reader; the last one may have no end. Undefined: nothing more. */
  line(): Promise<string | undefined>;
  /** Everything up to the end. */
  all(): Promise<string>;
}

/** The writing end. */
export interface Output {
  /** Waits while nobody reads what was written before. Rejects with `BrokenPipe` when nobody will ever read it. */
  write(text: string): Promise<void>;
  /** A terminal's size, for programs that behave otherwise on one; undefined on pipes and files. */
  readonly terminal?: { readonly columns: number; readonly rows: number } | undefined;
}

/** Takes what is written and forgets it. */
export const NOWHERE: Output = { write: async () => {} };

/** Another's output, until it is closed: from then on what is written is lost, and nobody waits for it. */
export function untilClosed(to: Output): { readonly output: Output; close(): void } {
  let open = true;
  return {
    output: {
      get terminal() {
        return to.terminal;
      },
      async write(text) {
        if (open) await to.write(text);
      },
    },
    close() {
      open = false;
    },
  };
}

export class BrokenPipe extends Error {}

/** Standard output that may end before the program does. What runs on hosts is not stopped by it. */

export interface Output {
  line(text: string): void;
  /** As they are, without an end of line. */
  bytes(data: string | Uint8Array): void;
  /** Something that was to be printed is lost, and not because nobody wants it. */
  failed(): boolean;
}

/**
 * A reader that has seen enough (`| head`) closes the pipe: that is its right, and what follows is for nobody. Anything else,
 * a full disk above all, loses what somebody wanted to keep.
 * @param onFailure told once, in words
 */
export function output(stream: NodeJS.WritableStream, onFailure: (message: string) => void): Output {
  let broken = false;
  let failed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    const first = !broken;
    broken = true;
    if (!first || error.code === 'EPIPE') return;
    failed = true;
    onFailure(error.message);
  });
  return {
    line(text) {
      if (!broken) stream.write(`${text}\n`);
    },
    bytes(data) {
      if (!broken) stream.write(data);
    },
    failed: () => failed,
  };
}

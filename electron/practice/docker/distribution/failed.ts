/** What becomes of a connection that nobody takes. */

/** How long the kernel goes on asking for a connection that nobody answers (tcp_syn_retries 6). */
const GIVES_UP_MS = 131_000;

/** Why nothing answers, and when that is known. */
export interface Failed {
  readonly kind: 'failed';
  readonly why: 'unknown-host' | 'refused' | 'no-route' | 'unreachable' | 'timeout';
  /** What a Go program says after `dial tcp ADDRESS:PORT: `. */
  readonly message: string;
  /** After how many milliseconds the kernel says so. */
  readonly after: number;
}

export const failed = (why: 'refused' | 'no-route' | 'unreachable', after = 0): Failed => ({
  ...{ kind: 'failed', why, after },
  message: `connect: ${{ refused: 'connection refused', 'no-route': 'no route to host', unreachable: 'network is unreachable' }[why]}`,
});
export const refused = failed('refused');
export const filtered: Failed = { kind: 'failed', why: 'timeout', message: 'i/o timeout', after: GIVES_UP_MS };

import type { Output } from '../../os/streams.ts';

/**
 * A container's terminal ends lines with CR and LF; to a real terminal the host's own does so already. What runs there has a
 * terminal in any case, even where nobody sees it.
 */
export const ofTerminal = (output: Output): Output =>
  output.terminal !== undefined
    ? output
    : { terminal: UNSEEN, write: (text) => output.write(text.replace(/\r?\n/g, '\r\n')) };

/** Nobody has told it a size. */
const UNSEEN = { columns: 0, rows: 0 };

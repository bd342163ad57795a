import type { Output } from '../../os/streams.ts';

/** A container's terminal ends lines with CR and LF; to a real terminal the host's own does so already. */
export const ofTerminal = (output: Output): Output =>
  output.terminal !== undefined ? output : { write: (text) => output.write(text.replace(/\r?\n/g, '\r\n')) };

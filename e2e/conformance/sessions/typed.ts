import type { LabHost } from '../../lab/lab.ts';

/** Host and command, in their order. */
export type Typed = readonly (readonly [LabHost, string])[];

export interface Session {
  readonly name: string;
  readonly typed: Typed;
}

/** @param text a command a line; a line that ends with a backslash goes on in the next one, which here-documents need */
export const on = (host: LabHost, text: string): Typed =>
  text
    .trim()
    .split(/(?<!\\)\n/)
    .map((line) => [host, line.replaceAll(/\\\n */g, '\n').trim()] as const);

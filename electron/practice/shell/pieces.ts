/** What words are while they are expanded. */
import { escapePattern } from '../posix/pattern.ts';

/** A stretch of a word after its expansions. */
export interface Piece {
  readonly text: string;
  /** Neither split nor a pattern. */
  readonly quoted: boolean;
  /** Came out of an expansion: it is split where it is not quoted. */
  readonly expanded: boolean;
  /** Between the parameters of `$@`: a new field begins. */
  readonly parting?: true;
}

export const PARTING: Piece = { text: '', quoted: false, expanded: false, parting: true };
export const quoted = (text: string): Piece => ({ text, quoted: true, expanded: false });
export const literal = (text: string): Piece => ({ text, quoted: false, expanded: false });

export const joinPieces = (pieces: readonly Piece[]): string =>
  pieces.length === 1 && !pieces[0]?.parting
    ? (pieces[0]?.text ?? '')
    : pieces.map(({ text, parting }) => (parting ? ' ' : text)).join('');

export const patternOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, quoted: is, parting }) => (parting ? ' ' : is ? escapePattern(text) : text)).join('');

/** Field splitting: where `IFS` parts what came out of expansions. */
import type { Piece } from './pieces.ts';

export interface Field {
  readonly pieces: readonly Piece[];
}

const BLANKS = ' \t\n';
const whiteOf = (separators: string): ReadonlySet<string> => new Set([...separators].filter((char) => /\s/.test(char)));
const WHITE = whiteOf(BLANKS);

/** @param joined bash's way with `$*` and `$@`: what the first character of `IFS` would part keeps values that are empty */
export function splitFields(
  pieces: readonly Piece[],
  ifs: string | undefined,
  isSet: boolean,
  joined: boolean,
): Field[] {
  const separators = isSet ? (ifs ?? '') : BLANKS;
  const white = separators === BLANKS ? WHITE : whiteOf(separators);
  const keepsEmpty = joined && separators !== '' && !white.has(separators.slice(0, 1));
  const fields: Field[] = [];
  let current: Piece[] | undefined;
  let afterWhite = false;
  const finish = (): void => {
    fields.push({ pieces: current ?? [] });
    current = undefined;
  };
  for (const piece of pieces) {
    if (piece.parting) {
      if (current || keepsEmpty) finish();
      afterWhite = false;
    } else if (piece.quoted || !piece.expanded || separators === '') {
      if (piece.text !== '' || piece.quoted) {
        current ??= [];
        current.push(piece);
        afterWhite = false;
      }
    } else {
      let from = 0;
      for (let at = 0; at <= piece.text.length; at += 1) {
        const char = piece.text[at];
        if (char !== undefined && !separators.includes(char)) continue;
        if (at > from) {
          current ??= [];
          current.push({ ...piece, text: piece.text.slice(from, at) });
          afterWhite = false;
        }
        from = at + 1;
        if (char === undefined) break;
        if (white.has(char)) {
          if (current) {
            finish();
            afterWhite = true;
          }
        } else if (afterWhite) afterWhite = false;
        else finish();
      }
    }
  }
  if (current) finish();
  return fields;
}

/** Longer pieces of a person's or a host's text are cut in a sentence. */
const SHOWN_MAX = 60;

/**
 * Text of unknown origin as it may stand in a sentence: in quotes, on one line, with control characters, bidirectional
 * controls and other invisible ones written as their code, and cut when it is long.
 */
export function shown(text: string): string {
  const characters = [...text];
  const cut = characters.length > SHOWN_MAX ? `${characters.slice(0, SHOWN_MAX - 1).join('')}…` : text;
  const escaped = cut
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)}"`;
}

/** Control, format (bidirectional ones among them), line and paragraph separators, surrogates, private and unassigned. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Whether a text has a character that a person cannot see or that moves others about. */
export const hasInvisible = (text: string): boolean => text.search(INVISIBLE) !== -1;

/** Names that people know, for the end of a sentence: `lan, dmz and wan`; at most `most` of them. */
export function listed(names: readonly string[], most = 8): string {
  const shownNames = names.slice(0, most);
  const rest = names.length - shownNames.length;
  if (rest > 0) return `${shownNames.join(', ')} and ${rest} more`;
  return shownNames.length < 2 ? shownNames.join('') : `${shownNames.slice(0, -1).join(', ')} and ${shownNames.at(-1)}`;
}

/** `1,050,000`. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** What the shell's patterns are made of. */

export type Simple =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'set'; readonly has: (char: string) => boolean };

/** bash's `+(…|…)` and its kin. */
export interface Group {
  readonly kind: 'group';
  readonly operator: '?' | '*' | '+' | '@' | '!';
  readonly choices: readonly Pattern[];
}

export type Token = Simple | Group;

export type Pattern = readonly Token[];

/** A text in which not every place can be tried. */
export class TooLong extends Error {}

/** Whether one character may stand at one token that is no group. */
export const fits = (token: Simple, char: string): boolean => {
  switch (token.kind) {
    case 'star':
    case 'any':
      return true;
    case 'char':
      return token.char === char;
    case 'set':
      return token.has(char);
  }
};

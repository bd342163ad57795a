/** What an awk program is made of. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression }
  | { readonly kind: 'element'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: 'in'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly when: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: 'assign'; readonly operator: string; readonly to: Expression; readonly value: Expression }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly before: boolean; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'own'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'getline';
      readonly into: Expression | undefined;
      readonly file: Expression | undefined;
      readonly command: Expression | undefined;
    }
  | { readonly kind: 'group'; readonly items: readonly Expression[] };

export interface Redirect {
  readonly how: '>' | '>>' | '|';
  readonly to: Expression;
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'print' | 'printf';
      readonly items: readonly Expression[];
      readonly redirect: Redirect | undefined;
    }
  | {
      readonly kind: 'if';
      readonly when: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    }
  | { readonly kind: 'while'; readonly when: Expression; readonly body: Statement; readonly after: boolean }
  | {
      readonly kind: 'for';
      readonly first: Statement | undefined;
      readonly when: Expression | undefined;
      readonly next: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'each'; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'delete'; readonly name: string; readonly index: readonly Expression[] | undefined }
  | { readonly kind: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expression | undefined };

export interface Rule {
  readonly when: 'BEGIN' | 'END' | Expression | undefined;
  /** The end of a range. */
  readonly until: Expression | undefined;
  /** Undefined: the line is printed. */
  readonly body: Statement | undefined;
}

export interface OwnFunction {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface Program {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, OwnFunction>;
}

/** Something is wrong with the program's text. */
export class AwkSyntax extends Error {
  readonly line: number;
  readonly near: string;
  constructor(line: number, near: string) {
    super('syntax error');
    this.line = line;
    this.near = near;
  }
}

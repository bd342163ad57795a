/** What ends commands before their end. */

/** `break`, `continue`, `return` and `exit`, on their way to where they end. */
export class Jump extends Error {
  readonly to: 'break' | 'continue' | 'return' | 'exit';
  /** How many loops for break and continue, a status for the others. */
  readonly value: number;
  constructor(to: Jump['to'], value: number) {
    super(to);
    this.to = to;
    this.value = value;
  }
}

/** What ends a shell that is not interactive: its words have no prefix yet. */
export class ShellError extends Error {
  readonly status: number | undefined;
  /** What is said before it, if it is told elsewhere than where it came up. */
  where: string | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** A text that the grammar does not take: bash's `eval` goes on after one. */
export class SyntaxFault extends ShellError {}

/** What ends what goes on in an awk program. */
import type { Value } from './values.ts';

/** Ends what goes on: a line, a loop, a function, the program. */
export class Jump extends Error {
  readonly to: 'next' | 'nextfile' | 'break' | 'continue' | 'return' | 'exit';
  readonly value: Value;
  constructor(to: Jump['to'], value?: Value) {
    super(to);
    this.to = to;
    this.value = value;
  }
}

/** The program does what cannot be done. */
export class AwkTrouble extends Error {}

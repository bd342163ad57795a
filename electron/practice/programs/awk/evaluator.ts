/** What awk's own functions need of whoever evaluates the program. */
import type { Process } from '../../os/machine.ts';
import type { Regular } from '../../posix/regular.ts';
import type { Memory } from './memory.ts';
import type { Streams } from './streams.ts';
import type { Expression } from './tree.ts';
import type { Value } from './values.ts';

export interface Evaluator {
  readonly process: Process;
  readonly memory: Memory;
  readonly streams: Streams;
  /** Of `rand` and `srand`. */
  readonly lot: { seed: number; random: number };
  value(of: Expression): Promise<Value>;
  assign(to: Expression, value: Value): Promise<Value>;
  pattern(of: Expression | undefined): Promise<Regular>;
}

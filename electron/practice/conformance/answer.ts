/** What a host answered to one command, as it was recorded: `e2e/conformance` records it on real hosts. */
export interface Answer {
  readonly on: string;
  readonly run: string;
  readonly status: number;
  /** Lines; the last one is what stands after the last line end, mostly nothing. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

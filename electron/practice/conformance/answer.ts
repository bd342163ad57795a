/** What a host answered to one command, as it was recorded: `e2e/conformance` records it on real hosts. */
export interface ShellAnswer {
  readonly on: string;
  readonly run: string;
  readonly status: number;
  /** Lines; the last one is what stands after the last line end, mostly nothing. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** Who answered: the release, and the versions of what answers there, by Debian's names of packages. */
export interface Answerers {
  /** Debian's code name. */
  readonly release: string;
  readonly kernel: string;
  /** As Docker calls itself, `26.1.5+dfsg1`. */
  readonly docker: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Network cards beside `ens33`, which nobody had set up; hosts that were recorded earlier had none. */
  readonly spareCards?: readonly string[];
}

/** One session of typed commands, all hosts being of one release. */
export interface Recording {
  readonly answeredBy: Answerers;
  readonly answers: readonly ShellAnswer[];
}

/** A command line whose backend says what a test wants, and that keeps what it printed. */
import type { BackendEvent, EventBody, PingResult, Started } from '../../../shared/api.ts';
import { conclude, type Ending, type Fate } from '../../../shared/outcome.ts';
import type { HostPlan, Plan } from '../../../shared/plan/plan.ts';
import { failure, type Problem, type Result, success } from '../../../shared/problem.ts';
import type { StoppedRun } from '../../backend/activities.ts';
import type { LocalBackend } from '../../backend/backend.ts';
import type { PingChanges } from '../../backend/ping-changes.ts';
import { readArguments } from '../arguments.ts';
import { runCommand } from '../commands.ts';
import type { Terminal } from '../terminal.ts';

/** What one activity does: events, and then its end. Or it is refused. Or it goes on until it is cancelled. */
export type Script =
  | { readonly kind: 'ends'; readonly events?: readonly Scripted[]; readonly ending: Ending }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'waits'; readonly ending: Ending };

/** An event without the activity that it is of. */
export type Scripted =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'pings'; readonly results: readonly PingResult[] }
  | { readonly type: 'residue'; readonly host: string; readonly lines: readonly string[] };

export interface Scripts {
  readonly plan?: Script;
  readonly run?: Script;
  readonly verify?: Script;
  readonly pings?: PingChanges;
  /** Runs that windows had begun, when the program was asked to end. */
  readonly stopped?: readonly StoppedRun[];
}

export interface Told {
  readonly status: number;
  readonly out: readonly string[];
  readonly said: readonly string[];
}

export interface ScriptedOptions {
  readonly file?: string;
  /** Where the file stands. */
  readonly path?: string;
  /** What a person types; undefined: nobody can be asked. */
  readonly answer?: string;
  /** Columns of the terminal. */
  readonly width?: number;
  /** When somebody stops it: before it begins, or as soon as it waits for this. */
  readonly stopAt?: 'start' | 'plan' | 'run' | 'verify' | 'question' | 'serving';
}

export async function scripted(words: readonly string[], scripts: Scripts, options: ScriptedOptions): Promise<Told> {
  const read = readArguments(words);
  if (read.kind !== 'arguments') throw new Error(`not a command: ${words.join(' ')}`);
  const stopping = new AbortController();
  const out: string[] = [];
  const said: string[] = [];
  const stopAt = (here: ScriptedOptions['stopAt']): void => {
    if (options.stopAt === here) stopping.abort();
  };
  const terminal: Terminal = {
    out: (line) => {
      out.push(line);
      if (line.startsWith('http')) stopAt('serving');
    },
    file: (data) => void out.push(String(data)),
    say: (line) => void said.push(line),
    interactive: options.answer !== undefined,
    width: options.width ?? Number.POSITIVE_INFINITY,
    paint: (text) => text,
    progress: () => undefined,
    ask: async () => {
      stopAt('question');
      return options.answer;
    },
    askSecret: async () => undefined,
  };
  stopAt('start');
  const status = await runCommand({
    arguments: read.arguments,
    file: options.file === undefined ? null : { path: options.path ?? 'lab.yaml', text: options.file },
    backend: backend(scripts, stopAt),
    terminal,
    stop: { stopping: stopping.signal, abandoned: new AbortController().signal },
  });
  return { status, out, said };
}

function backend(scripts: Scripts, stopAt: (here: 'plan' | 'run' | 'verify') => void): LocalBackend {
  let listener: (events: readonly BackendEvent[]) => void = () => undefined;
  let seq = 0;
  let cancelled: () => void = () => undefined;
  const tell = (body: EventBody): void => {
    seq += 1;
    listener([{ ...body, seq, at: 0 }]);
  };
  const start = (kind: 'plan' | 'run' | 'verify'): Result<Started> => {
    const script = scripts[kind];
    if (script === undefined) throw new Error(`${kind} is not to be asked for`);
    if (script.kind === 'refused') return failure(...script.problems);
    const activity = kind;
    const end = (): void => tell({ type: 'activity-ended', ms: 0, activity, ...script.ending });
    cancelled = end;
    setTimeout(() => {
      if (script.kind === 'ends') {
        for (const event of script.events ?? []) tell({ ...event, activity });
        end();
      } else stopAt(kind);
    });
    return success({ activity });
  };
  const answers: Pick<
    LocalBackend,
    'plan' | 'planDestroyOf' | 'pingChanges' | 'run' | 'verify' | 'cancel' | 'onEvents' | 'stopAll'
  > = {
    plan: async () => start('plan'),
    planDestroyOf: () => start('plan'),
    pingChanges: () => scripts.pings,
    stopAll: async () => scripts.stopped ?? [],
    run: async () => start('run'),
    verify: async () => start('verify'),
    cancel: async () => {
      cancelled();
      return success(null);
    },
    onEvents: (told) => {
      listener = told;
      return () => undefined;
    },
  };
  return answers as Partial<LocalBackend> as LocalBackend;
}

export const hostPlan = (host: string, changes: number): HostPlan => ({
  host,
  standing: [],
  forgets: [],
  problems: [],
  changes: Array.from({ length: changes }, (_, index) => ({
    action: 'create',
    resource: `thing${index}`,
    kind: 'link',
    subject: host,
    summary: `Make thing ${index}.`,
    commands: [],
    after: [],
  })),
});

/** An end of something on two hosts, h1 and h2. */
export const endOf = (one: Fate, other: Fate, count: number, of: number, stopped = false): Ending =>
  conclude({
    hosts: ['h1', 'h2'],
    fates: new Map([
      ['h1', one],
      ['h2', other],
    ]),
    count,
    of,
    stopped,
  });

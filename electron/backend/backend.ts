/** The backend behind `shared/api.ts`: its services, wired in one place. A window, a browser and the command line all use this. */
import { randomBytes, randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { dirname, isAbsolute } from 'node:path';
import {
  type Answers,
  type Backend,
  type Hello,
  type OpenedFile,
  type RecentFile,
  type RequestInput,
  type SavedFile,
  type Started,
  type Target,
  targetSchema,
} from '../../shared/api.ts';
import { managed } from '../../shared/lab/lab.ts';
import { labMark } from '../../shared/lab/lab-mark.ts';
import { readLab } from '../../shared/lab/read.ts';
import { refused } from '../../shared/outcome.ts';
import { mayRun } from '../../shared/plan/lab-plan.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import { refusals } from '../../shared/rules/validate.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Connector, RemoteTarget } from '../remote/remote.ts';
import type { DraftFiles } from '../store/draft-files.ts';
import type { HistoryFile } from '../store/history-file.ts';
import type { RunRecords } from '../store/run-records.ts';
import type { ShownMacs } from '../store/shown-macs.ts';
import { activities, type StoppedRun } from './activities.ts';
import { drafts } from './drafts.ts';
import { eventStream } from './event-stream.ts';
import { exporter } from './export-lab.ts';
import { history } from './history.ts';
import { type LabHosts, targetOf } from './lab-hosts.ts';
import { type PingChanges, pingChanges } from './ping-changes.ts';
import { type Ground, place } from './place.ts';
import { firstDifference, type KeptPlan, type PlanWish, planEnding } from './planner.ts';
import { questions } from './questions.ts';
import { rebootHost } from './reboot.ts';
import { runJournal } from './run-journal.ts';
import { secrets } from './secrets.ts';
import { terminals } from './terminals.ts';

/** Opening and saving, as the shell around the backend does it. */
export interface Files {
  open(path: string | undefined): Promise<Result<OpenedFile | null>>;
  save(wish: {
    readonly path: string | undefined;
    readonly suggestedName: string;
    readonly text: string;
    /** See `saveFile` of the contract. */
    readonly version?: string | undefined;
  }): Promise<Result<SavedFile | null>>;
  /** Those that were opened or saved last. Without it nobody remembers. */
  recent?(): Promise<readonly RecentFile[]>;
  /** Tells when the file becomes another one. Undefined: this window may not have that file. @returns how to stop */
  follow?(path: string, told: (file: OpenedFile) => void): (() => void) | undefined;
}

export interface BackendOptions {
  readonly version: string;
  readonly shell: Hello['shell'];
  readonly file: OpenedFile | null;
  readonly files: Files;
  /** How real hosts are reached. */
  readonly connector: Connector;
  /** Undefined: this program has none. */
  readonly practice?: Ground | undefined;
  /** Looks at hosts otherwise than by SSH and the probe: a test's simulated ones. */
  readonly hosts?: LabHosts;
  /** Folder of what the build has put together for pictures. Without it none can be exported as pixels. */
  readonly assets?: string;
  /** Between attempts to reach a host whose connection was lost, in milliseconds. */
  readonly reconnectMs?: readonly number[];
  /** Before a ping is sent once more, in milliseconds. */
  readonly pingAgainMs?: number;
  /** Where runs on real hosts are noted, for a program that is started after this one was killed. */
  readonly records?: RunRecords | undefined;
  /** What earlier programs have run and measured; undefined: it is of no matter to this one. */
  readonly history?: HistoryFile | undefined;
  /** What verifies have shown of what is below real hosts; undefined: nothing is remembered of it. */
  readonly shown?: ShownMacs | undefined;
  /** Where labs that are not saved are kept; undefined: nowhere. */
  readonly drafts?: DraftFiles | undefined;
  /** How long a window that is gone is expected back, in milliseconds. */
  readonly awayMs?: number;
  /** Another than the system's, for tests. */
  readonly clock?: Clock;
  /** Told of errors that are bugs of ours. */
  readonly onBug: (error: unknown) => void;
}

export interface WindowBackend extends Backend {
  /** The window is gone, perhaps to come back. */
  leave(): void;
}

export interface LocalBackend extends Backend {
  /**
   * The same backend for one window, under a name that it keeps when it is loaded anew: terminals that it opens are its own,
   * and end some seconds after it has left.
   */
  forWindow(window: string): WindowBackend;
  /** A plan that takes a lab off some hosts by its marks, without its file. */
  planDestroyOf(lab: string, targets: readonly RemoteTarget[]): Result<Started>;
  /** Which pings a plan that can still be approved would gain and lose. */
  pingChanges(plan: string): PingChanges | undefined;
  /** Resolves when everything that runs has ended. */
  ended(): Promise<void>;
  /** Asks everything to stop, and resolves when it has ended: how each run ended. */
  stopAll(hurried?: AbortSignal): Promise<readonly StoppedRun[]>;
  /**
   * Stops what runs at its next step, and closes the connections. What could not be kept is told.
   * @param hurried aborted, now or later, by whoever does not wait for hosts to hang up as well
   */
  close(hurried?: AbortSignal): Promise<readonly Problem[]>;
}

/** Plans that can still be approved. */
const KEPT_PLANS = 20;
/** A plan that is older is made again before it runs, and must be the same. */
const FRESH_MS = 5_000;

export function createBackend(options: BackendOptions): LocalBackend {
  const clock = options.clock ?? systemClock;
  const newId = (): string => randomUUID();
  const newNonce = (): string => randomBytes(16).toString('hex');
  const events = eventStream(clock.wall);
  const asked = questions(events, newId);
  const remembered = secrets();
  const running = activities({ events, questions: asked, secrets: remembered, clock, newId, onBug: options.onBug });
  const grounds: Readonly<Record<Target, Ground | undefined>> = {
    real: { connector: options.connector, targetsOf: async (lab) => success(managed(lab).map(targetOf)) },
    practice: options.practice,
  };
  const who = `${userName()}@${hostname()}`;
  const { hosts, reconnectMs, pingAgainMs } = options;
  const places = new Map(
    targetSchema.options.flatMap((target) => {
      const ground = grounds[target];
      return ground === undefined
        ? []
        : [
            [
              target,
              place({
                target,
                ground,
                hosts,
                events,
                clock,
                newNonce,
                who,
                reconnectMs,
                pingAgainMs,
                ...(target === 'real' && { shown: options.shown }),
              }),
            ] as const,
          ];
    }),
  );
  const shells = terminals({ events, questions: asked, secrets: remembered, newId, awayMs: options.awayMs });
  const journal =
    options.records && runJournal(options.records, (told) => events.emit({ type: 'notice', problem: told }));
  if (journal) events.subscribe((batch) => journal.hear(batch));
  const stopAll: LocalBackend['stopAll'] = (hurried) => {
    const leave = (): void => {
      events.flush();
      journal?.leave();
    };
    if (hurried?.aborted) leave();
    hurried?.addEventListener('abort', leave, { once: true });
    return running.stopAll(hurried);
  };
  const past = options.history && history(options.history, events, options.onBug);
  const unsaved = drafts(options.drafts, options.awayMs);
  const approvable = new Map<string, KeptPlan>();
  let { file } = options;

  const tellOfFile = (changed: OpenedFile): void => {
    // A window that comes later is to find the file as it is by then.
    if (changed.path === file?.path) file = changed;
    events.emit({ type: 'file-changed', file: changed });
  };

  function startPlan(wish: PlanWish): Result<Started> {
    const names = wish.targets.map(({ name }) => name);
    const where = places.get(wish.target);
    if (where === undefined) return failure(noPractice());
    return running.start({ kind: 'plan', lab: wish.lab, target: wish.target, hosts: names }, async (context) => {
      const made = await where.plans.make(newId(), wish, context);
      const ending = planEnding(made, context);
      // A plan of hosts that nobody finished looking at would say that there is nothing to change on them.
      if (ending.outcome === 'cancelled') return ending;
      approvable.set(made.plan.id, made);
      for (const id of [...approvable.keys()].slice(0, -KEPT_PLANS)) approvable.delete(id);
      events.emit({ type: 'planned', activity: context.id, plan: made.plan });
      return ending;
    });
  }

  const openTerminal = async (
    { text, target, at, columns, rows }: RequestInput<'openTerminal'>,
    window: string | undefined,
  ): Promise<Answers['openTerminal']> => {
    const where = places.get(target);
    if (where === undefined) return failure(noPractice());
    const lab = readLab(text);
    return lab.ok ? shells.open({ lab: lab.value, place: where, at, columns, rows, window }) : lab;
  };

  const backend: LocalBackend = {
    async hello() {
      await past?.ready();
      journal?.look();
      return {
        version: options.version,
        shell: options.shell,
        file,
        practice: places.has('practice'),
        backlog: events.history(),
        terminals: [],
        drafts: [],
      };
    },
    followFile: async () => success(null),
    keepDraft: async ({ ...draft }) => unsaved.keep(draft, undefined),
    dropDraft: async ({ id }) => unsaved.drop(id),
    openFile: ({ path }) => options.files.open(path),
    recentFiles: async () => success((await options.files.recent?.()) ?? []),
    async saveFile({ path, ...wish }) {
      const saved = await options.files.save({ path, ...wish });
      // A window that comes later is to find the file as it is by then.
      if (saved.ok && saved.value && saved.value.path === file?.path) file = { ...saved.value, text: wish.text };
      return saved;
    },
    async plan({ text, intent, target, path }) {
      const where = places.get(target);
      if (where === undefined) return failure(noPractice());
      const lab = readLab(text);
      if (!lab.ok) return lab;
      const { value: drawing, warnings } = lab;
      const refused = intent === 'deploy' ? refusals(drawing) : [];
      if (refused.length > 0) return failure(...refused);
      const targets = await where.targetsOf(drawing);
      if (!targets.ok) return targets;
      // A browser's own files have names and no places.
      const folder = path !== undefined && isAbsolute(path) ? dirname(path) : undefined;
      return startPlan({
        lab: drawing.name,
        intent,
        target,
        drawing,
        folder,
        targets: targets.value,
        problems: warnings,
      });
    },
    planDestroyOf: (lab, targets) =>
      startPlan({ lab, intent: 'destroy', target: 'real', drawing: undefined, targets, problems: [] }),
    pingChanges(plan) {
      const kept = approvable.get(plan);
      return kept && pingChanges(kept);
    },
    async run({ plan: id }) {
      const found = approvable.get(id);
      if (found === undefined) return failure(planGone());
      if (!mayRun(found.plan)) return failure(...errorsOf(found));
      const { lab, intent, hosts: planned } = found.plan;
      const { target } = found.wish;
      const where = places.get(target);
      if (where === undefined) return failure(noPractice());
      const wish = {
        kind: intent,
        lab,
        target,
        hosts: planned.map(({ host }) => host),
        plan: id,
      };
      const started = running.start(wish, async (context) => {
        approvable.delete(id);
        if (
          clock.steady() - found.madeAt < FRESH_MS &&
          [...found.hosts.values()].every(({ remote }) => remote.isOpen())
        ) {
          return where.runPlan(found, context);
        }
        const again = await where.plans.make(id, found.wish, context);
        const looking = planEnding(again, context);
        if (looking.outcome !== 'done') return looking;
        const different = firstDifference(found.plan, again.plan);
        if (different) return refused([different]);
        return where.runPlan(again, context);
      });
      return started;
    },
    async verify({ text, target, pairs }) {
      const where = places.get(target);
      if (where === undefined) return failure(noPractice());
      const lab = readLab(text);
      if (!lab.ok) return lab;
      const targets = await where.targetsOf(lab.value);
      if (!targets.ok) return targets;
      const hosts = targets.value.map(({ name }) => name);
      const wish = { kind: 'verify' as const, lab: lab.value.name, target, hosts, text: labMark(lab.value) };
      return running.start(wish, (context) => where.verify({ lab: lab.value, targets: targets.value, pairs }, context));
    },
    async practiceNow({ text }) {
      const where = places.get('practice');
      if (where?.tellNow === undefined) return failure(noPractice());
      const lab = readLab(text);
      return lab.ok ? where.tellNow(lab.value) : lab;
    },
    async resetPractice({ text, host }) {
      const where = places.get('practice');
      if (where?.reset === undefined) return failure(noPractice());
      const lab = readLab(text);
      if (!lab.ok) return lab;
      const changing = running.changing(lab.value.name, 'practice');
      return changing ? failure(changing) : where.reset(lab.value, host);
    },
    async rebootPractice({ text, host }) {
      const where = places.get('practice');
      if (where === undefined) return failure(noPractice());
      const lab = readLab(text);
      if (!lab.ok) return lab;
      const changing = running.changing(lab.value.name, 'practice');
      if (changing) return failure(changing);
      const targets = await where.targetsOf(lab.value);
      return targets.ok ? rebootHost(where, targets.value, host) : targets;
    },
    exportLab: exporter(options.assets ?? ''),
    openTerminal: (input) => openTerminal(input, undefined),
    typeInTerminal: async ({ terminal, keys }) => shells.type(terminal, keys),
    resizeTerminal: async ({ terminal, columns, rows }) => shells.resize(terminal, columns, rows),
    closeTerminal: async ({ terminal }) => shells.close(terminal),
    cancel: async ({ activity }) => running.cancel(activity),
    answer: async ({ question, value, remember }) => asked.answer(question, value, remember ?? false),
    onEvents: (listener) => events.subscribe(listener),
    forWindow(window) {
      const leaveShells = shells.enter(window);
      const leaveDrafts = unsaved.enter(window);
      let unfollow: (() => void) | undefined;
      return {
        ...backend,
        // In one go with the history, so that what is printed stands where the history ends.
        hello: async (input) => {
          const drafts = await unsaved.offeredTo(window);
          const greeted = backend.hello(input);
          const terminals = shells.of(window);
          return { ...(await greeted), terminals, drafts };
        },
        keepDraft: async (draft) => unsaved.keep(draft, window),
        async followFile({ path }) {
          unfollow?.();
          unfollow = path === undefined ? undefined : options.files.follow?.(path, tellOfFile);
          return success(null);
        },
        openTerminal: (input) => openTerminal(input, window),
        leave() {
          unfollow?.();
          unfollow = undefined;
          leaveShells();
          leaveDrafts();
        },
      };
    },
    ended: () => running.ended(),
    stopAll,
    async close(hurried) {
      await stopAll(hurried);
      shells.closeAll();
      await unsaved.close();
      events.flush();
      await past?.close();
      await journal?.close();
      return (await Promise.all([...places.values()].map((where) => where.close(hurried)))).flat();
    },
  };
  return backend;
}

/** A user may have a number and no name, as in many containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`;
  }
}

const noPractice = (): Problem =>
  problem({
    code: 'no-practice',
    message: 'This build has no practice hosts.',
    hint: 'Choose real hosts.',
  });

const errorsOf = ({ plan }: KeptPlan): readonly Problem[] =>
  [...plan.problems, ...plan.hosts.flatMap(({ problems }) => problems)].filter(({ severity }) => severity === 'error');

const planGone = (): Problem =>
  problem({
    code: 'plan-gone',
    message: 'That plan was run already, or is too old to be known.',
    hint: 'Make a new plan: it takes a moment, and nothing was changed.',
  });

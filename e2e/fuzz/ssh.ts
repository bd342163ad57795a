/**
 * Hosts that answer by SSH as they like once the key exchange is over: logins, channels, what a command prints and how it
 * ends, in any order, size and number, or not at all. Behind each stands an honest practice host, so that what is said to be
 * done can be held against what stands there: plan, deploy, destroy, verify and terminals end within their limits, with words
 * that can be printed, and nothing is said to be done that was not seen.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createBackend, type LocalBackend } from '../../electron/backend/backend.ts';
import { labHosts } from '../../electron/backend/lab-hosts.ts';
import { practiceHosts } from '../../electron/practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../../electron/practice/hosts/practice-machines.ts';
import { connections } from '../../electron/remote/connections.ts';
import type { HostLimits } from '../../electron/remote/limits.ts';
import type { Remote } from '../../electron/remote/remote.ts';
import { sshConnector } from '../../electron/remote/ssh.ts';
import type { BackendEvent, Started } from '../../shared/api.ts';
import { macvlanTwoHosts } from '../../shared/lab/templates/macvlan-two-hosts.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { failure, problem, type Result } from '../../shared/problem.ts';
import { fuzz, type Random } from './lib/fuzz.ts';
import {
  type Act,
  type AuthAnswer,
  type ExecAnswer,
  type HostileServer,
  hostileServer,
  type OpenAnswer,
  type Script,
} from './lib/hostile-ssh.ts';
import { hurry } from './lib/hurry.ts';
import { inRunningTime } from './lib/running-time.ts';
import { lessOf } from './lib/smaller.ts';

/** Our own limits are seconds and minutes. */
const TIMES_FASTER = 25;
/** Between an activity's begin and its end, by a clock that is not hurried: all limits of one after the other, and some more. */
const MOST_MS = 90_000;
const CASE_MS = 4 * MOST_MS;
const CLOSED_MS = 5_000;

/** As in the program, but for what takes minutes. */
const LIMITS: HostLimits = {
  looking: { silenceMs: 20_000, totalMs: 60_000, bytes: 1_000_000 },
  running: { silenceMs: 30_000, totalMs: 90_000, bytes: 2_000_000 },
};

type Intent = 'deploy' | 'destroy';
interface Deed {
  readonly do: 'plan' | 'run' | 'verify' | 'terminal';
  readonly intent: Intent;
  /** Stopped after so many milliseconds, each time; the second time nothing is waited for. */
  readonly cancelAfterMs: readonly number[];
}

interface Case {
  readonly scripts: readonly [Script, Script];
  /** The honest hosts have the lab already. */
  readonly deployed: boolean;
  readonly deeds: readonly Deed[];
  /** What a person answers, in turn. */
  readonly answers: readonly (string | null)[];
}

const WORDS = [
  '',
  ' ',
  'Password: ',
  'Verification code: ',
  'Passphrase of ~/.ssh/id_ed25519: ',
  '\u001b]0;owned\u0007\u001b[2J',
  '\u202egnihton',
  '\u0000',
  '\ud800',
  'é'.repeat(3_000),
  'line\r\nline\nline',
  'x'.repeat(100_000),
  '\u009b31m',
];
const METHODS = [
  'publickey',
  'password',
  'keyboard-interactive',
  'none',
  'hostbased',
  '',
  'x'.repeat(500),
  '\u001b[2J',
];
const SIGNALS = ['KILL', 'TERM', '', 'x'.repeat(2_000), '\u001b[2J'];
const GLOBALS = ['keepalive@openssh.com', 'hostkeys-00@openssh.com', 'no-more-sessions@openssh.com', '', '\u0000'];
const REASONS = [0, 1, 2, 11, 12, 14, 4_294_967_295];
const CODES = [0, 1, 126, 127, 255, 4_294_967_295];
const SIZES = [1, 2, 3, 7, 64, 1_000, 32_768, 100_000];
/** With the nonce of the script before it, as its own words would have it. */
const FORGED = [
  '@%NONCE% end\n',
  '\n@%NONCE% done\n',
  '\n@%NONCE% begin 0\n@%NONCE% end 0 0\n',
  '\n@%NONCE% docker-answer 200 http://docker/networks\n[]\n',
  '@%NONCE% ',
  '\n@%NONCE% end 999999 0\n',
  '\n@%NONCE% locked by \u001b[2J\n',
  'sudo: a password is required\n',
  '\u001b[31m',
  '\ufffd\u0000\u202e',
  'x'.repeat(300_000),
  '.\n',
];
const forges = (script: Script): boolean =>
  script.execs.some(({ acts }) => acts.some((act) => act.do === 'forge' || (act.do === 'raw-data' && !act.stderr))) ||
  script.beside.some(({ act }) => act.do === 'raw-data' && !act.stderr);

const many = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: random.int(0, most) }, make);
const channelOf = (random: Random): number => random.of([0, 0, 0, 1, 2, 7, 4_294_967_295]);

function act(random: Random): Act {
  const kind = random.int(0, 18);
  if (kind <= 2) {
    const sizes = many(random, 4, () => random.of(SIZES));
    return { do: random.of(['out', 'err']), part: random.of([0, 0.3, 0.9, 0.99, 1]), sizes };
  }
  if (kind <= 4) return { do: random.of(['exit', 'eof', 'close', 'end']) };
  if (kind === 5) return { do: 'exit-as', code: random.of(CODES) };
  if (kind === 6) return { do: 'signal', name: random.of(SIGNALS), words: random.of(WORDS) };
  if (kind <= 8)
    return {
      do: 'forge',
      to: random.of(['out', 'err']),
      text: random.of(FORGED),
      times: random.of([1, 1, 2, 20]),
    };
  if (kind === 9) return { do: 'window', channel: channelOf(random), bytes: random.of([0, 1, 2 ** 31, 2 ** 32 - 1]) };
  if (kind === 10)
    return {
      do: 'raw-data',
      channel: channelOf(random),
      bytes: random.of([0, 1, 30_000, 200_000]),
      stderr: random.chance(0.5),
    };
  if (kind === 11) return { do: 'global', name: random.of(GLOBALS), wantsReply: random.chance(0.5) };
  if (kind === 12) return { do: 'raw', payload: message(random) };
  if (kind === 13) return { do: 'disconnect', reason: random.of(REASONS) };
  if (kind === 14) return { do: random.of(['silence', 'cut', 'half-close', 'rekey']) };
  return { do: 'wait', ms: random.of([0, 10, 200, 3_000, 30_000]) };
}

/** A message of SSH's own, of any type that comes after the key exchange, with anything in it. */
function message(random: Random): number[] {
  const type = random.of([
    2,
    3,
    4,
    5,
    6,
    7,
    50,
    51,
    52,
    53,
    60,
    61,
    80,
    81,
    82,
    ...Array.from(Array(11).keys(), (n) => 90 + n),
  ]);
  const channel = [0, 0, 0, random.of([0, 0, 1, 9])];
  return [type, ...(random.chance(0.7) ? channel : []), ...random.bytes(random.int(0, 40))];
}

function auth(random: Random): AuthAnswer {
  switch (random.int(0, 9)) {
    case 0:
      return { do: 'cut' };
    case 1:
      return { do: 'never' };
    case 2:
      return { do: 'disconnect', reason: random.of(REASONS) };
    case 3:
      return { do: 'success-twice' };
    case 4:
    case 5:
    case 6:
      return { do: 'refuse', methods: many(random, 4, () => random.of(METHODS)), partial: random.chance(0.3) };
    default:
      return {
        do: 'ask',
        name: random.of(WORDS),
        instructions: random.of(WORDS),
        prompts: many(random, random.of([1, 2, 2, 200]), () => random.of(WORDS)),
        echo: random.chance(0.5),
      };
  }
}

function open(random: Random): OpenAnswer {
  if (random.chance(0.6)) return { do: 'accept' };
  if (random.chance(0.4)) return { do: random.of(['never', 'twice', 'accept-then-refuse']) };
  return random.chance(0.5)
    ? { do: 'refuse', lateMs: random.of([0, 500, 25_000]) }
    : { do: 'late', ms: random.of([100, 5_000, 25_000]) };
}

function exec(random: Random): ExecAnswer {
  if (random.chance(0.08))
    return { reply: random.of(['failure', 'never', 'twice']), passes: 1, acts: [{ do: 'live' }] };
  const sizes = many(random, 4, () => random.of(SIZES));
  const begin: Act[] = random.chance(0.5)
    ? [{ do: 'live' }]
    : [
        { do: 'out', part: 1, sizes },
        { do: 'err', part: 1, sizes },
      ];
  const acts: Act[] = [...begin, { do: 'exit' }, { do: 'end' }];
  if (random.chance(0.6)) return { reply: 'success', passes: 1, acts };
  for (let times = random.int(1, 4); times > 0; times--) {
    const at = random.int(0, acts.length);
    const way = random.int(0, 5);
    if (way === 0) acts.splice(at, 1);
    else if (way === 1) acts.splice(at, 0, ...acts.slice(0, 2).reverse());
    else if (way === 2) acts.reverse();
    else acts.splice(at, 0, act(random));
  }
  return { reply: 'success', passes: random.of([1, 1, 1, 1, 0.5, 0.98, 0, undefined]), acts };
}

const script = (random: Random): Script => ({
  banner: random.chance(0.9) ? '' : random.of(WORDS).slice(0, 20_000),
  auth: random.chance(0.75) ? [] : many(random, random.of([2, 4, 40]), () => auth(random)),
  opens: random.chance(0.6) ? [] : many(random, 4, () => open(random)),
  execs: many(random, 7, () => exec(random)),
  beside: random.chance(0.7)
    ? []
    : many(random, 3, () => ({ afterMs: random.of([0, 50, 500, 5_000]), act: act(random) })),
  keepalive: random.of(['answers', 'answers', 'refuses', 'silent']),
});
const HONEST: Script = { banner: '', auth: [], opens: [], execs: [], beside: [], keepalive: 'answers' };

const deed = (random: Random): Deed => ({
  do: random.of(['plan', 'run', 'run', 'run', 'verify', 'terminal']),
  intent: random.of(['deploy', 'deploy', 'destroy']),
  cancelAfterMs: random.chance(0.7) ? [] : many(random, 2, () => random.of([0, 300, 3_000, 20_000])),
});

const pace = hurry(TIMES_FASTER);
const servers: readonly HostileServer[] = await Promise.all([hostileServer(), hostileServer()]);
const text = ['192.168.1.11', '192.168.1.13'].reduce(
  (all, address, index) =>
    all.replace(
      `{ address: ${address}, user: root }`,
      `{ address: 127.0.0.1, port: ${servers[index]?.port}, user: root }`,
    ),
  macvlanTwoHosts.text,
);
const lab = labOf(text);

const nowhere = async (): Promise<Result<never>> =>
  failure(problem({ code: 'nowhere', message: 'There are no real hosts here.', hint: 'None is needed.' }));
const none = async (): Promise<Result<never>> =>
  failure(problem({ code: 'no-file', message: 'There are no files here.', hint: 'None.' }));
const about = { version: '0', shell: 'browser', file: null, files: { open: none, save: none } } as const;

/** The honest hosts, and who deploys to them without anybody hostile between. */
const honest = practiceHosts(practiceMachines());
let bug: unknown;
const onBug = (error: unknown): void => {
  bug = error;
};
const truth = watched(createBackend({ ...about, connector: { connect: nowhere }, practice: honest, onBug }));
const home = mkdtempSync(join(tmpdir(), 'trunkline-fuzz-ssh-'));
const behind = connections(honest.connector, { random: () => 0.5 });
const trusting = {
  asker: {
    password: async () => undefined,
    hostPrompt: async () => undefined,
    passphrase: async () => undefined,
    hostKey: async () => true,
  },
  signal: new AbortController().signal,
};

/** A backend, and what it has told. */
function watched(backend: LocalBackend) {
  const seen: BackendEvent[] = [];
  const waiting = new Set<() => void>();
  backend.onEvents((events) => {
    seen.push(...events);
    for (const look of [...waiting]) look();
  });
  const until = <E>(find: () => E | undefined): Promise<E> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const end = async (started: Result<Started>) => {
    if (!started.ok) return undefined;
    const { activity } = started.value;
    return until(() => {
      const found = seen.findLast((event) => event.type === 'activity-ended' && event.activity === activity);
      return found?.type === 'activity-ended' ? found : undefined;
    });
  };
  const planned = (started: Result<Started>): Plan | undefined => {
    const of = started.ok ? started.value.activity : '';
    const found = seen.findLast((event) => event.type === 'planned' && event.activity === of);
    return found?.type === 'planned' ? found.plan : undefined;
  };
  return { backend, seen, end, planned, until };
}
type Watched = ReturnType<typeof watched>;

/** Nothing of what a host, or a problem, has said would be obeyed by a terminal or turn a line around. */
const UNPRINTABLE = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u;
function unprintable(event: BackendEvent): string | undefined {
  const told =
    event.type === 'terminal-output' || event.type === 'planned' || event.type === 'host-now' ? '' : strings(event);
  const found = UNPRINTABLE.exec(told);
  return found === null
    ? undefined
    : `${event.type}: ${JSON.stringify(told.slice(Math.max(0, found.index - 80)).slice(0, 160))}`;
}
const strings = (value: unknown): string =>
  typeof value === 'string'
    ? `${value}\n`
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(strings).join('')
      : '';

/** What an honest look finds still to be done. */
async function missing(intent: Intent): Promise<number> {
  const started = await truth.backend.plan({ text, intent, target: 'practice' });
  await truth.end(started);
  const plan = truth.planned(started);
  truth.seen.splice(0);
  if (plan === undefined) throw new Error('the honest hosts could not be looked at');
  return plan.hosts.reduce((sum, { changes }) => sum + changes.length, 0);
}

async function deployHonestly(): Promise<void> {
  const started = await truth.backend.plan({ text, intent: 'deploy', target: 'practice' });
  const looked = await truth.end(started);
  const running = await truth.backend.run({ plan: truth.planned(started)?.id ?? '' });
  const ended = await truth.end(running);
  if (ended?.outcome === 'done') return;
  throw new Error(
    `an honest deploy on honest hosts did not end well: ${inspect({ looked, running, ended }, { depth: 9 })}`,
  );
}

async function honestRemote(host: string): Promise<Remote> {
  const targets = await honest.targetsOf(lab);
  const target = targets.ok ? targets.value.find(({ name }) => name === host) : undefined;
  const remote = target && (await behind.to(target, trusting));
  if (!remote?.ok) throw new Error(`the honest ${host} could not be reached`);
  return remote.value;
}

/** Does one thing, and says how it ended; throws when what was said of it is not so. */
async function doOne({ do: what, intent, cancelAfterMs }: Deed, on: Watched, forged: boolean): Promise<string> {
  const { backend } = on;
  const timers: NodeJS.Timeout[] = [];
  const cancels = (started: Result<Started>): void => {
    if (!started.ok) return;
    let after = 0;
    for (const ms of cancelAfterMs) {
      after += ms;
      timers.push(setTimeout(() => void backend.cancel(started.value), after));
    }
  };
  try {
    if (what === 'terminal') {
      const opened = await backend.openTerminal({ text, target: 'real', at: 'docker01', columns: 80, rows: 24 });
      if (!opened.ok) return 'terminal none';
      const { terminal } = opened.value;
      await backend.typeInTerminal({ terminal, keys: 'exit\r' });
      await backend.closeTerminal({ terminal });
      return 'terminal';
    }
    const started =
      what === 'verify'
        ? await backend.verify({ text, target: 'real' })
        : await backend.plan({ text, intent, target: 'real' });
    if (what !== 'run') cancels(started);
    let ended = await on.end(started);
    const plan = on.planned(started);
    if (what === 'run') {
      if (ended?.outcome !== 'done' || plan === undefined) return `not planned: ${ended?.outcome}`;
      const running = await backend.run({ plan: plan.id });
      cancels(running);
      ended = await on.end(running);
    }
    if (ended === undefined) return `${what} refused`;
    for (const server of servers) await server.settled();
    const claims = ended.outcome === 'done' && (what !== 'plan' || ended.count === 0);
    if (claims && !forged) {
      const left = await pace.unhurried(() => missing(what === 'verify' ? 'deploy' : intent));
      if (left > 0) throw new Error(`${what} of a ${intent} ended with 'done', and ${left} changes are missing`);
    }
    return `${what} ${ended.outcome}`;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** Connections that are still there when they should be gone; then all are gone, and what runs behind them has ended. */
async function leftOpen(): Promise<number> {
  const open = (): number => servers.reduce((sum, server) => sum + server.open(), 0);
  const closed = async (): Promise<void> => {
    while (open() > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await inRunningTime(CLOSED_MS, 'connections stayed open', closed()).catch(() => undefined);
  const left = open();
  for (const server of servers) server.cut();
  for (const server of servers) await server.settled();
  return left;
}

const inTime = <T>(what: string, work: Promise<T>): Promise<T> =>
  inRunningTime(MOST_MS, `${what} did not end within ${MOST_MS / 1000} s`, work);

await fuzz<Case>({
  name: 'ssh',
  limitMs: CASE_MS,
  make: (random) => ({
    scripts: [script(random), random.chance(0.5) ? HONEST : script(random)],
    deployed: random.chance(0.5),
    deeds: [deed(random), ...many(random, 2, () => deed(random))],
    answers: many(random, 6, () => random.of(['hunter2', '', '\u0000', 'é'.repeat(2_000), null])),
  }),
  less: (made) => lessOf(made, new Set(['scripts'])),
  async check({ scripts, deployed, deeds, answers }) {
    await pace.unhurried(async () => {
      await honest.reset(lab, undefined);
      if (deployed) await deployHonestly();
    });
    truth.seen.splice(0);
    for (const [index, server] of servers.entries()) {
      const host = ['docker01', 'docker02'][index] ?? '';
      server.follow(scripts[index] ?? HONEST, async (command, options) =>
        (await honestRemote(host)).exec(command, options),
      );
    }
    const connector = sshConnector({
      knownHosts: { pinnedTypes: async () => ['ssh-ed25519'], check: async () => undefined },
      keys: { home, key: undefined, agent: undefined },
    });
    const kept = connections(connector, { random: () => 0.5, pauseMs: 1 });
    const on = watched(
      createBackend({
        ...about,
        connector,
        hosts: labHosts(kept, () => randomBytes(16).toString('hex'), LIMITS),
        reconnectMs: [0, 5],
        onBug,
      }),
    );
    let asked = 0;
    on.backend.onEvents((events) => {
      for (const event of events) {
        if (event.type !== 'question') continue;
        void on.backend.answer({
          question: event.question.id,
          value: answers[asked++ % Math.max(1, answers.length)] ?? null,
        });
      }
    });
    const forged = scripts.some(forges);
    const said: string[] = [];
    try {
      for (const one of deeds) said.push(await inTime(`a ${one.do}`, doOne(one, on, forged)));
    } finally {
      await inTime('closing', on.backend.close());
      kept.closeAll();
    }
    const open = await leftOpen();
    if (open > 0) throw new Error(`${open} connections stayed open when the backend was closed`);
    const found = bug;
    bug = undefined;
    if (found !== undefined) throw found;
    for (const event of on.seen) {
      const words = unprintable(event);
      if (words !== undefined) throw new Error(`not printable: ${words}`);
      if (event.type === 'activity-ended' && event.problems.some(({ code }) => code === 'internal-error'))
        throw new Error(event.problems[0]?.message);
    }
    return said[0] ?? 'nothing';
  },
  end: async () => {
    behind.closeAll();
    await truth.backend.close();
  },
});

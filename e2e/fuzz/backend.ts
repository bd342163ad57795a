/**
 * Whatever windows ask of the backend, in whatever order: each request is answered, none fails on an error of ours, events are
 * numbered without a gap, and windows that come and go leave no terminal behind. On practice hosts, through the same check of
 * inputs as IPC and the WebSocket.
 */
import fc from 'fast-check';
import { createBackend, type WindowBackend } from '../../electron/backend/backend.ts';
import { practiceHosts } from '../../electron/practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../../electron/practice/hosts/practice-machines.ts';
import { type BackendEvent, type RequestName, request, requestNames } from '../../shared/api.ts';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { failure, problem } from '../../shared/problem.ts';
import { fuzz, type Random } from './lib/fuzz.ts';

type FuzzStep =
  | { readonly do: 'ask'; readonly window: number; readonly name: RequestName; readonly input: unknown }
  | { readonly do: 'leave' | 'enter' | 'settle'; readonly window: number };

const LAB = `trunkline: 1
name: small
segments:
  lan: { vlans: all }
hosts:
  one:
    ssh: { address: 127.0.0.1, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
`;
const AWAY_MS = 20;
const WINDOWS = 3;
const nowhere = async () =>
  failure(problem({ code: 'nowhere', message: 'There are no real hosts here.', hint: 'None is needed.' }));
const none = async () => failure(problem({ code: 'no-file', message: 'There are no files here.', hint: 'None.' }));

let bug: unknown;
const newBackend = () =>
  createBackend({
    version: '0',
    shell: 'browser',
    file: null,
    files: { open: none, save: none },
    connector: { connect: nowhere },
    practice: practiceHosts(practiceMachines()),
    awayMs: AWAY_MS,
    onBug: (error) => {
      bug = error;
    },
  });
/** Practice hosts take a while to be made, so one backend serves many cases. */
const backend = newBackend();

const seen: BackendEvent[] = [];
let last = 0;
let gap = '';
backend.onEvents((events) => {
  for (const event of events) {
    if (event.seq !== last + 1) gap = `event ${event.seq} came after ${last}`;
    last = event.seq;
    seen.push(event);
  }
  seen.splice(0, Math.max(0, seen.length - 500));
});

const anything = fc.jsonValue({ maxDepth: 2 });

function labText(random: Random): string {
  const lines = random.of([LAB, LAB, vlansTwoHosts.text]).split('\n');
  if (random.chance(0.6)) return lines.join('\n');
  for (let times = random.int(1, 4); times > 0; times--) {
    const at = random.int(0, lines.length - 1);
    const other = lines[random.int(0, lines.length - 1)] ?? '';
    const line = lines[at] ?? '';
    const next = random.of([[], [line, line], [other], [line.slice(0, random.int(0, line.length))], [` ${line}`]]);
    lines.splice(at, 1, ...next);
  }
  return lines.join('\n');
}

/** `%N`: the newest name of that kind that the backend has told, or something else. */
const named = (random: Random, kind: string): string => (random.chance(0.8) ? `%${kind}` : random.of(['x', '', '%']));

function input(random: Random, name: RequestName): unknown {
  if (random.chance(0.05)) return random.draw(anything);
  const text = labText(random);
  const target = random.of(['practice', 'practice', 'practice', 'real']);
  const size = { columns: random.int(0, 300), rows: random.int(1, 100) };
  switch (name) {
    case 'hello':
    case 'recentFiles':
      return {};
    case 'openFile':
      return random.chance(0.5) ? {} : { path: '/etc/passwd' };
    case 'practiceNow':
      return { text };
    case 'followFile':
      return random.chance(0.5) ? {} : { path: '/etc/passwd' };
    case 'keepDraft':
      return { id: random.of(['a', '../x', 'b-1']), name: 'x', text };
    case 'dropDraft':
      return { id: random.of(['a', '../x', 'b-1']) };
    case 'saveFile':
      return { suggestedName: 'x', text, ...(random.chance(0.5) ? { path: '/x' } : {}) };
    case 'plan':
      return { text, intent: random.of(['deploy', 'destroy']), target };
    case 'run':
      return { plan: named(random, 'plan') };
    case 'verify':
      return { text, target };
    case 'cancel':
      return { activity: named(random, 'activity') };
    case 'openTerminal':
      return { text, target, at: random.of(['one', 'one', 'docker01', 'docker01/bbox10', 'nobody']), ...size };
    case 'typeInTerminal':
      return {
        terminal: named(random, 'terminal'),
        keys: random.of(['exit\r', 'ls /\r', '\u0003', '\u0004', 'yes\r', random.bytes(20).toString('latin1')]),
      };
    case 'resizeTerminal':
      return { terminal: named(random, 'terminal'), ...size };
    case 'closeTerminal':
      return { terminal: named(random, 'terminal') };
    case 'answer':
      return { question: named(random, 'question'), value: random.of([true, false, null, 'secret']) };
  }
}

function step(random: Random): FuzzStep {
  const window = random.int(0, WINDOWS - 1);
  if (random.chance(0.2)) return { do: random.of(['leave', 'enter', 'settle']), window };
  const name = random.of([...requestNames, 'openTerminal', 'typeInTerminal', 'plan'] as const);
  return { do: 'ask', window, name, input: input(random, name) };
}

/** What was told last of a kind. */
function newest(kind: string): string {
  for (const event of [...seen].reverse()) {
    if (kind === 'plan' && event.type === 'planned') return event.plan.id;
    if (kind === 'activity' && event.type === 'activity-started') return event.activity.id;
    if (kind === 'terminal' && event.type === 'terminal-output') return event.terminal;
    if (kind === 'question' && event.type === 'question') return event.question.id;
  }
  return 'none';
}

const filled = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, of]) => [
          key,
          typeof of === 'string' && /^%\w+$/.test(of) ? newest(of.slice(1)) : of,
        ]),
      )
    : value;

const open = (): readonly string[] => {
  const ended = new Set(seen.flatMap((event) => (event.type === 'terminal-ended' ? [event.terminal] : [])));
  return opened.filter((terminal) => !ended.has(terminal));
};
let opened: string[] = [];

async function ask(window: WindowBackend, name: RequestName, given: unknown): Promise<string> {
  const answer = await request(window, name, filled(given));
  if (answer === undefined) return 'refused';
  if (name === 'openTerminal' && 'ok' in answer && answer.ok && answer.value && 'terminal' in answer.value)
    opened.push(answer.value.terminal);
  return 'ok' in answer && !answer.ok ? 'with a problem' : 'answered';
}

await fuzz<readonly FuzzStep[]>({
  name: 'backend',
  limitMs: 60_000,
  make: (random) => Array.from({ length: random.int(1, 12) }, () => step(random)),
  async check(steps) {
    opened = [];
    const windows = Array.from({ length: WINDOWS }, (_, index) => backend.forWindow(`w${index}`));
    const answers: Promise<string>[] = [];
    for (const one of steps) {
      if (one.do === 'ask') {
        const window = windows[one.window] as WindowBackend;
        // Most wait for what came before, some do not.
        const asked = ask(window, one.name, one.input);
        answers.push(asked);
        if (answers.length % 3 !== 0) await asked;
      } else if (one.do === 'leave') windows[one.window]?.leave();
      else if (one.do === 'enter') {
        windows[one.window]?.leave();
        windows[one.window] = backend.forWindow(`w${one.window}`);
      } else await new Promise((resolve) => setTimeout(resolve, 2 * AWAY_MS));
    }
    const said = await Promise.all(answers);
    for (const window of windows) window.leave();
    await backend.ended();
    while (open().length > 0) await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
    if (bug !== undefined) throw bug;
    if (gap !== '') throw new Error(gap);
    return said.includes('answered') ? 'answered' : said.includes('with a problem') ? 'problems' : 'nothing asked';
  },
  end: async () => {
    await backend.close();
  },
});

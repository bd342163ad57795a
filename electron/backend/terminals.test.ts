import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackendEvent } from '../../shared/api.ts';
import { labOfTemplate } from '../../shared/lab/testing/examples.ts';
import { failure, success } from '../../shared/problem.ts';
import type { Remote, RemoteTarget, RemoteTerminal, TerminalOptions } from '../remote/remote.ts';
import { noRoom } from '../remote/ssh/terminals.ts';
import { eventStream } from './event-stream.ts';
import type { Place } from './place.ts';
import { questions } from './questions.ts';
import { secrets } from './secrets.ts';
import { type Terminals, terminals } from './terminals.ts';

const AWAY_MS = 60;
const lab = labOfTemplate('vlans-two-hosts');

/** A host that gives so many sessions on each connection. */
class Host {
  readonly open: {
    readonly lane: string | undefined;
    readonly terminal: RemoteTerminal;
    readonly say: (text: string) => void;
  }[] = [];
  /** Lanes that were connected to. */
  readonly lanes = new Set<string | undefined>();
  readonly sessions: number;

  constructor(sessions: number) {
    this.sessions = sessions;
  }

  connect(target: RemoteTarget, lane: string | undefined) {
    this.lanes.add(lane);
    return success({
      target,
      terminal: async ({ leavesRoom, onOutput }: TerminalOptions) => {
        const used = this.open.filter((one) => one.lane === lane).length + (leavesRoom ? 1 : 0);
        if (used >= this.sessions) return failure(noRoom(target));
        let end: () => void = () => undefined;
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        const terminal = { write: () => undefined, resize: () => undefined, close: () => setTimeout(end, 1), ended };
        const one = {
          lane,
          terminal: terminal as unknown as RemoteTerminal,
          say: (text: string) => void onOutput(text),
        };
        this.open.push(one);
        void ended.then(() => this.open.splice(this.open.indexOf(one), 1));
        return success(one.terminal);
      },
    } as unknown as Remote);
  }
}

let shells: Terminals;
let events: BackendEvent[];
let stream: ReturnType<typeof eventStream>;
let ids = 0;

beforeEach(() => {
  events = [];
  stream = eventStream(() => 0);
  stream.subscribe((batch) => events.push(...batch));
  const newId = () => `t${++ids}`;
  shells = terminals({
    events: stream,
    questions: questions(stream, newId),
    secrets: secrets(),
    newId,
    awayMs: AWAY_MS,
  });
});
afterEach(() => shells.closeAll());

function placeOf(host: Host): Place {
  return {
    target: 'practice',
    connections: { to: async (target: RemoteTarget, _: unknown, lane?: string) => host.connect(target, lane) },
    targetsOf: async () => success(lab.hosts.map(({ name, ssh }) => ({ name, ...ssh }))),
  } as unknown as Place;
}

const openOn = (host: Host, window: string | undefined) =>
  shells.open({ lab, place: placeOf(host), at: 'docker01', columns: 80, rows: 24, window });

test('end some seconds after their window is gone, and not those of others', async () => {
  const host = new Host(10);
  const leave = shells.enter('a');
  shells.enter('b');
  await Promise.all([openOn(host, 'a'), openOn(host, 'a'), openOn(host, 'b'), openOn(host, undefined)]);
  leave();
  expect(host.open).toHaveLength(4);
  await expect.poll(() => host.open.length).toBe(2);
  stream.flush();
  expect(events.filter(({ type }) => type === 'terminal-ended')).toHaveLength(2);
});

test('are found again by a window that comes back, with what was printed meanwhile', async () => {
  const host = new Host(10);
  const leave = shells.enter('a');
  const opened = await openOn(host, 'a');
  host.open[0]?.say('one\r\n');
  leave();
  host.open[0]?.say('two\r\n');
  shells.enter('a');
  await new Promise((resolve) => setTimeout(resolve, 3 * AWAY_MS));
  const terminal = opened.ok ? opened.value.terminal : '';
  shells.resize(terminal, 100, 30);
  expect(shells.of('a')).toEqual([
    { terminal, at: 'docker01', lab: lab.name, target: 'practice', columns: 100, rows: 30, printed: 'one\r\ntwo\r\n' },
  ]);
  expect(shells.of('b')).toEqual([]);
});

test('keep of what was printed the last part, by whole lines', async () => {
  const host = new Host(10);
  shells.enter('a');
  await openOn(host, 'a');
  for (let line = 0; line < 40_000; line++) host.open[0]?.say(`line ${line}\r\n`);
  const [kept] = shells.of('a');
  expect(kept?.printed.length).toBeGreaterThan(90_000);
  expect(kept?.printed.length).toBeLessThanOrEqual(100_000);
  expect(kept?.printed).toMatch(/^line \d+\r\n/);
  expect(kept?.printed).toMatch(/line 39999\r\n$/);
});

test('are no more than there may be, also where all are asked for at once', async () => {
  const host = new Host(100);
  const opened = await Promise.all(Array.from({ length: 50 }, () => openOn(host, undefined)));
  expect(opened.filter(({ ok }) => ok)).toHaveLength(32);
  expect(host.open).toHaveLength(32);
  for (const one of opened) if (!one.ok) expect(one.problems[0]?.code).toBe('terminals-full');
});

test('of a window that went while they were opened do not stay', async () => {
  const host = new Host(10);
  const leave = shells.enter('a');
  const place = placeOf(host);
  const late = {
    ...place,
    targetsOf: async () => {
      await new Promise((resolve) => setTimeout(resolve, 3 * AWAY_MS));
      return place.targetsOf(lab);
    },
  };
  const opening = shells.open({ lab, place: late, at: 'docker01', columns: 80, rows: 24, window: 'a' });
  leave();
  await opening;
  await expect.poll(() => host.open.length).toBe(0);
});

test('that nobody sees make room for those that somebody wants', async () => {
  const host = new Host(4);
  for (const window of ['a', 'b', 'c']) {
    const leave = shells.enter(window);
    await openOn(host, window);
    leave();
  }
  shells.enter('d');
  expect((await openOn(host, 'd')).ok).toBe(true);
  expect([...host.lanes]).toEqual([undefined]);
  expect(host.open).toHaveLength(1);
});

test('go on a connection of their own when the last session beside runs would be taken', async () => {
  const host = new Host(3);
  shells.enter('a');
  for (let count = 0; count < 5; count++) expect((await openOn(host, 'a')).ok).toBe(true);
  expect(host.open.map(({ lane }) => lane)).toEqual([undefined, undefined, 'terminals', 'terminals', 'terminals']);
  expect(await openOn(host, 'a')).toMatchObject({ ok: false, problems: [{ code: 'no-room-for-terminal' }] });
});

/** Terminals on hosts and in containers, for people to type at. Each belongs to the window that has opened it. */
import { setMaxListeners } from 'node:events';
import type { KeptTerminal } from '../../shared/api.ts';
import { quoteCommand } from '../../shared/host/quote.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import type { RemoteTarget, RemoteTerminal, TerminalOptions } from '../remote/remote.ts';
import { NO_ROOM } from '../remote/ssh/terminals.ts';
import { asker } from './asker.ts';
import type { EventStream } from './event-stream.ts';
import type { Place } from './place.ts';
import type { Questions } from './questions.ts';
import type { Secrets } from './secrets.ts';
import { windows } from './windows.ts';

export interface TerminalWish {
  readonly lab: Lab;
  readonly place: Place;
  /** `docker01`, or a container on it: `docker01/bbox10`. */
  readonly at: string;
  readonly columns: number;
  readonly rows: number;
  /** Whose it is; undefined: it stays until it is closed. */
  readonly window: string | undefined;
}

export interface Terminals {
  open(wish: TerminalWish): Promise<Result<{ readonly terminal: string }>>;
  type(terminal: string, keys: string): Result<null>;
  resize(terminal: string, columns: number, rows: number): Result<null>;
  close(terminal: string): Result<null>;
  /** A window is there. Some seconds after the result was called its terminals end, unless it has come back. */
  enter(window: string): () => void;
  /** Of a window, with what is on their screens. */
  of(window: string): readonly KeptTerminal[];
  closeAll(): void;
}

/** So many at once; each holds a session on its host. */
const MOST_TERMINALS = 32;
/** More is not sent to the windows at once: a program that prints without end waits in between. */
const PAUSE_MS = 16;
/** In characters, of what a terminal has printed last: for a window that comes back. */
const KEPT_OUTPUT = 100_000;

interface Open {
  readonly remote: RemoteTerminal;
  readonly wish: TerminalWish;
  readonly host: string;
  columns: number;
  rows: number;
}

/** @param parts.awayMs how long a window that is gone is expected back, in milliseconds */
export function terminals(parts: {
  readonly events: EventStream;
  readonly questions: Questions;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly awayMs?: number | undefined;
}): Terminals {
  const open = new Map<string, Open>();
  const printed = new Map<string, string>();
  /** Asked for, and not yet open. */
  let opening = 0;
  const stopping = new AbortController();
  // Each terminal that is being opened listens.
  setMaxListeners(0, stopping.signal);
  const people = windows((window) => {
    for (const { wish, remote } of open.values()) if (wish.window === window) remote.close();
  }, parts.awayMs);

  const on = (terminal: string, work: (found: Open) => void): Result<null> => {
    const found = open.get(terminal);
    if (found === undefined) return failure(gone());
    work(found);
    return success(null);
  };

  const isAway = ({ wish: { window } }: Open): boolean => window !== undefined && people.isAway(window);

  /** Nobody sees them, and perhaps nobody ever will: they make room first. True: there were some. */
  async function endAbandoned(which: (one: Open) => boolean): Promise<boolean> {
    const abandoned = [...open.values()].filter((one) => isAway(one) && which(one));
    for (const { remote } of abandoned) remote.close();
    await Promise.all(abandoned.map(({ remote }) => remote.ended));
    return abandoned.length > 0;
  }

  async function openOn(
    target: RemoteTarget,
    { place }: TerminalWish,
    options: TerminalOptions,
  ): Promise<Result<RemoteTerminal>> {
    const session = { asker: asker(parts.questions, parts.secrets, stopping.signal), signal: stopping.signal };
    const shared = await place.connections.to(target, session);
    if (!shared.ok) return shared;
    const besideRuns = { ...options, leavesRoom: true };
    let opened = await shared.value.terminal(besideRuns);
    const isFull = (): boolean => !opened.ok && opened.problems[0]?.code === NO_ROOM;
    if (isFull() && (await endAbandoned(({ host }) => host === target.name)))
      opened = await shared.value.terminal(besideRuns);
    if (!isFull()) return opened;
    const own = await place.connections.to(target, session, 'terminals');
    return own.ok ? own.value.terminal(options) : own;
  }

  function keep(id: string, text: string): void {
    const all = (printed.get(id) ?? '') + text;
    printed.set(id, all.length > 2 * KEPT_OUTPUT ? tail(all) : all);
  }

  async function begin(wish: TerminalWish): ReturnType<Terminals['open']> {
    const { lab, place, at, columns, rows, window } = wish;
    const [hostName = '', container] = at.split('/');
    const host = lab.hosts.find(({ name }) => name === hostName);
    const known = container === undefined || host?.containers.some(({ name }) => name === container);
    if (host === undefined || !known) return failure(notInLab(at));
    if (host.unmanaged) return failure(notOurs(at));
    const targets = await place.targetsOf(lab);
    if (!targets.ok) return targets;
    const target = targets.value.find(({ name }) => name === hostName);
    if (target === undefined) return failure(notInLab(at));
    const id = parts.newId();
    const opened = await openOn(target, wish, {
      command: container === undefined ? undefined : shellIn(container),
      columns,
      rows,
      onOutput(text) {
        keep(id, text);
        parts.events.emit({ type: 'terminal-output', terminal: id, text });
        return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      },
    });
    if (!opened.ok) return opened;
    const remote = opened.value;
    open.set(id, { remote, wish, host: hostName, columns, rows });
    void remote.ended.then(() => {
      open.delete(id);
      printed.delete(id);
      parts.events.emit({ type: 'terminal-ended', terminal: id });
    });
    // Its window may have gone for good while it was opened.
    if (window !== undefined && !people.isKnown(window)) remote.close();
    return success({ terminal: id });
  }

  return {
    async open(wish) {
      const isFull = (): boolean => open.size + opening >= MOST_TERMINALS;
      if (isFull()) await endAbandoned(() => true);
      if (isFull()) return failure(tooMany());
      opening += 1;
      try {
        return await begin(wish);
      } finally {
        opening -= 1;
      }
    },
    type: (terminal, keys) => on(terminal, ({ remote }) => remote.write(keys)),
    resize: (terminal, columns, rows) =>
      on(terminal, (found) => {
        Object.assign(found, { columns, rows });
        found.remote.resize(columns, rows);
      }),
    close: (terminal) => on(terminal, ({ remote }) => remote.close()),
    enter: (window) => people.enter(window),
    of: (window) =>
      [...open].flatMap(([terminal, { wish, columns, rows }]) =>
        wish.window === window
          ? [
              {
                terminal,
                at: wish.at,
                lab: wish.lab.name,
                target: wish.place.target,
                columns,
                rows,
                printed: tail(printed.get(terminal) ?? ''),
              },
            ]
          : [],
      ),
    closeAll() {
      stopping.abort();
      people.close();
      for (const { remote } of open.values()) remote.close();
    },
  };
}

/** From the begin of a line on, so that no control sequence is cut in two. */
function tail(text: string): string {
  if (text.length <= KEPT_OUTPUT) return text;
  const rest = text.slice(-KEPT_OUTPUT);
  return rest.slice(rest.indexOf('\n') + 1);
}

/** With the best shell that the image has. Who may not talk to Docker may perhaps become root. */
function shellIn(container: string): string {
  const inside = quoteCommand([
    'docker',
    'exec',
    '-it',
    container,
    'sh',
    '-c',
    'command -v bash >/dev/null && exec bash; exec sh',
  ]);
  return `if [ -w /var/run/docker.sock ]; then exec ${inside}; else exec sudo ${inside}; fi`;
}

const gone = () =>
  problem({
    code: 'terminal-gone',
    message: 'That terminal has ended.',
    hint: 'Open a new one by double click on the host or the container.',
  });

const tooMany = () =>
  problem({
    code: 'terminals-full',
    message: `${MOST_TERMINALS} terminals are open already.`,
    hint: 'Close one of them first.',
  });

const notOurs = (at: string) =>
  problem({
    code: 'terminal-nowhere',
    subject: at,
    message: `${at} is not ours to log in to: the lab file says unmanaged.`,
    hint: 'Open a terminal on a host or container of your own, and ping it from there.',
  });
const notInLab = (at: string) =>
  problem({
    code: 'terminal-nowhere',
    subject: at,
    message: `The lab has no host or container ${at}.`,
    hint: 'Open a terminal by double click on a host or a container of the drawing.',
  });

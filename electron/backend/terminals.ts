/** Terminals on hosts and in containers, for people to type at. */
import type { Lab } from '../../shared/lab/lab.ts';
import { quoteCommand } from '../../shared/plan/quote.ts';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import type { RemoteTerminal } from '../remote/remote.ts';
import { asker } from './asker.ts';
import type { EventStream } from './event-stream.ts';
import type { Place } from './place.ts';
import type { Questions } from './questions.ts';
import type { Secrets } from './secrets.ts';

export interface TerminalWish {
  readonly lab: Lab;
  readonly place: Place;
  /** `docker01`, or a container on it: `docker01/bbox10`. */
  readonly at: string;
  readonly columns: number;
  readonly rows: number;
}

export interface Terminals {
  open(wish: TerminalWish): Promise<Result<{ readonly terminal: string }>>;
  type(terminal: string, keys: string): Result<null>;
  resize(terminal: string, columns: number, rows: number): Result<null>;
  close(terminal: string): Result<null>;
  closeAll(): void;
}

/** So many at once; each holds a session on its host. */
const MOST_TERMINALS = 32;
/** More is not sent to the windows at once: a program that prints without end waits in between. */
const PAUSE_MS = 16;

export function terminals(parts: {
  readonly events: EventStream;
  readonly questions: Questions;
  readonly secrets: Secrets;
  readonly newId: () => string;
}): Terminals {
  const open = new Map<string, RemoteTerminal>();
  const stopping = new AbortController();

  const on = (terminal: string, work: (found: RemoteTerminal) => void): Result<null> => {
    const found = open.get(terminal);
    if (found === undefined) return failure(gone());
    work(found);
    return success(null);
  };

  return {
    async open({ lab, place, at, columns, rows }) {
      if (open.size >= MOST_TERMINALS) return failure(tooMany());
      const [hostName = '', container] = at.split('/');
      const host = lab.hosts.find(({ name }) => name === hostName);
      const known = container === undefined || host?.containers.some(({ name }) => name === container);
      if (host === undefined || !known) return failure(notInLab(at));
      const targets = await place.targetsOf(lab);
      if (!targets.ok) return targets;
      const target = targets.value.find(({ name }) => name === hostName);
      if (target === undefined) return failure(notInLab(at));
      const session = {
        asker: asker(parts.questions, parts.secrets, stopping.signal),
        signal: stopping.signal,
      };
      const remote = await place.connections.to(target, session);
      if (!remote.ok) return remote;
      const id = parts.newId();
      const opened = await remote.value.terminal({
        command: container === undefined ? undefined : shellIn(container),
        columns,
        rows,
        onOutput(text) {
          parts.events.emit({ type: 'terminal-output', terminal: id, text });
          return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        },
      });
      if (!opened.ok) return opened;
      open.set(id, opened.value);
      void opened.value.ended.then(() => {
        open.delete(id);
        parts.events.emit({ type: 'terminal-ended', terminal: id });
      });
      return success({ terminal: id });
    },
    type: (terminal, keys) => on(terminal, (found) => found.write(keys)),
    resize: (terminal, columns, rows) => on(terminal, (found) => found.resize(columns, rows)),
    close: (terminal) => on(terminal, (found) => found.close()),
    closeAll() {
      stopping.abort();
      for (const terminal of open.values()) terminal.close();
    },
  };
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

const notInLab = (at: string) =>
  problem({
    code: 'terminal-nowhere',
    subject: at,
    message: `The lab has no host or container ${at}.`,
    hint: 'Open a terminal by double click on a host or a container of the drawing.',
  });

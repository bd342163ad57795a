/** The backend over the WebSocket of `trunkline serve`; `shared/wire.ts` says how they speak. */
import type { Answers, Backend, BackendEvent, RequestInput, RequestName } from '../../shared/api.ts';
import { success } from '../../shared/problem.ts';
import { CLOSE_TOKEN, type ServerMessage, TOKEN_KEY, WIRE_PATH, wireProtocols } from '../../shared/wire.ts';
import { download, pickFile } from './browser-files.ts';
import type { BackendPort, Reachability } from './port.ts';

/** Pauses between attempts to connect, in milliseconds; the last one repeats. */
const PAUSES = [250, 500, 1000, 2000, 4000] as const;

/** What of a browser the socket needs; a test gives its own. */
export interface SocketSurroundings {
  readonly url: string;
  readonly token: string;
  readonly open: (url: string, protocols: string[]) => WebSocket;
  readonly later: (run: () => void, ms: number) => void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Requests and events over one WebSocket that is opened again when it closes. */
export class SocketBackend implements BackendPort {
  private readonly surroundings: SocketSurroundings;
  private readonly waiting = new Map<number, Waiting>();
  private readonly eventListeners = new Set<(events: readonly BackendEvent[]) => void>();
  private readonly reachListeners = new Set<(reach: Reachability) => void>();
  private socket: WebSocket | undefined;
  private reach: Reachability | undefined;
  private nextId = 0;
  private attempts = 0;

  constructor(surroundings: SocketSurroundings) {
    this.surroundings = surroundings;
    this.connect();
  }

  readonly backend: Backend = {
    hello: (input) => this.ask('hello', input),
    openFile: (input) => this.ask('openFile', input),
    saveFile: (input) => this.ask('saveFile', input),
    plan: (input) => this.ask('plan', input),
    run: (input) => this.ask('run', input),
    verify: (input) => this.ask('verify', input),
    cancel: (input) => this.ask('cancel', input),
    openTerminal: (input) => this.ask('openTerminal', input),
    typeInTerminal: (input) => this.ask('typeInTerminal', input),
    resizeTerminal: (input) => this.ask('resizeTerminal', input),
    closeTerminal: (input) => this.ask('closeTerminal', input),
    answer: (input) => this.ask('answer', input),
    onEvents: (listener) => {
      this.eventListeners.add(listener);
      return () => void this.eventListeners.delete(listener);
    },
  };

  onReachable(listener: (reach: Reachability) => void): () => void {
    this.reachListeners.add(listener);
    if (this.reach !== undefined) listener(this.reach);
    return () => void this.reachListeners.delete(listener);
  }

  private connect(): void {
    const { url, token, open } = this.surroundings;
    const socket = open(url, wireProtocols(token));
    this.socket = socket;
    socket.addEventListener('open', () => {
      this.attempts = 0;
      this.tell('reachable');
    });
    socket.addEventListener('message', (event: MessageEvent<string>) => this.receive(JSON.parse(event.data)));
    socket.addEventListener('close', ({ code }) => this.closed(code));
  }

  private closed(code: number): void {
    this.socket = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error('the connection closed'));
    this.waiting.clear();
    if (code === CLOSE_TOKEN) {
      this.tell('outdated');
      return;
    }
    this.tell('lost');
    const pause = PAUSES[Math.min(this.attempts, PAUSES.length - 1)] ?? 0;
    this.attempts++;
    this.surroundings.later(() => this.connect(), pause);
  }

  private receive(message: ServerMessage): void {
    if (message.type === 'events') {
      for (const listener of this.eventListeners) listener(message.events);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.message));
  }

  private ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Answers[N]> {
    const { socket } = this;
    if (socket?.readyState !== 1) return Promise.reject(new Error('not connected'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Answers[N]), reject });
      socket.send(JSON.stringify({ id, name, input }));
    });
  }

  private tell(reach: Reachability): void {
    this.reach = reach;
    for (const listener of this.reachListeners) listener(reach);
  }
}

/** The port of a window in a browser: the socket, with opening and saving done as browsers do them. */
export function socketPort(): BackendPort {
  const { location, history, sessionStorage } = window;
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem(TOKEN_KEY, given);
    // The token is a secret: it stays in no address bar and no history.
    history.replaceState(null, '', `${location.pathname}${location.search}`);
  }
  const socket = new SocketBackend({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${WIRE_PATH}`,
    token: given ?? sessionStorage.getItem(TOKEN_KEY) ?? '',
    open: (url, protocols) => new WebSocket(url, protocols),
    later: (run, ms) => void setTimeout(run, ms),
  });
  return { backend: withBrowserFiles(socket.backend), onReachable: (listener) => socket.onReachable(listener) };
}

/** The file that the program was started with is saved where it is; all others are the browser's. */
function withBrowserFiles(backend: Backend): Backend {
  let served: string | undefined;
  return {
    ...backend,
    async hello(input) {
      const hello = await backend.hello(input);
      served = hello.file?.path;
      return hello;
    },
    async openFile(input) {
      if (input.path !== undefined) return backend.openFile(input);
      const picked = await pickFile();
      return success(picked && { path: picked.name, text: picked.text });
    },
    async saveFile(input) {
      if (input.path !== undefined && input.path === served) return backend.saveFile(input);
      const name = input.path?.split(/[\\/]/).at(-1) ?? input.suggestedName;
      download(name, input.text);
      return success({ path: name });
    },
  };
}

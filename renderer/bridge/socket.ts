/** The backend over the WebSocket of `trunkline serve`; `shared/wire.ts` says how they speak. */
import type { Answers, Backend, BackendEvent, RequestInput, RequestName } from '../../shared/api.ts';
import { success } from '../../shared/problem.ts';
import { type ServerMessage, TOKEN_KEY, WINDOW_KEY, WIRE_PATH, wireProtocols } from '../../shared/wire.ts';
import { newName } from '../store/new-name.ts';
import { download, pickFile } from './browser-files.ts';
import type { BackendPort, Reachability } from './port.ts';

/** Pauses between attempts to connect, in milliseconds; the last one repeats. */
const PAUSES = [250, 500, 1000, 2000, 4000] as const;

/** What of a browser the socket needs; a test gives its own. */
export interface SocketSurroundings {
  readonly url: string;
  readonly token: string;
  /** The name of this window. */
  readonly window: string;
  readonly open: (url: string, protocols: string[]) => WebSocket;
  /** Whether a program is there that refuses this token. */
  readonly isRefused: (token: string) => Promise<boolean>;
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
  private token: string;

  constructor(surroundings: SocketSurroundings) {
    this.surroundings = surroundings;
    this.token = surroundings.token;
    this.connect();
  }

  /** The person has given another token: it is tried at once. */
  retry(token: string): void {
    this.token = token;
    this.attempts = 0;
    const before = this.socket;
    this.drop();
    this.connect();
    before?.close();
  }

  readonly backend: Backend = {
    hello: (input) => this.ask('hello', input),
    openFile: (input) => this.ask('openFile', input),
    saveFile: (input) => this.ask('saveFile', input),
    recentFiles: (input) => this.ask('recentFiles', input),
    followFile: (input) => this.ask('followFile', input),
    keepDraft: (input) => this.ask('keepDraft', input),
    dropDraft: (input) => this.ask('dropDraft', input),
    practiceNow: (input) => this.ask('practiceNow', input),
    resetPractice: (input) => this.ask('resetPractice', input),
    rebootPractice: (input) => this.ask('rebootPractice', input),
    exportLab: (input) => this.ask('exportLab', input),
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
    const { url, window, open } = this.surroundings;
    const socket = open(url, wireProtocols(this.token, window));
    this.socket = socket;
    const isCurrent = (): boolean => this.socket === socket;
    let opened = false;
    socket.addEventListener('open', () => {
      opened = true;
      this.attempts = 0;
      if (isCurrent()) this.tell('reachable');
    });
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      if (isCurrent()) this.receive(JSON.parse(event.data));
    });
    socket.addEventListener('close', () => {
      if (isCurrent()) void this.closed(opened);
    });
  }

  private async closed(opened: boolean): Promise<void> {
    this.drop();
    const { token, surroundings } = this;
    // A refused request to open looks like no answer at all.
    const refused = !opened && (await surroundings.isRefused(token));
    if (this.socket !== undefined || token !== this.token) return;
    this.tell(refused ? 'refused' : 'lost');
    if (refused) return;
    const pause = PAUSES[Math.min(this.attempts, PAUSES.length - 1)] ?? 0;
    this.attempts++;
    surroundings.later(() => {
      if (this.socket === undefined) this.connect();
    }, pause);
  }

  private drop(): void {
    this.socket = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error('the connection closed'));
    this.waiting.clear();
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
  const { location, sessionStorage } = window;
  const socket = new SocketBackend({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${WIRE_PATH}`,
    token: takeToken() ?? sessionStorage.getItem(TOKEN_KEY) ?? '',
    window: windowName(),
    open: (url, protocols) => new WebSocket(url, protocols),
    isRefused,
    later: (run, ms) => void setTimeout(run, ms),
  });
  // The address that the program printed last, pasted into this tab, loads nothing anew: what is open here stays.
  window.addEventListener('hashchange', () => {
    const token = takeToken();
    if (token !== undefined) socket.retry(token);
  });
  return { backend: withBrowserFiles(socket.backend), onReachable: (listener) => socket.onReachable(listener) };
}

/** The token that the address has, if it has one: kept for this tab, and taken out of the address. */
function takeToken(): string | undefined {
  const { location, history, sessionStorage } = window;
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return undefined;
  sessionStorage.setItem(TOKEN_KEY, given);
  // The token is a secret: it stays in no address bar and no history.
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return given;
}

/**
 * Kept in the tab while the page is loaded anew, and only then: a tab that is copied takes its storage along, and is another
 * window.
 */
function windowName(): string {
  const { sessionStorage } = window;
  const name = sessionStorage.getItem(WINDOW_KEY) ?? newName();
  const hide = (): void => sessionStorage.removeItem(WINDOW_KEY);
  hide();
  window.addEventListener('pagehide', () => sessionStorage.setItem(WINDOW_KEY, name));
  window.addEventListener('pageshow', hide);
  return name;
}

async function isRefused(token: string): Promise<boolean> {
  try {
    const answer = await fetch(WIRE_PATH, { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' });
    return answer.status === 401;
  } catch {
    return false;
  }
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

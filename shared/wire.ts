/**
 * How a window in a browser speaks with `trunkline serve`: the contract of `api.ts` over one WebSocket.
 *
 * The URL that `serve` prints is `http://127.0.0.1:PORT/#token=TOKEN`. The window moves the token from the fragment to its
 * session storage (`TOKEN_KEY`), takes it out of the address, and opens
 *
 *     new WebSocket(`ws://${location.host}${WIRE_PATH}`, wireProtocols(token, window))
 *
 * The window sends `RequestMessage`s as JSON text and gets one `answer` (or `refused`, for what is not a request: a bug) with
 * the same `id` for each, in any order, and `events` in order in between. Events begin at once, before `hello` was said.
 * When the socket closes by itself the window opens it again with growing pauses, and says hello. Whoever has no valid token is
 * refused while the request is still HTTP (401), which a browser does not tell the window: it asks `GET WIRE_PATH` with
 * `Authorization: Bearer TOKEN`, which is 204 with the right token and 401 with another. No answer at all: the program is gone.
 *
 * A browser has no native dialogs: `openFile` and `saveFile` without a path answer with the problem `no-dialog`. There the
 * window uses a file input and a download; with the path of `hello().file`, saving goes to that file.
 */
import { z } from 'zod';
import { type Answers, type BackendEvent, LAB_TEXT_LIMIT, type RequestName, requestNames } from './api.ts';

export const WIRE_PATH = '/backend';
export const TOKEN_KEY = 'trunkline-token';
export const WINDOW_KEY = 'trunkline-window';

const PROTOCOL = 'trunkline.1';
const TOKEN_PREFIX = 'trunkline.token.';
const WINDOW_PREFIX = 'trunkline.window.';
const WINDOW = /^[A-Za-z0-9-]{1,64}$/;

/**
 * What the window offers as subprotocols; the server picks the first, and the token never shows in a log of URLs.
 *
 * @param window a name that it keeps for as long as it is the same window, loaded anew or connected again: what it has opened,
 *   it finds again
 */
export const wireProtocols = (token: string, window?: string): string[] => [
  PROTOCOL,
  TOKEN_PREFIX + token,
  ...(window === undefined ? [] : [WINDOW_PREFIX + window]),
];

export interface Protocols {
  /** To pick. */
  readonly protocol: string;
  readonly token: string;
  readonly window: string | undefined;
}

/** Undefined when it is not a window of this version. */
export function readProtocols(offered: Iterable<string>): Protocols | undefined {
  const all = [...offered];
  const after = (prefix: string) => all.find((protocol) => protocol.startsWith(prefix))?.slice(prefix.length);
  const token = after(TOKEN_PREFIX);
  if (token === undefined || !all.includes(PROTOCOL)) return undefined;
  const window = after(WINDOW_PREFIX);
  return { protocol: PROTOCOL, token, window: WINDOW.test(window ?? '') ? window : undefined };
}

/** Close code: a message was not JSON or not a request message. */
export const CLOSE_MALFORMED = 4400;

/** In bytes. A lab text of the largest size fits, whatever JSON makes of its characters. */
export const MESSAGE_LIMIT = LAB_TEXT_LIMIT * 6 + 65_536;

export const requestMessageSchema = z.strictObject({
  id: z.int().min(0),
  name: z.enum(requestNames),
  /** Checked by the schema of its request. */
  input: z.unknown(),
});
export type RequestMessage = z.infer<typeof requestMessageSchema>;

export type ServerMessage =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answers[RequestName] }
  | { readonly type: 'refused'; readonly id: number; readonly message: string }
  | { readonly type: 'events'; readonly events: readonly BackendEvent[] };

/**
 * What a window may say over its WebSocket: whatever it is, each request gets one answer or refusal, anything else closes this
 * one socket. What a stranger may say at the port: it is answered by HTTP or not at all, its socket ends, and nothing of it
 * reaches the backend. A window beside them notices nothing of either.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import type { WindowBackend } from '../../electron/backend/backend.ts';
import { startServing } from '../../electron/serve.ts';
import { requestNames, requestSchemas } from '../../shared/api.ts';
import { success } from '../../shared/problem.ts';
import {
  CLOSE_MALFORMED,
  requestMessageSchema,
  type ServerMessage,
  WIRE_PATH,
  wireProtocols,
} from '../../shared/wire.ts';
import { fuzz, type Random } from './lib/fuzz.ts';

type Message = { readonly text: string } | { readonly binary: Buffer };

const folder = mkdtempSync(join(tmpdir(), 'trunkline-fuzz-wire-'));
let requests = 0;
const answered = async () => {
  requests++;
  return success(null) as never;
};
const inside = {
  ...Object.fromEntries(requestNames.map((name) => [name, answered])),
  onEvents: () => () => undefined,
  leave: () => undefined,
} as unknown as WindowBackend;
const backend = { forWindow: () => inside };
const serving = await startServing({ backend, folder, port: 0, address: '127.0.0.1' });
const { port, hash } = new URL(serving.url);
const protocols = wireProtocols(hash.replace('#token=', ''));

async function connected(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${WIRE_PATH}`, protocols);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}
const bystander = await connected();
let bystanderClosed: number | undefined;
bystander.on('close', (code) => {
  bystanderClosed = code;
});

const anything = fc.jsonValue({ maxDepth: 3 });
const text = fc.string({ unit: 'binary', maxLength: 40 });

/** Inputs that are nearly right: the keys of the request, with anything as their values. */
function input(random: Random, name: (typeof requestNames)[number]): unknown {
  if (random.chance(0.2)) return random.draw(anything);
  const made = Object.fromEntries(
    Object.keys(requestSchemas[name].shape).map((key) => [
      key,
      random.chance(0.6) ? 'practice' : random.draw(anything),
    ]),
  );
  if (random.chance(0.1)) made[random.of(['__proto__', 'constructor', 'toString', 'more'])] = 1;
  return made;
}

function message(random: Random): Message {
  if (random.chance(0.05)) return { binary: random.bytes(random.int(0, 64)) };
  if (random.chance(0.05)) return { text: random.draw(text) };
  const name = random.of(requestNames);
  const made: Record<string, unknown> = { id: random.int(0, 9), name, input: input(random, name) };
  if (random.chance(0.1)) made.id = random.of([-1, 1.5, 2 ** 53, '1', null, []]);
  if (random.chance(0.1)) made.name = random.of(['onEvents', '__proto__', 'constructor', 'hello ', '']);
  if (random.chance(0.05)) made.more = true;
  const said = JSON.stringify(made);
  return { text: random.chance(0.05) ? said.slice(0, random.int(0, said.length)) : said };
}

function idOf(sent: Message): number | undefined {
  if ('binary' in sent) return undefined;
  try {
    const read = requestMessageSchema.safeParse(JSON.parse(sent.text));
    return read.success ? read.data.id : undefined;
  } catch {
    return undefined;
  }
}

/** Ids of what must be answered, and whether the socket must close then. */
function expected(sent: readonly Message[]) {
  const ids: number[] = [];
  for (const one of sent) {
    const id = idOf(one);
    if (id === undefined) return { ids, closes: true };
    ids.push(id);
  }
  return { ids, closes: false };
}

/** A request to upgrade that is wrong in some way, or nothing like one, and what may follow a refusal. */
function stranger(random: Random): readonly Buffer[] {
  const name = random.of([`127.0.0.1:${port}`, 'evil.example', `localhost:${port}`, `a@127.0.0.1:${port}`, '']);
  const offered = random.of([
    'trunkline.1, trunkline.token.wrong',
    'trunkline.1',
    'trunkline.token.',
    `trunkline.1, trunkline.token.${'x'.repeat(random.int(0, 40))}`,
    `, , ${random.draw(text)}`,
  ]);
  const key = random.bytes(random.chance(0.9) ? 16 : random.int(0, 20)).toString('base64');
  const lines = [
    `${random.of(['GET', 'GET', 'GET', 'POST', 'CONNECT', 'OPTIONS', 'PRI'])} ${random.of([WIRE_PATH, WIRE_PATH, '/', '//[', '*', `/${'x'.repeat(9_000)}`])} HTTP/${random.of(['1.1', '1.1', '1.0', '2.0'])}`,
    `Host: ${name}`,
    `Upgrade: ${random.of(['websocket', 'websocket', 'h2c', 'WebSocket, x'])}`,
    'Connection: Upgrade',
    `Sec-WebSocket-Version: ${random.of(['13', '13', '8', '-1'])}`,
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Protocol: ${offered}`,
    `Origin: ${random.of([`http://127.0.0.1:${port}`, 'null', 'http://', 'https://evil.example'])}`,
    `Content-Length: ${random.of(['0', '5', '99999999999', '-1'])}`,
    'Transfer-Encoding: chunked',
    `Authorization: Bearer ${random.draw(text)}`,
    'Expect: 100-continue',
  ].filter((_, index) => index === 0 || random.chance(index > 7 ? 0.2 : 0.9));
  let head: Buffer = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (random.chance(0.3)) head = mutated(random, head);
  const after = Array.from({ length: random.int(0, 3) }, () =>
    random.chance(0.5) ? Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]) : random.bytes(random.int(0, 300)),
  );
  return random.chance(0.1) ? after : [head, ...after];
}

function mutated(random: Random, text: Buffer): Buffer {
  const made = Buffer.from(text);
  for (let times = random.int(1, 8); times > 0; times--) made[random.int(0, made.length - 1)] = random.int(0, 255);
  return random.chance(0.3) ? made.subarray(0, random.int(0, made.length)) : made;
}

async function checkStranger(pieces: readonly Buffer[], ends: boolean): Promise<string> {
  const before = requests;
  const socket = connect(Number(port), '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString('latin1');
  });
  // What the server has cut off is no error of this test.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  if (ends) socket.end();
  else setTimeout(() => socket.destroy(), 30).unref();
  await closed;
  await greet();
  if (requests !== before + 1) throw new Error('a stranger has reached the backend');
  if (/^HTTP\/1\.1 101/m.test(heard)) throw new Error('a stranger was let in');
  return `stranger ${/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 'without an answer'}`;
}

/** The window beside is answered as before. */
async function greet(): Promise<void> {
  const heard = new Promise((resolve) => bystander.once('message', resolve));
  bystander.send(JSON.stringify({ id: 0, name: 'hello', input: {} }));
  await heard;
}

async function checkWindow(sent: readonly Message[]): Promise<string> {
  const { ids, closes } = expected(sent);
  const socket = await connected();
  const heard: ServerMessage[] = [];
  const end = new Promise<number>((resolve) => socket.once('close', resolve));
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)));
      if (heard.length === ids.length && !closes) resolve();
    });
  });
  for (const one of sent) socket.send('binary' in one ? one.binary : one.text);
  if (closes) {
    const code = await end;
    if (code !== CLOSE_MALFORMED) throw new Error(`closed with ${code}`);
    return 'window closed';
  }
  await all;
  socket.close();
  await end;
  const got = heard.map((one) => ('id' in one ? one.id : -1)).sort();
  if (got.join() !== [...ids].sort().join()) throw new Error(`asked ${ids.join()}, heard of ${got.join()}`);
  return heard.some(({ type }) => type === 'refused') ? 'window refused' : 'window answered';
}

type Case = { readonly window: readonly Message[] } | { readonly stranger: readonly Buffer[]; readonly ends: boolean };

await fuzz<Case>({
  name: 'wire',
  make: (random) =>
    random.chance(0.5)
      ? { window: Array.from({ length: random.int(1, 6) }, () => message(random)) }
      : { stranger: stranger(random), ends: random.chance(0.8) },
  async check(made) {
    const kind = 'window' in made ? await checkWindow(made.window) : await checkStranger(made.stranger, made.ends);
    if (bystanderClosed !== undefined) throw new Error(`a window beside was closed with ${bystanderClosed}`);
    return kind;
  },
  show: (made) =>
    'window' in made ? made.window.map((one) => JSON.stringify(one)).join('\n') : inspect(made.stranger.map(String)),
  async end() {
    bystander.close();
    await serving.stop();
    rmSync(folder, { recursive: true });
  },
});

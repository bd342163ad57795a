/**
 * What a window may say over its WebSocket: whatever it is, each request gets one answer or refusal, anything else closes this
 * one socket, and a window beside it notices nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { startServing } from '../../electron/serve.ts';
import { type Backend, requestNames, requestSchemas } from '../../shared/api.ts';
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
const answered = async () => success(null) as never;
const backend = {
  ...Object.fromEntries(requestNames.map((name) => [name, answered])),
  onEvents: () => () => undefined,
} as unknown as Backend;
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

/** Inputs that are nearly right: the keys of the request, with anything as their values. */
function input(random: Random, name: (typeof requestNames)[number]): unknown {
  const anything = fc.anything({ withNullPrototype: false, maxDepth: 3 });
  if (random.chance(0.2)) return random.draw(fc.jsonValue());
  const keys = Object.keys(requestSchemas[name].shape);
  const values = random.draw(fc.array(anything, { minLength: keys.length, maxLength: keys.length }));
  const made = Object.fromEntries(keys.map((key, index) => [key, random.chance(0.6) ? 'practice' : values[index]]));
  if (random.chance(0.1)) made[random.of(['__proto__', 'constructor', 'toString', 'more'])] = 1;
  return made;
}

function message(random: Random): Message {
  if (random.chance(0.05)) return { binary: random.bytes(random.int(0, 64)) };
  if (random.chance(0.05)) return { text: random.draw(fc.string({ unit: 'binary', maxLength: 64 })) };
  const name = random.of(requestNames);
  const made: Record<string, unknown> = { id: random.int(0, 9), name, input: input(random, name) };
  if (random.chance(0.1)) made.id = random.of([-1, 1.5, 2 ** 53, '1', null, []]);
  if (random.chance(0.1)) made.name = random.of(['onEvents', '__proto__', 'constructor', 'hello ', '']);
  if (random.chance(0.05)) made.more = true;
  let text = JSON.stringify(made, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  if (random.chance(0.05)) text = text.slice(0, random.int(0, text.length));
  return { text };
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

await fuzz<readonly Message[]>({
  name: 'wire',
  make: (random) => Array.from({ length: random.int(1, 6) }, () => message(random)),
  async check(sent) {
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
    } else {
      await all;
      socket.close();
      await end;
      const got = heard.map((one) => ('id' in one ? one.id : -1)).sort();
      if (got.join() !== [...ids].sort().join()) throw new Error(`asked ${ids.join()}, heard of ${got.join()}`);
    }
    if (bystanderClosed !== undefined) throw new Error(`a window beside was closed with ${bystanderClosed}`);
    if (closes) return 'closed';
    return heard.some(({ type }) => type === 'refused') ? 'refused' : 'answered';
  },
  async end() {
    bystander.close();
    await serving.stop();
    rmSync(folder, { recursive: true });
  },
});

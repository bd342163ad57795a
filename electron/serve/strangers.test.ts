import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WIRE_PATH, wireProtocols } from '../../shared/wire.ts';
import type { WindowBackend } from '../backend/backend.ts';
import { type Serving, startServing } from '../serve.ts';
import { MOST_STRANGERS } from './strangers.ts';

let serving: Serving;
const inside = { hello: async () => ({}), onEvents: () => () => undefined, leave: () => undefined };
const backend = { forWindow: () => inside as unknown as WindowBackend };
const open: Socket[] = [];

beforeEach(async () => {
  serving = await startServing({ backend, folder: tmpdir(), port: 0, address: '127.0.0.1' });
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await serving.stop();
});

const port = (): number => Number(new URL(serving.url).port);

/** Resolves with all that was said when the peer has closed. */
async function say(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port(), '127.0.0.1');
  open.push(socket);
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString('latin1');
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(20);
  }
  await closed;
  return heard;
}

async function window(): Promise<WebSocket> {
  const token = new URL(serving.url).hash.replace('#token=', '');
  const socket = new WebSocket(`ws://127.0.0.1:${port()}${WIRE_PATH}`, wireProtocols(token));
  await once(socket, 'open');
  return socket;
}

const upgrade = (protocols: string, more = ''): string =>
  `GET ${WIRE_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n${protocols}${more}\r\n`;

const BAD_FRAME = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]);

test.each([
  ['a wrong token', 'Sec-WebSocket-Protocol: trunkline.1, trunkline.token.wrong\r\n', '401'],
  ['no protocol', '', '400'],
  ['another origin', 'Origin: http://evil.example\r\n', '403'],
])('who was refused for %s can say what it likes', async (_, headers, status) => {
  expect(await say(upgrade(headers), BAD_FRAME, Buffer.alloc(1_000_000), BAD_FRAME)).toContain(`HTTP/1.1 ${status}`);
  (await window()).close();
});

test('a request that names two hosts is refused, whichever of them is ours', async () => {
  const ours = `Host: 127.0.0.1:${port()}\r\n`;
  for (const hosts of [`${ours}Host: evil.example\r\n`, `Host: evil.example\r\n${ours}`, ours.repeat(2)])
    expect(await say(`GET / HTTP/1.1\r\n${hosts}\r\n`)).toMatch(/^HTTP\/1.1 40[03]/);
});

test('what a window sends that is no frame ends this window alone', async () => {
  const token = new URL(serving.url).hash.replace('#token=', '');
  const other = await window();
  await say(upgrade(`Sec-WebSocket-Protocol: trunkline.1, trunkline.token.${token}\r\n`), BAD_FRAME);
  expect(other.readyState).toBe(WebSocket.OPEN);
  other.close();
});

test('who was refused and does not go is not waited for at the end', async () => {
  const socket = connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  open.push(socket);
  socket.write(upgrade('Sec-WebSocket-Protocol: trunkline.1, trunkline.token.wrong\r\n'));
  await once(socket, 'data');
  const begun = performance.now();
  await serving.stop();
  expect(performance.now() - begun).toBeLessThan(500);
  serving = await startServing({ backend, folder: tmpdir(), port: 0, address: '127.0.0.1' });
});

test('headers without end are not read to it', async () => {
  expect(await say(`GET / HTTP/1.1\r\nX: ${'x'.repeat(10_000)}`)).toMatch(/^HTTP\/1.1 431/);
});

test('who asks again and again without taking an answer is given one at most', async () => {
  const one = `GET /index.html HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\n\r\n`;
  const heard = await say(one.repeat(1_000));
  expect(heard.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThan(2);
  // One after the other they are all answered.
  const patient = connect(port(), '127.0.0.1').on('error', () => undefined);
  open.push(patient);
  for (let index = 0; index < 3; index++) {
    patient.write(one);
    expect(String((await once(patient, 'data'))[0])).toContain('HTTP/1.1 404');
  }
});

test('of too many strangers the longest here goes, and a window comes in', async () => {
  let gone = 0;
  for (let index = 0; index < MOST_STRANGERS + 10; index++) {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => undefined).on('close', () => gone++);
    open.push(socket);
    await once(socket, 'connect');
  }
  const inside = await window();
  await expect.poll(() => gone).toBe(11);
  for (let index = 0; index < MOST_STRANGERS + 1; index++)
    open.push(connect(port(), '127.0.0.1').on('error', () => undefined));
  await sleep(200);
  expect(inside.readyState).toBe(WebSocket.OPEN);
  inside.close();
});

test('a window that asked in time is answered though this program stood still for longer than anybody is waited for', async () => {
  const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
  open.push(socket);
  await once(socket, 'connect');
  await sleep(50);
  const answered = once(socket, 'data');
  const token = new URL(serving.url).hash.replace('#token=', '');
  // After this turn's reading, and before the next one's timers: nothing of this process runs meanwhile.
  setImmediate(() => {
    socket.write(upgrade(`Sec-WebSocket-Protocol: trunkline.1, trunkline.token.${token}\r\n`));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 12_000);
  });
  expect(String((await answered)[0])).toContain('HTTP/1.1 101');
}, 30_000);

test('who asks nothing, or never comes to an end of it, is not waited for', async () => {
  const begun = performance.now();
  const [half] = await Promise.all([
    say('GET / HTTP/1.1\r\nHost: x'),
    say(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nContent-Length: 100000000\r\n\r\n`, 'x'),
  ]);
  expect(half).toMatch(/408|^$/);
  expect(performance.now() - begun).toBeLessThan(15_000);
}, 30_000);

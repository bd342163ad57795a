import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Backend, BackendEvent } from '../shared/api.ts';
import { failure, problem, success } from '../shared/problem.ts';
import { CLOSE_MALFORMED, type ServerMessage, WIRE_PATH, wireProtocols } from '../shared/wire.ts';
import { type Serving, startServing } from './serve.ts';

let folder: string;
let serving: Serving;
let listeners: Set<(events: readonly BackendEvent[]) => void>;
let asked: unknown[];

const none = async () => failure(problem({ code: 'none', message: 'None.', hint: 'None.' }));
const left: string[] = [];
const inside: Backend = {
  hello: async () => ({
    version: '1',
    shell: 'browser',
    file: null,
    practice: false,
    backlog: [],
    terminals: [],
    drafts: [],
  }),
  recentFiles: none,
  followFile: none,
  keepDraft: none,
  dropDraft: none,
  openFile: none,
  saveFile: none,
  practiceNow: none,
  resetPractice: none,
  rebootPractice: none,
  exportLab: none,
  plan: async (input) => {
    asked.push(input);
    return success({ activity: 'a' });
  },
  run: none,
  verify: async () => {
    throw new Error('a bug with a secret in it');
  },
  cancel: none,
  openTerminal: none,
  typeInTerminal: none,
  resizeTerminal: none,
  closeTerminal: none,
  answer: none,
  onEvents: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

const backend = { forWindow: (window: string) => ({ ...inside, leave: () => void left.push(window) }) };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-serve-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  listeners = new Set();
  asked = [];
  serving = await startServing({ backend, folder, port: 0, address: '127.0.0.1' });
});
afterEach(async () => {
  await serving.stop();
  rmSync(folder, { recursive: true });
});

const port = (): number => Number(new URL(serving.url).port);
const token = (): string => new URL(serving.url).hash.replace('#token=', '');

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: port(), path, method, headers }, (response) => {
        let body = '';
        response.on('data', (data) => {
          body += data;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

/** A window's socket: what it hears, and how it ends. */
function open(options: { token?: string; window?: string; headers?: Record<string, string>; path?: string } = {}) {
  const socket = new WebSocket(
    `ws://127.0.0.1:${port()}${options.path ?? WIRE_PATH}`,
    wireProtocols(options.token ?? token(), options.window),
    { headers: options.headers ?? {} },
  );
  const heard: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)));
    for (const look of waiting) look();
  });
  const ended = new Promise<number | string>((resolve) => {
    socket.on('error', (error) => resolve(error.message));
    socket.on('close', (code) => resolve(code));
  });
  return {
    socket,
    ended,
    opened: new Promise<void>((resolve) => socket.once('open', () => resolve())),
    heard: (count: number) =>
      new Promise<readonly ServerMessage[]>((resolve) => {
        const look = (): void => {
          if (heard.length >= count) resolve(heard);
        };
        waiting.add(look);
        look();
      }),
    say: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

describe('the window', () => {
  test('is served with headers that keep it to itself', async () => {
    const { status, headers, body } = await get('/');
    expect([status, body]).toEqual([200, '<!doctype html>']);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test.each(['evil.example', 'localhost', 'localhost:1', '127.0.0.1'])(
    'is not there for somebody who calls us %j',
    async (host) => {
      expect((await get('/', { host })).status).toBe(403);
    },
  );

  test('is there by the names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await get('/', { host: `${name}:${port()}` })).status).toBe(200);
    }
  });

  test('only gives', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405);
    expect((await get('/', {}, 'HEAD')).body).toBe('');
  });

  test('survives a request that is no path', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port(), '127.0.0.1');
      socket.on('data', (data) => resolve(String(data)));
      socket.write(`GET //[ HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nConnection: close\r\n\r\n`);
    });
    expect(answer).toMatch(/^HTTP\/1.1 404/);
    expect((await get('/')).status).toBe(200);
  });
});

describe('the socket', () => {
  test('answers requests and tells events, to every window', async () => {
    const [first, second] = [open(), open()];
    await Promise.all([first.opened, second.opened]);
    first.say({ id: 7, name: 'plan', input: { text: 'x', intent: 'deploy', target: 'real' } });
    expect(await first.heard(1)).toEqual([
      { type: 'answer', id: 7, answer: { ok: true, value: { activity: 'a' }, warnings: [] } },
    ]);
    expect(asked).toEqual([{ text: 'x', intent: 'deploy', target: 'real' }]);

    const event: BackendEvent = { type: 'question-closed', question: 'q', seq: 1, at: 1 };
    for (const listener of listeners) listener([event]);
    expect((await first.heard(2))[1]).toEqual({ type: 'events', events: [event] });
    expect((await second.heard(1))[0]).toEqual({ type: 'events', events: [event] });
  });

  test.each(['-', 'wrong', 'x'.repeat(32)])('refuses the token %j before it is a socket', async (wrong) => {
    expect(await open({ token: wrong }).ended).toMatch(/401/);
    expect(listeners.size).toBe(0);
  });

  test.each([
    [[], 400],
    [['trunkline.1'], 400],
    [['trunkline.2', 'trunkline.token.x'], 400],
  ])('refuses who speaks %j with %d', async (protocols, status) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}${WIRE_PATH}`, protocols);
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toMatch(String(status));
  });

  test('tells a window whether it was the token', async () => {
    expect((await get(WIRE_PATH)).status).toBe(401);
    expect((await get(WIRE_PATH, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get(WIRE_PATH, { authorization: `Bearer ${token()}` })).status).toBe(204);
  });

  test.each([
    { headers: { origin: 'http://evil.example' } },
    { headers: { origin: 'null' } },
    { headers: { host: 'evil.example' } },
    { path: '/other' },
  ])('is not there for %j, with the right token', async (options) => {
    expect(await open(options).ended).toMatch(/403/);
    expect(listeners.size).toBe(0);
  });

  test('stands for one window, by the name that it gives or one of its own', async () => {
    const windows = [open({ window: 'w1' }), open({ window: 'no_name' }), open()];
    left.length = 0;
    for (const { opened, socket, ended } of windows) {
      await opened;
      socket.close();
      await ended;
    }
    await expect.poll(() => left.length).toBe(3);
    expect(left[0]).toBe('w1');
    expect(new Set(left).size).toBe(3);
    expect(left).not.toContain('no_name');
  });

  test('is there for our own page', async () => {
    await open({ headers: { origin: `http://localhost:${port()}` } }).opened;
  });

  test.each([
    'not JSON',
    '[]',
    '{"id":1}',
    '{"id":-1,"name":"hello","input":{}}',
    '{"id":1,"name":"constructor","input":{}}',
    '{"id":1,"name":"hello","input":{},"more":1}',
  ])('closes on %s', async (message) => {
    const { opened, say, ended } = open();
    await opened;
    say(message);
    expect(await ended).toBe(CLOSE_MALFORMED);
  });

  test('refuses input that is not what a request takes, and tells nothing of its own errors', async () => {
    const { opened, say, heard } = open();
    await opened;
    say({ id: 1, name: 'run', input: { commands: ['reboot'] } });
    say({ id: 2, name: 'verify', input: { text: 'x', target: 'real' } });
    // An object with a length that no number is greater than, nor less.
    const endless = { length: { toString: 'x', valueOf: 'y' } };
    say({ id: 3, name: 'keepDraft', input: { id: 'a', name: 'a', text: 'a', path: endless } });
    say({ id: 4, name: 'cancel', input: { activity: endless } });
    const answers = await heard(4);
    expect(new Set(answers)).toEqual(
      new Set([
        { type: 'refused', id: 1, message: 'not a valid run request' },
        { type: 'refused', id: 2, message: 'the request failed' },
        { type: 'refused', id: 3, message: 'not a valid keepDraft request' },
        { type: 'refused', id: 4, message: 'not a valid cancel request' },
      ]),
    );
  });

  test('does not take a message without end', async () => {
    const { opened, say, ended } = open();
    await opened;
    say(JSON.stringify({ id: 1, name: 'hello', input: 'x'.repeat(13_000_000) }));
    expect(await ended).toBe(1009);
  });
});

test('listening elsewhere, it answers by the address that it was asked at', async () => {
  const wide = await startServing({ backend, folder, port: 0, address: '0.0.0.0' });
  const at = Number(new URL(wide.url).port);
  const status = (host: string) =>
    new Promise<number | undefined>((resolve) => {
      request({ host: '127.0.0.2', port: at, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
  expect(await status(`127.0.0.2:${at}`)).toBe(200);
  expect(await status(`evil.example:${at}`)).toBe(403);
  await wide.stop();
});

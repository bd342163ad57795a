import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WIRE_PATH, wireProtocols } from '../../shared/wire.ts';
import type { WindowBackend } from '../backend/backend.ts';
import { type Serving, startServing } from '../serve.ts';
import { type Certificate, readCertificate } from './tls.ts';

/** Of nobody: made for this test, for `lab.example`, `localhost` and 127.0.0.1. */
const CERT = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUKgAwIBAgIUIDhyibpKf5s7PAj530lsYDK+ZqEwCgYIKoZIzj0EAwIw
DjEMMAoGA1UEAwwDbGFiMCAXDTI2MTEyODIyMDEyN1oYDzIxMjYxMTA0MjIwMTI3
WjAOMQwwCgYDVQQDDANsYWIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARrmzDL
KQARfcrGn1BDPkUirS3KAdhgZ8amiPrUeHUrvEGa6/a2SSfPlfGiO7YdwtP60X21
V+86trLc/2IVf1Zlo3wwejAdBgNVHQ4EFgQUiM0JYwVlEEaY5DM2XInauksImAUw
HwYDVR0jBBgwFoAUiM0JYwVlEEaY5DM2XInauksImAUwDwYDVR0TAQH/BAUwAwEB
/zAnBgNVHREEIDAeggtsYWIuZXhhbXBsZYIJbG9jYWxob3N0hwR/AAABMAoGCCqG
SM49BAMCA0cAMEQCIDv79XSuG17WlDeOP9lnsRyQ/kATpAnJEOzqv2kO3+hyAiB7
6X/vEU9hgXgKXVUK6+tCJphYh0S5pFgJAHiQbo+Njg==
-----END CERTIFICATE-----
`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM5RvgeP8RACq6sBs
GlBGPJMeY+KAJX9Gzg3ZFJu/Oh2hRANCAARrmzDLKQARfcrGn1BDPkUirS3KAdhg
Z8amiPrUeHUrvEGa6/a2SSfPlfGiO7YdwtP60X21V+86trLc/2IVf1Zl
-----END PRIVATE KEY-----
`;

let folder: string;
let certificate: Certificate;
let serving: Serving;
const inside = { hello: async () => ({}), onEvents: () => () => undefined, leave: () => undefined };
const backend = { forWindow: () => inside as unknown as WindowBackend };
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-tls-'));
  writeFileSync(path('cert.pem'), CERT);
  writeFileSync(path('key.pem'), KEY);
  writeFileSync(path('index.html'), '<!doctype html>');
  const read = await readCertificate(path('cert.pem'), path('key.pem'));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  certificate = read.value;
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  serving = await startServing({ backend, folder, port: 0, address: '127.0.0.1', certificate });
});
afterEach(() => serving.stop());

const port = (): number => Number(new URL(serving.url).port);

const status = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(
      { host: '127.0.0.1', port: port(), rejectUnauthorized: false, headers: { host: `${host}:${port()}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    ).on('error', reject);
  });

function open(token: string, origin: string): Promise<string> {
  const socket = new WebSocket(`wss://127.0.0.1:${port()}${WIRE_PATH}`, wireProtocols(token), {
    ca: CERT,
    headers: { origin },
  });
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.close();
      resolve('open');
    });
    socket.once('error', ({ message }) => resolve(message));
  });
}

test('the window and its socket are there by HTTPS, by the names of the certificate', async () => {
  expect(serving.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/#token=/);
  const token = new URL(serving.url).hash.replace('#token=', '');
  for (const name of ['127.0.0.1', 'localhost', 'lab.example']) expect(await status(name)).toBe(200);
  expect(await status('evil.example')).toBe(403);
  expect(await open(token, `https://lab.example:${port()}`)).toBe('open');
  expect(await open(token, `http://lab.example:${port()}`)).toMatch('403');
  expect(await open('wrong', `https://lab.example:${port()}`)).toMatch('401');
});

test('who speaks no TLS, or breaks off, ends its own connection alone', async () => {
  for (const said of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01\x02\x00\x01', '']) {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.end(said);
    socket.resume();
    await once(socket, 'close');
  }
  expect(await status('localhost')).toBe(200);
});

test('who is in the middle of a handshake is not waited for at the end', async () => {
  const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
  const gone = once(socket, 'close');
  await once(socket, 'connect');
  socket.write('\x16\x03\x01\x02\x00\x01');
  await status('localhost');
  const begun = performance.now();
  await serving.stop();
  await gone;
  expect(performance.now() - begun).toBeLessThan(2_000);
  serving = await startServing({ backend, folder, port: 0, address: '127.0.0.1', certificate });
});

test.each([
  ['cert.pem', 'absent.pem', 'there is no such file'],
  ['index.html', 'key.pem', 'no certificate'],
  ['cert.pem', 'cert.pem', 'no certificate with its key'],
  ['/dev/zero', 'key.pem', 'device'],
])('%s with %s is refused in words', async (cert, key, words) => {
  const read = await readCertificate(cert.startsWith('/') ? cert : path(cert), path(key));
  expect(read).toMatchObject({
    ok: false,
    problems: [{ code: 'tls-certificate', message: expect.stringContaining(words) }],
  });
});

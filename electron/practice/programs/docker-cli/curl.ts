/** `curl`, as far as Docker's socket and the services of practice containers are asked with it. */

import { answerApi } from '../../docker/api/routes.ts';
import { REASONS } from '../../docker/distribution/connect.ts';
import { buildOf } from '../../docker/engine/builds.ts';
import { dockerOf } from '../../docker/engine/installed.ts';
import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { ask as askOverHttp, type HttpAnswer } from '../core/http.ts';
import { open } from '../core/program.ts';
import { type Asked, CurlUsage, readArguments } from './curl-options.ts';

const SOCKET = '/var/run/docker.sock';

/** What curl ends with when there is no answer. */
class Failure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const curl: Command = async (process) => {
  let asked: Asked;
  try {
    asked = await readArguments(process);
  } catch (error) {
    if (!(error instanceof CurlUsage)) throw error;
    await process.stderr.write(`curl: ${error.message}\n`);
    return error.status;
  }
  if (asked.version) {
    await process.stdout.write('curl 7.88.1 (practice host) \nProtocols: http \nFeatures: UnixSockets \n');
    return 0;
  }
  let status = 0;
  for (const url of asked.urls) {
    if (process.signal.aborted) return 130;
    status = await ask(process, asked, url);
  }
  return status;
};

/** Those that the real one speaks besides: `curl --version`. */
const OTHER_PROTOCOLS: readonly string[] = [
  ...[
    'dict',
    'file',
    'ftp',
    'ftps',
    'gopher',
    'gophers',
    'imap',
    'imaps',
    'ldap',
    'ldaps',
    'mqtt',
    'pop3',
    'pop3s',
    'rtmp',
  ],
  ...['rtsp', 'scp', 'sftp', 'smb', 'smbs', 'smtp', 'smtps', 'telnet', 'tftp'],
];

async function ask(process: Process, asked: Asked, written: string): Promise<number> {
  const url = written.includes('://') ? written : `http://${written}`;
  const scheme = /^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (OTHER_PROTOCOLS.includes(scheme)) {
    await process.stderr.write(`curl: practice hosts do not simulate the protocol ${scheme}.\n`);
    return 1;
  }
  const tell = async (code: string, size: number): Promise<void> => {
    if (asked.writeOut !== undefined) await process.stdout.write(writeOut(asked.writeOut, code, shownUrl(url), size));
  };
  const metered = !asked.silent && (asked.output !== undefined || process.stdout.terminal === undefined);
  try {
    if (metered) await process.stderr.write(METER_HEAD);
    const answer = await answerOf(process, asked, url);
    if (asked.fail && answer.status >= 400) {
      throw new Failure(22, `The requested URL returned error: ${answer.status}`);
    }
    const head =
      asked.include || asked.head
        ? `${[`HTTP/1.1 ${answer.status} ${answer.reason}`, ...answer.headers].join('\r\n')}\r\n\r\n`
        : '';
    const body = asked.head ? '' : answer.body;
    if (metered) await process.stderr.write(meterEnd(body.length));
    if (asked.output === undefined) await process.stdout.write(head + body);
    else await writeTo(process, asked.output, head + body);
    await tell(String(answer.status), body.length);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (metered) await process.stderr.write(METER_FAILED);
    if (!asked.silent || asked.showError) await process.stderr.write(`curl: (${error.status}) ${error.message}\n`);
    await tell('000', 0);
    return error.status;
  }
}

async function answerOf(process: Process, asked: Asked, text: string): Promise<HttpAnswer> {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined) throw new Failure(3, 'URL using bad/illegal format or missing URL');
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new Failure(1, `Protocol "${parsed.protocol.replace(':', '')}" not supported or disabled in libcurl`);
  }
  const target = `${parsed.pathname}${parsed.search}`;
  if (asked.socket !== undefined) return fromSocket(process, asked, target);
  const port = Number(parsed.port || (parsed.protocol === 'https:' ? 443 : 80));
  const started = process.machine.clock.now();
  const headers = ['User-Agent: curl/7.88.1', 'Accept: */*', ...asked.headers];
  const address = resolve(process, parsed.hostname);
  if (asked.verbose && address !== undefined) await process.stderr.write(`*   Trying ${address}:${port}...\n`);
  const outcome = await askOverHttp(process, {
    host: parsed.hostname,
    port,
    method: asked.method,
    target,
    headers,
    ...(asked.body !== undefined && { body: asked.body }),
    patience: asked.patience,
    secure: parsed.protocol === 'https:',
  });
  if (outcome.kind !== 'answer') {
    const limited = asked.connecting && outcome.kind === 'timeout';
    throw unreachable(
      parsed.hostname,
      port,
      limited ? 'connect-timeout' : outcome.kind,
      process.machine.clock.now() - started,
    );
  }
  if (asked.verbose && parsed.protocol === 'http:') {
    const { status, reason, headers: answered, body } = outcome.answer;
    const sent = [`${asked.method} ${target} HTTP/1.1`, `Host: ${parsed.host}`, ...headers, ''];
    const came = [`HTTP/1.1 ${status} ${reason}`, ...answered, ''];
    await process.stderr.write(
      [
        `* Connected to ${parsed.hostname} (${address}) port ${port} (#0)\n`,
        ...sent.map((line) => `> ${line}\r\n`),
        ...came.map((line) => `< ${line}\r\n`),
        ...(asked.head || body === '' ? [] : [`{ [${body.length} bytes data]\n`]),
        `* Connection #0 to host ${parsed.hostname} left intact\n`,
      ].join(''),
    );
  }
  if (parsed.protocol === 'https:' && outcome.answer.tls === true) {
    if (!asked.insecure) throw new Failure(60, 'SSL certificate problem: self-signed certificate');
    return outcome.answer;
  }
  if (parsed.protocol === 'https:') throw new Failure(35, 'error:0A00010B:SSL routines::wrong version number');
  return outcome.answer;
}

async function writeTo(process: Process, path: string, text: string): Promise<void> {
  try {
    const file = open(process, path, 'write');
    await file.output?.write(text).finally(() => file.release());
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new Failure(23, 'Failure writing output to destination');
  }
}

function unreachable(host: string, port: number, why: string, took: number): Failure {
  const time = Math.max(0, Math.round(took));
  if (why === 'unknown-host') return new Failure(6, `Could not resolve host: ${host}`);
  if (why === 'timeout') return new Failure(28, `Connection timed out after ${time} milliseconds`);
  if (why === 'empty') return new Failure(52, 'Empty reply from server');
  // In the words of its own error, whatever the kernel's was.
  const [status, words] =
    why === 'connect-timeout' ? ([28, 'Timeout was reached'] as const) : ([7, "Couldn't connect to server"] as const);
  return new Failure(status, `Failed to connect to ${host} port ${port} after ${time} ms: ${words}`);
}

/** What curl shows of its progress where its output is no terminal. */
const METER_HEAD =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';
const METER_FAILED = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n';

function meterEnd(size: number): string {
  const bytes = String(size).padStart(5);
  const speed = String(size * 87).padStart(6);
  return `\r100 ${bytes}  100 ${bytes}    0     0 ${speed}      0 --:--:-- --:--:-- --:--:-- ${speed.trim().padStart(5)}\n`;
}

function fromSocket(process: Process, asked: Asked, target: string): HttpAnswer {
  const engine = dockerOf(process.machine);
  const here = asked.socket === SOCKET || asked.socket === '/run/docker.sock';
  if (!here || !engine?.powered || process.user.uid !== 0) {
    throw new Failure(7, "Couldn't connect to server");
  }
  const { status, type, body } = answerApi(engine, asked.method, target);
  const length = new TextEncoder().encode(body).length;
  return {
    status,
    reason: REASONS[status] ?? '',
    body,
    headers: [
      `Api-Version: ${buildOf(engine.version).api}`,
      `Content-Type: ${type}`,
      'Docker-Experimental: false',
      'Ostype: linux',
      `Server: Docker/${engine.version} (linux)`,
      `Date: ${new Date(engine.host.clock.now()).toUTCString()}`,
      `Content-Length: ${length}`,
    ],
  };
}

/** An address without a path is asked with the shortest one. */
const shownUrl = (url: string): string => (/^\w+:\/\/[^/?#]*$/.test(url) ? `${url}/` : url);

const writeOut = (format: string, code: string, url: string, size: number): string =>
  format
    .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\')
    .replace(/%\{(\w+)\}/g, (_, name: string) => {
      if (name === 'http_code' || name === 'response_code') return code;
      if (name === 'url_effective' || name === 'url') return url;
      if (name === 'size_download') return String(size);
      return /time/.test(name) ? '0.000000' : '';
    })
    .replaceAll('%%', '%');

/** `wget` of busybox 1.35, over HTTP. */
import type { Command } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { ask, type HttpOutcome } from '../core/http.ts';
import { absolute, Failure, newMode, parseOptions, program, Usage } from '../core/program.ts';
import { appletUsage } from './applet-usage.ts';

const WHY: Readonly<Record<Exclude<HttpOutcome['kind'], 'answer'>, string>> = {
  refused: 'Connection refused',
  'no-route': 'No route to host',
  unreachable: 'Network is unreachable',
  timeout: 'Connection timed out',
  empty: 'Connection reset by peer',
  'unknown-host': '',
};

export const wget: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'qSs',
    values: 'OPUYTHd',
    // There is no proxy.
    silent: 'Y',
    refused: 'coD',
    long: {
      ...{ spider: 's', header: 'H', 'post-data': 'd', 'post-file': 'D', quiet: 'q', continue: 'c' },
      ...{
        'server-response': 'S',
        'output-document': 'O',
        timeout: 'T',
        'user-agent': 'U',
        'no-check-certificate': 'q',
      },
    },
  });
  const { stdout, stderr, userland, machine } = process;
  const say = async (line: string): Promise<void> => {
    if (!options.has('q')) await stderr.write(`${line}\n`);
  };
  const [written] = options.operands;
  if (written === undefined) throw new Usage(appletUsage('wget') ?? '');
  // This build of busybox was made without time limits, and falls over one: recorded.
  if (options.has('T')) return 139;
  const url = URL.canParse(written.includes('://') ? written : `http://${written}`)
    ? new URL(written.includes('://') ? written : `http://${written}`)
    : undefined;
  if (url === undefined) throw new Failure(`bad address '${written}'`);
  if (url.protocol !== 'http:') throw new Failure(`not an http or ftp url: ${written}`);
  const port = Number(url.port || 80);
  const address = resolve(process, url.hostname);
  if (address === undefined) throw new Failure(`bad address '${url.hostname}'`);
  await say(`Connecting to ${url.host} (${address}:${port})`);
  const body = options.value('d');
  const outcome = await ask(process, {
    host: url.hostname,
    port,
    method: body === undefined ? 'GET' : 'POST',
    target: `${url.pathname}${url.search}`,
    headers: [`User-Agent: ${options.value('U') ?? 'Wget'}`, 'Connection: close', ...options.values('H')],
    ...(body !== undefined && { body }),
  });
  if (outcome.kind === 'empty') throw new Failure('error getting response');
  if (outcome.kind !== 'answer') throw new Failure(`can't connect to remote host (${address}): ${WHY[outcome.kind]}`);
  const { status, reason, headers, body: text } = outcome.answer;
  if (options.has('S'))
    await stderr.write(
      ['', ...headers].length > 0
        ? [`HTTP/1.1 ${status} ${reason}`, ...headers, ''].map((line) => `  ${line}\n`).join('')
        : '',
    );
  if (status >= 300) throw new Failure(`server returned error: HTTP/1.1 ${status} ${reason}`);
  if (options.has('s')) {
    await say('remote file exists');
    return 0;
  }
  const name =
    options.value('O') ??
    `${options.value('P') === undefined ? '' : `${options.value('P')}/`}${url.pathname.split('/').pop() || 'index.html'}`;
  const toScreen = name === '-';
  await say(toScreen ? 'writing to stdout' : `saving to '${name}'`);
  if (toScreen) await stdout.write(text);
  else userland.files.write(absolute(process, name), text, { mode: newMode(process), owner: process.user.name });
  const shown = toScreen ? '-' : (name.split('/').pop() ?? name);
  await say(
    `${shown.slice(0, 20).padEnd(20)} 100% |********************************| ${String(text.length).padStart(5)}  0:00:00 ETA`,
  );
  await say(toScreen ? 'written to stdout' : `'${name}' saved`);
  void machine;
  return 0;
});

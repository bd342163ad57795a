import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadScript } from '../../shared/host/loader.ts';
import { parseProbe } from '../../shared/host/parse-probe.ts';
import { probeScript } from '../../shared/host/probe-script.ts';
import type { HostState } from '../../shared/host/state.ts';
import { type Shell, shells } from './testing/shells.ts';

const nonce = 'n0nce0123456789abcdef';
const here = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

let directory: string;
let server: Server | undefined;
/** What is asked of Docker, by path. */
let asked: string[];
let programs: Set<string>;
beforeEach(() => {
  programs = new Set();
  directory = mkdtempSync(join(tmpdir(), 'trunkline-probe-'));
  asked = [];
  program(
    'ip',
    `cat <<'X'\n[{"ifindex":1,"ifname":"lo","link_type":"loopback","flags":["UP"],"addr_info":[]}]\n[]\nX\necho "$@" >${directory}/ip-arguments; cat >${directory}/ip-input`,
  );
});
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** A program of the host, found before any other. */
function program(name: string, text: string): void {
  programs.add(name);
  writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(directory, name), 0o755);
}

function file(path: string, text: string): void {
  const whole = join(directory, path);
  mkdirSync(whole.slice(0, whole.lastIndexOf('/')), { recursive: true });
  writeFileSync(whole, text);
}

const docker = (
  answers: Readonly<Record<string, unknown>>,
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<void> =>
  new Promise((listening) => {
    server = createServer(async (request, response) => {
      const path = request.url ?? '';
      await ready();
      asked.push(path);
      response.setHeader('Server', 'Docker/27.1.0 (linux)');
      response.statusCode = Object.hasOwn(answers, path) ? 200 : 404;
      response.end(JSON.stringify(answers[path] ?? { message: `no ${path}` }));
    }).listen(join(directory, 'docker.sock'), listening);
  });

const network = { Name: 'bridge', Id: 'b', Driver: 'bridge', IPAM: { Config: [{ Subnet: '172.17.0.0/16' }] } };
const container = (id: string, name: string) => ({
  Id: id,
  Name: `/${name}`,
  Config: { Image: 'busybox', Cmd: ['sh'] },
  State: { Status: 'running', Pid: 7 },
});
const daemon = (...ids: readonly string[]): Record<string, unknown> => ({
  '/networks': [network],
  '/volumes': { Volumes: [], Warnings: null },
  '/images/json': [{ Id: 'sha256:1', RepoTags: ['busybox:latest'] }],
  '/containers/json?all=1': ids.map((Id, at) => ({ Id, Names: [`/c${at}`] })),
  ...Object.fromEntries(ids.map((id, at) => [`/containers/${id}/json`, container(id, `c${at}`)])),
});

/**
 * The script with the host's fixed places moved into the test's own directory. The functions are for a busybox that takes its
 * own programs before any other.
 */
const script = (): string =>
  [...[...programs].map((name) => `${name}() { ${directory}/${name} "$@"; }`), probeScript(nonce)]
    .join('\n')
    .replaceAll('/var/run/docker.sock', `${directory}/docker.sock`)
    .replaceAll('/sys/class/net/', `${directory}/net/`)
    .replaceAll('/var/lib/docker/containers', `${directory}/containers`)
    .replaceAll('/run/user/', `${directory}/user/`)
    .replaceAll('/var/lib/trunkline', `${directory}/records`);

async function probe({ argv: [command, ...rest] }: Shell): Promise<HostState> {
  const child = spawn(command, rest, {
    env: { HOME: directory, PATH: `${directory}:${process.env.PATH}`, SSH_CONNECTION: '10.0.0.9 5000 10.0.0.1 22' },
  });
  let said = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  child.stdin.end(loadScript({ script: script(), privilege: 'root' }).stdin);
  await new Promise((closed) => child.on('close', closed));
  expect(complaints).toBe('');
  const moved = said.replaceAll(`${directory}/records`, '/var/lib/trunkline');
  const result = parseProbe(moved, { nonce, host: 'docker01', password: false });
  if (!result.ok) throw new Error(`${result.problems[0]?.message}\n${said}`);
  return result.value;
}

const dockerOf = ({ docker: state }: HostState) => {
  if (state.kind !== 'ready') throw new Error(`${state.kind}: ${state.message}`);
  return state;
};

describe.each(shells)('the probe under $name', (shell) => {
  test('tells what this very machine is', async () => {
    const state = await probe(shell);
    expect(state.facts.kernel).toBe(readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
    expect(state.hostname).toBe(readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
    expect(state.facts.sshAddress).toBe('10.0.0.1');
    expect(state.facts.commands).toContain('ip');
    expect(state.facts.privilege === 'root').toBe(process.getuid?.() === 0);
    expect(state.sysctls['net.ipv4.ip_forward']).toMatch(/^[01]$/);
    expect(state.sysctls['net.ipv4.conf.lo.rp_filter']).toMatch(/^[012]$/);
  });

  test('asks ip once, for links and routes', async () => {
    await probe(shell);
    expect(readFileSync(join(directory, 'ip-arguments'), 'utf8')).toBe('-d -j -b -\n');
    expect(readFileSync(join(directory, 'ip-input'), 'utf8')).toBe('address show\nroute show\n');
  });

  test.runIf(here('curl'))('looks again where Docker made its links while it was waited for', async () => {
    const line = (name: string) => `{"ifname":"${name}","link_type":"loopback","flags":["UP"],"addr_info":[]}`;
    const looked = join(directory, 'looked');
    program(
      'ip',
      `cat >/dev/null
if [ -e ${directory}/net/docker0 ]; then echo '[${line('lo')},${line('docker0')}]'; else echo '[${line('lo')}]'; fi
echo '[]'
echo >>${looked}`,
    );
    file('net/lo', '');
    await docker(daemon(), async () => {
      // It is ready when its bridge stands, which is after somebody has looked.
      await vi.waitFor(() => readFileSync(looked), { timeout: 30_000 });
      file('net/docker0', '');
    });
    const state = await probe(shell);
    expect(dockerOf(state).images).toHaveLength(1);
    expect(state.links.map(({ name }) => name)).toEqual(['lo', 'docker0']);
    expect(readFileSync(looked, 'utf8')).toBe('\n\n');
  });

  test('tells what is kept for each lab, and reads over what we did not write', async () => {
    file('records/two/inventory', `link lo loopback up\n@${'x'.repeat(20)} end\nno line end`);
    file('records/two/saved/promiscuous:ens33', 'off\n');
    file('records/two/saved/address:ens33=192.168.1.11%2F24', ' $(touch pwned) \\n `x` ');
    file('records/two/saved/a b', 'x');
    file('records/two/saved/line\nend', 'x');
    file("records/it's/inventory", 'x');
    file('records/$(touch pwned)/inventory', 'x');
    file('records/empty/saved/.keep', '');
    file('records/file', 'x');
    const { records } = await probe(shell);
    expect(records.find(({ lab }) => lab === 'two')).toEqual({
      lab: 'two',
      inventory: `link lo loopback up\n@${'x'.repeat(20)} end\nno line end\n`,
      saved: {
        'promiscuous:ens33': 'off',
        'address:ens33=192.168.1.11/24': ' $(touch pwned) \\n `x` ',
      },
    });
    expect(records.map(({ lab }) => lab).sort()).toEqual(['empty', 'two']);
  });

  test('tells what stands in the files that a lab says are its own, and reads no other', async () => {
    const certificate = `${directory}/certs.d/192.168.1.11:5000/ca.crt`;
    const unit = `${directory}/lab.network`;
    file('certs.d/192.168.1.11:5000/ca.crt', 'BEGIN: one\nline: 2');
    file('lab.network', '[Match]\n');
    file('secret', 'nobody asks for it');
    file('records/two/saved/certificate:192.168.1.11:5000=5f3a', `${certificate}\n`);
    file('records/two/saved/persist:unit', `${unit}\n`);
    file('records/two/saved/persist:gone', `${directory}/gone\n`);
    file('records/two/saved/certificate:older', 'absent\n');
    file('records/two/saved/route:else', `${directory}/secret\n`);
    file('records/two/saved/persist:hostile', `${directory}/$(touch pwned)\n`);
    const { records } = await probe(shell);
    expect(records[0]?.files).toEqual({ [certificate]: 'BEGIN: one\nline: 2\n', [unit]: '[Match]\n' });
  });

  test('says that there is no Docker', async () => {
    program('docker', 'echo "Cannot connect to the Docker daemon"; exit 1');
    expect((await probe(shell)).docker).toMatchObject({
      kind: 'stopped',
      message: 'Cannot connect to the Docker daemon',
    });
  });

  test('falls back on the docker command where curl cannot', async () => {
    await docker(daemon());
    program('curl', 'echo "curl: option --unix-socket: is unknown"; exit 2');
    program(
      'docker',
      `case "$*" in
"version --format {{json .}}") echo '{"Client":{"ApiVersion":"1.41"},"Server":{"Version":"20.10.24"}}' ;;
"info --format {{json .SecurityOptions}}") echo '["name=seccomp"]' ;;
"network ls -q --no-trunc") printf 'n1\\nn2\\n' ;;
"network inspect n1 n2") echo '${JSON.stringify([network])}' ;;
"ps -aq --no-trunc") printf 'c1\\nc2\\n' ;;
"container inspect c1 c2") echo '${JSON.stringify([container('c1', 'one'), container('c2', 'two')])}' ;;
"image ls --no-trunc --format {{json .}}") echo '{"ID":"sha256:1","Repository":"busybox","Tag":"latest"}' ;;
*) exit 9 ;;
esac`,
    );
    expect(dockerOf(await probe(shell))).toMatchObject({
      version: '20.10.24',
      networks: [{ name: 'bridge' }],
      containers: [{ name: 'one' }, { name: 'two' }],
      images: [{ tags: ['busybox:latest'] }],
    });
    expect(asked).toEqual([]);
  });

  describe.runIf(here('curl'))('with curl', () => {
    const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(64));

    test('asks Docker for containers by the folders that it has for them', async () => {
      await docker(daemon(...ids));
      for (const id of ids) file(`containers/${id}/config`, '');
      file('containers/not-an-id/config', '');
      const { version, containers, networks, images } = dockerOf(await probe(shell));
      expect(version).toBe('27.1.0');
      expect(containers.map(({ name }) => name)).toEqual(['c0', 'c1', 'c2']);
      expect([networks[0]?.name, images[0]?.tags]).toEqual(['bridge', ['busybox:latest']]);
      expect(asked).toHaveLength(7);
    });

    test('asks for those that the folders did not show, and bears those that are gone', async () => {
      await docker(daemon(...ids));
      file(`containers/${ids[0]}/config`, '');
      file(`containers/${'d'.repeat(64)}/config`, '');
      expect(dockerOf(await probe(shell)).containers.map(({ name }) => name)).toEqual(['c0', 'c1', 'c2']);
    });

    test('does not put into an argument what only we may know', async () => {
      await docker(daemon());
      const curl = spawnSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).stdout.trim();
      program('curl', `echo "$*" >>${directory}/curl-arguments; exec ${curl} "$@"`);
      dockerOf(await probe(shell));
      const given = readFileSync(join(directory, 'curl-arguments'), 'utf8');
      expect(given).not.toContain(nonce);
      expect(given.trim().split('\n')).toHaveLength(1);
    });
  });
});

test.runIf(here('shellcheck'))('shellcheck has nothing to say about the script', () => {
  // A list of ids is to be split into words.
  const { stdout } = spawnSync('shellcheck', ['-s', 'dash', '-e', 'SC2046,SC2086', '-'], {
    input: loadScript({ script: probeScript(nonce), privilege: 'root' }).stdin,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

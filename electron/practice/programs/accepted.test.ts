/** Silence is never right: an option that is taken is asked for, or its program says why it changes nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const folder = import.meta.dirname;

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name: relative(folder, join(folder, name)), text: readFileSync(join(folder, name), 'utf8') }));

interface Taken {
  readonly file: string;
  readonly program: string;
  readonly letter: string;
}

const listed = (spec: string, key: string): string => new RegExp(`\\b${key}: '([^']*)'`).exec(spec)?.[1] ?? '';

/** Letters that a text asks options for. */
const askedIn = (text: string): string =>
  [...text.matchAll(/\b(?:has|values?|asks)\('([^']+)'\)|\[\.\.\.'([^']+)'\]/g)]
    .map(([, letters, each]) => letters ?? each)
    .join('');

/** What is taken and never looked at, by program. */
function ignored(file: string, text: string): readonly Taken[] {
  const calls = [...text.matchAll(/\bparseOptions\([^;]*?(\{[\s\S]*?\}),?\s*\);?\n/g)];
  // Functions of the same file may be handed the options.
  const handed = [...text.matchAll(/\boptions: Options\b[\s\S]*?\n\}/g)].map(([body]) => body).join('\n');
  return calls.flatMap((call, at) => {
    const [whole, spec = ''] = call;
    const end = calls[at + 1]?.index ?? text.length;
    const own = text.slice(call.index + whole.length, end);
    const asked = askedIn(own) + (/[,(] ?options\)/.test(own) ? askedIn(handed) : '');
    const program = /export const (\w+)(?![\s\S]*export const)/.exec(text.slice(0, call.index))?.[1] ?? file;
    const harmless = listed(spec, 'silent');
    return [...listed(spec, 'flags'), ...listed(spec, 'values')]
      .filter((letter) => !asked.includes(letter) && !harmless.includes(letter))
      .map((letter) => ({ file, program, letter }));
  });
}

test('every option that a program takes acts, is refused, or is listed as one that changes nothing here', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.flatMap(({ name, text }) => ignored(name, text))).toEqual([]);
});

test('one that is refused says so', async () => {
  const { dockerHost } = await import('../hosts/testing/docker-host.ts');
  const host = dockerHost();
  expect(await host.run('rm -i /etc/motd')).toMatchObject({
    status: 1,
    stderr: 'rm: practice hosts do not simulate -i.\n',
  });
  expect(await host.run('ip link add link ens33 name q type ipvlan private')).toMatchObject({
    status: 1,
    stderr: 'ip: practice hosts do not simulate private of ipvlan.\n',
  });
  for (const line of [
    'ip link add v type vxlan id 4',
    'ip tuntap add dev t mode tap',
    'ping -6 -c 1 fd00::1',
    'ip addr add 10.9.0.1/24 dev ens33 metric 5',
    'ip addr add 10.9.0.1/24 dev ens33 noprefixroute',
    'ip route add 10.9.0.0/24 via 192.168.1.1 advmss 1400',
    'ip route add 10.9.0.0/24 via 192.168.1.1 tos 4',
  ])
    expect((await host.run(line)).stderr).toContain('practice hosts do not simulate');
  expect((await host.run('mkdir -v /tmp/a; mv -v /tmp/a /tmp/b; rm -rv /tmp/b')).stdout).toBe(
    "mkdir: created directory '/tmp/a'\nrenamed '/tmp/a' -> '/tmp/b'\nremoved directory '/tmp/b'\n",
  );
  expect((await host.run("printf 'a\\tb\\n' | cat -A")).stdout).toBe('a^Ib$\n');
});

test('an option of docker that nothing is made of says so, and logs tell their times', async () => {
  const { dockerHost } = await import('../hosts/testing/docker-host.ts');
  const host = dockerHost();
  expect(await host.run('docker run --rm --pids-limit 5 busybox true')).toMatchObject({
    status: 125,
    stderr: 'docker run: practice hosts do not simulate --pids-limit\n',
  });
  await host.run('docker run --name said busybox echo hi');
  expect((await host.run('docker logs -t said')).stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z hi\n$/);
});

test('a word that every object has is a word like any other', async () => {
  const { dockerHost } = await import('../hosts/testing/docker-host.ts');
  const host = dockerHost();
  const unknown = await host.run('systemctl nonsense');
  expect(await host.run('systemctl constructor')).toEqual({
    ...unknown,
    stderr: unknown.stderr.replaceAll('nonsense', 'constructor'),
  });
  await host.run('docker run -d --name up busybox sleep 9');
  expect((await host.run('docker top up -o toString')).stderr).toContain('do not simulate');
});

import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('ss shows what its filter asks for, and says what it does not read', async () => {
  const host = dockerHost();
  const shown = async (filter: string): Promise<number> =>
    (await host.run(`ss -H -tln ${filter}`)).stdout.split('\n').length - 1;
  expect([await shown("'sport = :ssh'"), await shown('sport = :22'), await shown('sport = :23')]).toEqual([2, 2, 0]);
  expect([await shown('dst 1.2.3.4'), await shown('state listening'), await shown('state established')]).toEqual([
    0, 3, 0,
  ]);
  for (const filter of ['sport gt :5', 'state syn-sent', 'a or b'])
    expect((await host.run(`ss -tln ${filter}`)).stderr).toContain('practice hosts do not simulate');
});

test('ss shows where containerd listens, and its usage to whoever asks for what it has not', async () => {
  const host = dockerHost();
  const { stdout } = await host.run('ss -tlnp; netstat 2> /dev/null');
  expect(stdout).toMatch(
    /\nLISTEN 0 {6}4096 {7}127\.0\.0\.1:\d{5} {6}0\.0\.0\.0:\* {3}users:\(\("containerd",pid=605,fd=\d+\)\)\n/,
  );
  const wrong = await host.run('ss --nonsense');
  expect(wrong.status).toBe(255);
  expect(wrong.stderr).toBe(`ss: unrecognized option '--nonsense'\n${(await host.run('ss --help')).stdout}`);
});

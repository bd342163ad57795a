import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('ss shows what its filter asks for, and says what it does not read', async () => {
  const host = dockerHost();
  const shown = async (filter: string): Promise<number> =>
    (await host.run(`ss -H -tln ${filter}`)).stdout.split('\n').length - 1;
  expect([await shown("'sport = :ssh'"), await shown('sport = :22'), await shown('sport = :23')]).toEqual([2, 2, 0]);
  expect([await shown('dst 1.2.3.4'), await shown('state listening'), await shown('state established')]).toEqual([
    0, 2, 0,
  ]);
  for (const filter of ['sport gt :5', 'state syn-sent', 'a or b'])
    expect((await host.run(`ss -tln ${filter}`)).stderr).toContain('practice hosts do not simulate');
});

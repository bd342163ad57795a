import { expect, it } from 'vitest';
import { articleVlans } from '../../../shared/lab/testing/examples.ts';
import { reachOf } from '../../derived/pairs.ts';
import { pingKey } from '../../store/run/state.ts';
import { fakePings } from '../../testing/fake-backend.ts';
import { columnsOf, isReadable, rowsOf } from './matrix.ts';

it('groups who pings and what is pinged by host, in the order of the lab', () => {
  const pings = new Map(
    fakePings(articleVlans).map(
      (result) =>
        [pingKey(result.from, result.to, result.address), { ...result, result, diagnosis: undefined }] as const,
    ),
  );
  const reach = reachOf({ forecast: undefined, pings, expectations: [] });
  expect(isReadable(reach)).toBe(true);
  expect(rowsOf(reach.sources)).toEqual([
    'docker01/bbox10',
    'docker01/bbox20',
    'docker01',
    'docker02/bbox11',
    'docker02/bbox21',
    'docker02',
    'router',
  ]);
  expect(
    columnsOf(reach.targets)
      .map(({ host }) => host)
      .join(' '),
  ).toBe('docker01 docker01 docker01 docker02 docker02 docker02 router router router');
  expect(reach.measured).toBe(pings.size);
  expect(reach.disagreeing).toEqual([]);
});

it('tells the addresses of one container apart where a column has room for it', () => {
  const labels = (...addresses: readonly string[]) =>
    columnsOf(addresses.map((address) => ({ id: 'docker01/bbox10', address }))).map(({ label }) => label);
  expect(labels('172.16.10.10')).toEqual(['bbox10']);
  expect(labels('172.16.10.10', '172.16.20.22')).toEqual(['bbox10 .10.10', 'bbox10 .20.22']);
  expect(labels('10.1.0.2', '192.168.1.5')).toEqual(['bbox10 10.1.0.2', 'bbox10 192.168.1.5']);
  expect(labels('172.16.10.10', '')).toEqual(['bbox10 172.16.10.10', 'bbox10 ']);
});

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

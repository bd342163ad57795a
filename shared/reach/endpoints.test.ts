import { describe, expect, test } from 'vitest';
import { vlans } from '../lab/testing/examples.ts';
import { endpoints, pairs } from './endpoints.ts';

describe("the article's VLAN lab", () => {
  const all = endpoints(vlans);

  test('containers and hosts ping', () => {
    expect(all.sources.map(({ id }) => id)).toEqual([
      'docker01/bbox10',
      'docker01/bbox20',
      'docker01',
      'docker02/bbox11',
      'docker02/bbox21',
      'docker02',
      'router',
    ]);
  });

  test('containers and addresses of interfaces are pinged', () => {
    expect(all.targets.map(({ id, address }) => `${id} ${address}`)).toContain('docker01/bbox10 172.16.10.10');
    expect(all.targets.map(({ id, address }) => `${id} ${address}`)).toContain('router:ens33.10 172.16.10.1');
    expect(all.targets).toHaveLength(13);
  });

  test('nothing pings itself', () => {
    const names = pairs(all).map(({ source, target }) => `${source.id} ${target.id}`);
    expect(names).not.toContain('docker01/bbox10 docker01/bbox10');
    expect(names).not.toContain('router router:ens33.20');
    expect(names).toContain('docker01/bbox10 docker01:ens33.10');
    expect(names).toHaveLength(4 * 12 + 3 * 10);
  });
});

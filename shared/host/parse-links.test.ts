import { expect, test } from 'vitest';
import { apply } from '../machine/apply.ts';
import { freshHost } from './fresh-host.ts';
import { parseLinks } from './parse-links.ts';

test.each([2 ** 53, 2 ** 53 - 1, 1e300, 2 ** 31, 1.5, Number.NaN, '7', null])(
  'an index that no link has is none, and the next one is found: %s',
  (ifindex) => {
    const links = parseLinks([{ ifindex, ifname: 'ens33', link_type: 'ether', flags: ['UP'], addr_info: [] }]);
    expect(links[0]?.index).toBe(0);
    const made = [10, 20].reduce(
      (state, vlan) => apply(state, { do: 'add-link', name: `ens33.${vlan}`, parent: 'ens33', kind: 'vlan', vlan }),
      { ...freshHost('docker01', { nics: [] }), links },
    );
    expect(made.links.map(({ index }) => index)).toEqual([0, 1, 2]);
  },
);

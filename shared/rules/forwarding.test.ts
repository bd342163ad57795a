import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { readLab } from '../lab/read.ts';
import { templateNamed } from '../lab/templates.ts';
import { formatCidr, overlaps, parseCidr, subnetOf } from '../net/ipv4.ts';
import { predictLab } from '../reach/predict.ts';
import { oneWayAllow } from './forwarding.ts';
import { validate } from './validate.ts';

const vlans = templateNamed('vlans-two-hosts')?.text ?? '';
const oneWay = templateNamed('one-way-rules')?.text ?? '';
const verdict = (text: string, from: string, to: string): string => {
  const read = readLab(text);
  const prediction = read.ok ? predictLab(read.value) : undefined;
  const source = prediction?.endpoints.sources.find(({ id }) => id === from);
  const target = prediction?.endpoints.targets.find(({ id }) => id === to);
  return prediction && source && target ? prediction.explain(source, target).verdict : 'not read';
};
const mended = (text: string): string => {
  const result = editText(text, validate(text)[0]?.fix?.edits ?? []);
  return result.ok ? result.value : 'not mended';
};

it('says that a rule for one direction lets no ping come back, and lets its replies back with one click', () => {
  expect(validate(oneWay)).toMatchObject([{ severity: 'warning', code: 'one-way-allow', subject: 'router' }]);
  const replies = mended(oneWay);
  expect(replies).toContain('allow: [{ from: 172.16.10.0/24, to: 172.16.20.0/24, replies: true }]');
  expect(validate(replies)).toEqual([]);
  expect(verdict(oneWay, 'docker01/bbox10', 'docker02/bbox21')).toBe('unreachable');
  expect(verdict(replies, 'docker01/bbox10', 'docker02/bbox21')).toBe('reachable');
  expect(verdict(replies, 'docker02/bbox21', 'docker01/bbox10')).toBe('unreachable');
});

const block = fc
  .record({ low: fc.integer({ min: 0, max: 63 }), prefix: fc.constantFrom(24, 28, 29, 30, 31, 32) })
  .map(({ low, prefix }) => formatCidr(subnetOf({ address: 0x0a000000 + low, prefix })));
it('finds the ways back among many rules as a comparison of each with each does', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ from: block, to: block }), { maxLength: 10 }), (allow) => {
      const read = readLab(oneWay);
      if (!read.ok) throw new Error('the template is no lab');
      const hosts = read.value.hosts.map((host) => ({ ...host, routing: host.routing && { ...host.routing, allow } }));
      const meet = (a: string, b: string): boolean => {
        const [one, other] = [parseCidr(a), parseCidr(b)];
        return one !== undefined && other !== undefined && overlaps(one, other);
      };
      const alone = allow.flatMap((way, at) =>
        allow.some(({ from, to }) => meet(from, way.to) && meet(to, way.from)) ? [] : [at],
      );
      const found = oneWayAllow.check({ ...read.value, hosts: hosts.filter(({ routing }) => routing) });
      expect(found.map(({ path }) => path.at(-1))).toEqual(alone);
    }),
    { numRuns: 300 },
  );
});

it('says that a router that forwards beside Docker lets nothing through without a rule', () => {
  const silent = vlans.replace(/\n *allow:[\s\S]*?(?=\n\nnetworks)/, '');
  expect(validate(silent)).toMatchObject([{ severity: 'warning', code: 'forward-without-allow', subject: 'router' }]);
  expect(validate(mended(silent))).toEqual([]);
  expect(verdict(mended(silent), 'docker01/bbox10', 'docker02/bbox21')).toBe('reachable');
});

it('offers the line that draws the sub-interface which a network stands on', () => {
  const undrawn = vlans.replace('      ens33.10: { parent: ens33, vlan: 10 }\n', '');
  const [found] = validate(undrawn);
  expect(found).toMatchObject({
    code: 'unknown-interface',
    hint: 'Draw it under interfaces of docker01: ens33.10: { parent: ens33, vlan: 10 }',
  });
  expect(validate(mended(undrawn))).toEqual([]);
});

it('warns of VLAN 1, which switches send untagged, and of a container on no network', () => {
  const first = vlans.replace('ens33.10: { parent: ens33, vlan: 10 }', 'ens33.10: { parent: ens33, vlan: 1 }');
  expect(validate(first).map(({ code }) => code)).toContain('vlan-one');
  const lonely = vlans.replace(', networks: { mac_net10: 172.16.10.10 }', '');
  expect(validate(lonely)).toMatchObject([{ severity: 'warning', code: 'no-network', subject: 'docker01/bbox10' }]);
});

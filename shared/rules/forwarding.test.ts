import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { readLab } from '../lab/read.ts';
import { templateNamed } from '../lab/templates.ts';
import { predictLab } from '../reach/predict.ts';
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

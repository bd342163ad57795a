import { expect, it } from 'vitest';
import { labMark } from './lab-mark.ts';
import { vlansTwoHosts } from './templates/vlans-two-hosts.ts';
import { labOf } from './testing/examples.ts';

const { text } = vlansTwoHosts;
const mark = labMark(labOf(text));

it.each([
  ['is moved', 'layout: { docker01: { x: 10, y: 20 } }'],
  ['has a note', 'notes: { n1: { text: "Guests", frame: [docker01] } }'],
  ['expects something', 'expect: [ { from: docker01/bbox10, to: docker02/bbox11, reachable: true } ]'],
  ['has a comment', '# a comment'],
])('stays when a lab %s', (_, line) => {
  expect(labMark(labOf(`${text}${line}\n`))).toBe(mark);
});

it.each([
  ['carries less', 'vlans: all', 'vlans: [10]'],
  ['has another tag', '{ parent: ens33, vlan: 20 }', '{ parent: ens33, vlan: 30 }'],
  ['has another name', 'name: vlans-two-hosts', 'name: other'],
])('is another one when a lab %s', (_, was, is) => {
  expect(labMark(labOf(text.replace(was, is)))).not.toBe(mark);
});

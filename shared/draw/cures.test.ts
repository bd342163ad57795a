import { expect, test } from 'vitest';
import { editLab, openLab } from '../lab/edit.ts';
import type { Lab } from '../lab/lab.ts';
import { vlansTwoHosts } from '../lab/templates/vlans-two-hosts.ts';
import { labOf } from '../lab/testing/examples.ts';
import { pairs } from '../reach/endpoints.ts';
import { predictLab } from '../reach/predict.ts';
import { type Cure, cureFor, type LostPing } from './cures.ts';
import { letGo } from './hold.ts';
import { drawn, emptyLab } from './testing/drawn.ts';
import { type DropPlace, type Made, placeOf } from './tools.ts';

const reached = (lab: Lab): readonly LostPing[] => {
  const prediction = predictLab(lab);
  return pairs(prediction.endpoints)
    .filter(({ source, target }) => prediction.outcome(source, target).verdict === 'reachable')
    .map(({ source, target }) => [source.id, target.id] as const);
};

function moved(lab: Lab, id: string, to: DropPlace): Made {
  const outcome = letGo(lab, { how: 'move', what: placeOf(lab, id) }, to);
  if (!outcome.ok) throw new Error(outcome.why);
  return outcome;
}

/** Of pings that both labs have. */
function lostBy(before: Lab, after: Lab): readonly LostPing[] {
  const is = new Set(reached(after).map(String));
  return reached(before).filter((pair) => !is.has(String(pair)));
}

/** The cure, done to the file of the lab, is the lab that was shown. */
function done(text: string, cure: Cure | undefined): Lab {
  if (cure === undefined) throw new Error('there is none');
  const edited = editLab(openLab(text), cure.edits);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  expect(edited.value.lab).toEqual(cure.lab);
  return cure.lab;
}

test('without a router one is offered, between the VLANs that then have one', () => {
  const lab = drawn(emptyLab(), 'host', 'vlan', 'container', 'container@docker01:ens33.10', 'vlan@docker01:ens33');
  const after = moved(lab, 'docker01/bbox11', placeOf(lab, 'docker01:ens33.20')).lab;
  const lost = lostBy(lab, after);
  expect(lost).toEqual([
    ['docker01/bbox10', 'docker01/bbox11'],
    ['docker01/bbox11', 'docker01/bbox10'],
  ]);
  expect(cureFor(after, lost)).toMatchObject({
    title: 'Add a router between 10 and 20',
    says: 'add router',
    regained: 2,
  });
});

test('a router that lacks the VLAN is connected to it, and one that lacks the rule is given both ways', () => {
  const text = vlansTwoHosts.text.replace(/ {6}ens33\.20: \{ parent: ens33, vlan: 20, address: [^\n]*\n/, '');
  const lab = labOf(text);
  expect(lab.hosts.find(({ name }) => name === 'router')?.interfaces).toHaveLength(2);
  const lost: readonly LostPing[] = [['docker01/bbox10', 'docker02/bbox21']];
  const cure = cureFor(lab, lost);
  expect(cure).toMatchObject({ title: 'Connect router to VLAN 20', regained: 1 });
  done(text, cure);
});

test('rules that are missing are added to those that are there', () => {
  const text = vlansTwoHosts.text.replace(/ {8}- .*172\.16\.20\.0\/24, to: 172\.16\.10\.0\/24.*\n/, '');
  expect(text).not.toBe(vlansTwoHosts.text);
  const cure = cureFor(labOf(text), [
    ['docker01/bbox10', 'docker02/bbox21'],
    ['docker01/bbox20', 'docker02/bbox11'],
  ]);
  expect(cure).toMatchObject({ title: 'Allow 172.16.10.0/24 ⇄ 172.16.20.0/24 on router', regained: 2 });
  done(text, cure);
});

test('nothing is offered where nothing helps', () => {
  expect(cureFor(labOf(vlansTwoHosts.text), [['docker01', 'docker01/bbox10']])).toBeUndefined();
  expect(cureFor(labOf(vlansTwoHosts.text), [])).toBeUndefined();
});

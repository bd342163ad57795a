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
  const apart = vlansTwoHosts.text.replaceAll('mode: bridge', 'mode: private');
  expect(apart).not.toBe(vlansTwoHosts.text);
  expect(cureFor(labOf(apart), [['docker01', 'docker01/bbox10']])).toBeUndefined();
  expect(cureFor(labOf(vlansTwoHosts.text), [])).toBeUndefined();
});

test('a host that does not reach its own container is offered a shim, and so is the container in one subnet with it', () => {
  const cure = cureFor(labOf(vlansTwoHosts.text), [['docker01', 'docker01/bbox10']]);
  expect(cure).toMatchObject({ title: 'Add a shim on docker01:ens33.10', says: 'add docker01:shim0', regained: 1 });
  done(vlansTwoHosts.text, cure);
  const inOne = vlansTwoHosts.text.replace(
    'ens33.10: { parent: ens33, vlan: 10 }',
    'ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.2/24 }',
  );
  const back = cureFor(labOf(inOne), [['docker01/bbox10', 'docker01:ens33.10']]);
  expect(back).toMatchObject({ title: 'Add a shim on docker01:ens33.10', regained: 1 });
  done(inOne, back);
});

/** A router between the hosts' network and what lies beyond. */
const beyond = (routing: string, card: string): string => `trunkline: 1
name: beyond
segments: { lan: { vlans: all }, wan: { internet: true } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
${card}    routing: { forward: true, allow: all${routing} }
networks:
  mac_net10: { driver: macvlan, mode: bridge, subnet: 172.16.10.0/24, gateway: 172.16.10.1, parents: { docker01: ens33.10 } }
expect:
  - { from: docker01/bbox10, to: 8.8.8.8, reachable: true }
  - { from: docker01, to: 8.8.8.8, reachable: true }
`;
const WAN_CARD = '      ens34: { segment: wan }\n';

test('masquerading is offered where a router meets the internet without it, and a default route where a host lacks one', () => {
  const text = beyond('', WAN_CARD);
  const cure = cureFor(labOf(text), [['docker01/bbox10', '8.8.8.8']]);
  expect(cure).toMatchObject({ title: 'Masquerade on router', says: 'add masquerade on router', regained: 1 });
  expect(done(text, cure).hosts[1]?.routing?.masquerade).toEqual([
    { source: '192.168.1.0/24', out: 'ens34' },
    { source: '172.16.10.0/24', out: 'ens34' },
  ]);
  const own = cureFor(labOf(text), [['docker01', '8.8.8.8']]);
  expect(own).toMatchObject({ title: 'Default route of docker01 via 192.168.1.254 and masquerade on router' });
  done(text, own);
  const masked = beyond(', masquerade: [{ source: 192.168.1.0/24, out: ens34 }]', WAN_CARD);
  expect(cureFor(labOf(masked), [['docker01', '8.8.8.8']])).toMatchObject({
    title: 'Default route of docker01 via 192.168.1.254',
  });
});

test('a host that has no route into a VLAN is offered one', () => {
  const text = beyond('', '');
  const cure = cureFor(labOf(text), [['docker01', 'docker01/bbox10']]);
  expect(cure?.title).not.toContain('Default');
  const back = cureFor(labOf(text), [['docker01/bbox10', 'docker01:ens33']]);
  expect([cure?.title, back?.title].every((title) => title === undefined || title.includes('172.16.10.0/24'))).toBe(
    true,
  );
});

test('a router that gets a card on the internet has its address from there, and masquerades what is behind it', () => {
  const text = beyond('', '').replace(/expect:[\s\S]*$/, '');
  const outcome = letGo(
    labOf(text),
    { how: 'connect', what: { kind: 'host', host: 'router' } },
    placeOf(labOf(text), 'wan'),
  );
  if (!outcome.ok) throw new Error(outcome.why);
  const edited = editLab(openLab(text), outcome.edits);
  expect(edited.ok && edited.value.lab).toEqual(outcome.lab);
  const [, router] = outcome.lab.hosts;
  expect(router?.interfaces.at(-1)).toMatchObject({ segment: 'wan', address: undefined });
  expect(router?.routing?.masquerade).toEqual([
    { source: '192.168.1.0/24', out: 'ens34' },
    { source: '172.16.10.0/24', out: 'ens34' },
  ]);
});

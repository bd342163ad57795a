import { expect, it } from 'vitest';
import { linkNamed } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { readLab } from '../lab/read.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed } from './testing/story.ts';

const labOf = (interfaces: string): Lab => {
  const text = `trunkline: 1\nname: joined\nsegments: { lan: {} }\nhosts: { docker01: { ssh: { address: 192.168.1.11 }, interfaces: { ${interfaces} } } }\n`;
  const read = readLab(text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  return read.value;
};
const bond = labOf(
  'ens36: { segment: lan }, ens37: { segment: lan }, bond0: { bond: [ens36, ens37], mode: active-backup, address: 10.0.0.1/24 }, bond0.20: { parent: bond0, vlan: 20 }',
);
const withCards = (state: ReturnType<typeof machine>) => {
  const [card] = state.links.filter(({ kind }) => kind === 'nic');
  const more = ['ens36', 'ens37'].map((name, at) => ({
    ...(card as (typeof state.links)[number]),
    name,
    index: 40 + at,
    mac: `52:54:00:00:01:0${at}`,
    addresses: [],
  }));
  return { ...state, links: [...state.links, ...more] };
};
const fresh = withCards(machine('docker01', '192.168.1.11'));

it('makes a bond of cards that are set down for it, with what stands on it, and leaves the cards up when it goes', () => {
  const program = deploy(bond, 'docker01', fresh);
  expect(commands(program)).toEqual(
    expect.arrayContaining([
      'ip link add name bond0 type bond mode active-backup',
      'ip link set dev ens36 down',
      'ip link set dev ens36 master bond0',
      'ip link set dev bond0 alias trunkline:joined up',
      'ip addr add 10.0.0.1/24 dev bond0',
    ]),
  );
  const standing = deployed(bond, 'docker01', fresh);
  expect(
    ['ens36', 'ens37', 'bond0', 'bond0.20'].map((name) => [
      linkNamed(standing, name)?.up,
      linkNamed(standing, name)?.carrier,
    ]),
  ).toEqual(Array.from({ length: 4 }, () => [true, true]));
  expect(changes(deploy(bond, 'docker01', standing))).toEqual([]);
  const gone = runProgram(standing, planDestroy(standing, 'joined', 'docker01'));
  expect(gone.links.map(({ name, up, master }) => [name, up, master])).toEqual(
    fresh.links.map(({ name, up, master }) => [name, up, master]),
  );
});

it('takes a card into a bridge that lost it, and one out that the drawing no longer has', () => {
  const bridge = labOf('ens36: { segment: lan }, ens37: { segment: lan }, br0: { bridge: [ens36] }');
  const standing = deployed(bridge, 'docker01', fresh);
  const other = labOf('ens36: { segment: lan }, ens37: { segment: lan }, br0: { bridge: [ens37] }');
  const moved = runProgram(standing, deploy(other, 'docker01', standing));
  expect([linkNamed(moved, 'ens36')?.master, linkNamed(moved, 'ens37')?.master]).toEqual([undefined, 'br0']);
});

it('refuses to put the card into a bridge that carries our own connection, and uses a bridge that stands already', () => {
  const own = labOf('ens33: { segment: lan }, br0: { bridge: [ens33], address: 192.168.1.11/24 }');
  expect(deploy(own, 'docker01', fresh).plan.problems.map(({ code }) => code)).toContain('own-connection');
  const bridge = labOf('ens36: { segment: lan }, br0: { bridge: [ens36] }');
  const standing = deployed(bridge, 'docker01', fresh);
  const foreign = { ...standing, records: [], links: standing.links.map((link) => ({ ...link, alias: undefined })) };
  expect(changes(deploy(bridge, 'docker01', foreign))).toEqual([]);
});

const filtering = (tags: readonly number[], card = 'ens36') =>
  labOf(
    `ens33: { segment: lan }, ens36: { segment: lan }, ens37: { segment: lan }, br0: { bridge: [${card}], vlan-filtering: true }${tags
      .map((tag) => `, br0.${tag}: { parent: br0, vlan: ${tag} }`)
      .join('')}`,
  );
const tagsAt = (state: ReturnType<typeof machine>) =>
  ['ens36', 'ens37', 'br0'].map((name) => linkNamed(state, name)?.portVlans ?? []);

it('lets the tags of sub-interfaces, and no others, through a bridge that tells VLANs apart', () => {
  const program = deploy(filtering([10, 20]), 'docker01', fresh);
  expect(commands(program)).toEqual(
    expect.arrayContaining([
      'ip link add name br0 type bridge vlan_filtering 1',
      'bridge vlan add dev ens36 vid 10',
      'bridge vlan add dev ens36 vid 20',
      'bridge vlan add dev br0 vid 10 self',
      'bridge vlan add dev br0 vid 20 self',
    ]),
  );
  const standing = deployed(filtering([10, 20]), 'docker01', fresh);
  expect(tagsAt(standing)).toEqual([[10, 20], [], [10, 20]]);
  expect(changes(deploy(filtering([10, 20]), 'docker01', standing))).toEqual([]);

  const other = runProgram(standing, deploy(filtering([20, 30], 'ens37'), 'docker01', standing));
  expect(tagsAt(other)).toEqual([[], [20, 30], [20, 30]]);
  const gone = runProgram(standing, planDestroy(standing, 'joined', 'docker01'));
  expect(gone.links.map(({ name, portVlans }) => [name, portVlans])).toEqual(
    fresh.links.map(({ name }) => [name, undefined]),
  );
});

it('uses a bridge that stands already where it passes the tags that are wanted, and says which command it lacks where not', () => {
  const standing = deployed(filtering([10]), 'docker01', fresh);
  const links = standing.links.map((link) => ({ ...link, alias: undefined }));
  const foreign = { ...standing, records: [], links };
  expect(
    deploy(filtering([10]), 'docker01', foreign).plan.problems.filter(({ code }) => code === 'tag-not-on-bridge'),
  ).toEqual([]);
  const [problem] = deploy(filtering([10, 20]), 'docker01', foreign).plan.problems;
  expect(problem).toMatchObject({
    code: 'tag-not-on-bridge',
    message: 'br0 of docker01 stands there already and does not pass VLAN 20 at ens36.',
    hint: expect.stringContaining('bridge vlan add dev ens36 vid 20'),
  });
});

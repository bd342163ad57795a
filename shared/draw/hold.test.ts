import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { changesOf, readdressed } from './changes.ts';
import { type Held, letGo, refusedAt } from './hold.ts';
import { boxes, done, drawn, emptyLab, verdicts } from './testing/drawn.ts';
import { type DropPlace, placeOf } from './tools.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const article = labOf(text);

const rail = (name: string, host: string): DropPlace => ({ kind: 'network', name, host });
const stripe = (name: string, tag: number): DropPlace => ({ kind: 'segment', name, tag });
const held = (lab: Lab, how: Held['how'], id: string | DropPlace): Held => ({
  how,
  what: typeof id === 'string' ? placeOf(lab, id) : id,
});
const place = (lab: Lab, to: string | DropPlace): DropPlace => (typeof to === 'string' ? placeOf(lab, to) : to);
const moved = (lab: Lab, id: string | DropPlace, to: string | DropPlace) =>
  letGo(lab, held(lab, 'move', id), place(lab, to));
const joined = (lab: Lab, from: string | DropPlace, to: string | DropPlace) =>
  letGo(lab, held(lab, 'connect', from), place(lab, to));
const why = (outcome: ReturnType<typeof letGo>): string => (outcome.ok ? outcome.says : outcome.why);
const labAfter = (outcome: ReturnType<typeof letGo>): Lab => {
  if (!outcome.ok) throw new Error(outcome.why);
  return outcome.lab;
};
const interfaces = (lab: Lab): readonly string[] =>
  lab.hosts.flatMap((host) => host.interfaces.map((item) => `${host.name}:${item.name} ${item.address ?? ''}`.trim()));
const networks = (lab: Lab): readonly string[] =>
  lab.networks.map(
    ({ name, subnet, gateway, parents }) =>
      `${name} ${subnet} ${gateway} ${parents.map((item) => `${item.host}:${item.interface}`).join(' ')}`,
  );

describe('one more card', () => {
  const plugged = drawn(emptyLab(), 'host', 'router@lan', 'segment@', 'host@lan2');

  it('of a router has an address at the end of the subnet, as its first has, and hears its own frames only', () => {
    const lab = labAfter(joined(plugged, 'lan2', 'router'));
    const card = lab.hosts.find(({ name }) => name === 'router')?.interfaces.at(-1);
    expect(card).toMatchObject({ segment: 'lan2', address: '192.168.2.254/24', promiscuous: false });
  });

  it('of a host has the next free address, from whichever end the line is drawn', () => {
    for (const lab of [joined(plugged, 'lan2', 'docker01'), joined(plugged, 'docker01', 'lan2')].map(labAfter)) {
      expect(lab.hosts[0]?.interfaces.at(-1)).toMatchObject({ segment: 'lan2', address: '192.168.2.12/24' });
    }
  });
});

describe('a container moved', () => {
  it('to another network has an address there and keeps its name', () => {
    const outcome = moved(article, 'docker01/bbox10', rail('mac_net20', 'docker02'));
    const lab = done(text, outcome);
    expect(boxes(lab)).toContain('docker02/bbox10 mac_net20 172.16.20.22');
    expect(verdicts(lab).get('docker02/bbox10 docker01/bbox20')).toBe('reachable');
    expect(outcome).toMatchObject({ says: 'move bbox10 to mac_net20 on docker02', select: 'docker02/bbox10' });
    expect(changesOf(article, lab, 'docker01/bbox10', 'docker02/bbox10')).toEqual([
      { label: 'Host', now: 'docker02', was: 'docker01' },
      { label: 'Network', now: 'mac_net20', was: 'mac_net10' },
      { label: 'Address', now: '172.16.20.22', was: '172.16.10.10' },
    ]);
  });

  it('to the same network on another host keeps its address, and so does what is expected of it', () => {
    const expecting = `${text}\nexpect: [{ from: docker01/bbox10, to: docker02/bbox11, reachable: true }]\nnotes: { n1: { text: look, at: { x: 0, y: 0 }, frame: [docker01/bbox10] } }\n`;
    const lab = done(expecting, moved(labOf(expecting), 'docker01/bbox10', rail('mac_net10', 'docker02')));
    expect(boxes(lab)).toContain('docker02/bbox10 mac_net10 172.16.10.10');
    expect(lab.expect[0]).toMatchObject({ from: 'docker02/bbox10' });
    expect(lab.notes[0]?.frame).toEqual(['docker02/bbox10']);
  });

  it('on its own host changes its place only', () => {
    const lab = done(text, moved(article, 'docker01/bbox10', 'docker01:ens33.20'));
    expect(boxes(lab)[0]).toBe('docker01/bbox10 mac_net20 172.16.20.22');
  });

  it('to a host that lacks its network brings it along', () => {
    const lab = drawn(emptyLab(), 'host', 'vlan', 'container', 'host@lan');
    const there = labAfter(moved(lab, 'docker01/bbox10', 'docker02'));
    expect(boxes(there)).toEqual(['docker02/bbox10 mac_net10 172.16.10.10']);
    expect(networks(there)).toEqual(['mac_net10 172.16.10.0/24 172.16.10.1 docker01:ens33.10 docker02:ens33.10']);
  });

  it('to a stripe goes to that VLAN on its own host', () => {
    expect(boxes(done(text, moved(article, 'docker01/bbox10', stripe('lan', 20))))[0]).toBe(
      'docker01/bbox10 mac_net20 172.16.20.22',
    );
  });

  it('takes all of its networks with it, and another name where its own is taken', () => {
    const both = labAfter(joined(article, 'docker01/bbox10', rail('mac_net20', 'docker01')));
    const lab = labAfter(moved(both, 'docker01/bbox10', rail('mac_net10', 'docker02')));
    expect(boxes(lab)).toContain('docker02/bbox10 mac_net10 172.16.10.10, mac_net20 172.16.20.22');
  });

  it('says why not', () => {
    expect(why(moved(article, 'docker01/bbox10', rail('mac_net10', 'docker01')))).toBe('it is on this one now');
    expect(why(moved(article, 'docker01/bbox10', 'router'))).toContain('router is a router');
    expect(why(moved(article, 'docker01/bbox10', 'lan'))).toContain('a container hangs on a network');
    expect(refusedAt(article, held(article, 'move', 'docker01/bbox10'), rail('mac_net20', 'docker01'))).toBeUndefined();
  });
});

describe('a network moved', () => {
  const free = drawn(labOf(text), 'vlan@docker01');
  it('takes all of its hosts to the other VLAN, with a subnet that is free there, and its router follows', () => {
    const outcome = moved(free, rail('mac_net10', 'docker01'), 'docker01:ens33.30');
    const lab = labAfter(outcome);
    expect(networks(lab)[0]).toBe('mac_net10 172.16.30.0/24 172.16.30.1 docker01:ens33.30 docker02:ens33.30');
    expect(boxes(lab).filter((line) => line.includes('mac_net10'))).toEqual([
      'docker01/bbox10 mac_net10 172.16.30.10',
      'docker02/bbox11 mac_net10 172.16.30.11',
    ]);
    expect(interfaces(lab)).toContain('router:ens33.30 172.16.30.1/24');
    expect(verdicts(lab).get('docker01/bbox10 docker02/bbox11')).toBe('reachable');
    expect(verdicts(lab).get('docker01/bbox10 router:ens33.30')).toBe('reachable');
    expect(outcome).toMatchObject({ says: 'move mac_net10 to VLAN 30 of lan' });
    expect(readdressed(free, lab, 'mac_net10').map(({ label }) => label)).toEqual([
      'docker01/bbox10',
      'docker02/bbox11',
    ]);
  });

  it('is written to the file as it was shown', () => {
    done(text, moved(article, rail('mac_net10', 'docker01'), stripe('lan', 40)));
  });

  it('keeps its subnet where that is at home nowhere else', () => {
    const lab = drawn(emptyLab(), 'host', 'vlan', 'container', 'vlan@docker01');
    expect(networks(labAfter(moved(lab, rail('mac_net10', 'docker01'), 'docker01:ens33.20')))).toEqual([
      'mac_net10 172.16.10.0/24 172.16.10.1 docker01:ens33.20',
    ]);
  });

  it('reaches out to a further host', () => {
    const lab = drawn(emptyLab(), 'host', 'vlan', 'container', 'host@lan');
    const outcome = moved(lab, rail('mac_net10', 'docker01'), 'docker02');
    expect(networks(labAfter(outcome))).toEqual([
      'mac_net10 172.16.10.0/24 172.16.10.1 docker01:ens33.10 docker02:ens33.10',
    ]);
    expect(why(outcome)).toBe('put mac_net10 on docker02 too');
    // On its card the sub-interface is made, as on the host.
    expect(labAfter(moved(lab, rail('mac_net10', 'docker01'), 'docker02:ens33'))).toEqual(labAfter(outcome));
  });

  it('says why not', () => {
    expect(why(moved(article, rail('mac_net10', 'docker01'), 'docker01:ens33.20'))).toBe(
      'docker01:ens33.20 has mac_net20, and takes one network',
    );
    expect(why(moved(article, rail('mac_net10', 'docker01'), 'docker01:ens33.10'))).toBe('it stands on this one now');
    expect(why(moved(article, rail('mac_net10', 'docker01'), 'docker01/bbox20'))).toContain('stands on an interface');
  });
});

describe('a card moved', () => {
  it('to another segment has an address there, by which its host is reached, and takes its own networks along', () => {
    const lab = drawn(emptyLab(), 'host', 'container', 'segment', 'host@lan2', 'host@lan');
    const outcome = moved(lab, 'docker01:ens33', 'lan2');
    const there = labAfter(outcome);
    expect(interfaces(there)).toEqual([
      'docker01:ens33 192.168.2.12/24',
      'docker02:ens33 192.168.2.11/24',
      'docker03:ens33 192.168.1.12/24',
    ]);
    expect(there.hosts[0]?.ssh.address).toBe('192.168.2.12');
    expect(networks(there)).toEqual(['mac_net 192.168.2.0/24 192.168.2.1 docker01:ens33']);
    expect(boxes(there)).toEqual(['docker01/bbox1 mac_net 192.168.2.101']);
    expect(why(outcome)).toBe('move docker01:ens33 to lan2');
  });

  it('keeps its address in a segment where nothing is at home', () => {
    const lab = drawn(emptyLab(), 'host', 'segment');
    expect(interfaces(labAfter(moved(lab, 'docker01:ens33', 'lan2')))).toEqual(['docker01:ens33 192.168.1.11/24']);
  });

  it('is let through with its tags', () => {
    const narrow = text.replace('vlans: all', 'vlans: all }\n  lan2: { vlans: none');
    const lab = done(narrow, moved(labOf(narrow), 'docker01:ens33', 'lan2'));
    expect(lab.segments[1]?.vlans).toEqual([10, 20]);
  });
});

describe('a line', () => {
  it('from a container to a rail puts it on that network too, from either end', () => {
    const outcome = joined(article, 'docker01/bbox10', rail('mac_net20', 'docker01'));
    expect(boxes(done(text, outcome))[0]).toBe('docker01/bbox10 mac_net10 172.16.10.10, mac_net20 172.16.20.22');
    expect(why(outcome)).toBe('connect bbox10 to mac_net20 on docker01');
    expect(why(joined(article, rail('mac_net10', 'docker01'), 'docker01/bbox10'))).toBe('it is on this one already');
    // On its own host, whichever rail of that network is meant.
    expect(why(joined(article, 'docker01/bbox10', rail('mac_net20', 'docker02')))).toBe(
      'connect bbox10 to mac_net20 on docker01',
    );
  });

  it('from a segment to a host gives it a card there', () => {
    const lab = drawn(emptyLab(), 'host', 'segment');
    expect(interfaces(labAfter(joined(lab, 'lan2', 'docker01')))).toEqual([
      'docker01:ens33 192.168.1.11/24',
      'docker01:ens34 192.168.2.11/24',
    ]);
    expect(why(joined(lab, 'lan', 'docker01'))).toBe('docker01:ens33 is in lan already');
  });

  it('from a card to a segment plugs it in there', () => {
    const lab = drawn(emptyLab(), 'host', 'segment', 'host@lan2');
    expect(interfaces(labAfter(joined(lab, 'docker01:ens33', 'lan2')))[0]).toBe('docker01:ens33 192.168.2.12/24');
    expect(interfaces(labAfter(joined(lab, 'docker01:ens33', 'docker02:ens33')))[0]).toBe(
      'docker01:ens33 192.168.2.12/24',
    );
  });

  it('from a sub-interface to a host makes one of its tag there', () => {
    const lab = drawn(emptyLab(), 'host', 'vlan', 'host@lan');
    expect(interfaces(labAfter(joined(lab, 'docker01:ens33.10', 'docker02')))).toContain('docker02:ens33.10');
  });

  it('between two networks is a router', () => {
    const lab = drawn(emptyLab(), 'host', 'vlan', 'container', 'vlan@docker01', 'container');
    const outcome = joined(lab, rail('mac_net10', 'docker01'), rail('mac_net20', 'docker01'));
    const there = labAfter(outcome);
    expect(verdicts(there).get('docker01/bbox10 docker01/bbox20')).toBe('reachable');
    expect(outcome).toMatchObject({ select: 'router' });
    expect(why(joined(there, rail('mac_net10', 'docker01'), rail('mac_net20', 'docker01')))).toContain('router joins');
  });

  it('says why not', () => {
    expect(why(joined(article, 'docker01/bbox10', 'docker02'))).toContain('drag the container itself');
    expect(why(joined(article, 'docker01/bbox10', 'docker02/bbox11'))).toBe('both are on mac_net10');
    expect(why(joined(article, 'lan', 'lan'))).toBe('it is the same segment');
  });
});

describe('a container copied', () => {
  const copied = (lab: Lab, id: string, to: string | DropPlace) => letGo(lab, held(lab, 'copy', id), place(lab, to));

  it('to another rail has a name and an address of its own there, and the first stays', () => {
    const outcome = copied(article, 'docker01/bbox10', rail('mac_net20', 'docker02'));
    expect(boxes(done(text, outcome))).toEqual([
      'docker01/bbox10 mac_net10 172.16.10.10',
      'docker01/bbox20 mac_net20 172.16.20.20',
      'docker02/bbox11 mac_net10 172.16.10.11',
      'docker02/bbox21 mac_net20 172.16.20.21',
      'docker02/bbox12 mac_net20 172.16.20.22',
    ]);
    expect(outcome).toMatchObject({ says: 'copy bbox10 to mac_net20 on docker02', select: 'docker02/bbox12' });
  });

  it.each([rail('mac_net10', 'docker01'), placeOf(article, 'docker01')])('beside itself: %j', (to) => {
    const outcome = copied(article, 'docker01/bbox10', to);
    expect(boxes(done(text, outcome))).toContain('docker01/bbox12 mac_net10 172.16.10.12');
    expect(outcome).toMatchObject({ says: 'copy bbox10 to mac_net10' });
  });
});

describe('containers moved together', () => {
  const all = (how: Held['how'], to: DropPlace, ...[first = '', ...others]: readonly string[]) =>
    letGo(article, { how, what: placeOf(article, first), others: others.map((id) => placeOf(article, id)) }, to);

  it('go as one step, are chosen afterwards, and those that are there stay', () => {
    const outcome = all('move', rail('mac_net20', 'docker02'), 'docker01/bbox10', 'docker01/bbox20', 'docker02/bbox21');
    expect(boxes(done(text, outcome)).slice(-3)).toEqual([
      'docker02/bbox21 mac_net20 172.16.20.21',
      'docker02/bbox10 mac_net20 172.16.20.22',
      'docker02/bbox20 mac_net20 172.16.20.20',
    ]);
    expect(outcome).toMatchObject({
      says: 'move 2 containers to mac_net20 on docker02',
      select: 'docker02/bbox10',
      others: ['docker02/bbox20'],
    });
  });

  it('are copied together, and refused together', () => {
    const outcome = all('copy', rail('mac_net20', 'docker02'), 'docker01/bbox10', 'docker02/bbox11');
    expect(outcome).toMatchObject({ says: 'copy 2 containers to mac_net20 on docker02' });
    expect(boxes(done(text, outcome))).toHaveLength(6);
    expect(why(all('move', rail('mac_net10', 'docker01'), 'docker01/bbox10'))).toBe('it is on this one now');
    expect(why(all('move', placeOf(article, 'router'), 'docker01/bbox10', 'docker01/bbox20'))).toContain('router');
  });
});

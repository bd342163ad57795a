import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { connectMany, matching } from './many.ts';
import { renumber, staying } from './renumber.ts';
import { boxes, done, drawn, emptyLab, verdicts } from './testing/drawn.ts';
import type { Outcome } from './tools.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const lab = labOf(text);
const why = (outcome: Outcome): string => (outcome.ok ? outcome.says : outcome.why);
const interfaces = (of: Lab): readonly string[] =>
  of.hosts.flatMap((host) => host.interfaces.map((item) => `${host.name}:${item.name} ${item.address ?? ''}`.trim()));

describe('renumbering', () => {
  it('a network takes its containers, its router and the rules along', () => {
    const outcome = renumber(lab, 'mac_net10', '10.20.0.0/16');
    const after = done(text, outcome);
    expect(why(outcome)).toBe('move mac_net10 to 10.20.10.0/24');
    expect(boxes(after)[0]).toBe('docker01/bbox10 mac_net10 10.20.10.10');
    expect(after.networks[0]).toMatchObject({ subnet: '10.20.10.0/24', gateway: '10.20.10.1' });
    expect(interfaces(after)).toContain('router:ens33.10 10.20.10.1/24');
    expect(verdicts(after)).toEqual(verdicts(lab));
  });

  it('the lab goes as a group, all but the addresses by which its hosts are reached', () => {
    const outcome = renumber(lab, undefined, '10.20.0.0/16');
    const after = done(text, outcome);
    expect(why(outcome)).toBe('move the lab to 10.20.0.0/16');
    expect(after.networks.map(({ subnet }) => subnet)).toEqual(['10.20.10.0/24', '10.20.20.0/24']);
    expect(interfaces(after)).toContain('docker01:ens33 192.168.1.11/24');
    expect(staying(lab)).toEqual(['192.168.1.0/24']);
    expect(verdicts(after)).toEqual(verdicts(lab));
  });

  it('of an untagged network takes the hosts along, and the addresses by which they are reached', () => {
    const one = drawn(emptyLab(), 'host', 'container');
    const outcome = renumber(one, 'mac_net', '10.1.0.0/24');
    expect(outcome).toMatchObject({ ok: true });
    if (!outcome.ok) return;
    expect(interfaces(outcome.lab)).toEqual(['docker01:ens33 10.1.0.11/24']);
    expect(outcome.lab.hosts[0]?.ssh.address).toBe('10.1.0.11');
  });

  it('every template keeps what its pings do', () => {
    for (const name of ['host-shim', 'masquerade', 'one-way-rules', 'wrong-way-back', 'ipvlan-l3', 'whole-article']) {
      const own = templateNamed(name)?.text ?? '';
      const outcome = renumber(labOf(own), undefined, '10.99.0.0/16');
      if (outcome.ok) expect(verdicts(done(own, outcome))).toEqual(verdicts(labOf(own)));
      else expect(outcome.why).toBe('nothing has addresses but those by which hosts are reached');
    }
  });

  it('says why not', () => {
    expect(why(renumber(lab, 'mac_net10', 'ten'))).toBe('ten is no subnet: write one such as 10.20.0.0/16');
    expect(why(renumber(lab, 'mac_net10', '10.20.0.1/16'))).toContain('its subnet is 10.20.0.0/16');
    expect(why(renumber(lab, 'mac_net10', '224.0.0.0/8'))).toContain('is no subnet');
    expect(why(renumber(lab, 'mac_net10', '172.16.20.0/24'))).toBe('172.16.20.0/24 is there already');
    expect(why(renumber(lab, 'mac_net10', '10.20.0.0/29'))).toContain('does not fit into 10.20.0.0/29');
    expect(why(renumber(lab, undefined, '10.20.0.0/24'))).toContain('10.20.0.0/24 is too small for 2 subnets');
    expect(why(renumber(lab, undefined, '172.16.0.0/16'))).toBe('it is there now');
  });
});

describe('many at once', () => {
  it('finds things by pattern', () => {
    const names = (kind: 'hosts' | 'containers', pattern: string) =>
      matching(lab, kind, pattern).map((place) => ('name' in place ? place.name : 'host' in place ? place.host : ''));
    expect(names('hosts', 'docker*')).toEqual(['docker01', 'docker02']);
    expect(names('hosts', 'docker0?, router')).toEqual(['docker01', 'docker02', 'router']);
    expect(names('containers', 'docker01/*')).toEqual(['bbox10', 'bbox20']);
    expect(names('containers', 'bbox1*')).toEqual(['bbox10', 'bbox11']);
    expect(names('hosts', '')).toEqual([]);
  });

  it('gives every host a card in a segment, and says which have one', () => {
    const three = drawn(emptyLab(), 'host', 'host', 'segment', 'host@lan2');
    const { outcome, left, matched } = connectMany(three, 'hosts', 'docker*', { kind: 'segment', name: 'lan2' });
    expect(matched).toEqual(['docker01', 'docker02', 'docker03']);
    expect(left).toEqual([{ id: 'docker03', why: 'docker03:ens33 is in lan2 already' }]);
    expect(why(outcome)).toBe('connect docker* to lan2');
    if (!outcome.ok) return;
    expect(interfaces(outcome.lab)).toEqual([
      'docker01:ens33 192.168.1.11/24',
      'docker01:ens34 192.168.2.12/24',
      'docker02:ens33 192.168.1.12/24',
      'docker02:ens34 192.168.2.13/24',
      'docker03:ens33 192.168.2.11/24',
    ]);
  });

  it('puts containers on one more network', () => {
    const { outcome } = connectMany(lab, 'containers', 'bbox1*', { kind: 'network', name: 'mac_net20' });
    expect(boxes(done(text, outcome))).toContain('docker02/bbox11 mac_net10 172.16.10.11, mac_net20 172.16.20.23');
  });

  it('says why nothing is done', () => {
    expect(why(connectMany(lab, 'hosts', 'web*', { kind: 'segment', name: 'lan' }).outcome)).toBe(
      'no host is called web*',
    );
    expect(why(connectMany(lab, 'hosts', '*', { kind: 'segment', name: 'lan' }).outcome)).toBe(
      'docker01:ens33 is in lan already',
    );
  });
});

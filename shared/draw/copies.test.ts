import { describe, expect, it } from 'vitest';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { duplicate } from './copies.ts';
import { boxes, done, verdicts } from './testing/drawn.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const lab = labOf(text);

describe('one more', () => {
  it('of a container has the next name and address', () => {
    expect(boxes(done(text, duplicate(lab, 'docker01/bbox10')))).toContain('docker01/bbox12 mac_net10 172.16.10.12');
  });

  it('of a host has its interfaces, networks and containers, and reaches what the first reaches', () => {
    const after = done(text, duplicate(lab, 'docker01'));
    expect(after.hosts.at(-1)).toMatchObject({ name: 'docker03', ssh: { address: '192.168.1.12' } });
    expect(boxes(after).slice(-2)).toEqual([
      'docker03/bbox12 mac_net10 172.16.10.12',
      'docker03/bbox22 mac_net20 172.16.20.22',
    ]);
    expect(verdicts(after).get('docker03/bbox12 docker02/bbox21')).toBe('reachable');
  });

  it('of a host without addresses is at a place of its own: two hosts at one are one machine', () => {
    const at = (address: string): string | undefined => {
      const plain = `trunkline: 1\nname: one\nhosts: { docker01: { ssh: { address: ${address} }, interfaces: { e0: { dummy: true } } } }\n`;
      return done(plain, duplicate(labOf(plain), 'docker01')).hosts.at(-1)?.ssh.address;
    };
    expect(['192.168.1.11', 'docker01.example', 'gate'].map(at)).toEqual([
      '192.168.1.12',
      'docker02.example',
      'docker02',
    ]);
  });

  it('of a card is a second one in the same segment, with an address of nobody', () => {
    const after = done(text, duplicate(lab, 'docker01:ens33'));
    expect(after.hosts[0]?.interfaces.at(-1)).toMatchObject({
      ...{ kind: 'nic', name: 'ens34', segment: 'lan', address: undefined, promiscuous: true },
    });
  });

  it('of what joins cards, and of a shim, is refused with what to do instead', () => {
    const joined = labOf(
      text.replace(
        '      ens33.10:',
        '      ens34: { segment: lan }\n      bond0: { bond: [ens34] }\n      dummy0: { dummy: true }\n      s0: { parent: ens33, shim: bridge }\n      ens33.10:',
      ),
    );
    expect(
      ['bond0', 'dummy0', 's0', 'gone']
        .map((name) => duplicate(joined, `docker01:${name}`))
        .map((out) => !out.ok && out.why),
    ).toEqual([
      'its cards are in bond0 alone: choose others, and make a bond of them',
      'another dummy has a subnet of its own: choose docker01, and make one',
      'one shim is enough for ens33: say in s0 what else it reaches',
      'there is no docker01:gone',
    ]);
  });

  it('of a network is refused in words', () => {
    expect(duplicate(lab, 'mac_net10')).toMatchObject({
      ok: false,
      why: expect.stringContaining('one network on all'),
    });
  });
});

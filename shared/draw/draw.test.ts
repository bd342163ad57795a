import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { newLab } from '../lab/new-lab.ts';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { checkRules } from '../rules/validate.ts';
import { draw } from './draw.ts';
import { drawn, emptyLab, made, textOf, verdicts } from './testing/drawn.ts';
import type { Gesture } from './tools.ts';

const hosts = (lab: Lab): readonly string[] => lab.hosts.map(({ name, ssh }) => `${name} ${ssh.address}`);
const containers = (lab: Lab): readonly string[] =>
  lab.hosts.flatMap((host) =>
    host.containers.map(
      (box) => `${host.name}/${box.name} ${box.attachments.map((item) => `${item.network} ${item.address}`).join()}`,
    ),
  );
const interfaces = (lab: Lab): readonly string[] =>
  lab.hosts.flatMap((host) => host.interfaces.map((item) => `${host.name}:${item.name} ${item.address ?? ''}`.trim()));
const networks = (lab: Lab): readonly string[] =>
  lab.networks.map(
    ({ name, subnet, gateway, parents }) =>
      `${name} ${subnet} ${gateway} ${parents.map((item) => `${item.host}:${item.interface}`).join(' ')}`,
  );
const why = (lab: Lab, gesture: Gesture): string => {
  const outcome = draw(lab, gesture);
  return outcome.ok ? 'it was made' : outcome.why;
};
const EMPTY = labOf('trunkline: 1\nname: nothing\nhosts: {}\n');

describe('first things', () => {
  it('makes the segment that a host plugs itself into', () => {
    const lab = drawn(EMPTY, 'host', 'host', 'host');
    expect(lab.segments).toEqual([{ name: 'lan', vlans: 'all' }]);
    expect(hosts(lab)).toEqual(['docker01 192.168.1.11', 'docker02 192.168.1.12', 'docker03 192.168.1.13']);
    expect(lab.hosts[0]?.interfaces).toEqual([
      { kind: 'nic', name: 'ens33', segment: 'lan', address: '192.168.1.11/24', promiscuous: true },
    ]);
  });

  it('gives a second segment a subnet of its own', () => {
    const lab = drawn(EMPTY, 'host', 'segment', 'host');
    expect(lab.segments.map(({ name }) => name)).toEqual(['lan', 'lan2']);
    expect(hosts(lab)).toEqual(['docker01 192.168.1.11', 'docker02 192.168.2.11']);
  });

  it('makes everything under a container in an empty lab', () => {
    const lab = drawn(EMPTY, 'container');
    expect(networks(lab)).toEqual(['mac_net 192.168.1.0/24 192.168.1.1 docker01:ens33']);
    expect(containers(lab)).toEqual(['docker01/bbox1 mac_net 192.168.1.101']);
  });

  it('writes short lines into the file, and keeps what was there', () => {
    const text = `${newLab('first-lab')}# the end\n`;
    const after = textOf(text, made(labOf(text), { tool: 'host', at: { kind: 'lab' } }));
    expect(after).toContain('docker01:');
    expect(after).toContain('ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }');
    expect(after).toContain('# the end');
  });
});

describe('the article’s lab, drawn without an address', () => {
  const lab = drawn(
    emptyLab(),
    ...['host', 'vlan', 'network', 'container'],
    ...['vlan@docker01', 'network', 'container'],
    ...['host@lan', 'container@docker02', 'vlan@docker02', 'container'],
    'router',
  );

  it('has the names and addresses of the article', () => {
    expect(containers(lab)).toEqual([
      'docker01/bbox10 mac_net10 172.16.10.10',
      'docker01/bbox20 mac_net20 172.16.20.20',
      'docker02/bbox11 mac_net10 172.16.10.11',
      'docker02/bbox21 mac_net20 172.16.20.21',
    ]);
    expect(interfaces(lab).filter((line) => line.startsWith('router'))).toEqual([
      'router:ens33 192.168.1.254/24',
      'router:ens33.10 172.16.10.1/24',
      'router:ens33.20 172.16.20.1/24',
    ]);
  });

  it('has no problem, and every ping is as the template’s', () => {
    expect(checkRules(lab)).toEqual([]);
    expect(verdicts(lab)).toEqual(verdicts(labOf(templateNamed('vlans-two-hosts')?.text ?? '')));
  });

  it('comes out the same when the router was there first', () => {
    const other = drawn(
      emptyLab(),
      ...['host', 'host', 'router', 'vlan@lan', 'network@docker01:ens33.10', 'network@docker02:ens33.10'],
      ...['vlan@lan', 'network@docker01:ens33.20', 'network@docker02:ens33.20'],
      ...['container@docker01:ens33.10', 'container@docker01:ens33.20'],
      ...['container@docker02:ens33.10', 'container@docker02:ens33.20'],
    );
    expect(verdicts(other)).toEqual(verdicts(lab));
    expect(checkRules(other)).toEqual([]);
  });
});

describe('VLANs', () => {
  const two = drawn(EMPTY, 'host', 'host');
  it('go on the host that they are put on, with Shift on each, and on a segment on all of its hosts', () => {
    const at = { kind: 'host', host: 'docker01' } as const;
    expect(made(two, { tool: 'vlan', at }).made).toEqual(['docker01:ens33.10']);
    expect(made(two, { tool: 'vlan', at, everywhere: true }).made).toEqual(['docker01:ens33.10', 'docker02:ens33.10']);
    const all = made(two, { tool: 'vlan', at: { kind: 'segment', name: 'lan' } });
    expect(all.made).toEqual(['docker01:ens33.10', 'docker02:ens33.10']);
  });

  it('take the tag that the segment has and the host lacks, else the next ten', () => {
    const lab = drawn(two, 'vlan@docker01', 'vlan@docker01', 'vlan@docker02', 'vlan@docker02', 'vlan@docker02');
    expect(interfaces(lab)).toContain('docker02:ens33.30');
    expect(interfaces(lab)).not.toContain('docker01:ens33.30');
  });

  it('take the tag that was typed', () => {
    const at = { kind: 'host', host: 'docker01' } as const;
    expect(made(two, { tool: 'vlan', at, vlan: 42 }).made).toEqual(['docker01:ens33.42']);
    expect(why(two, { tool: 'vlan', at, vlan: 5000 })).toBe('5000 is no tag: 1 to 4094');
    expect(why(drawn(two, 'vlan@docker01'), { tool: 'vlan', at, vlan: 10 })).toBe('docker01:ens33 has VLAN 10 already');
  });

  it('are let through by a segment that carried none', () => {
    const lab = labOf(
      textOf(
        'trunkline: 1\nname: x1\nsegments: { lan: { vlans: none } }\n',
        made(labOf('trunkline: 1\nname: x1\nsegments: { lan: { vlans: none } }\n'), {
          tool: 'vlan',
          at: { kind: 'lab' },
        }),
      ),
    );
    expect(lab.segments).toEqual([{ name: 'lan', vlans: [10] }]);
  });

  it('say why not where they cannot be dropped', () => {
    const lab = drawn(two, 'container@docker01', 'vlan@docker01');
    const at = { kind: 'container', host: 'docker01', name: 'bbox1' } as const;
    expect(why(lab, { tool: 'vlan', at, exact: true })).toBe('not on a container: it carries no tag');
    expect(made(lab, { tool: 'vlan', at }).made).toEqual(['docker01:ens33.20']);
    const sub = { kind: 'interface', host: 'docker01', name: 'ens33.10' } as const;
    expect(why(lab, { tool: 'vlan', at: sub, exact: true })).toBe(
      'ens33.10 carries tag 10 already: drop it on its card',
    );
  });
});

describe('networks and containers', () => {
  const two = drawn(EMPTY, 'host', 'host');
  it('join the network of their VLAN under one name', () => {
    const lab = drawn(two, 'vlan@lan', 'network@docker01:ens33.10', 'network@docker02:ens33.10');
    expect(networks(lab)).toEqual(['mac_net10 172.16.10.0/24 172.16.10.1 docker01:ens33.10 docker02:ens33.10']);
  });

  it('stand on each interface once', () => {
    const lab = drawn(two, 'network@docker01:ens33');
    expect(why(lab, { tool: 'network', at: { kind: 'interface', host: 'docker01', name: 'ens33' } })).toBe(
      'docker01:ens33 has mac_net, and takes one network',
    );
    expect(networks(drawn(lab, 'network@docker01')).at(-1)).toBe(
      'mac_net10 172.16.10.0/24 172.16.10.1 docker01:ens33.10',
    );
  });

  it('follow the subnet of sub-interfaces that have addresses', () => {
    const text = `trunkline: 1
name: x1
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 10.7.0.1/24 }
`;
    const lab = drawn(labOf(text), 'container@docker01:ens33.10');
    expect(networks(lab)).toEqual(['mac_net10 10.7.0.0/24 10.7.0.2 docker01:ens33.10']);
    expect(checkRules(lab).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lab.hosts[0]?.interfaces[0]).toMatchObject({ promiscuous: true });
  });

  it('are counted: five containers on each host, all with addresses of their own', () => {
    const outcome = made(two, {
      tool: 'container',
      at: { kind: 'host', host: 'docker01' },
      count: 5,
      everywhere: true,
    });
    expect(outcome.made).toHaveLength(10);
    expect(new Set(containers(outcome.lab).map((line) => line.split(' ')[2])).size).toBe(10);
    expect(outcome.says).toBe('add docker01/bbox1 and 9 more');
  });

  it('say when a subnet is full', () => {
    const text = `trunkline: 1
name: x1
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens33.30: { parent: ens33, vlan: 30 }
    containers:
      probe: { image: busybox, networks: { link30: 172.16.30.2 } }
networks:
  link30: { driver: macvlan, subnet: 172.16.30.0/30, gateway: 172.16.30.1, parents: { docker01: ens33.30 } }
`;
    expect(why(labOf(text), { tool: 'container', at: { kind: 'network', name: 'link30' } })).toBe(
      '172.16.30.0/30 of link30 is full',
    );
  });

  it('never go on a router', () => {
    const lab = drawn(two, 'network@docker01', 'router');
    expect(why(lab, { tool: 'container', at: { kind: 'host', host: 'router' } })).toContain('router is a router');
  });
});

it('joins all segments by one router', () => {
  const lab = drawn(EMPTY, 'host', 'container', 'segment', 'host', 'container', 'router');
  expect([...verdicts(lab)].filter(([pair]) => /^docker0\d\/\S+ docker0\d\//.test(pair))).toEqual([
    ['docker01/bbox1 docker02/bbox2', 'reachable'],
    ['docker02/bbox2 docker01/bbox1', 'reachable'],
  ]);
});

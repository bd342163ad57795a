import { describe, expect, it } from 'vitest';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { checkRules } from '../rules/validate.ts';
import { mendFor } from './mends.ts';
import { changeMode } from './mode.ts';
import { boxes, done, drawn, emptyLab, made, verdicts } from './testing/drawn.ts';

/** Two hosts with a container each on one network, as the palette draws it; with the tag, on sub-interfaces. */
const text = (tag: string, net: string, box: string, gateway: string): string => `trunkline: 1
name: by-hand
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net: ${box}1 } }
  docker02:
    ssh: { address: 192.168.1.12 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.12/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net: ${box}2 } }
networks:
  net:
    driver: ipvlan
    mode: l2
    subnet: ${net}
    gateway: ${gateway}
    parents: { docker01: ens33${tag}, docker02: ens33${tag} }
`;
const untagged = text('', '192.168.1.0/24', '192.168.1.10', '192.168.1.1');
const tagged = text('.10', '172.16.10.0/24', '172.16.10.1', '172.16.10.1');
const routed = tagged.replace('mode: l2', 'mode: l3').replace(/ {4}gateway.*\n/, '');

const codes = (lab: Parameters<typeof checkRules>[0]) => checkRules(lab).map(({ code }) => code);

describe('a network that becomes l3', () => {
  it.each([
    ['on sub-interfaces', tagged],
    ['on cards, in the subnet of the hosts', untagged],
  ])('is one for each host, with routes, and its containers still reach each other: %s', (_, file) => {
    const after = done(file, changeMode(labOf(file), 'net', 'l3'));
    expect(after.networks.map(({ mode, parents }) => [mode, parents.map(({ host }) => host)])).toEqual([
      ['l3', ['docker01']],
      ['l3', ['docker02']],
    ]);
    expect(verdicts(after).get('docker01/bbox1 docker02/bbox2')).toBe('reachable');
    expect(verdicts(after).get('docker02/bbox2 docker01/bbox1')).toBe('reachable');
    expect(verdicts(after).get('docker02 docker01/bbox1')).toBe('reachable');
    expect(codes(after)).toEqual([]);
  });

  it('takes the mode alone where it is on one host', () => {
    const one = tagged
      .replace(', docker02: ens33.10 }', ' }')
      .replace(/networks: \{ net: 172.16.10.12 \}/, 'networks: {}');
    const after = done(one, changeMode(labOf(one), 'net', 'l3'));
    expect(after.networks).toMatchObject([{ name: 'net', mode: 'l3', subnet: '172.16.10.0/24', gateway: undefined }]);
  });
});

describe('a network of mode l3 on several hosts', () => {
  it('is a problem, and one click mends it', () => {
    const lab = labOf(routed);
    const [problem] = checkRules(lab);
    expect(problem).toMatchObject({ severity: 'warning', code: 'l3-on-several-hosts', subject: 'net' });
    const mend = problem && mendFor(lab, problem);
    expect(mend?.title).toBe('A network for each host');
    const after = done(routed, {
      ok: true,
      lab: mend?.lab ?? lab,
      edits: mend?.edits ?? [],
      made: [],
      select: '',
      says: '',
    });
    expect(verdicts(after).get('docker01/bbox1 docker02/bbox2')).toBe('reachable');
    expect(codes(after)).toEqual([]);
  });

  it('is none where each knows the way to the containers of the other', () => {
    const known = routed
      .replace('  docker02:', '    routing: { routes: [{ to: 172.16.10.12/32, via: 192.168.1.12 }] }\n  docker02:')
      .replace(
        'networks:\n  net:',
        '    routing: { routes: [{ to: 172.16.10.11/32, via: 192.168.1.11 }] }\nnetworks:\n  net:',
      );
    expect(codes(labOf(known))).toEqual([]);
  });
});

describe('what is drawn beside a network of mode l3', () => {
  const template = templateNamed('ipvlan-l3')?.text ?? '';

  it('is a host in the subnet of the hosts, not of the containers', () => {
    const lab = drawn(labOf(template), 'host@lan');
    expect(lab.hosts[2]?.interfaces[0]?.address).toMatch(/^192\.168\.1\./);
  });

  it('is a network of its own on one more host, with routes', () => {
    let lab = drawn(labOf(template), 'host@lan');
    lab = drawn(lab, 'container@docker03');
    expect(lab.networks.at(-1)).toMatchObject({ driver: 'ipvlan', mode: 'l3', parents: [{ host: 'docker03' }] });
    const [box] = lab.hosts[2]?.containers ?? [];
    expect(verdicts(lab).get(`docker03/${box?.name} docker01/bbox1`)).toBe('reachable');
    expect(verdicts(lab).get(`docker01/bbox1 docker03/${box?.name}`)).toBe('reachable');
    expect(verdicts(lab).get(`docker02/bbox2 docker03/${box?.name}`)).toBe('reachable');
    expect(codes(lab)).toEqual([]);
  });

  it('is one for all containers that a host gets at once', () => {
    const lab = made(drawn(labOf(template), 'host@lan'), {
      tool: 'container',
      at: { kind: 'network', name: 'net1' },
      everywhere: true,
      count: 2,
    }).lab;
    expect(lab.networks.map(({ parents }) => parents.map(({ host }) => host))).toEqual([
      ['docker01'],
      ['docker02'],
      ['docker03'],
    ]);
    expect(boxes(lab)).toHaveLength(8);
    expect(codes(lab)).toEqual([]);
  });

  it('is drawn by hand from nothing', () => {
    let lab = drawn(emptyLab(), 'host@lan', 'container', 'host@lan', 'container');
    const networks = lab.networks.map((item) => ({ ...item, driver: 'ipvlan' as const, mode: 'l2' as const }));
    const outcome = changeMode({ ...lab, networks }, 'mac_net', 'l3');
    if (!outcome.ok) throw new Error(outcome.why);
    lab = drawn(outcome.lab, 'host@lan', 'container');
    expect(lab.networks.map(({ name, mode }) => [name, mode])).toEqual([
      ['mac_net', 'l3'],
      ['mac_net2', 'l3'],
      ['mac_net3', 'l3'],
    ]);
    const all = [...verdicts(lab)].filter(([pair]) => /bbox\d .*bbox/.test(pair));
    expect(all.filter(([, verdict]) => verdict !== 'reachable')).toEqual([]);
    expect(all).toHaveLength(6);
    expect(codes(lab)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { changeDriver } from './driver.ts';
import { boxes, done, verdicts } from './testing/drawn.ts';

const text = `trunkline: 1
name: drivers
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox1: { image: busybox, networks: { mac_net: { address: 192.168.1.101, mac: "02:00:00:00:00:01" } } }
      bbox2: { image: busybox, networks: { mac_net: } }
      bbox10: { image: busybox, networks: { mac_net10: 172.16.10.10 } }
networks:
  mac_net: # the LAN's own
    driver: macvlan
    mode: bridge
    subnet: 192.168.1.0/24
    gateway: 192.168.1.254
    reserved: { one: 192.168.1.11 }
    parents: { docker01: ens33 }
  mac_net10: { driver: macvlan, mode: private, subnet: 172.16.10.0/24, gateway: 172.16.10.1, parents: { docker01: ens33.10 } }
`;
const lab = labOf(text);
const networkOf = (name: string, driver: 'macvlan' | 'ipvlan' | 'bridge') =>
  done(text, changeDriver(lab, name, driver)).networks.find((item) => item.name === name);

describe('another driver for a network', () => {
  it('ipvlan takes its own first mode, and no MAC addresses', () => {
    const after = done(text, changeDriver(lab, 'mac_net', 'ipvlan'));
    expect(after.networks[0]).toMatchObject({ driver: 'ipvlan', mode: 'l2', parents: [{ interface: 'ens33' }] });
    expect(after.hosts[0]?.containers[0]?.attachments).toEqual([
      { network: 'mac_net', address: '192.168.1.101', mac: undefined },
    ]);
  });

  it('bridge leaves the wire: its hosts keep it, and addresses of the wire stay there', () => {
    const after = done(text, changeDriver(lab, 'mac_net', 'bridge'));
    expect(after.networks[0]).toMatchObject({
      ...{ driver: 'bridge', mode: undefined, hosts: ['docker01'], reserved: [] },
      ...{ subnet: '172.16.30.0/24', gateway: '172.16.30.1' },
    });
    expect(boxes(after)[0]).toMatch(/^docker01\/bbox1 mac_net 172\.16\.30\./);
    expect(verdicts(after).get('docker01/bbox1 docker01/bbox2')).toBe('reachable');
    expect(verdicts(after).get('docker01 docker01/bbox1')).toBe('reachable');
  });

  it('bridge keeps a subnet that nobody else has', () => {
    expect(networkOf('mac_net10', 'bridge')).toMatchObject({ subnet: '172.16.10.0/24', gateway: '172.16.10.1' });
  });

  it('from bridge it stands on the first card that is free, and back', () => {
    const bridged = text.replace(
      /mac_net10: \{ driver.*\}\n/,
      'mac_net10: { driver: bridge, subnet: 172.16.10.0/24, hosts: [docker01] }\n',
    );
    const after = changeDriver(labOf(bridged), 'mac_net10', 'macvlan');
    expect(after).toEqual({ ok: false, why: 'docker01 has no card that is free for mac_net10' });
    const spare = bridged.replace('      ens33.10:', '      ens34: { segment: lan }\n      ens33.10:');
    expect(done(spare, changeDriver(labOf(spare), 'mac_net10', 'macvlan')).networks[1]).toMatchObject({
      ...{ driver: 'macvlan', mode: 'bridge', hosts: undefined, parents: [{ host: 'docker01', interface: 'ens34' }] },
    });
  });

  it('what is there already is not made', () => {
    expect(changeDriver(lab, 'mac_net', 'macvlan')).toEqual({ ok: false, why: 'mac_net is macvlan now' });
    expect(changeDriver(lab, 'gone', 'bridge')).toEqual({ ok: false, why: 'there is no gone' });
  });
});

/** Until the lab file's reader and editor are here. */
import { parseDocument } from 'yaml';
import type { Host, Interface, Lab, Network } from '../../../shared/lab/lab.ts';
import { failure, problem, type Result, success } from '../../../shared/problem.ts';

// biome-ignore lint/suspicious/noExplicitAny: a stand-in
type Any = any;

export function readLab(text: string): Result<Lab> {
  try {
    const document = parseDocument(text);
    if (document.errors.length > 0) throw document.errors[0];
    const raw: Any = document.toJS();
    const entries = (value: Any): [string, Any][] => Object.entries(value ?? {});
    return success({
      name: raw.name,
      segments: entries(raw.segments).map(([name, item]) => ({ name, vlans: item.vlans ?? 'all' })),
      hosts: entries(raw.hosts).map(
        ([name, item]): Host => ({
          name,
          ssh: {
            address: item.ssh.address,
            port: item.ssh.port ?? 22,
            user: item.ssh.user ?? 'root',
            key: item.ssh.key,
          },
          interfaces: entries(item.interfaces).map(
            ([iface, it]): Interface =>
              it.segment
                ? {
                    kind: 'nic',
                    name: iface,
                    segment: it.segment,
                    address: it.address,
                    promiscuous: it.promiscuous ?? false,
                  }
                : it.shim
                  ? {
                      kind: 'shim',
                      name: iface,
                      parent: it.parent,
                      mode: 'bridge',
                      address: it.address,
                      reaches: it.reaches ?? [],
                    }
                  : { kind: 'vlan', name: iface, parent: it.parent, vlan: it.vlan, address: it.address },
          ),
          containers: entries(item.containers).map(([box, it]) => ({
            name: box,
            image: it.image,
            command: it.command === undefined ? [] : String(it.command).split(' '),
            attachments: entries(it.networks).map(([network, a]) => ({
              network,
              address: typeof a === 'string' ? a : a?.address,
              mac: a?.mac,
            })),
          })),
          routing: item.routing && { routes: [], masquerade: [], allow: 'none', ...item.routing },
        }),
      ),
      networks: entries(raw.networks).map(
        ([name, item]): Network => ({
          name,
          driver: item.driver,
          mode: item.mode ?? 'bridge',
          subnet: item.subnet,
          gateway: item.gateway,
          range: item.range,
          reserved: entries(item.reserved).map(([key, address]) => ({ name: key, address })),
          parents: entries(item.parents).map(([host, parent]) => ({ host, interface: parent })),
        }),
      ),
      registry: undefined,
      expect: raw.expect ?? [],
      layout: { positions: entries(raw.layout).map(([id, at]) => ({ id, x: at.x, y: at.y })) },
    });
  } catch (error) {
    return failure(problem({ code: 'not-yaml', message: String(error), hint: 'Mend the file.' }));
  }
}

export function setIn(text: string, path: readonly (string | number)[], value: unknown): string {
  const document = parseDocument(text);
  document.setIn(path, value);
  return document.toString({ lineWidth: 0 });
}

export const TEMPLATES = [
  {
    id: 'vlans-two-hosts',
    title: 'VLANs across two hosts',
    text: `# Two Docker hosts, two VLANs and the router between them.
trunkline: 1
name: vlans-two-hosts
segments:
  lan: { vlans: all }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }
      bbox20: { image: busybox, command: sh, networks: { mac_net20: 172.16.20.20 } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
      bbox11: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.11 } }
      bbox21: { image: busybox, command: sh, networks: { mac_net20: 172.16.20.21 } }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
      allow:
        - { from: 172.16.10.0/24, to: 172.16.20.0/24 }
        - { from: 172.16.20.0/24, to: 172.16.10.0/24 }
networks:
  mac_net10:
    driver: macvlan
    mode: bridge
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    parents: { docker01: ens33.10, docker02: ens33.10 }
  mac_net20:
    driver: macvlan
    mode: bridge
    subnet: 172.16.20.0/24
    gateway: 172.16.20.1
    parents: { docker01: ens33.20, docker02: ens33.20 }
`,
  },
];

/** Large labs for the benchmark of prediction. */
import type { Container, Host, Interface, Lab, Network } from '../../../shared/lab/lab.ts';

export interface Size {
  readonly hosts: number;
  readonly networks: number;
  readonly containers: number;
}

/**
 * Each network is a VLAN of its own with a subnet, on two hosts or more; every host has as many networks as that takes, an
 * address on its NIC, and its share of the containers. One router has a leg in every VLAN and lets everything pass.
 */
export function largeLab({ hosts, networks, containers }: Size): Lab {
  const perHost = Math.max(1, Math.ceil((networks * 2) / hosts));
  const on = (host: number): readonly number[] => {
    const group = Math.floor(host / 2);
    return Array.from({ length: perHost }, (_, index) => (group * perHost + index) % networks);
  };
  const hostNames = Array.from({ length: hosts }, (_, index) => `host${index}`);
  const share = Math.ceil(containers / hosts);
  return {
    name: 'large',
    segments: [{ name: 'lan', vlans: 'all' }],
    hosts: [
      ...hostNames.map((name, host): Host => {
        const mine = on(host);
        const own = `192.168.${host >> 7}.${(host & 127) + 10}`;
        const nic: Interface = {
          kind: 'nic',
          name: 'ens33',
          segment: 'lan',
          address: `${own}/16`,
          promiscuous: true,
        };
        return {
          name,
          ssh: { address: own, port: 22, user: 'root', key: undefined },
          interfaces: [nic, ...mine.map((network) => vlan(network, undefined))],
          containers: Array.from({ length: Math.min(share, containers - host * share) }, (_, index): Container => {
            const network = mine[index % mine.length] ?? 0;
            const last = 10 + (host % 2) * 100 + Math.floor(index / mine.length);
            return {
              name: `c${index}`,
              image: 'busybox',
              command: [],
              attachments: [{ network: `net${network}`, address: address(network, last), mac: undefined }],
            };
          }),
          routing: undefined,
        };
      }),
      {
        name: 'router',
        ssh: { address: '192.168.255.254', port: 22, user: 'root', key: undefined },
        interfaces: [
          { kind: 'nic', name: 'ens33', segment: 'lan', address: '192.168.255.254/16', promiscuous: false },
          ...Array.from({ length: networks }, (_, network) => vlan(network, `${address(network, 1)}/24`)),
        ],
        containers: [],
        routing: { forward: true, allow: 'none', routes: [], masquerade: [] },
      },
    ],
    networks: Array.from(
      { length: networks },
      (_, network): Network => ({
        driver: 'macvlan',
        mode: 'bridge',
        name: `net${network}`,
        subnet: `${address(network, 0)}/24`,
        gateway: address(network, 1),
        range: undefined,
        reserved: [],
        parents: hostNames.flatMap((name, host) =>
          on(host).includes(network) ? [{ host: name, interface: `ens33.${network + 1}` }] : [],
        ),
      }),
    ),
    registry: undefined,
    images: [],
    persist: false,
    expect: [],
    layout: { positions: [] },
    notes: [],
  };
}

const address = (network: number, last: number): string => `10.${network >> 8}.${network & 255}.${last}`;

const vlan = (network: number, own: string | undefined): Interface => ({
  kind: 'vlan',
  name: `ens33.${network + 1}`,
  parent: 'ens33',
  vlan: network + 1,
  address: own,
});

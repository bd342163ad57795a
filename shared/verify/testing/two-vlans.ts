/** A lab of any size: each host has containers on two VLANs that no router joins. */
import type { Lab } from '../../lab/lab.ts';
import { labOf } from '../../lab/testing/examples.ts';

export function twoVlans(hosts: number, containers: number): string {
  const numbers = Array.from({ length: hosts }, (_, at) => at);
  const host = (at: number): string => {
    const boxes = Array.from({ length: containers }, (_, nth) => {
      const vlan = nth < containers / 2 ? 10 : 20;
      return `      c${nth}: { image: busybox, command: sh, networks: { net${vlan}: 172.${vlan}.${at}.${10 + nth} } }\n`;
    });
    return `  h${at}:
    ssh: { address: 10.0.0.${10 + at}, user: root }
    interfaces:
      ens33: { segment: lan, address: 10.0.0.${10 + at}/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
${boxes.join('')}`;
  };
  const networks = [10, 20].map((vlan) => {
    const parents = numbers.map((at) => `h${at}: ens33.${vlan}`).join(', ');
    return `  net${vlan}: { driver: macvlan, subnet: 172.${vlan}.0.0/16, gateway: 172.${vlan}.255.1, parents: { ${parents} } }\n`;
  });
  return `trunkline: 1\nname: large\nsegments:\n  lan: { vlans: all }\nhosts:\n${numbers.map(host).join('')}networks:\n${networks.join('')}`;
}

export const labOfTwoVlans = (hosts: number, containers: number): Lab => labOf(twoVlans(hosts, containers));

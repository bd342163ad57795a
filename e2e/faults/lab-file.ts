/**
 * The matrix's labs, each on one host. Together they have one of every kind of thing that a plan can make. There are several because
 * Docker's commands take most of a cell's time, and most steps do without them.
 */
import { LAB_HOSTS, type LabHost } from '../lab/lab.ts';

export type LabKind = 'wires' | 'containers' | 'copies';
export const labKinds: readonly LabKind[] = ['wires', 'containers', 'copies'];

/** In the host's own registry, and not yet among its images. */
const IMAGE = 'localhost:5000/box:latest';

/** Both have one name: the second may find what the first has left. */
const head = (host: LabHost): string => `trunkline: 1
name: faults
segments:
  lan: { vlans: all }
hosts:
  ${host}:
    ssh: { address: ${LAB_HOSTS[host]}, user: root }
`;

const wires = (host: LabHost): string => `${head(host)}    interfaces:
      ens33: { segment: lan, address: ${LAB_HOSTS[host]}/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      shim10: { parent: ens33.10, shim: bridge, address: 172.16.10.2/32, reaches: [172.16.10.8/29] }
    routing:
      forward: true
      allow: [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }]
      routes: [{ to: 172.16.20.0/24, via: 172.16.10.254 }]
      masquerade: [{ source: 172.16.10.0/24, out: ens33 }]
`;

const containers = (host: LabHost): string => `${head(host)}    interfaces:
      ens33: { segment: lan, address: ${LAB_HOSTS[host]}/24 }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      box: { image: '${IMAGE}', command: sh, networks: { net10: 172.16.10.10 } }
networks:
  net10:
    driver: macvlan
    mode: bridge
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    parents: { ${host}: ens33.10 }
`;

/** Beside the lab file. */
export const ARCHIVE = { file: 'copied.tar', tag: 'copied:1' } as const;

const copies = (host: LabHost): string => `${head(host)}    interfaces:
      ens33: { segment: lan, address: ${LAB_HOSTS[host]}/24 }
    containers:
      copy: { image: '${ARCHIVE.tag}', command: [/busybox, sleep, '1000'], networks: {} }
images: { '${ARCHIVE.tag}': { from: archive, archive: ./${ARCHIVE.file} } }
`;

export const labFile: Readonly<Record<LabKind, (host: LabHost) => string>> = { wires, containers, copies };

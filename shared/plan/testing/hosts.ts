import type { HostState, Link } from '../../host/state.ts';

const nic = (name: string, index: number, address: string | undefined): Link => ({
  name,
  index,
  kind: 'nic',
  mac: `52:54:00:00:00:0${index}`,
  mtu: 1500,
  up: true,
  carrier: true,
  promiscuous: false,
  alias: undefined,
  parent: undefined,
  master: undefined,
  vlan: undefined,
  mode: undefined,
  addresses: address === undefined ? [] : [{ family: 4, address, prefix: 24, scope: 'global' }],
});

/** A machine with Docker as it comes: two network cards, forwarding off, FORWARD dropping. */
export function machine(hostname: string, address: string, version = '20.10.24+dfsg1'): HostState {
  return {
    hostname,
    facts: {
      os: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0',
      virtualization: 'kvm',
      user: 'root',
      privilege: 'root',
      modules: { '8021q': true, macvlan: true, ipvlan: true },
      managers: ['ifupdown'],
      firewallManager: undefined,
      sshAddress: address,
      commands: ['ip', 'docker', 'iptables', 'nsenter', 'ping', 'flock'],
    },
    links: [nic('ens33', 2, address), nic('ens34', 3, undefined)],
    routes: [
      {
        to: `${address.slice(0, address.lastIndexOf('.'))}.0/24`,
        type: 'unicast',
        via: undefined,
        dev: 'ens33',
        source: address,
        scope: 'link',
        protocol: 'kernel',
        metric: 0,
        table: 'main',
      },
    ],
    sysctls: { 'net.ipv4.ip_forward': '0', 'net.ipv4.conf.all.rp_filter': '0', 'net.ipv4.conf.default.rp_filter': '0' },
    firewall: {
      known: true,
      backend: 'legacy',
      filter: [
        { name: 'INPUT', policy: 'ACCEPT', rules: [] },
        { name: 'FORWARD', policy: 'DROP', rules: [] },
        { name: 'DOCKER-USER', policy: undefined, rules: [] },
      ],
      nat: [{ name: 'POSTROUTING', policy: 'ACCEPT', rules: [] }],
    },
    docker: {
      kind: 'ready',
      version,
      rootless: false,
      podman: false,
      networks: [
        {
          id: 'id-bridge',
          name: 'bridge',
          driver: 'bridge',
          internal: false,
          labels: {},
          options: {},
          pools: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1', range: undefined, reserved: {} }],
        },
      ],
      containers: [],
      images: [{ id: 'sha256:b0', tags: ['busybox:latest'] }],
    },
    records: [],
  };
}

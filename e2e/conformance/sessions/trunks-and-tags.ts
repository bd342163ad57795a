import { on, type Session } from './typed.ts';

export const trunksAndTags: Session = {
  name: 'trunks-and-tags',
  typed: [
    ...on(
      'docker01',
      `
    modprobe 8021q
    lsmod | grep -w 8021q | awk '{print $1}'
    ip link add link ens33 name ens33.30 type vlan id 30
    ip link add link ens33 name vlan40 type vlan id 40
    ip -d link show ens33.30 | grep -o 'vlan protocol.*'
    ip addr add 10.30.0.1/24 dev ens33.30
    ip addr add 10.40.0.1/24 broadcast + dev vlan40
    ip link set ens33.30 up
    ip link set dev vlan40 up
    cat /proc/net/vlan/config
    cat /proc/net/vlan/ens33.30 | head -3
    ip link add link ens33 name ens33.30 type vlan id 30
    ip link add link ens33 name bad type vlan id 4096
    `,
    ),
    ...on(
      'docker02',
      `
    ip link add link ens33 name ens33.30 type vlan id 30 && ip addr add 10.30.0.2/24 dev ens33.30 && ip link set ens33.30 up
    ping -c 3 -i 0.3 10.30.0.1
    ip addr add 10.40.0.2/24 dev ens33.30
    ping -c 1 -W 1 10.40.0.1
    ip neigh
    `,
    ),
    ...on(
      'docker01',
      `
    docker network create -d macvlan --subnet=10.50.0.0/24 --gateway=10.50.0.254 -o parent=ens33.50 v50
    ip -br link | grep 50
    docker network rm v50
    ip link show ens33.50
    docker network create -d macvlan --subnet=10.30.0.0/24 --ip-range=10.30.0.128/25 -o parent=ens33.30 v30
    docker run --rm --network v30 busybox ping -c 1 -W 2 10.30.0.2
    docker run --rm --network v30 busybox ip -4 -o addr show eth0
    ip link set ens33.30 down
    docker run --rm --network v30 --ip 10.30.0.200 busybox sh -c 'ping -c 1 -W 1 10.30.0.2 | tail -n 1'
    ip link set ens33 mtu 1400
    ip -o link show | awk '/ens33/ {print $2, $5}'
    ip link set ens33 mtu 1500
    ip link del vlan40; ip link del ens33.30; ip -br link show type vlan
    `,
    ),
  ],
};

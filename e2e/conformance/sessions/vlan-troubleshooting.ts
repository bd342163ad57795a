import { on, type Session } from './typed.ts';

export const vlanTroubleshooting: Session = {
  name: 'vlan-troubleshooting',
  typed: [
    ...on(
      'docker01',
      `
        lsmod | grep -c 8021q
        ip link add link ens33 name ens33.10 type vlan id 10
        ip link show ens33.10
        ip link set ens33.10 up && ip -br link show ens33.10 | awk '{print $1,$2}'
        ip addr add 192.168.10.10/24 dev ens33.10
        ip -br a
        ip route get 192.168.10.11
        cat /proc/net/vlan/config
        grep -E 'VID|Device' /proc/net/vlan/ens33.10
        `,
    ),
    ...on(
      'docker02',
      `
        ip link add link ens33 name ens33.10 type vlan id 20
        ip link set ens33.10 up; ip addr add 192.168.10.11/24 dev ens33.10
        ping -c 2 -W 1 192.168.10.10
        ip -d link show ens33.10 | sed -n 3p
        ip neigh show dev ens33.10
        arping -c 2 -I ens33.10 192.168.10.10; echo exit $?
        ip link del ens33.10
        ip link add link ens33 name vlan10 type vlan id 10
        ip link add link ens33 name ens33.10 type vlan id 10
        ip addr add 192.168.10.11/24 dev vlan10 && ip link set vlan10 up
        ping -c 3 -q 192.168.10.10 | tail -2 | head -1
        ip -s link show vlan10 | awk 'NR==4{print ($1>0)}'
        `,
    ),
    ...on(
      'docker01',
      `
        tcpdump -nn -e -c 2 -i ens33 'vlan 10 and icmp' 2>/dev/null | grep -o 'vlan 10' | sort | uniq -c
        ip link set ens33 down; ip -br link show ens33.10 | awk '{print $2}'; ip link set ens33 up
        ip link set ens33.10 mtu 1600
        ip link set ens33.10 mtu 1400; cat /sys/class/net/ens33.10/mtu
        ping -c 1 -M do -s 1472 192.168.10.11
        ping -c 1 -M do -s 1372 192.168.10.11
        ip link add link ens33 name ens33.4095 type vlan id 4095
        ip link add link nosuch name x.1 type vlan id 1
        ip link show type vlan | grep -c mtu
        ip link set ens33.10 name lab10
        ip link set ens33.10 down; ip link set ens33.10 name lab10 2>&1; ip -br link show lab10 | cut -c1-20
        cat /proc/net/vlan/lab10 | head -1
        ip -j link show lab10 | tr ',' '\\n' | grep -E 'ifname|operstate'
        ip link delete lab10; ls /proc/net/vlan
        `,
    ),
    ...on(
      'docker02',
      `
        ip link del vlan10; ip link show type vlan
        `,
    ),
  ],
};

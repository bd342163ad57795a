import { on, type Session } from './typed.ts';

export const vlansByHand: Session = {
  name: 'vlans-by-hand',
  typed: [
    ...on(
      'docker01',
      `
      ip link add link ens33 ens33.100 type vlan id 100
      ip addr add 10.100.0.1/24 dev ens33.100
      ip link set ens33.100 up
      ip -d link show ens33.100
      cat /proc/net/vlan/config
      cat /proc/net/vlan/ens33.100
      ls /proc/net/vlan
      ping -c 1 -W 1 10.100.0.2
      `,
    ),
    ...on(
      'docker02',
      `
      ip link add link ens33 name vlan100 type vlan id 100
      ip addr add 10.100.0.2/24 dev vlan100
      ping -c 1 -W 1 10.100.0.1
      ip link set vlan100 up
      ping -c 2 -i 0.3 10.100.0.1
      ip neigh show dev vlan100 | cut -d' ' -f1,2
      ip route get 10.100.0.1
      arping -c 1 -I vlan100 10.100.0.1
      `,
    ),
    ...on(
      'docker01',
      `
      ip link set ens33.100 down
      ping -c 1 -W 1 10.100.0.2
      ip route show dev ens33.100
      ip link set ens33.100 up
      ip link set ens33.100 mtu 1500
      ip link set ens33.100 mtu 1501
      ip link set ens33.100 mtu 1300
      ping -c 1 -M do -s 1400 10.100.0.2
      ping -c 1 -s 1400 10.100.0.2
      ip link add link ens33.100 name qinq type vlan id 7
      ip -br link show type vlan
      ip -d link show qinq | grep vlan
      ip link add link ens33 name ens33.101 type vlan proto 802.1ad id 101
      ip -d link show ens33.101 | grep vlan
      ip link add link ens33 name ens33.102 type vlan proto 802.1x id 102
      ip link add link ens33 name ens33.103 type vlan id 103 reorder_hdr off
      ip -d link show ens33.103 | grep vlan
      ip link add link ens33 name ens33.104 type vlan id 104 egress-qos-map 0:3 ingress-qos-map 2:5
      ip -d link show ens33.104 | tail -2
      cat /proc/net/vlan/config
      ip link set ens33.104 type vlan id 105
      ip link add ens33.106 type vlan id 106
      ip link add link ens33 type vlan id 106
      ip link add link ens33 name ens33.107 type vlan 107
      ip link add link ens33 name ens33.108 type vlan id -1
      ip link add link ens33 name ens33.108 type vlan id 4096
      ip link add link ens33 name ens33.108 typ vlan id 108
      ip link add link ens33 name ens33.108 type vlna id 108
      ip link add link ens33 name ens33.108 id 108
      ip link add name ens33.108 link ens33 type vlan id 108
      ip link add link lo name lo.5 type vlan id 5
      ip link add link docker0 name docker0.5 type vlan id 5
      ip -br link show type vlan
      vconfig add ens33 10
      modprobe 8021q; lsmod | grep -c 8021q
      ip link del ens33.100
      ip -br link show type vlan
      ip link del ens33.100
      ip link delete ens33.101 type vlan
      ip link del dev ens33.103
      ip link set ens33.104 name guests
      ip link show guests
      ip link property add dev guests altname gaeste
      ip link show gaeste
      ip link del gaeste
      ethtool ens33
      `,
    ),
    ...on(
      'docker02',
      `
      ping -c 1 -W 1 10.100.0.1
      ip -br addr
      ip link set vlan100 promisc on; ip link show vlan100
      ip -d link show vlan100 | grep -o 'promiscuity [0-9]'
      ip -d link show ens33 | grep -o 'promiscuity [0-9]'
      ip link set ens33 type vlan id 5
      ip monitor help
      ip link set dev vlan100 alias "guest network"
      ip link show vlan100 | tail -1
      ip -br -c link
      `,
    ),
  ],
};

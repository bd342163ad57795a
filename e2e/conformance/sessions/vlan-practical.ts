import { on, type Session } from './typed.ts';

export const vlanPractical: Session = {
  name: 'vlan-practical',
  typed: [
    ...on(
      'docker01',
      `
        ip link add link ens33 name ens33.100 type vlan id 100
        ip addr add 10.100.0.1/24 dev ens33.100
        ip link set up dev ens33.100
        vconfig add ens33 200
        ip link add link ens34 name vlan200 type vlan id 200
        ip link set vlan200 up
        ip link set ens34 up
        ip -br link show | sort
        ip link show vlan200
        ifconfig vlan200 10.200.0.1 netmask 255.255.255.0 up
        ip -4 addr show vlan200
        `,
    ),
    ...on(
      'docker02',
      `
        ip link add link ens33 name ens33.100 type vlan id 100
        ip addr add 10.100.0.2/24 dev ens33.100; ip link set ens33.100 up
        ping -c 2 10.100.0.1
        ip link add link ens33 name ens33.200 type vlan id 200
        ifconfig ens33.200 10.200.0.2/24 up
        ifconfig ens33.200
        ping -c 1 10.200.0.1
        ping -c 1 -I ens33.100 10.200.0.1
        arping -c 1 -I ens33.200 10.200.0.1
        `,
    ),
    ...on(
      'docker01',
      `
        ip neigh show dev ens33.100
        ip -s link show dev ens33.100
        cat /proc/net/vlan/ens33.100
        ls -l /proc/net/vlan
        cat /sys/class/net/vlan200/iflink /sys/class/net/vlan200/ifindex
        ip link set ens33.100 type vlan egress-qos-map 0:3
        ip -d link show ens33.100
        ip link add link ens33.100 name ens33.100.7 type vlan id 7
        ip -d link show ens33.100.7 | tail -n 1
        ip link add link ens33 name qinq type vlan proto 802.1ad id 300
        ip -d link show qinq | grep -o '802.1ad id [0-9]*'
        ip link set ens33.100 mtu 1496
        ip link set ens33.100 mtu 1600
        ip link show ens33.100.7 | grep -o 'mtu [0-9]*'
        ip link set ens33 mtu 1400
        ip -br link show ens33.100; cat /sys/class/net/ens33.100/mtu
        ip link set ens33 mtu 1500
        ip link add br100 type bridge
        ip link set ens33.100 master br100
        ip addr flush dev ens33.100
        ip addr add 10.100.0.1/24 dev br100
        ip link set br100 up
        ping -c 1 10.100.0.2
        brctl show
        bridge link show
        bridge fdb show dev ens33.100 | grep -c permanent
        ip link set ens33.100 nomaster
        ip link del br100
        ip link del ens33.100
        ip -br link show type vlan
        ip link del ens33.100.7
        nmcli dev status
        netplan get
        networkctl
        networkctl list --no-pager --no-legend | wc -l
        cat > /etc/network/interfaces.d/vlan40 <<'EOF'\\
        auto ens33.40\\
        iface ens33.40 inet static\\
          address 10.40.0.1\\
          netmask 255.255.255.0\\
          vlan-raw-device ens33\\
        EOF
        ifup -a
        ifup ens33.40
        ifquery ens33.40
        ip -br -4 addr show ens33.40
        ifdown --force ens33.40; ip link show ens33.40
        rm /etc/network/interfaces.d/vlan40
        `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const routingAndNat: Session = {
  name: 'routing-and-nat',
  typed: [
    ...on(
      'router',
      `
      ip link add link ens33 name ens33.10 type vlan id 10
      ip link add link ens33 name ens33.20 type vlan id 20
      ip addr add 10.10.0.1/24 dev ens33.10 && ip link set ens33.10 up
      ip addr add 10.20.0.1/24 dev ens33.20 && ip link set ens33.20 up
      sysctl -w net.ipv4.ip_forward=1
      iptables -P FORWARD ACCEPT
      `,
    ),
    ...on(
      'docker01',
      `
      ip link add link ens33 name v10 type vlan id 10 && ip addr add 10.10.0.11/24 dev v10 && ip link set v10 up
      ping -c 1 -W 1 10.20.0.13
      ip route add 10.20.0.0/24 via 10.10.0.1
      ping -c 1 -W 1 10.20.0.13
      ip route get 10.20.0.13
      `,
    ),
    ...on(
      'docker02',
      `
      ip link add link ens33 name v20 type vlan id 20 && ip addr add 10.20.0.13/24 dev v20 && ip link set v20 up
      ping -c 1 10.20.0.1
      ping -c 1 -W 1 10.10.0.11
      ip route add 10.10.0.0/24 via 10.20.0.1 dev v20
      ping -c 2 -i 0.2 10.10.0.11
      tracepath -n 10.10.0.11
      ping -c 1 -t 1 10.10.0.11
      `,
    ),
    ...on(
      'docker01',
      `
      ping -c 1 10.20.0.13
      ping -c 1 -t 1 10.20.0.13
      ping -c 1 -s 1472 -M do 10.20.0.13
      ip route show table main
      ip route show to 10.20.0.0/24
      ip route list match 10.20.0.13
      ip -d route show 10.20.0.0/24
      ip route show type unicast | wc -l
      ip route show type blackhole
      ip route show nosuch
      ip route show dev nosuch
      ip route show table nosuch
      ip route show proto static
      ip route show scope host
      ip route show table local dev v10
      ip route add 10.20.0.0/24 via 10.10.0.99
      ip route append 10.20.0.0/24 via 10.10.0.99
      ip route show 10.20.0.0/24
      ip route del 10.20.0.0/24 via 10.10.0.99
      ip route change 10.99.0.0/24 via 10.10.0.1
      ip route add 10.30.0.0/24 via 10.10.0.1 metric 100 mtu 1400
      ip route show 10.30.0.0/24
      ip route get 10.30.0.1
      ip route add default dev v10
      ip route show default
      ip route get 8.8.8.8
      ip route del default
      ip route add default via 10.10.0.1 dev v10 onlink
      ip route
      ip route add throw 10.31.0.0/16
      ip route get 10.31.0.1
      ip route add local 10.32.0.1 dev lo
      ping -c 1 -W 1 10.32.0.1
      ip route show table local 10.32.0.1
      ip route add 10.33.0.0/16 via 10.20.0.1
      ip route add 10.33.0.0/16 via 10.10.0.1 proto static
      ip -j route show 10.33.0.0/16
      ip route add 10.34.0.0/16 via 10.10.0.1 scope link
      ip route add 10.34.0.0/16 via nosuch
      ip route add 10.34.0.0/16 dev v10 via
      ip route ad 10.34.0.0/16 via 10.10.0.1
      ip route show | grep 10.34
      ip rout show default
      ip rote
      ip route delete 10.33.0.0/16
      ip route flush proto static
      ip route flush cache; echo $?
      ip route save | wc -c | grep -c .
      ip route get 10.20.0.13 from 10.10.0.11
      ip route get 10.20.0.13 oif ens33
      ip route get 10.20.0.13 mark 5
      ip route get from 10.10.0.11
      ip -o route get 10.20.0.13
      ip -j route get 10.20.0.13
      ip route get fe80::1
      ip route get 10.20.0.0/24
      ip -br route
      ip -4 r s
      ip -s route show 10.20.0.0/24
      `,
    ),
    ...on(
      'router',
      `
      iptables -t nat -A POSTROUTING -s 10.10.0.0/24 -o ens33.20 -j MASQUERADE
      iptables -t nat -A PREROUTING -i ens33.10 -p icmp -d 10.10.0.50 -j DNAT --to-destination 10.20.0.13
      ip addr add 10.10.0.50/32 dev ens33.10
      iptables -t nat -L POSTROUTING -n
      iptables -t nat -L PREROUTING -n --line-numbers
      iptables -t nat -vnL POSTROUTING | head -2
      iptables -A FORWARD -m state --state RELATED,ESTABLISHED -j ACCEPT
      iptables -A FORWARD -i ens33.20 -j DROP
      iptables -S FORWARD
      `,
    ),
    ...on(
      'docker01',
      `
      ping -c 1 10.20.0.13
      ping -c 1 -W 1 10.10.0.50
      `,
    ),
    ...on(
      'docker02',
      `
      ip route del 10.10.0.0/24
      ping -c 1 -W 1 10.10.0.11
      ping -c 1 -W 1 10.10.0.1
      ip route add default via 10.20.0.1
      ping -c 1 -W 1 10.10.0.11
      ping -c 1 -W 1 10.10.0.1
      `,
    ),
    ...on(
      'router',
      `
      iptables -D FORWARD -i ens33.20 -j DROP
      iptables -A FORWARD -d 10.10.0.0/24 -p icmp -j REJECT --reject-with icmp-host-prohibited
      iptables -A FORWARD -d 10.10.0.0/24 -p icmp -j REJECT --reject-with nonsense
      iptables -L FORWARD -n --line-numbers | tail -2
      `,
    ),
    ...on('docker02', 'ping -c 1 -W 1 10.10.0.11'),
    ...on(
      'router',
      `
      iptables -D FORWARD -d 10.10.0.0/24 -p icmp -j REJECT
      iptables -D FORWARD -d 10.10.0.0/24 -p icmp -j REJECT --reject-with icmp-host-prohibited
      iptables-save | grep -c ^-A
      iptables -t nat -F POSTROUTING
      iptables -t nat -Z
      sysctl net.ipv4.conf.ens33/10.forwarding
      sysctl net.ipv4.conf.ens33.10.forwarding
      sysctl -a 2>/dev/null | grep -c 'ip_forward ='
      sysctl -a --pattern 'ipv4.ip_forward$'
      sysctl net.ipv4.ip_forward=0
      cat /proc/sys/net/ipv4/conf/ens33.10/rp_filter
      echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/99-lab.conf; sysctl -p /etc/sysctl.d/99-lab.conf
      sysctl -p /nosuch
      sysctl --system | tail -2
      sysctl -w net.ipv4.ip_forward
      sysctl -w net.ipv4.ip_forward = 1
      sysctl ip_forward
      sysctl -n net.ipv4.ip_default_ttl
      sysctl -w net.ipv4.icmp_echo_ignore_all=1
      `,
    ),
    ...on('docker01', 'ping -c 1 -W 1 10.10.0.1'),
    ...on(
      'router',
      `
      sysctl -w net.ipv4.icmp_echo_ignore_all=0
      ip neigh show dev ens33.10 | cut -d' ' -f1
      ip -s neigh show dev ens33.20 | wc -l
      ip neigh flush dev ens33.10; ip neigh show dev ens33.10
      ip rule add from 10.10.0.0/24 lookup 100
      ip route add unreachable default table 100
      ip rule
      `,
    ),
    ...on('docker01', 'ping -c 1 -W 1 10.20.0.13'),
    ...on(
      'router',
      `
      ip rule del table 100
      ip rule add priority 100 to 10.20.0.0/24 blackhole
      ip rule add iif ens33.10 prohibit
      ip rule show
      ip -j rule | head -c 80; echo
      ip rule add from nonsense table 5
      ip rule add from 10.0.0.0/8 table nonsense
      ip rule add pref 50
      ip rule list table 100
      ip rule del pref 32766; ip rule; ip rule add from all lookup main pref 32766
      ip rule flush; ip rule; ip rule add lookup main pref 32766
      ip rule
      `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const routesLesson: Session = {
  name: 'routes-lesson',
  typed: [
    ...on(
      'docker01',
      `
    ip route
    ip r get 192.168.1.13
    route -n
    ip route add 10.10.0.0/16 via 192.168.1.13
    ip route add 10.10.0.0/16 via 192.168.1.13
    ip route replace 10.10.0.0/16 via 192.168.1.254 metric 50
    ip route add 10.10.5.0/24 dev ens33 scope link src 192.168.1.11
    ip route show 10.10.0.0/16
    ip route show to match 10.10.5.7
    ip route get 10.10.5.7
    ip route get 10.10.6.7 | head -1
    ip route add blackhole 10.20.0.0/16
    ping -c 1 10.20.1.1
    ip route add unreachable 10.21.0.0/16 && ping -c 1 10.21.1.1
    ip route add prohibit 10.22.0.0/16 && ping -c 1 10.22.1.1
    ip route add 10.30.0.0/16 via 10.200.0.1
    ip route add default via 192.168.1.254
    ip route del 10.99.0.0/16
    ip route | sort
    ip route add 10.40.0.0/16 nexthop via 192.168.1.13 weight 1 nexthop via 192.168.1.254 weight 2
    ip route show 10.40.0.0/16
    echo '100 lesson' >> /etc/iproute2/rt_tables
    ip route add 10.50.0.0/16 via 192.168.1.13 table lesson
    ip rule add from 192.168.1.11 to 10.50.0.0/16 lookup lesson priority 500
    ip rule
    ip route show table lesson
    ip route get 10.50.1.1 from 192.168.1.11
    ip rule del priority 500 && ip rule list | wc -l
    ip route flush table lesson; ip route show table 100
    ip route show table local | grep 192.168.1
    ip route show type blackhole
    ip addr add 10.60.0.1/24 dev lo && ip route get 10.60.0.1
    `,
    ),
    ...on(
      'docker02',
      `
    ip route add 10.60.0.0/24 via 192.168.1.11 && ping -c 1 10.60.0.1 | head -2
    ping -c 1 -W 1 -I 192.168.1.13 10.60.0.1 | tail -n 2 | head -n 1
    ping -c 1 -s 2000 -M do 10.60.0.1
    ping -c 1 -t 1 -W 1 10.60.0.2
    traceroute -n 10.60.0.1
    tracepath -n 10.60.0.1
    arping -c 1 -I ens33 192.168.1.11 | head -n 1
    ip neigh show dev ens33 | awk '{print $1}' | sort | head -3
    ip neigh add 192.168.1.99 lladdr 02:00:00:00:00:99 dev ens33 nud permanent; ip neigh show 192.168.1.99
    ip neigh flush all; ip neigh show nud permanent
    ip neigh del 192.168.1.99 dev ens33; ip neigh del 192.168.1.99 dev ens33
    sysctl net.ipv4.conf.ens33.forwarding net.ipv4.conf.all.accept_redirects
    sysctl -w net.ipv4.conf.ens33.proxy_arp=1
    echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore; sysctl -n net.ipv4.conf.all.arp_ignore
    sysctl net.ipv4.no_such_thing
    sysctl -a 2>/dev/null | grep -c 'rp_filter'
    ss -tln | awk 'NR>1 {print $4}' | sort
    ss -s | head -n 1 | cut -d: -f1
    ip -s -s link show lo | head -n 3 | tail -n 1
    ip maddr show dev ens33 | head -n 1
    ip tunnel add tun1 mode gre remote 192.168.1.11 local 192.168.1.13 && ip -br link show tun1
    ip link add dummy0 type dummy && ip addr add 10.70.0.1/32 dev dummy0 && ip link set dummy0 up && ip route get 10.70.0.1
    hostname -I | wc -w
    `,
    ),
  ],
};

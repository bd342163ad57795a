import { on, type Session } from './typed.ts';

export const routingTablePractice: Session = {
  name: 'routing-table-practice',
  typed: on(
    'router',
    `
    ip route show table main | wc -l
    ip route show default
    ip route add default via 192.168.1.1; ip route show default
    ip route add default via 192.168.1.2
    ip route add default via 192.168.1.2 metric 200; ip route show default
    ip route get 8.8.8.8 | head -1
    ip route del default via 192.168.1.2; ip route change default via 192.168.1.13; ip route show default
    ip route replace default via 192.168.1.11 dev ens33 src 192.168.1.254; ip route show default
    ip route get 8.8.8.8 from 192.168.1.254 | head -1
    ip route add blackhole 10.66.0.0/16; ping -c1 -W1 10.66.0.1; echo $?
    ip route add unreachable 10.67.0.0/16; ping -c1 -W1 10.67.0.1; echo $?
    ip route add prohibit 10.68.0.0/16; ping -c1 -W1 10.68.0.1; echo $?
    ip route add throw 10.69.0.0/16; ip route show type throw
    ip route show | grep -c '^\\(blackhole\\|unreachable\\|prohibit\\|throw\\)'
    ip route add 10.70.0.0/16 nexthop via 192.168.1.11 weight 1 nexthop via 192.168.1.13 weight 2; ip route show 10.70.0.0/16
    ip route add 10.71.0.0/16 via 192.168.1.11 mtu 1300 metric 5; ip route show 10.71.0.0/16
    ip route add 10.71.0.0/33 via 192.168.1.11
    ip route add 10.72.0.0/16
    ip route add 10.73.0.1/24 via 192.168.1.11
    ip route del 10.74.0.0/16
    ip -4 route list match 10.71.3.4
    ip route list root 10.64.0.0/10 | wc -l
    ip route flush 10.71.0.0/16; ip route show 10.71.0.0/16 | wc -l
    ip rule show
    ip rule add from 10.80.0.0/16 table 80 prio 1000; ip rule show | sed -n 2p
    ip route add default via 192.168.1.13 table 80; ip route show table 80
    ip route get 1.1.1.1 from 10.80.0.1 iif ens33 2>&1 | head -1
    ip rule add fwmark 0x1 lookup 81; ip rule | grep -c fwmark
    ip rule del prio 1000; ip rule del fwmark 0x1; ip rule show | wc -l
    ip route flush table 80; ip route show table 80 | wc -l
    ip route save > /tmp/r; test -s /tmp/r && echo saved
    route -n | awk 'NR>2 && $1=="0.0.0.0"{print $2,$4}'
    route add -net 10.90.0.0 netmask 255.255.0.0 gw 192.168.1.11; ip route show 10.90.0.0/16
    route del -net 10.90.0.0/16; route -n | grep -c 10.90
    netstat -rn | head -2 | tail -1 | awk '{print $1,$2,$3}'
    ip -6 route show | grep -c fe80
    ip -s route show cache | wc -l
    sysctl -n net.ipv4.conf.all.rp_filter net.ipv4.conf.ens33.send_redirects
    cat /proc/net/route | awk 'NR==1{print $1,$2,$3}'
    cat /proc/net/fib_trie | head -1
    ip route del default; for t in blackhole unreachable prohibit throw; do ip route flush type $t; done; ip route | wc -l
    `,
  ),
};

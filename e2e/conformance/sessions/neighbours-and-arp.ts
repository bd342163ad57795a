import { on, type Session } from './typed.ts';

export const neighboursAndArp: Session = {
  name: 'neighbours-and-arp',
  typed: on(
    'docker01',
    `
    ip neigh | awk '{print $1,$2,$3}' | sort | head -5
    ip neigh flush all; ip neigh show nud reachable | wc -l
    ping -c 1 -q 192.168.1.13 >/dev/null && ip neigh show to 192.168.1.13 | awk '{print $NF}'
    arp -an | grep -c ether
    arp -d 192.168.1.13; arp -n 192.168.1.13
    ip neigh add 192.168.1.99 lladdr 02:42:ac:11:00:99 dev ens33
    ip neigh show 192.168.1.99
    ping -c 1 -W 1 192.168.1.99; echo $?
    ip neigh change 192.168.1.99 lladdr 02:42:ac:11:00:98 dev ens33 nud permanent; ip neigh show 192.168.1.99
    ip neigh del 192.168.1.99 dev ens33
    ip neigh del 192.168.1.99 dev ens33
    ip neigh show nud permanent | wc -l
    ping -c 2 -W 1 192.168.1.77 | tail -3
    ip neigh show 192.168.1.77
    arping -c 1 -w 2 -I ens33 192.168.1.13 | tail -1
    arping -D -c 1 -w 2 -I ens33 192.168.1.13; echo $?
    arping -D -c 1 -w 2 -I ens33 192.168.1.201 >/dev/null; echo $?
    ip addr add 192.168.1.111/24 dev ens33
    ip -4 -o addr show dev ens33 | awk '{print $4, $NF}'
    ip addr add 192.168.1.111/24 dev ens33
    ping -c 1 -I 192.168.1.111 192.168.1.254 | head -1
    ip addr del 192.168.1.111/32 dev ens33; echo $?
    ip addr show to 192.168.1.111/32 | wc -l
    ip addr del 192.168.1.111/24 dev ens33; echo $?
    sysctl net.ipv4.conf.ens33.arp_ignore net.ipv4.conf.all.arp_announce
    sysctl -w net.ipv4.neigh.default.gc_stale_time=30
    cat /proc/sys/net/ipv4/neigh/ens33/base_reachable_time_ms
    cat /proc/net/arp | head -1
    awk 'NR>1{print $6}' /proc/net/arp | sort | uniq -c
    ip monitor neigh & sleep 0.3; kill $!; wait 2>/dev/null; echo stopped
    ss -tln | awk 'NR>1{print $4}' | sort | uniq
    ss -s | head -1
    getent hosts localhost
    ip maddr show dev ens33 | head -3
    nc -z -w 1 192.168.1.13 22; echo $?
    nc -z -w 1 192.168.1.13 81; echo $?
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const routerDuty: Session = {
  name: 'router-duty',
  typed: [
    ...on(
      'router',
      `
        hostname; ip -br -4 addr
        cat /proc/sys/net/ipv4/ip_forward
        for v in 10 20; do ip link add link ens33 name ens33.$v type vlan id $v; ip addr add 172.16.$v.1/24 dev ens33.$v; ip link set ens33.$v up; done
        ip -br -4 addr
        ip route
        sysctl -w net.ipv4.ip_forward=1
        echo net.ipv4.ip_forward=1 > /etc/sysctl.d/99-router.conf && sysctl -p /etc/sysctl.d/99-router.conf
        iptables -nL FORWARD
        iptables -P FORWARD DROP
        `,
    ),
    ...on(
      'docker01',
      `
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10
        docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox
        docker exec bbox10 ping -c 2 172.16.10.1
        docker exec bbox10 ping -c 2 -W 1 172.16.20.21
        `,
    ),
    ...on(
      'docker02',
      `
        docker network create -d macvlan --subnet 172.16.20.0/24 --gateway 172.16.20.1 -o parent=ens33.20 mac_net20
        docker run -itd --name bbox21 --network mac_net20 --ip 172.16.20.21 busybox
        docker exec bbox21 ip route get 172.16.10.10
        docker exec bbox21 ping -c 2 -W 1 172.16.10.10
        `,
    ),
    ...on(
      'router',
      `
        iptables -A FORWARD -i ens33.10 -o ens33.20 -j ACCEPT
        iptables -L FORWARD -v -n --line-numbers
        `,
    ),
    ...on(
      'docker01',
      `
        docker exec bbox10 ping -c 2 -W 1 172.16.20.21
        `,
    ),
    ...on(
      'router',
      `
        iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
        `,
    ),
    ...on(
      'docker01',
      `
        docker exec bbox10 ping -c 2 -W 1 172.16.20.21
        docker exec bbox10 traceroute -n -m 4 172.16.20.21
        `,
    ),
    ...on(
      'docker02',
      `
        docker exec bbox21 ping -c 1 -W 1 172.16.10.10
        `,
    ),
    ...on(
      'router',
      `
        iptables -S FORWARD
        iptables -I FORWARD 1 -p icmp --icmp-type echo-request -i ens33.20 -o ens33.10 -j REJECT --reject-with icmp-host-prohibited
        `,
    ),
    ...on(
      'docker02',
      `
        docker exec bbox21 ping -c 2 -W 1 172.16.10.10
        `,
    ),
    ...on(
      'router',
      `
        iptables -D FORWARD 1
        iptables -A FORWARD -s 172.16.20.0/24 -d 172.16.10.10 -j LOG --log-prefix "20to10 "
        iptables -A FORWARD -s 172.16.20.0/24 -d 172.16.10.10 -j ACCEPT
        `,
    ),
    ...on(
      'docker02',
      `
        docker exec bbox21 ping -c 1 -W 1 172.16.10.10
        `,
    ),
    ...on(
      'router',
      `
        dmesg | grep -c 20to10
        dmesg | grep 20to10 | tail -n 1 | grep -o 'IN=[^ ]* OUT=[^ ]*'
        iptables -t nat -A POSTROUTING -s 172.16.0.0/16 -o ens33 -j MASQUERADE
        iptables -A FORWARD -s 172.16.0.0/16 -o ens33 -j ACCEPT
        iptables-save -t nat | grep MASQ
        `,
    ),
    ...on(
      'docker01',
      `
        docker exec bbox10 ping -c 1 -W 1 192.168.1.13
        `,
    ),
    ...on(
      'router',
      `
        conntrack -L
        cat /proc/net/nf_conntrack | head
        timeout 5 tcpdump -ni ens33.10 -c 2 icmp
        iptables-save > /root/rules.v4; grep -c '^-A FORWARD' /root/rules.v4
        iptables -F FORWARD
        iptables -S FORWARD
        iptables-restore < /root/rules.v4
        iptables -S FORWARD | wc -l
        ip route add 10.99.0.0/16 via 172.16.20.21
        ip route | grep 10.99
        ip route del 10.99.0.0/16
        ip -s link show ens33.10 | head -n 2
        ip neigh show dev ens33.10 | awk '{print $1}'
        arp -n -i ens33.20 | tail -n +2 | awk '{print $1}'
        rm /etc/sysctl.d/99-router.conf; sysctl --system | tail -n 3
        ip link del ens33.10; ip link del ens33.20; ip -br a
        `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const whatsWrongHere: Session = {
  name: 'whats-wrong-here',
  typed: [
    ...on(
      'docker01',
      `
    docker network create -d macvlan --subnet 172.31.10.0/24 --gateway 172.31.10.1 -o parent=ens33.10 red
    docker run -d --name red1 --network red --ip 172.31.10.11 busybox sleep 9999
    `,
    ),
    ...on(
      'docker02',
      `
    docker network create -d macvlan --subnet 172.31.10.0/24 --gateway 172.31.10.1 -o parent=ens33.10 red
    docker run -d --name red2 --network red --ip 172.31.10.12 busybox sleep 9999
    `,
    ),
    ...on(
      'docker01',
      `
    docker exec red1 ping -c 2 172.31.10.12
    docker exec red1 ping -c 1 -W 1 172.31.10.1 ; docker exec red1 ip neigh
    `,
    ),
    ...on(
      'router',
      `
    ip link add link ens33 name ens33.10 type vlan id 10
    ip addr add 172.31.10.1/24 dev ens33.10
    ip link set ens33.10 up
    sysctl -w net.ipv4.ip_forward=1
    `,
    ),
    ...on(
      'docker01',
      `
    docker exec red1 ping -c 1 172.31.10.1
    docker exec red1 ping -c 1 -W 1 192.168.1.13
    docker exec red1 traceroute -n -w 1 -q 1 -m 3 192.168.1.13
    `,
    ),
    ...on(
      'router',
      `
    iptables -L FORWARD -n | head -2
    iptables -I FORWARD -i ens33.10 -j ACCEPT
    iptables -I FORWARD -o ens33.10 -j ACCEPT
    iptables -nvL FORWARD | head -n 4 | awk '{print $3, $6, $7}'
    `,
    ),
    ...on(
      'docker02',
      `
    ip route get 172.31.10.11
    ip route add 172.31.10.0/24 via 192.168.1.254
    ip route get 172.31.10.11
    `,
    ),
    ...on(
      'docker01',
      `
    docker exec red1 ping -c 1 -W 2 192.168.1.13
    ip -s link show ens33.10 | grep -A1 RX: | head -1
    ip link set ens33.10 down; docker exec red1 ping -c 1 -W 1 172.31.10.12; ip link set ens33.10 up
    docker exec red1 ip route del default
    docker exec --privileged red1 ip route del default
    docker exec red1 ping -c 1 192.168.1.13
    docker exec --privileged red1 ip route add default via 172.31.10.1 && docker exec red1 ping -c 1 -W 2 192.168.1.13 | grep loss
    dmesg | grep -ci 'entered promiscuous'
    ip monitor link & sleep 0.3; ip link set ens33.10 down; sleep 0.3; kill $!
    tcpdump -c 1 -n -i ens33 icmp & sleep 1; ping -c 1 192.168.1.13 > /dev/null; wait
    docker logs red1
    journalctl -u docker --no-pager -n 3 | wc -l
    `,
    ),
  ],
};

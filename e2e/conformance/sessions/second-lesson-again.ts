import { on, type Session } from './typed.ts';

export const secondLessonAgain: Session = {
  name: 'second-lesson-again',
  typed: [
    ...on(
      'router',
      `
      ip link add link ens33 name ens33.30 type vlan id 30
      ip link add link ens33 name ens33.40 type vlan id 40
      ip addr add 10.30.0.1/24 dev ens33.30
      ip addr add 10.40.0.1/24 dev ens33.40
      for i in 30 40; do ip link set ens33.$i up; done
      ip -br a | grep ens33
      ip r
      cat /proc/sys/net/ipv4/ip_forward
      iptables -L FORWARD | head -1
      iptables -P FORWARD ACCEPT
      iptables -nvL FORWARD | head -2
      ls /proc/net/vlan
      cat /proc/net/vlan/config
      `,
    ),
    ...on(
      'docker01',
      `
      ip link add link ens33 name ens33.30 type vlan id 30 && ip link set ens33.30 up
      docker network create -d macvlan --subnet 10.30.0.0/24 --gateway 10.30.0.1 -o parent=ens33.30 vlan30
      docker network create -d macvlan --subnet 10.40.0.0/24 --gateway 10.40.0.1 -o parent=ens33.40 vlan40
      ip -br link | grep @ens33
      docker run -dit --name a30 --network vlan30 --ip 10.30.0.10 busybox
      docker run -dit --name a40 --network vlan40 --ip 10.40.0.10 busybox
      docker exec a30 ping -c 1 10.30.0.1
      docker exec a30 ping -c 2 10.40.0.10
      docker exec a30 traceroute -n -q 1 -w 2 10.40.0.10
      docker exec a30 route -n
      docker exec a30 ip route get 10.40.0.10
      docker exec a30 ping -c 1 -W 1 192.168.1.254
      docker exec a30 ping -c 1 -W 1 10.50.0.1
      docker exec a30 ip route del default
      docker exec --privileged a30 ip route del default
      docker exec a30 ping -c 1 10.40.0.10
      docker exec --privileged a30 ip route add default via 10.30.0.1
      docker exec a30 ping -c 1 10.40.0.10
      docker exec --privileged a30 ip route add default via 10.30.0.2
      docker exec --privileged a30 ip addr add 10.30.0.11/24 dev eth0
      docker exec a30 ip -4 addr show eth0
      `,
    ),
    ...on(
      'router',
      `
      ping -c 1 10.30.0.10
      ip neigh show dev ens33.30 | cut -d' ' -f1
      iptables -I FORWARD -i ens33.30 -o ens33.40 -p icmp -j DROP
      `,
    ),
    ...on(
      'docker01',
      `
      docker exec a30 ping -c 1 -W 1 10.40.0.10
      docker exec a40 ping -c 1 -W 1 10.30.0.10
      `,
    ),
    ...on(
      'router',
      `
      iptables -L FORWARD -n -v | awk 'NR==3 {print $3, $4, $6, $7}'
      iptables -D FORWARD 1
      iptables -A FORWARD -s 10.30.0.0/24 -d 10.40.0.10 -j REJECT --reject-with icmp-admin-prohibited
      `,
    ),
    ...on('docker01', 'docker exec a30 ping -c 1 -W 1 10.40.0.10'),
    ...on(
      'router',
      `
      iptables -S FORWARD | tail -1
      iptables -F FORWARD; iptables -S FORWARD
      sysctl -w net.ipv4.ip_forward=0
      `,
    ),
    ...on('docker01', 'docker exec a30 ping -c 1 -W 1 10.40.0.10'),
    ...on(
      'router',
      `
      echo 1 > /proc/sys/net/ipv4/ip_forward; sysctl net.ipv4.ip_forward
      ip link set ens33.40 down
      ip r | grep -c 10.40
      `,
    ),
    ...on(
      'docker01',
      `
      docker exec a30 ping -c 1 -W 1 10.40.0.10
      docker exec a40 ping -c 1 -W 1 10.40.0.1
      ip link set ens33.30 down
      docker exec a30 ip link show eth0
      docker exec a30 ping -c 1 -W 1 10.30.0.1
      ip link set ens33.30 up
      docker exec a30 ping -c 1 -W 2 10.30.0.1
      docker rm -f a30 a40
      docker network rm vlan30 vlan40
      ip -br link | grep @ens33
      ip link del ens33.30
      ip link del ens33.40
      ip addr add 10.30.0.5/24 dev ens33.30
      ip link add link ens33 name ens33.30 type vlan id 30 protocol 802.1q
      ip link add link ens33 name vlan30 type vlan id 30
      ip link set ens33.30 up mtu 1400; ip link show ens33.30 | head -1
      ip addr add 10.30.0.5/24 brd + dev ens33.30 label ens33.30:web
      ip addr show ens33.30 | grep inet
      ip addr del 10.30.0.5/24 dev ens33.30; ip link delete ens33.30
      `,
    ),
  ],
};

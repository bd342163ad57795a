import { on, type Session } from './typed.ts';

export const firstLessonAgain: Session = {
  name: 'first-lesson-again',
  typed: [
    ...on(
      'docker01',
      `
      ip a
      ip -br a
      ip r
      ip -c a show ens33
      cat /etc/hostname; hostname
      ping -c 2 docker02
      ping -c 1 -W 1 192.168.1.200
      ip neigh
      docker network create -d macvlan --subnet=192.168.1.0/24 --gateway=192.168.1.254 -o parent=ens33 mac_net
      docker run -itd --name c1 --net mac_net --ip 192.168.1.101 busybox
      docker run -itd --name c2 --net mac_net --ip 192.168.1.102 busybox
      docker exec c1 ip a
      docker exec c1 ip r
      docker exec c1 ping -c 2 c2
      docker exec c1 ping -c 2 192.168.1.102
      docker exec c1 ping -c 2 192.168.1.13
      docker exec c1 ping -c 2 -w 3 192.168.1.11
      ping -c 2 -w 3 192.168.1.101
      arping -c 1 -w 1 -I ens33 192.168.1.101
      `,
    ),
    ...on(
      'docker02',
      `
      ping -c 2 192.168.1.101
      ip neigh show 192.168.1.101 | cut -d' ' -f1-3
      arping -c 1 -I ens33 192.168.1.101
      docker network create -d macvlan --subnet=192.168.1.0/24 --gateway=192.168.1.254 -o parent=ens33 mac_net
      docker run -itd --name c3 --net mac_net busybox
      docker exec c3 ip -4 a
      docker rm -f c3
      docker run -itd --name c3 --net mac_net --ip 192.168.1.103 --rm busybox
      docker exec c3 ping -c 1 192.168.1.101
      docker exec c3 arping -c 1 192.168.1.101
      docker exec c3 arp -n
      docker exec c3 traceroute -n -w 1 -q 1 -m 2 192.168.1.101
      docker stop -t 0 c3
      docker ps -a
      `,
    ),
    ...on(
      'docker01',
      `
      ip link add mac0 link ens33 type macvlan mode bridge
      ip addr add 192.168.1.111/32 dev mac0
      ip link set mac0 up
      ip route add 192.168.1.101/32 dev mac0
      ping -c 2 192.168.1.101
      ping -c 1 -w 2 192.168.1.102
      ip route show | grep mac0
      ip route get 192.168.1.101
      ip -d link show mac0 | head -3
      ip link del mac0
      docker network ls
      docker network inspect mac_net | grep -A3 '"Config"'
      docker network inspect mac_net --format '{{.Driver}} {{json .Options}} {{len .Containers}}'
      docker network rm mac_net
      docker network create -d macvlan --subnet=192.168.1.0/24 -o parent=ens33 mac_net2
      docker network disconnect mac_net c2
      docker exec c2 ip a
      docker network connect mac_net c2
      docker exec c2 ip -4 addr show
      docker network connect --ip 192.168.1.101 mac_net c2
      docker run -itd --name c4 --net mac_net --ip 192.168.1.101 busybox
      docker run -itd --name c5 --net mac_net --ip 192.168.2.5 busybox
      docker run -itd --name c1 busybox
      docker run -itd --net mac_nett busybox
      docker ps -a --format 'table {{.Names}}\\t{{.Status}}\\t{{.Networks}}'
      docker inspect -f '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{.MacAddress}}{{end}}' c1 c2
      docker stop -t 1 c1 c2
      docker start c1
      docker exec c1 ip -4 addr show eth0
      docker logs c1
      docker rm -f c1 c2 c4 c5
      docker network prune -f
      docker network ls -q | wc -l
      ip link show | grep -c macvlan
      ip link set ens33 promisc on; ip link show ens33 | head -1
      ip link set ens33 promisc off; ip -d link show ens33 | grep -o 'promiscuity [0-9]'
      `,
    ),
  ],
};

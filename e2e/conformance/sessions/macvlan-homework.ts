import { on, type Session } from './typed.ts';

export const macvlanHomework: Session = {
  name: 'macvlan-homework',
  typed: [
    ...on(
      'docker01',
      `
        whoami; hostname; date +%Z
        ip -4 addr show ens33
        docker version --format '{{.Server.Version}}' | cut -d. -f1
        docker images --format 'table {{.Repository}}\\t{{.Tag}}'
        ip link set ens33 promisc on
        ip -d link show ens33 | grep -o 'promiscuity [0-9]*'
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net2
        docker network create -d macvlan --subnet 172.22.17.0/24 -o parent=eth9 mac_bad
        docker network ls --filter driver=macvlan --format '{{.Name}} {{.Scope}}'
        docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} via {{.Gateway}}{{end}}' mac_net1
        docker run -d -it --name bbox1 --net mac_net1 --ip 172.22.16.10 busybox sh
        docker run -d -it --name bbox1 --net mac_net1 busybox
        docker run -d -it --name bbox2 --net mac_net1 --ip 172.22.16.10 busybox
        docker ps -a --format '{{.Names}} {{.Status}}' | sort
        docker rm bbox2
        docker exec bbox1 ifconfig eth0 | grep 'inet addr'
        docker exec bbox1 route -n
        docker exec bbox1 cat /etc/hosts | tail -1 | awk '{print $1}'
        docker exec bbox1 ping -c1 -W1 172.22.16.1
        docker exec bbox1 ping -c1 192.168.1.11
        `,
    ),
    ...on(
      'docker02',
      `
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1 >/dev/null && echo made
        docker run -dit --name bbox2 --net mac_net1 --ip 172.22.16.20 busybox >/dev/null; docker inspect -f '{{.State.Running}}' bbox2
        docker exec bbox2 ping -c 2 172.22.16.10
        docker exec bbox2 arp -n | awk '{print $1,$2,$3}'
        docker exec bbox2 ip neigh show dev eth0 | cut -d' ' -f1,2,5
        `,
    ),
    ...on(
      'docker01',
      `
        docker exec -it bbox1 sh -c 'ip route; echo; ip -o -4 addr'
        docker stop -t 1 bbox1 && docker start bbox1
        docker inspect -f '{{.NetworkSettings.Networks.mac_net1.IPAddress}}' bbox1
        docker network inspect mac_net1 -f '{{len .Containers}}'
        docker network rm mac_net1
        docker rm -f bbox1 && docker network rm mac_net1 && docker network ls -q | wc -l
        `,
    ),
  ],
};

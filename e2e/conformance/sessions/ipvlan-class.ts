import { on, type Session } from './typed.ts';

export const ipvlanClass: Session = {
  name: 'ipvlan-class',
  typed: on(
    'docker01',
    String.raw`
    docker network create -d ipvlan --subnet 172.20.5.0/24 -o parent=ens33 -o ipvlan_mode=l2 ipl2
    docker run -dit --name a --network ipl2 busybox
    docker run -dit --name b --network ipl2 busybox
    docker exec a ip addr show eth0 | grep ether
    docker exec b cat /sys/class/net/eth0/address
    cat /sys/class/net/ens33/address
    docker exec a ping -c1 b
    docker exec a arp -n
    docker inspect -f '{{.NetworkSettings.Networks.ipl2.IPAddress}}' a b
    docker network create -d ipvlan --subnet 172.20.6.0/24 --subnet 172.20.7.0/24 -o parent=ens33 -o ipvlan_mode=l3 ipl3
    docker network create -d ipvlan --subnet 172.20.6.0/24 --subnet 172.20.7.0/24 -o parent=ens34 -o ipvlan_mode=l3 ipl3
    docker run -d --name c --network ipl3 --ip 172.20.6.10 busybox sleep 1000
    docker run -d --name d --network ipl3 --ip 172.20.7.10 busybox sleep 1000
    ip link set ens34 up
    docker exec c ping -c 1 -W 1 172.20.7.10
    docker exec c ip route
    docker exec c ip -d link show eth0
    docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{"\n"}}{{end}}' ipl3
    docker network create -d ipvlan --subnet 172.20.8.0/24 -o parent=ens33 -o ipvlan_mode=l4 ipl4
    docker network create -d ipvlan --subnet 172.20.8.0/24 -o parent=nosuch0 ipl5
    docker network disconnect ipl3 d
    docker exec d ip -br a
    docker network connect --ip 172.20.7.99 ipl3 d && docker exec d hostname -i
    docker stop -t 0 a b c d
    docker container prune -f | tail -n 1 | cut -d: -f1
    docker network prune -f
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const twoNetworksAndNames: Session = {
  name: 'two-networks-and-names',
  typed: on(
    'docker01',
    `
    for v in 10 20; do ip link add link ens33 name ens33.$v type vlan id $v && ip link set ens33.$v up; done; ip -br link | grep -c 'ens33\\.'
    docker network create -d macvlan -o parent=ens33.10 --subnet 172.16.10.0/24 --gateway 172.16.10.1 --label class=a mac10
    docker network create -d macvlan -o parent=ens33.20 -o macvlan_mode=private --subnet 172.16.20.0/24 --ip-range 172.16.20.128/25 mac20
    docker network ls --filter label=class=a --format '{{.Name}}'
    docker network inspect mac20 --format '{{json .Options}}'
    docker network inspect mac20 --format '{{(index .IPAM.Config 0).IPRange}} {{(index .IPAM.Config 0).Gateway}}'
    docker run -dit --name a --network mac10 --ip 172.16.10.10 --hostname alpha busybox
    docker run -dit --name b --network mac20 busybox
    docker run -dit --name c --network mac20 --mac-address 02:42:ac:10:14:99 busybox
    docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' b c
    docker exec c cat /sys/class/net/eth0/address
    docker exec a hostname
    docker exec b ping -c 1 -W 1 c
    docker exec a ping -c 1 -W 1 a | head -1
    docker network connect --ip 172.16.20.200 mac20 a
    docker exec a ip -o -4 addr | awk '{print $2,$4}'
    docker exec a ip route | sort
    docker exec a ping -c 1 -W 1 172.16.20.128
    docker network disconnect mac20 a; docker exec a ls /sys/class/net
    docker network disconnect mac20 a
    docker network connect --ip 172.16.10.99 mac20 a
    docker network connect mac10 a
    docker network rm mac20
    docker pause a; docker inspect -f '{{.State.Status}}' a; docker exec a true
    docker unpause a
    docker ps --filter network=mac20 --format '{{.Names}}' | sort
    docker ps -a --filter status=exited -q | wc -l
    docker create --name d --network mac10 --ip 172.16.10.10 busybox; docker start d
    docker run --rm --network mac10 --ip 172.16.11.5 busybox true
    docker run --rm --network mac10 --ip 172.16.10.12 --cap-add NET_ADMIN busybox sh -c 'ip link set eth0 mtu 1300 && cat /sys/class/net/eth0/mtu'
    docker run --rm --network none busybox ip -o link | awk '{print $2}'
    docker run --rm --network container:a busybox hostname
    docker run --rm --network host busybox hostname
    docker network create --subnet 172.16.10.0/24 clash
    docker network create -d overlay ov
    docker network create -d ipvlan -o parent=ens33.10 --subnet 172.16.30.0/24 ip30
    docker container prune -f | head -1
    docker rm -f a b c d 2>&1 | wc -l
    docker network prune -f | tail -n +2 | sort
    docker system df --format '{{.Type}}' 
    ip link del ens33.10; ip link del ens33.20; docker network ls --format '{{.Driver}}' | sort | uniq -c
    `,
  ),
};

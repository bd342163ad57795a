import { on, type Session } from './typed.ts';

export const macvlanExam: Session = {
  name: 'macvlan-exam',
  typed: on(
    'docker01',
    `
    docker network create macvlan mac1
    docker network create -d macvlan mac1
    docker network create -d macvlan -o parent=ens33 mac2
    docker network create -d macvlan -o parent=ens33 --subnet=172.30.0.0/16 --gateway=172.31.0.1 mac3
    docker network create -d macvlan -o parent=eth0 --subnet=172.30.0.0/16 mac3
    docker network create -d macvlan --opt parent=ens33.100 --subnet=172.30.0.0/16 --ip-range=172.30.5.0/24 mac3
    docker network create -d macvlan --parent ens33 --subnet 10.0.0.0/8 mac4
    docker network create -d mcvlan --subnet 10.0.0.0/8 mac4
    docker network create --driver=macvlan --subnet=10.70.0.0/29 -o parent=ens33.70 tiny
    docker run -itd --name t1 --net tiny busybox
    docker run -itd --name t2 --net tiny busybox
    docker run -itd --name t3 --net tiny --ip 10.70.0.2 busybox
    docker run -itd --name t4 --net tiny --ip 10.70.0.1 busybox
    docker run -itd --name t5 --net tiny --ip 10.70.0.7 busybox
    docker run -itd --name t6 --net tiny busybox
    docker run -itd --name t7 --net tiny busybox
    docker run -itd --name t8 --net tiny busybox
    docker ps -a --format '{{.Names}} {{.Status}}' | sed 's/ [0-9].*//' | sort
    docker inspect -f '{{.Name}} {{.NetworkSettings.Networks.tiny.IPAddress}}' t1 t2 t6 t7 t8
    docker inspect t1 -f '{{json .NetworkSettings.Ports}}'
    docker run -d --name pub -p 8080:80 --net tiny busybox httpd -f
    docker port pub
    docker rm -f pub
    docker network inspect tiny -f '{{len .Containers}}'
    docker network rm tiny
    docker network disconnect tiny t1
    docker network disconnect tiny t1
    docker network connect tiny t1
    docker network connect --alias eins tiny t1
    docker exec t2 ping -c 1 t1
    docker exec t2 ping -c 1 eins
    docker network connect nosuch t1
    docker network connect tiny nosuch
    docker exec t1 ip link add link eth0 name eth0.5 type vlan id 5
    docker exec --privileged t1 ip link add link eth0 name eth0.5 type vlan id 5
    docker run --rm --cap-add NET_ADMIN --net tiny busybox sh -c 'ip link set eth0 down; ip link show eth0; ip route'
    docker run --rm --net container:t1 busybox ip -4 -o addr show eth0
    docker run --rm --net host busybox ip -br link
    docker run --rm --net none busybox ifconfig
    docker run --rm --net tiny --ip6 2001:db8::9 busybox true
    docker run --rm --net tiny --mac-address 02:42:ac:11:00:0g busybox true
    docker run --rm --net tiny --dns 10.70.0.1 busybox cat /etc/resolv.conf
    docker run --rm --net tiny --add-host gw:10.70.0.1 busybox cat /etc/hosts | grep gw
    docker run --rm --net tiny --hostname eve busybox sh -c 'hostname; grep eve /etc/hosts | wc -l'
    docker network create -d macvlan -o parent=lo --subnet 10.71.0.0/24 onlo
    docker network create -d macvlan -o parent=docker0 --subnet 10.72.0.0/24 onbridge
    docker network create -d macvlan -o parent=ens33.5000 --subnet 10.73.0.0/24 toohigh
    docker network create -d macvlan -o parent=ens33.abc --subnet 10.73.0.0/24 notanumber
    docker network create -d macvlan -o parent=ens33:1 --subnet 10.73.0.0/24 colon
    docker network create -d macvlan -o parent=ens33.74 --subnet 10.74.0.0/24 --ipv6 --subnet 2001:db8:74::/64 dual
    docker run --rm --net dual busybox ip -6 addr show eth0 scope global
    docker network inspect dual -f '{{.EnableIPv6}} {{range .IPAM.Config}}{{.Subnet}} {{end}}'
    docker network create -d macvlan -o parent=ens33.75 --subnet 10.75.0.0/24 --attachable att
    docker network create -d macvlan -o parent=ens33.76 --subnet 10.76.0.0/24 --label course=net lab76
    docker network ls --filter label=course=net -q | wc -l
    docker network ls --filter type=custom --format '{{.Name}}' | sort
    docker network inspect lab76 -f '{{json .Labels}}'
    docker swarm init
    docker network create -d overlay ov
    docker network create --config-only --subnet 10.77.0.0/24 -o parent=ens33.77 cfg
    docker network create -d macvlan --config-from cfg --scope swarm mv77
    docker rm -f $(docker ps -aq) | sort
    docker network prune --force | sort
    `,
  ),
};

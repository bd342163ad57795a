import { on, type Session } from './typed.ts';

export const ipvlanSecondHour: Session = {
  name: 'ipvlan-second-hour',
  typed: [
    ...on(
      'docker01',
      `
        docker network create -d ipvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 -o parent=ens33 -o ipvlan_mode=l2 ipl2
        docker run -d --name alfa --network ipl2 --ip 192.168.1.101 busybox top
        docker run -d --name beta --network ipl2 --ip 192.168.1.102 busybox top
        docker exec alfa ip link show eth0
        docker exec alfa cat /sys/class/net/eth0/address > /tmp/a; cat /sys/class/net/ens33/address | diff - /tmp/a && echo same MAC
        docker exec alfa ping -c 2 192.168.1.102
        docker exec alfa ping -c 1 192.168.1.254
        docker exec alfa ping -c 1 -W 1 192.168.1.11
        `,
    ),
    ...on(
      'docker02',
      `
        ping -c 1 192.168.1.101
        ping -c 1 192.168.1.102
        ip neigh | grep 192.168.1.1 | awk '{print $5}' | sort | uniq -c | awk '{print $1}'
        `,
    ),
    ...on(
      'docker01',
      `
        docker network create -d macvlan --subnet 10.1.1.0/24 -o parent=ens33 mvl
        docker network create -d ipvlan --subnet 10.2.2.0/24 -o parent=ens34 -o ipvlan_mode=l3 ipl3
        docker network create -d ipvlan --subnet 10.2.3.0/24 -o parent=ens34 -o ipvlan_mode=l3 ipl3b
        docker network create -d ipvlan --subnet 10.2.2.0/24 --subnet 10.2.3.0/24 -o parent=ens34 -o ipvlan_mode=l3 ipl3c
        ip link set ens34 up
        docker run -dit --name gamma --net ipl3 --ip 10.2.2.5 busybox
        docker exec gamma ip route
        docker exec gamma ip -d link show eth0
        docker exec gamma ping -c 1 -W 1 10.2.3.6
        docker network inspect ipl3 --format '{{.Options}} {{.Driver}} {{.Scope}}'
        docker network inspect ipl3 -f '{{range $k,$v := .Options}}{{$k}}={{$v}} {{end}}'
        docker network create -d ipvlan -o ipvlan_mode=l4 --subnet 10.4.4.0/24 -o parent=ens33 wrongmode
        docker network create -d ipvlan -o ipvlan_flag=private --subnet 10.5.5.0/24 -o parent=ens35 ipflag
        docker network create -d ipvlan --subnet 10.6.0.0/24 ipnoparent
        docker network inspect ipnoparent --format '{{.Options}}'
        docker network create -d ipvlan --subnet 10.60.0.0/24 -o parent=ens33.60 ip60
        docker run -d --network ip60 --name delta busybox top
        docker exec delta ip a show dev eth0 | grep inet
        cat /proc/net/vlan/config | tail -n 1
        ip link add ipv0 link ens33 type ipvlan mode l2
        ip link add ipv1 link ens35 type ipvlan mode l3s
        ip -d link show ipv1
        ip addr add 10.7.7.1/24 dev ipv1
        ip link set ipv1 up
        ip -br addr show ipv1
        ip link show type ipvlan
        ip link add mv9 link ens35 type macvlan
        `,
    ),
    ...on(
      'router',
      `
        ip route add 10.2.2.0/24 via 192.168.1.11
        ping -c 1 -W 1 10.2.2.5
        ip route del 10.2.2.0/24
        `,
    ),
    ...on(
      'docker01',
      `
        docker exec beta cat /proc/net/dev | tail -n +3 | cut -d: -f1
        docker top alfa
        docker stats --no-stream --format '{{.Name}}' alfa beta
        docker inspect alfa -f '{{.NetworkSettings.Networks.ipl2.MacAddress}}|{{.NetworkSettings.Networks.ipl2.Gateway}}'
        docker kill alfa beta gamma delta
        docker ps -aq | wc -l
        docker container prune -f | head -n 1
        docker network rm ipl2 ipl3 mvl ipl3b ipl3c ip60 ipnoparent ipflag
        docker network ls
        `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const namesAndNetworks: Session = {
  name: 'names-and-networks',
  typed: [
    ...on(
      'docker01',
      `
      docker network create front
      docker network create --subnet 10.60.0.0/24 back
      docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 --ip-range 192.168.1.128/28 -o parent=ens33 lan
      docker run -d --name web --network front --network-alias www busybox sleep 1000
      docker run -d --name api --network front busybox sleep 1000
      docker run -d --name sql --network back --ip 10.60.0.20 busybox sleep 1000
      docker run -d --name outer --network lan busybox sleep 1000
      docker network connect --alias backend back api
      docker exec web ping -c 1 api
      docker exec web ping -c 1 www
      docker exec web ping -c 1 sql
      docker exec api ping -c 1 sql
      docker exec sql ping -c 1 backend
      docker exec api ip route
      docker exec api ip -4 addr
      docker exec api cat /etc/hosts | tail -2 | wc -l
      docker exec web nslookup api
      docker exec web nslookup www 127.0.0.11
      docker exec web nslookup nosuch
      docker exec web nslookup api.front
      docker exec web ping -c 1 api.front
      docker exec web cat /etc/resolv.conf
      docker exec outer ip addr show eth0
      docker exec outer ip route
      docker exec outer ping -c 1 192.168.1.13
      docker exec outer ping -c 1 -W 1 192.168.1.11
      docker exec outer ping -c 1 -W 1 docker02
      ping -c 1 -W 1 192.168.1.128
      ip link add shim link ens33 type macvlan mode bridge
      ip addr add 192.168.1.200/32 dev shim; ip link set shim up; ip route add 192.168.1.128/28 dev shim
      ping -c 1 -W 1 192.168.1.128
      ip route get 192.168.1.128
      docker inspect outer -f '{{.NetworkSettings.Networks.lan.IPAddress}} {{.NetworkSettings.IPAddress}}'
      docker inspect api -f '{{range $k, $v := .NetworkSettings.Networks}}{{$k}}={{$v.IPAddress}} {{end}}'
      docker inspect web -f '{{json .NetworkSettings.Networks.front.Aliases}}' | cut -d, -f1
      docker network inspect lan -f '{{json .IPAM.Config}} {{json .Options}}'
      docker network inspect back -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{println}}{{end}}' | sort
      docker network inspect front -f '{{.Internal}} {{.Attachable}} {{.Ingress}} {{.EnableIPv6}}'
      docker network inspect lan front -f '{{.Name}} {{len .Containers}}'
      docker network rm front
      docker network disconnect front web
      docker exec web ip addr
      docker exec web ping -c 1 -W 1 api
      docker network connect front web
      docker exec web ping -c 1 api
      docker network connect --ip 10.60.0.20 back web
      docker network connect --ip 10.60.0.256 back web
      docker network connect --ip 172.18.0.77 front sql
      docker network connect --link api:theapi back web
      docker network connect nosuch web
      docker network connect back nosuch
      docker network connect back
      docker network connect bridge web
      docker network connect none web
      docker network connect host sql
      docker exec sql ip route
      docker network disconnect nosuch web
      docker network disconnect back web api
      docker stop -t 0 web
      docker network connect back web
      docker network disconnect front web
      docker start web
      docker exec web ip -4 -o addr
      docker network create --ipv6 six
      docker network create --subnet 10.60.0.0/16 overlap
      docker network create --subnet 172.17.5.0/24 overlap
      docker network create --subnet 192.168.1.0/24 samelan
      docker network rm samelan
      docker network create --opt com.docker.network.driver.mtu=1400 small
      docker run --rm --network small busybox cat /sys/class/net/eth0/mtu
      docker network create --opt com.docker.network.bridge.enable_icc=false noicc
      docker run -d --name n1 --network noicc busybox sleep 1000
      docker run --rm --network noicc busybox ping -c 1 -W 1 n1
      docker network create --opt nonsense=1 odd
      docker network inspect odd -f '{{json .Options}}'
      docker network create -d macvlan -o parent=ens33 --subnet 192.168.1.0/24 lan2
      docker network create -d macvlan -o parent=ens33.50 --subnet 10.50.0.0/24 --aux-address router=10.50.0.1 lan50
      docker network create -d macvlan -o parent=nosuch --subnet 10.51.0.0/24 lan51
      docker network create -d macvlan -o parent=docker0 --subnet 10.52.0.0/24 lan52
      docker run -d --name m1 --network lan50 busybox sleep 1000
      docker exec m1 ip -4 addr show eth0
      docker exec m1 ip route
      docker run -d --name m2 --network lan50 --mac-address 02:42:0a:32:00:99 busybox sleep 1000
      docker exec m2 cat /sys/class/net/eth0/address
      docker exec m2 ping -c 1 m1
      docker exec m1 ping -c 1 10.50.0.3
      docker exec m1 ping -c 1 -W 1 10.50.0.1
      ip -br link show ens33.50
      docker network create -d ipvlan -o parent=ens33.60 -o ipvlan_mode=l3 --subnet 10.61.0.0/24 --subnet 10.62.0.0/24 l3net
      docker run -d --name p1 --network l3net --ip 10.61.0.10 busybox sleep 1000
      docker run -d --name p2 --network l3net --ip 10.62.0.10 busybox sleep 1000
      docker exec p1 ping -c 1 10.62.0.10
      docker exec p1 ip route
      docker exec p1 ip addr show eth0
      docker network create -d ipvlan -o ipvlan_mode=l4 -o parent=ens33.63 --subnet 10.63.0.0/24 bad
      docker network create -d ipvlan -o parent=ens33 --subnet 10.64.0.0/24 mixed
      docker network create -d macvlan -o macvlan_mode=private -o parent=ens33.65 --subnet 10.65.0.0/24 priv
      docker run -d --name q1 --network priv busybox sleep 1000
      docker run -d --name q2 --network priv busybox sleep 1000
      docker exec q1 ping -c 1 -W 1 q2
      docker exec q1 arping -c 1 -w 1 10.65.0.3
      ip -d link show | grep -c macvlan
      docker network prune -f
      docker network ls --filter driver=ipvlan --format '{{.Name}}'
      docker network ls -q --filter id=nosuch
      docker network ls --filter dangling=true --format '{{.Name}}' | sort
      docker network ls --filter scope=local -q | wc -l
      docker network ls --filter type=builtin --format '{{.Name}}'
      docker network ls --filter type=odd
      docker network rm lan50 priv
      docker rm -f $(docker ps -aq) | wc -l
      docker network rm lan50 priv l3net
      docker network prune -f | sort
      ip -br link show type vlan
      ip -br link show type bridge
      docker network rm
      docker network rm front front
      docker network inspect
      docker network ls -x
      docker network creat x
      docker netwrok ls
      docker network create a b
      docker network create --gateway 10.70.0.1 --subnet 10.70.0.0/24 --gateway 10.70.0.2 two
      docker network create --subnet 10.71.0.0/24 --subnet 10.72.0.0/24 twosub
      docker network create --subnet 10.71.0.0/24,10.72.0.0/24 comma
      docker network create --subnet 10.71.0.0/31 t31
      docker network create --subnet 10.71.0.0/32 t32
      docker network create --subnet fd00::/64 v6only
      docker network create --driver=bridge --subnet=10.73.0.0/24 --gateway=10.73.0.0 gw0
      docker network create --label a --label b=c lab; docker network inspect lab -f '{{json .Labels}}'
      docker network create --internal --attachable --scope local sc
      docker network create --config-only conf
      docker network create 0123456789ab
      docker network ls --format '{{.Name}} {{.Driver}}' | sort
      `,
    ),
  ],
};

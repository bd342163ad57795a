import { on, type Session } from './typed.ts';

export const ownHostShim: Session = {
  name: 'own-host-shim',
  typed: [
    ...on(
      'docker01',
      `
        docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 --ip-range 192.168.1.192/27 --aux-address 'host=192.168.1.223' -o parent=ens33 lan
        docker network inspect lan -f '{{json .IPAM.Config}}'
        docker run -d --name web --network lan busybox httpd -f -p 80 -h /etc
        docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web
        docker exec web netstat -tln
        ping -c 2 -W 1 192.168.1.192
        ip neigh show 192.168.1.192
        curl -m 2 http://192.168.1.192/hostname
        `,
    ),
    ...on(
      'docker02',
      `
        ping -c 2 192.168.1.192
        curl -s http://192.168.1.192/hostname | wc -c
        wget -q -O - http://192.168.1.192/nosuchfile
        ip neigh show 192.168.1.192 | cut -d' ' -f1-4
        `,
    ),
    ...on(
      'docker01',
      `
        ip link add mac0 link ens33 type macvlan mode bridge
        ip addr add 192.168.1.223/32 dev mac0
        ip link set mac0 up
        ip route add 192.168.1.192/27 dev mac0
        ip route get 192.168.1.192
        ping -c 2 192.168.1.192
        curl -s -o /dev/null -w '%{http_code}\\n' http://192.168.1.192/passwd
        docker exec web ping -c 1 192.168.1.223
        docker exec web ping -c 1 -W 1 192.168.1.11
        ip -d link show mac0 | grep -o 'macvlan mode [a-z]*'
        docker run --rm --network lan busybox ip -4 -o addr show eth0
        docker run --rm --network lan --ip 192.168.1.223 busybox true
        docker run --rm --network lan --ip 192.168.1.60 busybox ip -4 -o addr show eth0
        docker network create -d macvlan --subnet 192.168.1.0/24 -o parent=ens33 lan2
        docker network create -d macvlan --subnet 10.30.0.0/24 -o parent=ens33 -o macvlan_mode=private priv
        docker run -d --name p1 --network priv --ip 10.30.0.11 busybox sleep 3600
        docker run -d --name p2 --network priv --ip 10.30.0.12 busybox sleep 3600
        docker exec p1 ping -c 1 -W 1 10.30.0.12
        docker exec p1 ip -d link show eth0
        docker exec p1 ip neigh
        `,
    ),
    ...on(
      'docker02',
      `
        docker network create -d macvlan --subnet 10.30.0.0/24 -o parent=ens33 priv
        docker run -d --name p3 --network priv --ip 10.30.0.13 busybox sleep 3600
        docker exec p3 ping -c 1 -W 1 10.30.0.11
        docker exec p3 sh -c 'for i in 11 12 14; do ping -c 1 -W 1 10.30.0.$i > /dev/null && echo $i up || echo $i down; done'
        `,
    ),
    ...on(
      'docker01',
      `
        ip link set mac0 down
        ping -c 1 -W 1 192.168.1.192
        ip route show | grep 192.168.1
        ip link set mac0 up
        ip route
        ip link del mac0
        docker network disconnect lan web
        docker exec web ip a | grep -c eth0
        docker network connect --ip 192.168.1.200 lan web
        docker exec web ip -4 a show eth0
        docker inspect web --format '{{json .NetworkSettings.Networks.lan.IPAddress}}'
        docker network connect priv web && docker exec web ip -br a
        docker exec web route -n
        docker rm -f web p1 p2
        docker network prune -f
        `,
    ),
  ],
};

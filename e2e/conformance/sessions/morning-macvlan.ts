import { on, type Session } from './typed.ts';

export const morningMacvlan: Session = {
  name: 'morning-macvlan',
  typed: [
    ...on(
      'docker01',
      `
    ip -br a
    ip link show ens33 | head -n 1
    docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 --ip-range 192.168.1.64/28 -o parent=ens33 lan
    docker network ls -f driver=macvlan
    docker network inspect lan -f '{{json .IPAM.Config}}'
    docker run -d --name web1 --network lan busybox httpd -f -p 80
    docker run -d --name web2 --network lan --ip 192.168.1.70 busybox sleep 3600
    docker exec web1 ip -4 addr show eth0
    docker exec web2 ip route
    docker exec web2 ping -c 2 -W 1 192.168.1.64
    docker exec web2 ping -c 1 -W 1 192.168.1.11; echo "exit code: $?"
    docker exec web2 wget -q -O - http://192.168.1.64/ || echo "no page"
    docker exec web2 nslookup web1
    ip link add shim0 link ens33 type macvlan mode bridge
    ip addr add 192.168.1.200/32 dev shim0
    ip link set shim0 up
    ip route add 192.168.1.64/28 dev shim0
    ping -c 1 -W 1 192.168.1.70
    ip -d link show shim0
    `,
    ),
    ...on(
      'docker02',
      `
    ping -c 2 -W 1 192.168.1.70
    ip neigh show 192.168.1.70
    `,
    ),
    ...on(
      'docker01',
      `
    docker network create -d macvlan --subnet 192.168.1.0/24 -o parent=ens33 lan2
    docker run -d --name web3 --network lan --ip 10.9.9.9 busybox sleep 60
    docker network rm lan
    docker rm -f web1 web2 web3
    docker network rm lan && docker network ls -q | wc -l
    ip link del shim0
    ip link show shim0
    `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const shimsAndIsolation: Session = {
  name: 'shims-and-isolation',
  typed: [
    ...on(
      'docker01',
      `
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac0 >/dev/null; docker network ls --filter name=mac0 --format '{{.Driver}}'
        docker run -dit --name m1 --network mac0 --ip 172.22.16.10 busybox >/dev/null; docker run -dit --name m2 --network mac0 --ip 172.22.16.11 busybox >/dev/null; docker ps --format '{{.Names}}' | sort
        docker exec m1 ping -c1 -W1 172.22.16.11 | grep -c ttl=64
        ping -c1 -W1 172.22.16.10; echo $?
        ip route get 172.22.16.10 | head -1
        ip addr add 172.22.16.2/24 dev ens33; ping -c1 -W1 172.22.16.10 | tail -2 | head -1
        ip neigh show 172.22.16.10 | awk '{print $NF}'
        docker exec m1 ping -c1 -W1 172.22.16.2 | tail -2 | head -1
        ip addr del 172.22.16.2/24 dev ens33
        ip link add shim0 link ens33 type macvlan mode bridge
        ip addr add 172.22.16.2/32 dev shim0; ip link set shim0 up; ip route add 172.22.16.0/28 dev shim0
        ip -d link show shim0 | grep -o 'macvlan mode [a-z]*'
        ip route get 172.22.16.10 | awk '{print $3, $5}' | head -1
        ping -c2 -W1 172.22.16.10 | tail -2 | head -1
        docker exec m1 ping -c2 -W1 172.22.16.2 | tail -2 | head -1
        ip -br link show type macvlan | awk '{print $1,$2}'
        ip -s link show shim0 | awk 'NR==4{print ($2>0)}'
        ip link show shim0 | grep -c '@ens33'
        cat /sys/class/net/shim0/operstate
        ethtool -i shim0 | head -1
        ip link add link ens33 name pt0 type macvlan mode passthru
        ip link add link ens33 name pr0 type macvlan mode private; ip link set pr0 up; ip addr add 172.22.16.3/32 dev pr0; ping -c1 -W1 -I pr0 172.22.16.10 | tail -2 | head -1
        ip link set pr0 type macvlan mode bridge; ip -d link show pr0 | grep -o 'macvlan mode [a-z]*'
        ip link del pr0; ip link add link ens33 name iv0 type ipvlan mode l2
        docker network create -d ipvlan -o parent=ens33 --subnet 172.22.18.0/24 iv
        ip link set ens33 promisc on; ip -d link show ens33 | grep -o 'promiscuity [0-9]'
        ip link set shim0 address 02:00:00:00:00:02; cat /sys/class/net/shim0/address
        ip link set shim0 address ff:ff:ff:ff:ff:ff
        ip link set shim0 down; ping -c1 -W1 172.22.16.10; echo $?
        ip link set shim0 up; ip route | grep -c 172.22.16
        ip route add 172.22.16.0/28 dev shim0; ping -c1 -W1 172.22.16.11 | grep -c ttl
        `,
    ),
    ...on(
      'docker02',
      `
        ip addr add 172.22.16.99/24 dev ens33; ping -c1 -W1 172.22.16.10 | grep -c ttl
        ping -c1 -W1 172.22.16.2 | grep -c ttl
        ip neigh show 172.22.16.2 | awk '{print $5}'
        ip addr flush dev ens33 to 172.22.16.99; ip -4 -br addr show ens33 | awk '{print $3}'
        `,
    ),
    ...on(
      'docker01',
      `
        ip link del shim0; ip route get 172.22.16.10 | awk '{print $3}' | head -1
        docker inspect -f '{{(index .NetworkSettings.Networks "mac0").MacAddress}}' m1
        docker exec m1 arp -n | wc -l
        docker rm -f m1 m2 >/dev/null; docker network rm mac0; ip link set ens33 promisc off; ip -br link show type macvlan | wc -l
        `,
    ),
  ],
};

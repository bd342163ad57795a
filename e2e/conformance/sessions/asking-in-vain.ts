import { on, type Session } from './typed.ts';

export const askingInVain: Session = {
  name: 'asking-in-vain',
  typed: on(
    'docker02',
    `
    ip link add link ens33 name ens33.100 type vlan id 100; ip addr add 10.100.0.2/24 dev ens33.100; ip link set ens33.100 up
    ping -c 1 -I ens33.100 10.200.0.1
    ping -c 1 -I ens33.100 10.100.0.9
    ping -c 1 -I 10.100.0.2 10.100.0.9
    ping -c 1 10.100.0.9
    ping -c 4 -i 0.5 -I ens33.100 10.100.0.9
    ping -c 1 -I ens33 192.168.1.77
    ping -c 1 -W 1 192.168.1.77
    ping -c 2 -q -I ens33 192.168.1.77
    ping -c 1 -I lo 192.168.1.77
    ping -c 1 -I ens33 -W 1 8.8.8.8
    ping -c 1 -I docker0 192.168.1.11
    ping -c 1 -I ens34 192.168.1.11
    ping -c 1 -I nosuch 192.168.1.11
    ping -c 1 -I 1.2.3.4 192.168.1.11
    curl -m 2 http://192.168.1.78/
    curl -s -m 2 http://192.168.1.79/; echo $?
    curl -sS -m 5 http://192.168.1.80/; echo $?
    curl -sS --connect-timeout 1 http://192.168.1.81/; echo $?
    ping -c 3 -W 1 192.168.1.82 > /dev/null; curl -sS -m 2 http://192.168.1.82/; echo $?
    ping -c 1 -W 1 192.168.1.83 > /dev/null; curl -sS -m 1 http://192.168.1.83/; echo $?
    ip neigh show 192.168.1.82; ip neigh show 192.168.1.83
    sleep 3; ip neigh show 192.168.1.83
    ip route add 10.99.0.0/16 via 192.168.1.90
    curl -sS -m 2 http://10.99.0.1/; echo $?
    ping -c 1 10.99.0.1
    curl -sS -m 5 http://10.99.0.2/; echo $?
    docker run -d --name c1 busybox sleep 3000
    docker exec c1 nc -w 1 192.168.1.13 22 < /dev/null | cut -c1-4
    docker exec c1 nc -w 1 192.168.1.84 22
    docker exec c1 nc -w 5 192.168.1.84 22
    docker exec c1 nc -w 5 10.99.0.3 22
    docker exec c1 nc -w 5 172.17.0.99 22
    docker exec c1 nc -w 1 172.17.0.98 22
    docker exec c1 nc -w 1 172.17.0.1 23
    docker exec c1 wget -q -T 1 -O - http://172.17.0.97/; echo $?
    docker exec c1 wget -T 5 -O - http://172.17.0.97/; echo $?
    docker exec c1 wget -T 5 -O - http://172.17.0.1:81/; echo $?
    docker exec c1 ping -c 1 -W 1 172.17.0.96
    docker exec c1 ping -c 1 -I eth0 172.17.0.96
    docker exec c1 ping -c 4 172.17.0.95
    docker exec c1 arping -c 1 -I eth0 172.17.0.94
    docker exec c1 traceroute -n -m 2 -w 1 -q 1 172.17.0.93
    docker exec c1 telnet 172.17.0.1 23
    docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.99 -o parent=ens33 macx
    docker run -d --name c2 --net macx --ip 192.168.1.60 busybox sleep 3000
    docker exec c2 sh -c 'echo hi | nc -w 1 8.8.8.8 53'
    docker exec c2 sh -c 'echo hi | nc -w 5 8.8.8.8 53'
    docker exec c2 sh -c 'echo hi | nc -w 2 192.168.1.13 22'
    docker exec c2 ping -c 1 -W 1 8.8.8.8
    docker exec c2 ping -c 1 8.8.8.8
    docker exec c2 ip neigh
    docker exec c2 arp -n
    docker exec c2 nslookup example.com
    docker exec c2 wget -q -T 2 -O - http://example.com/; echo $?
    bash -c 'exec 3<>/dev/tcp/192.168.1.85/80'; echo $?
    timeout 1 bash -c 'exec 3<>/dev/tcp/192.168.1.86/80'; echo $?
    timeout 1 bash -c 'echo > /dev/tcp/192.168.1.11/22' && echo open
    timeout 1 bash -c 'echo > /dev/tcp/192.168.1.11/23' && echo open
    ssh -o ConnectTimeout=1 -o BatchMode=yes 192.168.1.87 true; echo $?
    ssh -o BatchMode=yes 192.168.1.88 true; echo $?
    docker pull 192.168.1.89:5000/busybox
    arping -c 1 -w 1 -I ens33 192.168.1.91
    arping -c 1 -I ens33 192.168.1.11 | head -n 1
    `,
  ),
};

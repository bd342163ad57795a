import { on, type Session } from './typed.ts';

export const workshopNoon: Session = {
  name: 'workshop-noon',
  typed: [
    ...on(
      'router',
      `
      lsmod | grep -c 8021q
      modprobe 8021q; echo $?
      ip link add link ens33 name ens33.15 type vlan id 15
      ip link add link ens33 name ens33.25 type vlan id 25
      ip link add link ens33 name ens33.25 type vlan id 25
      ip link add link ens33 name too.high type vlan id 4096
      ip -d link show ens33.15 | grep -o 'vlan protocol .*id [0-9]*'
      ip addr add 10.15.0.254/24 dev ens33.15
      ip addr add 10.25.0.254/24 dev ens33.25
      ip addr add 10.25.0.254/24 dev ens33.25
      ip link set dev ens33.15 up
      ip link set dev ens33.25 up
      ip -br addr show up | grep -c ens33
      ip route show proto kernel | grep 10
      sysctl -w net.ipv4.ip_forward=1
      sysctl -a 2>/dev/null | grep 'ipv4.ip_forward ='
      iptables -S FORWARD | head -1
      iptables -I FORWARD 1 -i ens33.15 -o ens33.25 -j ACCEPT
      iptables -I FORWARD 2 -i ens33.25 -o ens33.15 -m state --state RELATED,ESTABLISHED -j ACCEPT
      iptables -L FORWARD -n --line-numbers | head -5
      iptables -C FORWARD -i ens33.15 -o ens33.25 -j ACCEPT && echo there
      iptables -C FORWARD -i ens33.15 -o ens33.99 -j ACCEPT
      `,
    ),
    ...on(
      'docker01',
      `
      ip link add link ens33 name ens33.15 type vlan id 15
      ip link set ens33.15 up
      docker network create -d macvlan --subnet 10.15.0.0/24 --gateway 10.15.0.254 -o parent=ens33.15 red
      docker network create -d macvlan --subnet 10.25.0.0/24 --gateway 10.25.0.254 -o parent=ens33.25 blue
      ip -br link show type vlan
      docker run -dit --name r1 --net red --ip 10.15.0.1 busybox
      docker run -dit --name b1 --net blue --ip 10.25.0.1 busybox
      docker exec r1 ping -c 1 10.15.0.254
      docker exec r1 ping -c 2 10.25.0.1
      docker exec b1 ping -c 1 -W 1 10.15.0.1
      docker exec r1 traceroute -n -q 1 -w 1 10.25.0.1
      docker exec r1 ip neigh
      docker exec r1 ip r
      docker exec r1 ip link set eth0 down
      docker run -dit --name r2 --net red --ip 10.15.0.1 busybox
      docker rm r2
      docker run -dit --name r2 --net red --ip 10.16.0.1 busybox
      docker rm r2
      docker run -dit --name r2 --net red --mac-address 02:42:0a:0f:00:09 --ip 10.15.0.9 --hostname zwei busybox
      docker exec r2 cat /sys/class/net/eth0/address
      docker exec r2 hostname
      docker exec r2 ping -c 1 r1
      docker inspect -f '{{.Config.Hostname}} {{.Config.Image}} {{.Path}}' r2
      docker network inspect red -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{"\\n"}}{{end}}' | sort
      cat /proc/net/vlan/ens33.25 | head -1 | tr -s ' '
      ip link set ens33 down && ip link set ens33 up; ip -br link show ens33.15
      ip link del ens33.15
      docker exec r1 ip -br a
      docker rm -f r1 r2
      docker network rm red blue
      docker rm -f b1; docker network rm blue
      ip -br link | grep -c '@ens33'
      `,
    ),
    ...on(
      'router',
      `
      iptables -Z FORWARD
      iptables -D FORWARD 1
      iptables -D FORWARD -i ens33.25 -o ens33.15 -m state --state RELATED,ESTABLISHED -j ACCEPT
      iptables -D FORWARD 99
      iptables -t nat -A POSTROUTING -s 10.15.0.0/24 -o ens33 -j MASQUERADE
      iptables -t nat -S POSTROUTING | grep 10.15
      iptables -t nat -L POSTROUTING -n | grep -c MASQ
      iptables -t nat -D POSTROUTING -s 10.15.0.0/24 -o ens33 -j MASQUERADE
      iptables -t mangle -L -n | head -2
      iptables -N lab && iptables -A lab -p icmp -j DROP && iptables -S lab
      iptables -X lab
      iptables -F lab; iptables -X lab; echo $?
      iptables -A FORWARD -p tcp --dport 80 -j REJECT --reject-with tcp-reset
      iptables -S FORWARD | tail -1
      iptables -D FORWARD -p tcp --dport 80 -j REJECT --reject-with tcp-reset
      iptables -A INPUT -p udp -m multiport --dports 53,67 -j ACCEPT && iptables -S INPUT
      iptables -F INPUT
      iptables-save -t filter | grep -c '^:'
      ip route add 10.99.0.0/16 via 192.168.1.11
      ip route get 10.99.3.4 | head -1
      ip route replace 10.99.0.0/16 via 192.168.1.13 metric 50
      ip route show 10.99.0.0/16
      ip route del 10.99.0.0/16; ip route show 10.99.0.0/16
      ip route add blackhole 10.98.0.0/16 && ip route | grep black
      ping -c 1 10.98.0.1
      ip route del blackhole 10.98.0.0/16
      ip addr flush dev ens33.25
      ip -4 addr show ens33.25
      ip link del ens33.15; ip link del ens33.25; ip link del ens33.25
      `,
    ),
  ],
};

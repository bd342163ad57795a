import { on, type Session } from './typed.ts';

export const bridgesAndNeighbours: Session = {
  name: 'bridges-and-neighbours',
  typed: [
    ...on(
      'docker01',
      `
      ip link add br0 type bridge
      ip link add br0 type bridge
      ip link set ens34 up
      ip link set ens34 master br0
      ip link set br0 up
      bridge link show
      ip addr add 10.80.0.1/24 dev br0
      ip -d link show br0 | grep -o 'forward_delay [0-9]*'
      ip -br link show master br0
      cat /sys/class/net/br0/bridge/ageing_time
      ls /sys/class/net/ens34/brport | head -2
      ip link set br0 type bridge ageing_time 1000
      ip link set br0 type bridge forward_delay 0
      ip link set br0 type bridge nonsense 1
      ip link set br0 type bridge vlan_filtering 1
      bridge vlan show
      bridge vlan add dev ens34 vid 10
      bridge vlan add dev ens34 vid 20 pvid untagged
      bridge vlan add dev ens34 vid 30-32
      bridge vlan show dev ens34
      bridge -j vlan show dev ens34
      bridge vlan del dev ens34 vid 31
      bridge vlan add dev ens34 vid 5000
      bridge vlan add dev nosuch vid 10
      bridge vlan add dev ens33 vid 10
      bridge vlan add vid 10
      bridge vlan add dev br0 vid 10 self
      bridge vlan show dev br0
      bridge vlan del dev ens34 vid 99
      bridge fdb add 02:00:00:00:00:99 dev ens34 master static
      bridge fdb show dev ens34 | grep 00:99
      bridge fdb del 02:00:00:00:00:99 dev ens34 master
      bridge fdb del 02:00:00:00:00:99 dev ens34 master
      bridge fdb add nonsense dev ens34
      bridge fdb show dev nosuch
      bridge link set dev ens34 cost 50
      bridge link show dev ens34
      bridge link set dev ens34 hairpin on
      bridge -d link show dev ens34 | grep -o 'hairpin [a-z]*'
      bridge link set dev ens33 cost 5
      bridge mdb show
      bridge
      bridge nonsense
      bridge link nonsense
      bridge -V
      brctl addbr br1
      ip link set br0 master br0
      ip link add br1 type bridge; ip link set br1 master br0
      ip link set lo master br0
      ip link set docker0 master br0
      ip link set ens34 nomaster
      ip link del br1; ip link del br0
      ip link add v1 type veth peer name v2
      ip link add v1 type veth peer name v3
      ip link add v3 type veth
      ip -br link show type veth
      ip link set v1 up
      ip link show v1
      ip link set v2 up; ip link show v1
      ip addr add 10.81.0.1/24 dev v1; ip addr add 10.81.0.2/24 dev v2
      ping -c 1 -W 1 -I v1 10.81.0.2
      ip netns add a
      ip link set v2 netns a
      ip -n a addr
      ip -n a addr add 10.81.0.2/24 dev v2
      ip -n a link set v2 up
      ip -n a link set lo up
      ping -c 1 10.81.0.2
      ip netns exec a ping -c 1 10.81.0.1
      ip netns exec a ping -c 1 -W 1 192.168.1.11
      ip netns exec a ip route add default via 10.81.0.1
      ip netns exec a ping -c 1 -W 1 192.168.1.11
      ip netns exec a ping -c 1 -W 1 192.168.1.13
      ip netns exec a ip neigh | cut -d' ' -f1-3
      ip netns exec a ss -tln
      ip netns exec a nosuch
      ip netns exec nosuch ip a
      ip netns exec a
      ip netns exec a hostname
      ip netns exec a sh -c 'ip -br a'
      ip netns exec a iptables -A OUTPUT -d 10.81.0.1 -j DROP
      ip netns exec a ping -c 1 -W 1 10.81.0.1
      iptables -S OUTPUT
      ip netns exec a iptables -S OUTPUT
      ip netns add a
      ip netns add 'b c'
      ip netns del nosuch
      ip netns set a 5
      ip netns list-id
      ip netns nonsense
      ip netns attach x 1
      ip netns list
      ip -n nosuch link
      ip link set ens33 netns nosuch
      ip link set v3 netns 1
      ip link set lo netns a
      ip link set docker0 netns a
      ip link add link ens33 name mv1 type macvlan mode private
      ip link set mv1 netns a; ip -n a -d link show mv1 | grep -o 'macvlan mode [a-z]*'
      ip -n a addr add 192.168.1.60/24 dev mv1; ip -n a link set mv1 up
      ip netns exec a ping -c 1 -W 1 192.168.1.13
      ip netns exec a ping -c 1 -W 1 -I mv1 192.168.1.11
      ip link add link ens33 name mv2 type macvlan
      ip -d link show mv2 | grep -o 'macvlan mode [a-z]*'
      ip link set mv2 type macvlan mode bridge; ip -d link show mv2 | grep -o 'macvlan mode [a-z]*'
      ip link add link ens33 name iv1 type ipvlan
      ip link add link ens35 name iv1 type ipvlan mode l3
      ip -d link show iv1 | grep -o 'ipvlan.*mode l[0-9s]* [a-z]*'
      ip link add link ens35 name mv3 type macvlan
      ip link add bond0 type bond mode active-backup
      ip link set ens35 master bond0
      ip link set ens35 down; ip link set ens35 master bond0
      ip link add gre1 type gre remote 1.2.3.4 local 192.168.1.11
      ip link add vx0 type vxlan id 42 dev ens33 remote 192.168.1.13 dstport 4789
      ip tuntap add tap0 mode tap
      ip tunnel add t1 mode ipip remote 1.1.1.1
      ip netns del a
      ip link show v1
      ip neigh add 192.168.1.90 lladdr 02:00:00:00:00:90 dev ens33 nud reachable
      ip neigh show 192.168.1.90 | cut -d' ' -f1-5
      ip neigh change 192.168.1.90 lladdr 02:00:00:00:00:91 dev ens33
      ip neigh show 192.168.1.90 | cut -d' ' -f5
      ip neigh del 192.168.1.90 dev ens33; ip neigh show 192.168.1.90
      ip neigh change 192.168.1.91 lladdr 02:00:00:00:00:91 dev ens33
      ip neigh add 192.168.1.92 lladdr 02:00:00:00:00:92
      ip neigh add 192.168.1.93 lladdr 02:00:00:00:00:93 dev nosuch
      ip neigh add nonsense lladdr 02:00:00:00:00:93 dev ens33
      ip neigh add 10.200.0.1 lladdr 02:00:00:00:00:94 dev ens33 nud nonsense
      ip neigh add proxy 10.200.0.2 dev ens33; ip neigh show proxy
      ip neigh show nud nonsense
      ip neigh show nud failed
      ip neigh get 192.168.1.1
      ip neigh flush
      ip neigh flush 192.168.1.99
      ip -s neigh flush all
      ip nei show dev lo
      ip n
      ip neighbor show dev docker0
      ip neigh help 2>&1 | head -2
      arping -c 2 -I ens33 192.168.1.254
      arping -c 1 -i ens33 192.168.1.254
      arping -c 1 -I docker0 -w 1 172.17.0.9
      arping -c 1 nosuch
      arping -I ens34 -c 1 192.168.1.13
      arping -V
      ip maddr show dev lo
      ip -4 maddr show dev ens33
      ip link set ens33 multicast off; ip link show ens33 | head -1 | cut -d'<' -f2 | cut -d'>' -f1
      ip link set ens33 multicast on
      ip link set ens33 allmulticast on; ip link show ens33 | head -1 | cut -d'<' -f2 | cut -d'>' -f1
      ip link set ens33 allmulticast off
      ip link set ens33 arp maybe
      ip link set ens33 promisc
      ip link set ens33 master
      ip link set dev
      ip link set dev ens33 qlen 2000; ip link show ens33 | grep -o 'qlen [0-9]*'
      ip link set ens33 address 02:54:4c:00:00:0b
      ip link set ens35 name eth0; ip link show eth0 | cut -d: -f2; ip link set eth0 name ens35
      ip link set ens34 name ens33
      ip link set ens34 group 5; ip link show group 5
      ip link set ens34 dynamic on
      ip link help vlan
      ip link add type
      ip link add x type bridge nonsense 5
      ip link add 'bad name' type dummy
      ip link add a/b type dummy
      ip link add dummy
      ip link add type dummy; ip -br link show type dummy
      ip link del
      ip link del nosuch1 nosuch2
      ip link del type dummy
      ip link show type nosuch
      ip link show up | grep -c mtu
      ip link list ens33
      ip lnk
      ip -o -br link show lo
      ip -json -pretty link show lo
      ip -s -j link show lo | head -c 60; echo
      ip stats
      ip token
      ip xfrm state
      ip mroute
      ip tcp_metrics
      ip netconf show dev lo
      ip ntable show dev lo | head -1
      ip vrf
      ip help 2>&1 | head -3
      ip -h
      ip -x
      ip -4
      ip --version
      tc qdisc show dev ens33
      tc qdisc show dev lo
      tc qdisc add dev ens33 root netem delay 100ms
      tc -s qdisc show dev nosuch
      tc
      `,
    ),
  ],
};

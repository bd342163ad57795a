import { on, type Session } from './typed.ts';

export const netToolsMix: Session = {
  name: 'net-tools-mix',
  typed: on(
    'docker01',
    String.raw`
    ip -V
    ip -c=never -br a | awk '{print $1}' | head -n 2
    ip -4 a s ens33 | grep -oP 'inet \K[\d./]+'
    ip addr add 192.168.1.50/24 dev ens33 label ens33:1
    ip addr show label ens33:1
    ip addr del 192.168.1.50/24 dev ens33
    ip addr del 192.168.1.50/24 dev ens33
    ip addr add 300.1.1.1/24 dev ens33
    ip addr add 10.1.1.1/24
    ip addr add 10.1.1.1/24 dev eth9
    ip link set eth9 up
    ip lnk
    ip link set ens35 address 02:11:22:33:44:55 && cat /sys/class/net/ens35/address
    ip link set ens35 name lan0; ip -br link show lan0
    ip link set lan0 up && ip link set lan0 name lan1; ip link | grep -c lan1
    ip link set lan1 promisc on; ip link show lan1 | grep -o PROMISC
    ip link set lan1 alias "uplink to switch"; ip link show lan1 | tail -n 1
    ip link set lan1 txqueuelen 500; ip link show lan1 | grep -o 'qlen .*'
    ifconfig ens33 | head -n 1
    ethtool ens33 | head -n 1
    ip link add bond0 type bond mode active-backup miimon 100 && ip link set lan1 down && ip link set lan1 master bond0 && cat /proc/net/bonding/bond0 | head -n 4
    ip link add vx100 type vxlan id 100 remote 192.168.1.13 dstport 4789 dev ens33; ip -d link show vx100 | grep -o 'vxlan id [0-9]*'
    ip netns add blue
    ip netns list
    ip link add vb0 type veth peer name vb1 netns blue
    ip -n blue link show vb1 | head -1 | cut -d' ' -f2
    ip netns exec blue ip addr add 10.5.0.2/24 dev vb1 && ip netns exec blue ip link set vb1 up && ip netns exec blue ip link set lo up
    ip addr add 10.5.0.1/24 dev vb0; ip link set vb0 up; ip netns exec blue ping -c 1 -W 1 10.5.0.1
    ip netns del blue; ip link show vb0
    nsenter -t 1 -n ip -br link show lo
    docker run -d --name n1 busybox sleep 1000; nsenter -t $(docker inspect -f '{{.State.Pid}}' n1) -n ip -4 -br addr show eth0
    nc -z -w 1 192.168.1.13 22; echo $?
    nc -zv -w 1 192.168.1.13 23
    timeout 1 bash -c '</dev/tcp/192.168.1.13/22' && echo open
    (echo > /dev/tcp/192.168.1.13/81) 2>&1 | head -1
    curl -sI http://192.168.1.13:81; echo $?
    ssh -V
    ssh -o BatchMode=yes -o ConnectTimeout=2 192.168.1.77 true
    scp nosuch.txt 192.168.1.13:
    dig +short localhost
    host localhost
    getent hosts localhost docker01
    nslookup docker02
    cat /etc/resolv.conf | wc -l
    grep -w ssh /etc/services
    cat /proc/net/dev | head -n 1 | tr -s ' '
    cat /proc/net/route | head -1
    cat /sys/class/net/lo/mtu /sys/class/net/ens33/type
    ls /sys/class/net | head -n 2
    readlink /sys/class/net/docker0 | xargs dirname
    netstat -rn | head -n 2
    netstat -tlnp | grep -c ':22'
    lsof -i :22 | head -1
    ss -H -lnt sport = :22 | awk '{print $1, $4}'
    ss -xl | head -n 1 | awk '{print $1}'
    ping -c 1 nosuchhost
    ping 192.168.1.13 -c 1 -q | head -1
    ping -c 1 -W 1 192.168.1.77
    ping -f -c 20 -q 192.168.1.13 | grep -o '20 received'
    ping
    ping -c 0 192.168.1.13
    fping 192.168.1.13
    mtr -rc 1 192.168.1.13
    tc qdisc show dev ens33
    tc qdisc add dev ens33 root netem delay 50ms && ping -c 1 192.168.1.13 | grep -c 'time=5' ; tc qdisc del dev ens33 root
    `,
  ),
};

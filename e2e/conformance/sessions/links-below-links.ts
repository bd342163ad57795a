import { on, type Session } from './typed.ts';

export const linksBelowLinks: Session = {
  name: 'links-below-links',
  typed: on(
    'docker01',
    `
    modinfo 8021q
    modinfo macvlan
    modinfo ipvlan
    modinfo bridge
    modinfo dummy
    modinfo veth
    modinfo bonding
    modinfo br_netfilter
    modinfo -F depends 8021q
    modinfo -F filename macvlan
    modinfo -d ipvlan
    modinfo -n 8021q
    modinfo -F alias ipvlan
    modinfo 8021q macvlan | grep -c filename
    modinfo nosuch
    modinfo -F nosuch 8021q
    ip link set ens33.10 up 2>&1; ip link add link ens35 name ipd type ipvlan mode l2
    ip link set ipd up
    ip link show ipd
    ip -br link show type ipvlan
    ip link set ens35 up; ip link show ipd
    ip link set ens35 down; ip link show ipd
    ip link set ipd down; ip link show ipd
    ip link del ipd
    ip link set ens35 up
    ip link add link ens35 name ipu type ipvlan mode l3
    ip link show ipu
    ip link set ipu up; ip link show ipu
    ip link set ipu down; ip link show ipu
    ip -d link show ipu | tail -n 1 | cut -c1-30
    ip link add link ens35 name ipv type ipvlan mode l2 2>&1; ip link show ipv
    ip link show type ipvlan | grep -c NOARP
    ip -d link show ipu | grep -o 'ipvlan  mode [a-z0-9]* [a-z]*'
    cat /sys/class/net/ipu/operstate /sys/class/net/ipu/flags
    ip link del ipv; ip link del ipu; ip link set ens35 down
    ip link add link ens34 name mvd type macvlan mode bridge
    ip link set mvd up; ip link show mvd
    dmesg | tail -n 2 | cut -d']' -f2
    ip link set ens34 up; ip link show mvd
    dmesg | tail -n 2 | cut -d']' -f2
    ip link set ens34 down; ip link show mvd
    ip -br addr show mvd
    ip link del mvd
    dmesg | tail -n 2 | cut -d']' -f2
    ip link set ens34 up
    ip link add link ens34 name mvp type macvlan mode passthru; ip link set mvp up; ip link show ens34
    dmesg | tail -n 2 | cut -d']' -f2
    ip link del mvp; ip link show ens34 | head -n 1
    dmesg | tail -n 2 | cut -d']' -f2
    ip link add br7 type bridge; ip link set ens34 master br7
    dmesg | tail -n 4 | cut -d']' -f2
    ip link set br7 up; dmesg | tail -n 2 | cut -d']' -f2
    bridge fdb show dev ens34
    bridge fdb show br br7
    ip link set ens34 nomaster; dmesg | tail -n 3 | cut -d']' -f2
    ip link del br7
    ip link add link ens34 name ens34.5 type vlan id 5; ip link set ens34.5 up; bridge fdb show dev ens34.5
    ip link add br5 type bridge; ip link set ens34.5 master br5; ip link set br5 up; bridge fdb show dev ens34.5
    bridge fdb show dev br5
    bridge fdb show dev ens34
    bridge fdb | wc -l
    bridge -j fdb show dev ens34.5 | tr ',' '\\n' | grep -c permanent
    dmesg | tail -n 6 | cut -d']' -f2
    tcpdump -c 1 -ni ens33 port 9999 & sleep 1; kill $!; wait; dmesg | tail -n 2 | cut -d']' -f2
    ip link set ens33 promisc on; dmesg | tail -n 1 | cut -d']' -f2
    ip link set ens33 promisc off; dmesg | tail -n 1 | cut -d']' -f2
    docker network create -d macvlan --subnet 10.9.0.0/24 -o parent=ens33 mac9
    docker run -d --name m9 --net mac9 busybox sleep 3000
    dmesg | tail -n 3 | cut -d']' -f2
    docker rm -f m9; dmesg | tail -n 2 | cut -d']' -f2
    docker network rm mac9
    docker run -d --name b9 busybox sleep 3000
    dmesg | tail -n 6 | cut -d']' -f2
    docker exec b9 netstat -tln; docker exec b9 netstat -uln
    docker rm -f b9; dmesg | tail -n 6 | cut -d']' -f2
    docker network create own
    docker run -d --name b10 --net own busybox sleep 3000
    docker exec b10 netstat -tln | tail -n +3 | wc -l
    docker exec b10 netstat -uln | sed 's/:[0-9]* /:PORT /'
    docker exec b10 netstat -tuln | sed 's/:[0-9]* /:PORT /'
    docker exec b10 netstat -an | head -n 4 | sed 's/:[0-9]* /:PORT /'
    docker exec b10 netstat -tlnp | sed 's/:[0-9]* /:PORT /'
    docker exec b10 netstat -s | head -n 3
    docker exec b10 netstat -rn
    docker exec b10 netstat -i
    docker run --rm --net host busybox ip addr show ens33
    docker run --rm --net host busybox ip addr show lo
    docker run --rm --net host busybox ip addr show docker0
    docker run --rm --net host busybox ip -o addr
    docker run --rm --net host busybox netstat -tln
    docker run --rm --net host busybox ip route
    docker run --rm --net host busybox ifconfig ens33 | head -n 2
    docker run --rm --net host busybox arp -n | wc -l
    docker run --rm --net container:b10 busybox netstat -tln | wc -l
    `,
  ),
};

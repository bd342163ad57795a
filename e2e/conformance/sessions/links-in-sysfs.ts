import { on, type Session } from './typed.ts';

export const linksInSysfs: Session = {
  name: 'links-in-sysfs',
  typed: on(
    'docker01',
    `
    ls /sys/class/net
    ls -l /sys/class/net | awk '{print $1, $(NF-2), $NF}'
    readlink /sys/class/net/docker0
    readlink /sys/class/net/lo
    readlink -f /sys/class/net/docker0
    readlink -f /sys/class/net/ens33 | sed 's/.*net/net/'
    cat /sys/class/net/bonding_masters
    ip link add bond0 type bond
    ls /sys/class/net | head -n 3
    cat /sys/class/net/bonding_masters
    ls -d /sys/class/net/*
    for i in /sys/class/net/*; do echo \${i##*/}; done | tr '\\n' ' '
    ls /sys/class/net/*/brif 2>/dev/null
    file /sys/class/net/lo
    test -L /sys/class/net/lo && echo link
    test -d /sys/class/net/lo && echo folder
    ls -ld /sys/class/net/lo | cut -c1-10
    find /sys/class/net | sort
    find /sys/class/net -type l | wc -l
    ls /sys/devices/virtual/net
    ls /sys/devices/virtual/net/docker0/bridge | head -n 3
    cat /sys/devices/virtual/net/docker0/mtu
    cd /sys/class/net/lo && pwd && pwd -P
    ip link add br0 type bridge
    ip -d link show br0
    ip link set br0 up
    ip -d link show br0 | grep -o 'bridge_id.*topology_change '
    ip link add d0 type dummy
    ip link set d0 master br0
    ip -d link show br0 | grep -o 'state_id\\|bridge_id [^ ]*' | cut -d. -f1
    ip link set d0 up
    ip -d link show br0 | grep -o 'root_port [0-9]* root_path_cost [0-9]*'
    ip -d link show d0 | tail -n 1
    ip -d link show docker0 | tail -n 1 | cut -c1-90
    ip -d link show bond0 | tail -n 1
    ip -d -j link show br0 | tr ',' '\\n' | grep -c .
    ip link set br0 type bridge stp_state 1
    ip -d link show br0 | grep -o 'stp_state [0-9]'
    ip link set br0 type bridge ageing_time 1000
    ip -d link show br0 | grep -o 'ageing_time [0-9]*'
    ip link set br0 type bridge forward_delay 400
    ip -d link show br0 | grep -o 'forward_delay [0-9]*'
    ip link set br0 type bridge priority 4096
    ip -d link show br0 | grep -o 'priority [0-9]*' | head -n 1
    docker run -d --name box busybox sleep 1000 > /dev/null; docker exec box ping -c 1 -W 1 172.17.0.99
    docker exec box ip neigh
    docker exec box ip neigh show dev eth0
    docker exec box arp -n
    sleep 4; docker exec box ip neigh
    iptables -P FORWARD ACCEPT; iptables -nvL FORWARD | head -n 1
    iptables -I FORWARD -p tcp --dport 99 -j DROP; iptables -nvL FORWARD | head -n 1
    iptables -nvL INPUT | head -n 1 | cut -d' ' -f1-4
    iptables -Z; iptables -nvL FORWARD | head -n 3
    iptables -A FORWARD -p tcp --dport 98 -j DROP; iptables -nvL FORWARD | head -n 1
    iptables -nvL DOCKER-USER | tail -n 1 | awk '{print $3}'
    iptables -P FORWARD DROP; iptables -nvL FORWARD | head -n 1
    journalctl -n 3 --no-pager | wc -l
    journalctl -n 10 --no-pager -o cat | wc -l
    journalctl -u docker -n 3 --no-pager | wc -l
    journalctl -u docker --no-pager -o cat | tail -n 3
    journalctl -u docker --no-pager | head -n 2
    systemctl restart docker; journalctl -u docker --no-pager -n 4 -o cat
    journalctl -u docker --no-pager -o cat | tail -n 12
    journalctl -u ssh -n 2 --no-pager -o cat
    journalctl -b --no-pager | head -n 1 | awk '{print $5, $6}'
    journalctl -u nosuch --no-pager
    journalctl -u docker -p err --no-pager -o cat
    journalctl -u docker --since '1 hour ago' --no-pager -q | grep -c Started
    journalctl -u docker --since today -n 1 --no-pager -o cat
    journalctl --since nonsense
    journalctl -k -n 1 --no-pager -o cat | wc -l
    logger hello from class; journalctl -n 5 --no-pager -o cat | grep class
    logger -t lesson two words; journalctl -t lesson --no-pager -o cat
    logger -s said aloud
    `,
  ),
};

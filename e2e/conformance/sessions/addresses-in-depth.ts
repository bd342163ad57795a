import { on, type Session } from './typed.ts';

export const addressesInDepth: Session = {
  name: 'addresses-in-depth',
  typed: on(
    'docker01',
    `
    ip addr add 192.168.1.50/24 dev ens33
    ip addr show dev ens33
    ip -4 -br a s ens33
    ip addr add 192.168.1.51/24 broadcast + dev ens33 label ens33:1
    ip a s ens33 | grep inet
    ip addr show label ens33:1
    ip addr show to 192.168.1.0/24
    ip addr show secondary
    ip addr show primary dev ens33
    ip -o addr show dev ens33 | grep -w inet
    ip addr del 192.168.1.51 dev ens33
    ip addr del 192.168.1.50/24 dev ens33
    ip addr add 10.5.5.5/32 dev lo
    ip -4 addr show lo
    ip addr add 10.5.5.6/24 dev lo scope host
    ip addr add 10.5.5.7/24 dev lo scope nonsense
    ip addr change 10.5.5.6/24 dev lo
    ip addr replace 10.5.5.8/24 dev lo
    ip -br addr show lo
    ping -c 1 10.5.5.8
    ip addr flush dev lo to 10.5.5.0/24
    ip -br -4 addr show dev lo
    ip link add d0 type dummy
    ip addr add 172.20.0.1/30 peer 172.20.0.2 dev d0
    ip addr show d0
    ip link set d0 up
    ip route show dev d0
    ip addr add 172.20.1.1/24 brd 172.20.1.255 dev d0
    ip addr add 172.20.2.1/24 brd nonsense dev d0
    ip -4 addr show d0
    ip -j -4 addr show d0
    ip -j -p -4 addr show d0
    ip -4 -j addr show dev lo
    ip addr add 172.20.3.1/24 dev d0 valid_lft 100 preferred_lft 50
    ip addr show d0 | grep -c dynamic
    ip addr add 172.20.3.1/24 dev d0 valid_lft 0
    ip addr show dev
    ip addr show dev nosuch
    ip addr show nosuch
    ip addr list d0
    ip addr lst d0
    ip addr add 1.2.3/24 dev d0
    ip addr show d0 | grep 1.2.3
    ip addr add 256.1.1.1/24 dev d0
    ip addr add 10.1.1.1/24 d0
    ip addr add dev d0
    ip addr add dev d0 10.1.1.1/24
    ip addr add 10.1.1.300/24 dev d0
    ip addr add 10.1.1.1 255.255.255.0 dev d0
    ip addr add 10.1.2.1/255.255.255.0 dev d0
    ip -br a show d0
    ip addr add 224.0.0.5/24 dev d0
    ip addr add 0.0.0.0/0 dev d0
    ip addr add 127.0.0.5/8 dev d0
    ip addr flush
    ip addr flush d0
    ip addr show d0
    ip add show lo
    ip address
    ip adr
    ip -s -s link show d0
    ip -s -h link show d0
    ip -details addr show d0
    ip -4 addr help 2>&1 | head -5
    ip link show type dummy
    ip -br link show d0 nosuch
    ip --brief address show ens33
    ip -color=never addr show lo
    ip -family inet addr show lo
    ip -f inet6 addr show dev lo
    ip -6 addr show lo
    ip -6 addr add fd00::1/64 dev d0
    ip -6 -br addr show d0
    ip -6 route show dev d0
    ip -6 addr del fd00::1/64 dev d0
    hostname -I
    hostname -i
    hostname -f
    ip -4 -o addr | awk '{print $2, $4}'
    ip -o link show | awk -F': ' '{print $2}'
    ip -br link | awk '$2 == "UP" {print $1}'
    ls /sys/class/net/d0
    cat /sys/class/net/d0/address | wc -c
    cat /sys/class/net/d0/flags
    cat /sys/class/net/ens33/carrier
    cat /sys/class/net/ens34/carrier
    cat /sys/class/net/ens33/speed
    cat /sys/class/net/ens33/ifindex
    cat /sys/class/net/ens33/statistics/rx_errors
    ip link del d0
    `,
  ),
};

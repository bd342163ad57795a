import { on, type Session } from './typed.ts';

export const captureTheFrames: Session = {
  name: 'capture-the-frames',
  typed: [
    ...on(
      'docker01',
      `
        which tcpdump ping curl nc arping | wc -l
        tcpdump --version 2>&1 | head -1 | cut -d' ' -f1
        tcpdump -D | head -1 | cut -d. -f2 | cut -d' ' -f1
        ping -c 1 192.168.1.13 >/dev/null & tcpdump -i ens33 -nn -c 2 icmp 2>/dev/null | sed 's/^[0-9:.]* //' | cut -d, -f1
        ping -c 1 192.168.1.13 >/dev/null & tcpdump -i ens33 -nn -c 1 -v icmp 2>/dev/null | grep -o 'ttl [0-9]*, id' | head -1
        ping -c 1 -s 100 192.168.1.254 >/dev/null & tcpdump -i ens33 -nn -c 1 icmp 2>/dev/null | grep -o 'length [0-9]*'
        ip neigh flush dev ens33; ping -c 1 192.168.1.254 > /dev/null & tcpdump -i ens33 -nn -c 2 arp 2>/dev/null | sed 's/^[0-9:.]* //' | cut -d, -f2 | sort | head -1
        timeout 2 tcpdump -i ens33 -nn -c 1 'udp port 9999'; echo $?
        tcpdump -i nosuch -c 1
        tcpdump -i ens33 -nn 'not a filter'
        tcpdump -d icmp | head -1
        ip link add link ens33 name ens33.40 type vlan id 40; ip addr add 10.40.0.1/24 dev ens33.40; ip link set ens33.40 up
        `,
    ),
    ...on(
      'docker02',
      `
        ip link add link ens33 name ens33.40 type vlan id 40; ip addr add 10.40.0.2/24 dev ens33.40; ip link set ens33.40 up
        ping -c 1 10.40.0.1 | grep -c ttl=64
        ping -c 1 10.40.0.1 >/dev/null & tcpdump -i ens33 -nn -e -c 1 'vlan 40 and icmp' 2>/dev/null | grep -oE 'vlan 40, p 0, ethertype IPv4( \\(0x0800\\))?'
        ping -c 1 10.40.0.1 >/dev/null & tcpdump -i ens33.40 -nn -e -c 1 icmp 2>/dev/null | grep -c vlan
        ping -c 1 10.40.0.1 >/dev/null & tcpdump -i any -nn -c 1 icmp 2>/dev/null | grep -c 'ICMP echo'
        ping -c 2 -i 0.2 10.40.0.1 >/dev/null & tcpdump -i ens33.40 -nn -c 4 -w /tmp/p.pcap icmp 2>&1 | grep -c 'packets captured'; tcpdump -nn -r /tmp/p.pcap 2>/dev/null | wc -l
        tcpdump -nn -r /tmp/p.pcap 'icmp[icmptype] == icmp-echo' 2>/dev/null | wc -l
        rm /tmp/p.pcap; tcpdump -r /tmp/p.pcap
        ping -c 1 -W 1 -Q 0x10 10.40.0.1 | grep -c ttl
        ping -c 1 -t 1 10.40.0.1 | grep -c ttl=64
        ping -c 3 -i 0.2 -q 10.40.0.1 | tail -1 | cut -d= -f1
        ping -f -c 5 10.40.0.1 | grep -o '5 packets transmitted, 5 received'
        ping -c 1 -p ff -s 16 10.40.0.1 | head -1
        ping -R -c 1 10.40.0.1 | grep -c RR
        ping -c 1 -I ens33.40 10.40.0.1 | head -1
        ping -c 1 10.40.0.300; echo $?
        ping 10.40.0.1 -c1 -W1 -n | head -2 | tail -1 | cut -d' ' -f1-4
        ping -c 1 -b 10.40.0.255 2>&1 | head -1
        traceroute -n -m 2 10.40.0.1 | tail -1 | awk '{print $1,$2}'
        tracepath -n -m 2 192.168.1.254 | tail -1 | awk '{print $1,$2,$3}'
        mtr --version 2>&1 | head -1
        nmap -sn 10.40.0.0/30 2>&1 | head -1
        ip link del ens33.40
        `,
    ),
    ...on(
      'docker01',
      `
        cat /proc/net/dev | grep -c ens33
        ip -s -s link show ens33 | grep -c errors
        ethtool ens33 2>&1 | grep -E 'Link detected' | xargs
        ethtool -k ens33 2>/dev/null | grep -c vlan
        ip link del ens33.40; rmmod 8021q; lsmod | grep -c ^8021q
        `,
    ),
  ],
};

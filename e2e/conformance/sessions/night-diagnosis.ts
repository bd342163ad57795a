import { on, type Session } from './typed.ts';

export const nightDiagnosis: Session = {
  name: 'night-diagnosis',
  typed: [
    ...on(
      'docker02',
      `
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10
        docker run -itd --name bbox11 --network mac_net10 --ip 172.16.10.11 busybox
        `,
    ),
    ...on(
      'docker01',
      `
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.11 mac_net10
        docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox
        docker exec bbox10 ping -c 3 -W 1 172.16.10.11
        docker exec bbox10 ip neigh
        docker exec bbox10 arping -c 2 -I eth0 172.16.10.11
        docker network inspect mac_net10 -f '{{.Options.parent}}'
        ip -d -o link show type vlan | grep -o 'ens33.*vlan protocol.*id [0-9]*' | sed 's/.*id //'
        (timeout 6 tcpdump -lni ens33 -e vlan > /tmp/cap.txt 2>&1 &) ; sleep 2; docker exec bbox10 ping -c 1 -W 1 172.16.10.11 > /dev/null; sleep 5; grep -o 'vlan [0-9]*' /tmp/cap.txt | sort | uniq -c | awk '{print $2,$3}'
        docker rm -f bbox10 && docker network rm mac_net10
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10
        docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox
        docker exec bbox10 ping -c 3 -W 1 172.16.10.11
        ip link set ens33.10 down
        docker exec bbox10 ping -c 1 -W 1 172.16.10.11
        ip -br link show ens33.10
        docker exec bbox10 ip link show eth0
        ip link set ens33.10 up
        docker exec bbox10 ping -c 1 -W 1 172.16.10.11
        docker exec bbox10 ip addr show eth0 | grep 'inet '
        docker exec bbox10 ping -c 1 -M do -s 1472 172.16.10.11
        docker exec bbox10 ping -c 1 -s 1472 172.16.10.11
        ping -c 1 -M do -s 1473 192.168.1.13
        ping -c 1 -M do -s 1472 192.168.1.13
        tracepath -n 192.168.1.13
        traceroute 192.168.1.13
        mtr -n -r -c 1 192.168.1.13
        nmap -sn 192.168.1.0/24
        ethtool ens33
        ethtool -i ens33 | head -n 1
        ip -s -d link show ens33.10 | grep -i -A1 'rx:' | head -n 1
        cat /sys/class/net/ens33.10/operstate /sys/class/net/ens33.10/carrier
        cat /proc/net/arp
        arp -an | grep -c ether
        ss -s | head -n 1
        ss -ltn
        netstat -rn
        netstat -i | head -n 2
        ip route get 172.16.10.11
        ip route get 1.1.1.1 from 192.168.1.11
        journalctl -u docker --no-pager | grep -ic error
        journalctl -u docker -n 1 --no-pager | wc -l
        systemctl --failed
        systemctl list-units --type=service --state=running --no-legend | awk '{print $1}'
        ps -C dockerd -o comm=
        pgrep -a sshd | head -n 1
        uptime -p
        free -m | head -n 1
        df -h / | tail -n 1 | awk '{print $6}'
        dmesg | tail -n 3
        getent hosts docker02
        ping -c 1 docker02
        cat /etc/resolv.conf
        nslookup docker02
        dig docker02 +short
        host 192.168.1.13
        docker exec bbox10 nslookup bbox11
        docker exec bbox10 cat /etc/resolv.conf
        docker exec bbox10 wget -T 2 -O - http://172.16.10.11
        docker exec bbox10 nc -w 1 172.16.10.11 22
        docker exec bbox10 sh -c 'echo hi | nc -w 1 192.168.1.13 22'
        docker events --since 10m --until 0s --filter event=destroy --format '{{.Type}} {{.Action}}'
        docker diff bbox10
        docker logs bbox10
        docker inspect --size bbox10 -f '{{.SizeRw}}'
        `,
    ),
  ],
};

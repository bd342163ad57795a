import { on, type Session } from './typed.ts';

export const everydayDiagnosis: Session = {
  name: 'everyday-diagnosis',
  typed: on(
    'docker01',
    `
    ip link add link ens33 name ens33.10 type vlan id 10; ip link set ens33.10 up; ip addr add 172.16.10.1/24 dev ens33.10
    docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.254 -o parent=ens33.10 mac10
    docker run -d --name m1 --network mac10 --ip 172.16.10.10 busybox sleep 3000
    docker run -d --name b1 -p 8080:80 busybox httpd -f -h /etc
    docker run -d --name registry -p 5000:5000 registry:latest
    ip -br link show up
    ip -br -4 addr
    ip -j -br link show dev ens33
    ip -d -br link show type macvlan
    ip -s -s link show ens33 | head -n 3
    ip -o link | awk -F': ' '{print $2}'
    ip -4 -o addr show scope global | awk '{print $2, $4}'
    ip route show table all | head -n 5
    ip route get 172.16.10.10
    ip neigh show nud reachable
    ip -s neigh show dev ens33 | head -n 1 | wc -w
    bridge link
    bridge vlan
    ss -tuln
    ss -tlnH | wc -l
    ss -tan state listening | head -n 2
    ss -ltn sport = :22
    docker ps --format 'table {{.Names}}\\t{{.Status}}\\t{{.Networks}}'
    docker ps -a --filter network=mac10 --format '{{.Names}}'
    docker ps --no-trunc -q | wc -c
    docker inspect -f '{{range $k, $v := .NetworkSettings.Networks}}{{$k}} {{$v.IPAddress}} {{$v.MacAddress}}{{"\\n"}}{{end}}' m1
    docker inspect --format='{{.HostConfig.NetworkMode}} {{.State.Pid}}' m1 | awk '{print $1}'
    docker network ls --filter driver=macvlan --format '{{.Name}}:{{.Driver}}:{{.Scope}}'
    docker network inspect mac10 -f '{{json .Options}} {{json .IPAM.Config}}'
    docker network inspect mac10 --format '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{"\\n"}}{{end}}'
    docker exec m1 ip -d link show eth0
    docker exec m1 cat /proc/net/route | head -n 2 | tail -n 1 | cut -f1-3
    docker exec m1 cat /sys/class/net/eth0/address | wc -c
    docker top m1 2>&1 | head -n 1 | wc -l
    docker stats --no-stream --format '{{.Name}} {{.PIDs}}' m1
    docker port m1
    docker diff m1
    docker history busybox --no-trunc --format '{{.CreatedBy}}' | head -n 2
    nsenter -t $(docker inspect -f '{{.State.Pid}}' m1) -n ip -br addr
    nsenter -t $(docker inspect -f '{{.State.Pid}}' m1) -n ip -d link show eth0 | head -n 1 | cut -d: -f2-
    for i in 1 2 3; do ping -c1 -W1 192.168.1.$((10+i)) >/dev/null && echo .$((10+i)) up || echo .$((10+i)) down; done
    systemctl status docker --no-pager -l | grep -E 'Loaded|Active' | sed 's/since.*//'
    systemctl show -p ActiveState,SubState docker
    systemctl list-units --state=failed --no-legend | wc -l
    journalctl -u docker -n 3 --no-pager | wc -l
    journalctl -k -n 2 --no-pager -o cat | wc -l
    journalctl -b -p err --no-pager -q | wc -l
    cat /proc/net/vlan/config
    cat /etc/docker/daemon.json 2>/dev/null || echo none
    cat /proc/sys/net/ipv4/conf/ens33/rp_filter /proc/sys/net/ipv4/conf/all/forwarding
    sysctl -a 2>/dev/null | grep -E 'net.ipv4.(ip_forward|conf.all.rp_filter) '
    sysctl -ar 'bridge-nf-call' | head -n 2
    iptables-save -t nat | grep -v '^#' | head -n 8
    iptables -t nat -L POSTROUTING -n -v --line-numbers | head -n 3 | tail -n 1 | awk '{print $4, $NF}'
    nft list ruleset; echo $?
    nmap -sn 192.168.1.0/24
    ethtool ens33
    ethtool -i ens33 | head -n 1
    mtr -rc1 192.168.1.13
    traceroute -n 192.168.1.13
    arp -n
    arping -c 2 -I ens33.10 172.16.10.10 | tail -n 1
    timeout 3 tcpdump -ni ens33.10 -c 1 arp 2>/dev/null & sleep 1; arping -c 1 -I ens33.10 172.16.10.77 >/dev/null; wait
    timeout 3 tcpdump -eni ens33 -c 1 vlan 10 2>/dev/null | grep -o 'vlan 10'
    tcpdump -D | head -n 2 | cut -d' ' -f1
    lsmod | awk '$1 ~ /vlan/ {print $1}' | sort
    ip netns list
    lsns -t net | wc -l
    curl -sv http://127.0.0.1:5000/v2/ 2>&1 | grep -E '^[<>] (GET|HTTP)'
    curl -s -o /dev/null -w '%{http_code} %{size_download}\\n' http://127.0.0.1:5000/v2/_catalog
    curl --unix-socket /var/run/docker.sock -s http://x/networks/mac10 | head -c 20
    watch -n1 date </dev/null | head -n 1
    hostname -I
    getent hosts docker02
    df -h / | tail -n 1 | wc -w
    free -m | head -n 1 | awk '{print $1, $2}'
    uptime -p | cut -d' ' -f1
    while read -r h ip; do echo "$h=$ip"; done <<< 'a 1'
    docker ps -q | xargs -n1 docker inspect -f '{{.Name}}' | sort
    docker network prune -f --filter until=24h
    docker container ls -aq --filter status=running | wc -l
    docker logs --since 1h m1 | wc -l
    docker inspect m1 | grep -m1 '"IPAddress"' | tr -d ' ,'
    docker inspect m1 | awk -F'"' '/MacAddress/ {print $2; exit}'
    python3 --version
    jq . /etc/docker/daemon.json
    ip link show ens33.10 | grep -oE 'mtu [0-9]+|state [A-Z]+'
    ip -6 addr show dev ens33.10 | grep -c fe80
    ip maddr show dev ens33.10 | head -n 1 | cut -f2
    ip rule list
    route -n
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const runningContainers: Session = {
  name: 'running-containers',
  typed: on(
    'docker01',
    String.raw`
    docker run -dit --name box busybox
    docker run -dit --name box2 --hostname second --cap-add NET_ADMIN busybox sh
    docker exec box ip addr add 10.0.0.1/24 dev eth0
    docker exec box2 ip addr add 10.0.0.1/24 dev eth0
    docker exec box2 ip -4 addr show eth0
    docker exec box2 ip link set eth0 mtu 1400
    docker exec box2 ip route add 10.9.0.0/16 via 172.17.0.1
    docker exec box2 ip route
    docker exec box2 ip route del default
    docker exec box2 ping -c 1 -W 1 192.168.1.13
    docker exec box2 ping -c 1 -W 1 172.17.0.2
    docker exec box2 ip link add dummy0 type dummy
    docker exec box2 sysctl -w net.ipv4.ip_forward=0
    docker exec box2 hostname
    docker exec box2 hostname other
    docker exec box2 cat /etc/hostname
    docker exec box2 cat /etc/hosts
    docker exec box ls -l /etc/resolv.conf | cut -c1-10
    docker exec box cat /etc/passwd | head -2
    docker exec box cat /proc/1/comm
    docker exec box ps -o pid,comm
    docker exec box sh -c 'echo $$'
    docker exec box kill -9 1; docker ps --format '{{.Names}}' | grep -cx box
    docker exec box sh -c 'sleep 50 & jobs; kill %1'
    docker exec box netstat -i
    docker exec box netstat -r
    docker exec box route add default gw 172.17.0.1
    docker exec box ifconfig eth0 10.0.0.2
    docker exec box2 ifconfig eth0 172.17.0.33 netmask 255.255.0.0
    docker exec box2 ip -o -4 addr show eth0
    docker exec box2 route add -net 10.8.0.0 netmask 255.255.0.0 gw 172.17.0.1
    docker exec box2 route -n
    docker exec box wget
    docker exec box wget -q -O /dev/null http://nosuch/
    docker exec box nslookup nosuch
    docker exec box nslookup box2
    docker exec box ping box2 -c 1
    docker exec box nc
    docker exec box nc -w 1 172.17.0.1 81 < /dev/null; echo $?
    docker exec box awk 'BEGIN {print 1+1}'
    docker exec box sh -c 'seq 3 | sort -r | head -1'
    docker exec box vi nosuch < /dev/null | tail -c 0
    docker exec box uname -a | cut -d' ' -f1
    docker exec box cat /etc/os-release
    docker exec box df -h / | tail -1 | awk '{print $1, $6}'
    docker exec box free -m | head -1
    docker exec box which ip ping bash
    docker exec box type cd
    docker exec box cd /
    docker exec box ls -la / | head -3 | awk '{print $1}'
    docker exec box find / -maxdepth 1 -name 'b*'
    docker exec box sh -c 'read -t 1 x; echo $?'
    docker exec box adduser -D joe
    docker exec box su joe -c id
    docker exec -u joe box ping -c 1 127.0.0.1
    docker exec box date +%Z
    docker exec box busybox --list | head -3
    docker exec box busybox nosuch
    docker exec box ip -d link show eth0 | head -1 | cut -d: -f2 | cut -d@ -f1
    docker exec box ip -s link show lo | head -1
    docker exec box ip -j addr
    docker exec box ip -br addr
    docker exec box ip rule
    docker exec box ip neigh add 172.17.0.99 lladdr 02:00:00:00:00:01 dev eth0
    docker exec box ip tunnel
    docker exec box ip addr show eth1
    docker exec box ip addr shw
    docker exec box ip link set eth0 upp
    docker exec box ip route get 172.17.0.1
    docker exec box arp -n
    docker exec box traceroute -n -q 1 172.17.0.1
    docker exec box ping -c 1 -s 2000 172.17.0.1
    docker exec box ping -c 1 -M do 172.17.0.1
    docker exec box ping -f -c 1 172.17.0.1
    docker exec box ping -c 1 256.1.1.1
    docker exec box ping -c 0 -W 1 172.17.0.1 | head -1
    docker exec box cat /sys/class/net/eth0/mtu
    docker exec box cat /proc/net/route | head -1
    docker exec box mount | grep -c overlay
    docker exec box sh -c 'echo hi > /proc/sys/net/ipv4/ip_forward'
    docker exec box dmesg
    docker exec box reboot
    docker exec box poweroff
    docker exec box mkdir /new && docker diff box
    docker exec -it box sh
    docker exec -d box nosuch
    docker exec --user 99999 box id
    docker exec box
    docker exec -e A=b box env | sort
    docker exec -w / box pwd
    docker exec stopped true
    docker pause box
    docker exec box true
    docker ps --format '{{.Status}}' -f name=box$ | grep -o '(.*)'
    docker pause box
    docker stop -t 1 box
    docker unpause box
    docker start box
    docker stop nosuch box
    docker start -i box < /dev/null
    docker run --rm --health-cmd true busybox true
    docker run -d --name sick --health-cmd 'exit 1' --health-interval 1s --health-retries 1 busybox sleep 100
    sleep 3; docker ps -f name=sick --format '{{.Status}}' | grep -o '(.*)'
    docker inspect sick -f '{{.State.Health.Status}}'
    docker run --rm --init busybox ps -o pid,comm
    docker run --rm --pid host busybox ps | grep -c dockerd
    docker run --rm --ulimit nofile=100 busybox sh -c 'ulimit -n'
    docker run --rm --shm-size 1m busybox df /dev/shm | tail -1 | awk '{print $2}'
    docker run --rm --memory 10m busybox cat /sys/fs/cgroup/memory.max
    docker run --rm --env-file /nosuch busybox true
    printf 'A=1\nB=two words\n' > /tmp/envs; docker run --rm --env-file /tmp/envs busybox sh -c 'echo $A $B'
    docker run --rm -e HOME busybox sh -c 'echo $HOME'
    docker run --rm --link box2:other busybox cat /etc/hosts | grep -c other
    docker run --rm --link nosuch busybox true
    docker run --rm --dns-search lab.local busybox cat /etc/resolv.conf | grep search
    docker run --rm --dns nonsense busybox true
    docker run --rm --ip 172.17.0.200 busybox true
    docker run --rm --network host busybox ip route
    docker run --rm --network host -p 80:80 busybox true
    docker run --rm --network none busybox ping -c 1 8.8.8.8
    docker run --rm --privileged busybox ip link add br9 type bridge
    docker run --rm --privileged busybox sysctl -w net.ipv4.ip_forward=0
    docker run --rm --sysctl net.ipv4.nosuch=1 busybox true
    docker run --rm --cidfile /tmp/cid busybox true; cat /tmp/cid | wc -c
    docker run -d --restart always --name phoenix busybox sh -c 'sleep 1; exit 2'
    sleep 4; docker inspect phoenix -f '{{gt .RestartCount 0}}'
    docker rm -f phoenix sick
    docker run --rm --stop-signal NONSENSE busybox true
    docker run -t --rm busybox tty
    docker run -i --rm busybox cat <<< piped
    echo 'echo from stdin' | docker run -i --rm busybox
    docker run --rm busybox sleep
    docker run --rm busybox sh -c 'kill -9 $$'; echo $?
    docker run --rm busybox /nosuch/path; echo $?
    docker run --rm busybox 'echo hi'
    docker run -n busybox
    docker run --name box busybox
    docker run --rm --entrypoint '' busybox echo x
    docker run --rm --entrypoint nosuch busybox
    docker run --rm --user 1000:1000 busybox sh -c 'id; touch /x'
    docker run --rm --group-add 10 busybox id
    docker run --rm --device /dev/nosuch busybox true
    docker run --rm --platform linux/nosuch busybox true
    docker run --rm --pull never nosuch true
    docker run --rm --pull nonsense busybox true
    docker run --rm --security-opt nonsense busybox true
    docker run --rm --log-driver nonsense busybox true
    docker run --rm --storage-opt size=1G busybox true
    docker run --rm --restart no busybox true; echo $?
    docker create busybox | wc -c
    docker create
    docker update --memory 50m box2
    docker update --nonsense box2
    docker update box2
    docker attach box
    docker kill box
    docker kill box2
    docker rename box2 box
    docker rename box2
    docker rm box box2
    docker container prune -f | tail -1 | cut -d: -f1
    docker ps -a --format '{{.Names}}'
    docker stop $(docker ps -q)
    docker rm $(docker ps -aq)
    `,
  ),
};

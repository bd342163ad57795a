import { on, type Session } from './typed.ts';

export const composeOfACourse: Session = {
  name: 'compose-of-a-course',
  typed: on(
    'docker01',
    String.raw`
    mkdir course && cd course && printf 'FROM busybox\nRUN mkdir /www && echo "<h1>course</h1>" > /www/index.html\nEXPOSE 80\nCMD ["httpd","-f","-h","/www"]\n' > Dockerfile && cat Dockerfile | wc -l
    cd course && docker build -t course:1 .
    docker images course --format '{{.Repository}} {{.Tag}}'
    docker run -d --name c1 -p 127.0.0.1:8081:80 --restart unless-stopped --label class=a course:1
    curl -s http://127.0.0.1:8081/
    curl -sI http://127.0.0.1:8081/ | head -n 1 | tr -d '\r'
    docker ps --filter label=class=a --format '{{.Names}} {{.Ports}}'
    docker inspect c1 | grep -m1 '"RestartPolicy"'
    docker inspect -f '{{.HostConfig.RestartPolicy.Name}} {{index .Config.Labels "class"}}' c1
    docker inspect --type network c1
    docker exec c1 netstat -tln | tail -n 1
    docker run -d --name c2 --network container:c1 busybox sleep 600
    docker exec c2 wget -qO- localhost
    docker run -d --name c3 --network none busybox sleep 600; docker exec c3 ip -br a
    docker run --rm --network host busybox hostname
    docker network create --internal quiet && docker run --rm --network quiet busybox ip route
    docker run --rm --network quiet busybox ping -c 1 -W 1 192.168.1.13
    docker run --rm --cap-drop NET_RAW busybox ping -c 1 127.0.0.1
    docker run --rm --cap-add NET_ADMIN busybox sh -c 'ip link add d0 type dummy && ip link set d0 up && ip -o link show d0 | cut -d: -f2'
    docker run --rm busybox ip link set lo down
    docker run --rm --mac-address 02:42:aa:bb:cc:dd busybox cat /sys/class/net/eth0/address
    docker run --rm --dns 9.9.9.9 --dns-search lab.local busybox cat /etc/resolv.conf
    docker run --rm --add-host gw:192.168.1.254 busybox grep gw /etc/hosts
    docker run --rm --user 1000:1000 busybox id
    docker run --rm --entrypoint cat busybox /etc/hostname | wc -c
    docker run --rm -i busybox cat <<< 'through stdin'
    docker run -it busybox sh
    docker run --rm --memory 1m busybox true
    docker run --rm --tmpfs /scratch:size=1m busybox df -h /scratch | tail -n 1 | awk '{print $2, $6}'
    docker run --rm --sysctl net.ipv4.ip_forward=0 busybox cat /proc/sys/net/ipv4/ip_forward
    docker run --rm -e A=1 --env-file /dev/null busybox printenv A
    docker run --name dup busybox true; docker run --name dup busybox true
    docker create --name later busybox echo later && docker start -a later
    docker save busybox -o /tmp/bb.tar && tar tf /tmp/bb.tar | grep -c layer.tar
    docker export c1 | tar t | grep index.html
    docker import - empty:1 < /dev/null
    docker load -i /etc/hostname
    docker events --since 1m --until 0s --filter type=network --format '{{.Action}}' | sort | uniq -c | awk '{print $2}'
    docker network ls --format '{{.Name}} {{.Driver}} {{.Scope}}'
    docker network ls --no-trunc -q | head -1 | wc -c
    docker network inspect nosuch
    docker network rm bridge
    docker network create bridge
    docker network create --subnet 192.168.1.0/33 bad
    docker network create --subnet 10.88.0.0/24 --gateway 10.89.0.1 bad
    docker network create --subnet 172.17.0.0/16 clash
    docker compose version
    docker-compose up
    docker swarm init --advertise-addr ens33 | head -n 1 | cut -d' ' -f1-3
    docker node ls --format '{{.Hostname}} {{.Status}}'
    docker swarm leave --force
    docker system prune -f | head -1
    docker login localhost:9 -u a -p b
    docker search busybox
    docker inspect --format '{{.Nope}}' c1
    docker ps --format '{{.Names'
    docker stop -t 1 c1 c2 c3 nosuch
    `,
  ),
};

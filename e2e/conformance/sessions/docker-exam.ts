import { on, type Session } from './typed.ts';

export const dockerExam: Session = {
  name: 'docker-exam',
  typed: on(
    'docker01',
    String.raw`
    docker images
    docker run busybox echo hello
    docker ps -a --format '{{.Image}} {{.Status}}' | cut -d' ' -f1-3
    docker run -d --name sleeper busybox sleep 300
    docker exec sleeper ps
    docker exec sleeper hostname | wc -c
    docker exec -it sleeper sh
    docker top sleeper -o pid,cmd | wc -l
    docker inspect sleeper --format '{{.State.Status}} {{.Config.Cmd}} {{.NetworkSettings.IPAddress}}'
    docker inspect -f '{{.HostConfig.NetworkMode}}' sleeper
    docker run -d --name web -p 8080:80 busybox sh -c 'echo ok > /index.html; httpd -f -h /'
    docker port web
    curl -s localhost:8080
    curl -s -o /dev/null -w '%{http_code}\n' localhost:8080/nothing
    curl -sI localhost:8080 | head -1
    curl localhost:9090
    docker ps --format '{{.Names}}\t{{.Ports}}'
    docker run -d -p 8080:80 busybox httpd -f
    docker exec sleeper wget -qO- 172.17.0.3
    docker exec sleeper wget -qO- web
    docker exec sleeper ping -c 1 web
    docker network create lab
    docker network connect lab web
    docker network connect lab sleeper
    docker exec sleeper ping -c 1 web
    docker exec sleeper wget -qO- http://web/
    docker exec sleeper nslookup web
    docker exec sleeper ip route
    docker exec sleeper cat /etc/resolv.conf
    docker network inspect lab -f '{{range .Containers}}{{.Name}} {{end}}' | tr ' ' '\n' | sort
    docker network inspect lab -f '{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}'
    docker network rm lab
    docker network disconnect lab web
    docker exec sleeper ping -c 1 -W 1 web
    docker volume create vol1
    docker run --rm -v vol1:/data busybox sh -c 'date > /data/now; ls /data'
    docker run --rm -v vol1:/data busybox ls -l /data | wc -l
    docker run --rm -v /root:/r busybox ls /r
    docker run --rm -v /nosuchdir/x:/r busybox ls /r; ls -d /nosuchdir/x
    docker volume rm vol1
    docker volume ls
    docker cp /etc/hosts sleeper:/tmp/h; docker exec sleeper wc -l /tmp/h
    docker cp sleeper:/etc/hostname - | wc -c | grep -c .
    docker cp sleeper:/nosuch /tmp
    docker exec sleeper cat /nosuch
    docker exec sleeper ls /nosuch
    docker exec sleeper rm /nosuch
    docker exec sleeper mkdir /tmp
    docker exec sleeper cp /a /b
    docker exec sleeper touch /no/such
    docker exec sleeper cd /tmp
    docker exec sleeper grep
    docker exec sleeper grep x /nosuch
    docker exec sleeper head -1 /nosuch
    docker exec sleeper sh -c 'echo $0 $$; exit 4'; echo $?
    docker exec sleeper sh -c 'for i in 1 2; do echo $i; done'
    docker exec sleeper kill 1
    docker exec sleeper free | head -1
    docker exec sleeper df -h | head -1
    docker exec sleeper uptime | grep -c load
    docker exec sleeper ifconfig eth0 | grep 'inet addr'
    docker exec sleeper netstat -rn | tail -1
    docker exec sleeper date -d nonsense
    docker exec sleeper apt-get install curl
    docker exec sleeper bash -c ls
    docker pause sleeper; docker ps --filter name=sleeper --format '{{.State}}'
    docker unpause sleeper
    docker rename sleeper snoozer; docker ps --format '{{.Names}}' | sort
    docker stop -t 0 sleeper
    docker kill snoozer
    docker start snoozer; docker restart -t 0 snoozer
    docker rm snoozer
    docker rm -f snoozer web
    docker logs --tail 1 nosuch
    docker inspect nosuch
    docker run -it busybox
    docker run --name
    docker run --nam x busybox
    docker rum busybox
    docker run busyboxx
    docker run -p 80 --rm busybox true
    docker run --rm -e X busybox env | grep -c ^X
    docker run --rm -e X=5 busybox sh -c 'echo $X'
    docker run --rm --hostname h1 busybox hostname
    docker run --rm --network none busybox ip -br a
    docker run --rm --network none busybox ip a | grep -c inet
    docker run --rm --network host busybox hostname
    docker run --rm --cap-add NET_ADMIN busybox ip link set lo mtu 1000; echo $?
    docker run --rm busybox ip link set lo mtu 1000; echo $?
    docker run --rm -m 32m busybox cat /sys/fs/cgroup/memory.max
    docker run --rm -u 1000 busybox whoami
    docker run --rm -w /nope busybox pwd
    docker run --rm --read-only busybox touch /f
    docker commit nosuch img
    docker tag busybox mybox:1; docker images mybox; docker rmi mybox:1
    docker rmi busybox
    docker system df | head -1
    docker container prune -f | tail -1
    docker ps -aq | wc -l
    docker network prune -f
    docker info --format '{{.OperatingSystem}}' | cut -d' ' -f1
    docker stats --no-stream --format '{{.Name}} {{.PIDs}}'
    docker compose up -d
    docker-compose ps
    `,
  ),
};

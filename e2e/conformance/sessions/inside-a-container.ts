import { on, type Session } from './typed.ts';

export const insideAContainer: Session = {
  name: 'inside-a-container',
  typed: on(
    'docker01',
    `
    docker network create -d bridge --subnet 172.30.0.0/24 classnet
    docker run -dit --name web --network classnet --ip 172.30.0.10 busybox
    docker exec web id
    docker exec web ps
    docker exec -w /tmp web pwd
    docker exec -e LESSON=vlan web sh -c 'echo $LESSON'
    docker exec web sh -c 'mkdir -p /www && echo hello from web > /www/index.html && httpd -p 8080 -h /www'
    docker exec web wget -qO- http://localhost:8080/
    docker run --rm --network classnet busybox wget -qO- http://web:8080/index.html
    docker run --rm --network classnet busybox nslookup web | tail -3
    docker run --rm --network classnet busybox ping -c 1 web | head -2
    docker run --rm --network classnet busybox wget -T 2 -qO- http://web:81/
    curl -s http://172.30.0.10:8080/
    curl -sI http://172.30.0.10:8080/nothing | head -1
    docker exec web netstat -tln | tail -1 | awk '{print $4}'
    docker exec web cat /proc/1/comm
    docker exec web hostname -i
    docker exec web cat /etc/resolv.conf | grep -c nameserver
    docker exec web ls -l /sys/class/net | awk 'NR>1{print $9}'
    docker exec web ip link set eth0 down
    docker exec web sh -c 'cat /proc/net/route | wc -l'
    docker exec web touch /root/note && docker diff web | sort | head -5
    docker exec web df -h / | tail -1 | awk '{print $6}'
    docker exec web free | head -1
    docker exec web uname -s
    docker exec web date -d @0 +%Y
    docker exec web sh -c 'for i in 1 2 3; do echo $((i*i)); done'
    docker exec web nosuchcommand; echo $?
    docker exec web false; echo $?
    docker exec nobody ls
    docker top web -o pid,comm | awk '{print $2}'
    docker port web
    docker logs --tail 1 web; echo "rc=$?"
    docker attach --no-stdin --sig-proxy=false web & sleep 0.3; kill %1; echo detached
    docker rename web www && docker exec www hostname | wc -c
    docker update --restart always www && docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' www
    docker kill -s TERM www; sleep 1; docker inspect -f '{{.State.Status}}' www
    docker rm -f www; docker network rm classnet
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const dockerEveryDay: Session = {
  name: 'docker-every-day',
  typed: on(
    'docker01',
    String.raw`
    docker --version
    docker info --format '{{.ServerVersion}} {{.Driver}} {{.CgroupVersion}}'
    docker images
    docker pull alpine:3.18
    docker run hello-world
    docker run --name greet busybox echo hello from a container
    docker ps -a --format 'table {{.Names}}\t{{.Image}}\t{{.Command}}'
    docker logs greet
    docker start -a greet
    docker rm greet
    docker run -d --name box --hostname mybox -e COLOR=blue -e SIZE=9 -v /srv:/data:ro busybox sh -c 'while true; do echo tick; sleep 100; done'
    docker exec box env | grep -E 'COLOR|SIZE|HOSTNAME'
    docker exec box touch /data/x
    docker exec -w /tmp box pwd
    docker exec -u nobody box id
    docker exec box ps
    docker top box -o pid,comm | tail -n +2 | awk '{print $2}'
    docker logs --tail 1 box
    docker cp /etc/hostname box:/tmp/h && docker exec box cat /tmp/h
    docker diff box
    docker commit -m 'with a file' box mybox:v1
    docker image inspect mybox:v1 -f '{{.Comment}} {{.Config.Env}}'
    docker history mybox:v1 --format '{{.Comment}}' | head -1
    docker tag mybox:v1 localhost:5000/mybox:latest
    docker images --filter reference='*/mybox' --format '{{.Repository}}'
    docker rename box oldbox
    docker pause oldbox && docker ps --format '{{.Names}} {{.Status}}' | grep -o 'Paused'
    docker exec oldbox ls
    docker unpause oldbox
    docker update --memory 64m --memory-swap 64m oldbox
    docker inspect oldbox --format '{{.HostConfig.Memory}} {{.State.Status}} {{.Config.Hostname}}'
    docker stats --no-stream --format '{{.Name}}' oldbox
    docker wait oldbox & sleep 1; docker kill oldbox; wait
    docker ps -a -f status=exited --format '{{.Names}}: {{.Status}}' | sed 's/ago.*//; s/[0-9]* seconds//'
    docker restart -t 1 oldbox && docker port oldbox
    docker run -d -p 8080:80 --name site busybox httpd -f -h /etc
    curl -s localhost:8080/hostname | wc -l
    wget -qO- http://localhost:8080/nothing
    docker port site
    docker run -d -p 8080:80 --name site2 busybox httpd -f
    docker volume create stuff
    docker run --rm -v stuff:/s busybox sh -c 'echo data > /s/f'; docker run --rm -v stuff:/s busybox cat /s/f
    docker volume ls -q
    docker volume rm stuff
    docker rmi mybox:v1
    docker rmi busybox
    docker system df | awk '{print $1}'
    docker exec nosuch ls
    docker frobnicate
    docker run --rm --read-only busybox touch /x
    docker run --rm busybox nosuchcommand
    docker run --rm busybox sh -c 'exit 3'; echo $?
    docker build - <<< 'FROM busybox'
    docker rm -f $(docker ps -aq) | wc -l
    `,
  ),
};

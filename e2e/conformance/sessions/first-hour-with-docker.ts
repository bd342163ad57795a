import { on, type Session } from './typed.ts';

export const firstHourWithDocker: Session = {
  name: 'first-hour-with-docker',
  typed: on(
    'docker01',
    `
    docker --version | cut -d, -f1
    docker info --format '{{.Driver}} {{.CgroupVersion}} {{.Containers}}'
    docker info 2>/dev/null | grep -E '^ Server Version|^ Storage Driver'
    docker search busybox 2>&1 | head -1 | cut -c1-5
    docker run busybox echo hello
    docker ps -a --format '{{.Image}} {{.Command}} {{.Status}}' | sed 's/[0-9]* seconds\\? ago/N ago/; s/Less than a second ago/N ago/'
    docker run -d --name clock busybox sh -c 'i=0; while true; do i=$((i+1)); echo tick $i; sleep 1; done'
    sleep 2; docker logs clock | head -2
    docker logs --tail 1 clock | cut -d' ' -f1
    docker logs -t clock 2>&1 | head -1 | grep -c 'Z tick 1'
    docker stop -t 0 clock; docker wait clock
    docker inspect -f '{{.State.ExitCode}} {{.State.OOMKilled}} {{.State.Running}}' clock
    docker start clock && docker exec clock ps | grep -c 'sleep 1'
    docker exec clock kill 1; sleep 1; docker ps -q --filter name=clock | wc -l
    docker restart -t 0 clock; docker ps --filter name=clock --format '{{.State}}'
    docker rm clock
    docker rm -f clock
    docker run --rm busybox sh -c 'exit 7'; echo $?
    docker run --rm busybox nosuch; echo $?
    docker run --rm -it busybox tty 2>&1 | head -1
    docker run --rm -e A=1 -e B busybox env | grep -c '^[AB]='
    docker run --rm -w /var busybox pwd
    docker run --rm -u 1000:1000 busybox id
    docker run --rm --hostname lab1 busybox hostname
    docker run --rm --add-host gw:10.0.0.1 busybox grep gw /etc/hosts
    docker run --rm --dns 10.0.0.53 busybox cat /etc/resolv.conf | grep nameserver
    docker run --rm -v /etc/hostname:/h:ro busybox sh -c 'cat /h; echo x > /h'
    docker run --rm --read-only busybox touch /x
    docker run --rm --tmpfs /t busybox sh -c 'touch /t/a && ls /t'
    docker run --name keep busybox touch /made; docker diff keep; docker commit keep made:1 >/dev/null; docker run --rm made:1 ls /made
    docker image history -q made:1 | wc -l
    docker save made:1 | tar t | grep -c json
    docker tag made:1 made:2; docker rmi made:1; docker images made --format '{{.Tag}}'
    docker rm keep; docker rmi made:2 | head -1
    docker volume create data; docker run --rm -v data:/d busybox sh -c 'echo 1 > /d/f'; docker run --rm -v data:/d busybox cat /d/f
    docker volume ls -q; docker volume rm data
    docker cp /etc/hostname nosuch:/tmp
    docker events --since 1s --until 0s; echo $?
    docker container ls -aq | xargs -r docker rm >/dev/null; docker ps -aq | wc -l
    docker images -q | sort -u | wc -l
    `,
  ),
};

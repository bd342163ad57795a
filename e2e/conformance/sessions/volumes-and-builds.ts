import { on, type Session } from './typed.ts';

export const volumesAndBuilds: Session = {
  name: 'volumes-and-builds',
  typed: on(
    'docker01',
    String.raw`
    docker volume ls
    docker volume create data
    docker volume create data
    docker volume create
    docker volume ls -q | wc -l
    docker volume inspect data -f '{{.Driver}} {{.Mountpoint}} {{.Scope}}'
    docker volume inspect nosuch
    docker volume create 'bad name'
    docker volume create --driver nosuch v2
    docker volume create --label class=a labelled
    docker volume ls --filter label=class=a --format '{{.Name}}'
    docker volume ls -f dangling=true -q | grep -c data
    docker run --rm -v data:/d busybox sh -c 'echo kept > /d/file'
    docker run --rm -v data:/d busybox cat /d/file
    cat /var/lib/docker/volumes/data/_data/file
    docker run --rm -v data:/d:ro busybox sh -c 'echo no > /d/file'
    docker run -d --name keeper -v data:/d -v /srv:/srv -v anon:/a --tmpfs /t busybox sleep 1000
    docker inspect keeper -f '{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}}{{println}}{{end}}' | sort
    docker inspect keeper -f '{{json .HostConfig.Binds}}'
    docker exec keeper mount | grep -e ' /d ' -e ' /t ' | cut -d' ' -f2,3
    docker exec keeper df /t | tail -1 | awk '{print $1, $6}'
    docker exec keeper sh -c 'echo from-container > /srv/x'; cat /srv/x
    docker volume rm data
    docker volume rm nosuch
    docker volume rm -f nosuch
    docker volume rm
    docker rm -f keeper; docker volume ls -q | grep -c anon
    docker run --rm --mount type=volume,source=data,target=/d busybox cat /d/file
    docker run --rm --mount type=bind,source=/nosuch,target=/d busybox true
    docker run --rm --mount type=bind,source=/etc/hostname,target=/h,readonly busybox cat /h
    docker run --rm --mount type=nonsense,target=/d busybox true
    docker run --rm --mount target=/d busybox ls /d
    docker run --rm --mount type=volume,source=data busybox true
    docker run --rm -v data busybox true
    docker run --rm -v /a:/b:zz busybox true
    docker run --rm -v a:b busybox true
    docker run --rm -v :/b busybox true
    docker run --rm --volumes-from nosuch busybox true
    docker run --rm --read-only busybox touch /x
    docker run --rm --read-only --tmpfs /tmp busybox touch /tmp/x
    docker volume prune -f | tail -1 | cut -d: -f1
    docker volume ls -q
    docker volume frobnicate
    docker volume ls --filter nope=1
    mkdir -p /root/build; printf 'FROM busybox\nRUN echo built > /hello\nENV GREETING=hi\nCMD ["cat", "/hello"]\n' > /root/build/Dockerfile
    docker build -q -t hello /root/build | cut -c1-7
    docker run --rm hello
    docker run --rm hello sh -c 'echo $GREETING'
    docker images hello --format '{{.Repository}}:{{.Tag}}'
    docker history hello --format '{{.CreatedBy}}' | head -3
    docker history --no-trunc -q busybox | wc -l
    docker build -t hello /root/build 2>&1 | grep -e ^Step -e Using -e Successfully | sed 's/built .*/built X/'
    docker build /nosuch
    docker build
    docker build -t 'Bad Name' /root/build
    printf 'FROM nosuchimage\n' > /root/build/Dockerfile; docker build /root/build 2>&1 | head -3
    printf 'RUN true\n' > /root/build/Dockerfile; docker build /root/build
    printf 'FROM busybox\nFROB x\n' > /root/build/Dockerfile; docker build /root/build
    printf 'FROM busybox\nRUN exit 3\n' > /root/build/Dockerfile; docker build /root/build 2>&1 | tail -1
    printf 'FROM busybox\nCOPY nosuch /x\n' > /root/build/Dockerfile; docker build /root/build 2>&1 | tail -1
    printf 'FROM busybox\nCOPY page.html /www/\nWORKDIR /www\nEXPOSE 80\nENTRYPOINT ["httpd"]\nCMD ["-f"]\n' > /root/build/Dockerfile; echo '<h1>class</h1>' > /root/build/page.html; docker build -t site /root/build > /dev/null; echo $?
    docker run -d --name site -P site
    docker inspect site -f '{{.Config.Entrypoint}} {{.Config.Cmd}} {{.Config.WorkingDir}} {{.Config.ExposedPorts}}'
    docker exec site ls
    curl -s http://172.17.0.2/page.html
    docker port site | sed 's/:[0-9]*$/:P/'
    docker build -f /nosuch /root/build
    printf 'ARG V=1\nFROM busybox\nARG V=2\nRUN echo v=$V > /v\nUSER nobody\n' > /root/build/Dockerfile; docker build -q --build-arg V=7 -t args /root/build | cut -c1-7
    docker run --rm args sh -c 'cat /v; whoami'
    docker commit site site:v2 | cut -c1-7
    docker images --format '{{.Repository}}:{{.Tag}}' | sort
    docker tag site site:v3; docker images site -q | sort -u | wc -l
    docker tag site
    docker tag site BAD:x
    docker save busybox -o /tmp/b.tar; tar tf /tmp/b.tar | grep -c json
    docker save nosuch
    docker save busybox | head -c 0
    docker load -i /tmp/b.tar
    docker load -i /nosuch
    docker rmi site
    docker rmi site:v2 site:v3
    docker rm -f site; docker rmi site args hello | grep -c Untagged
    docker rmi -f nosuch
    docker image rm nosuch:v1
    docker image prune -f | tail -1 | cut -d: -f1
    docker image ls --filter dangling=true -q | wc -l
    docker image ls --filter reference='busy*' --format '{{.Repository}}'
    docker images --digests --format '{{.Digest}}' busybox
    docker images nosuch
    docker images --filter nope=1
    docker search busybox
    docker pull busybox
    docker pull nosuch/image:tag
    docker login -u x -p y
    docker logout
    docker import /nosuch
    docker compose up
    docker-compose up -d
    docker compose version
    docker buildx ls
    docker swarm init
    docker node ls
    docker service ls
    docker stack ls
    docker secret ls
    docker plugin ls
    docker context ls
    docker system df --format '{{.Type}}'
    docker system prune -f | tail -1 | cut -d: -f1
    docker system info -f '{{.Name}}'
    docker system frobnicate
    docker image
    docker container
    docker network
    docker
    docker help | head -3
    docker run --help | head -3
    docker help nosuch
    docker --nonsense
    docker -H tcp://127.0.0.1:1 ps
    docker -D ps -q
    docker cp /etc/hostname nosuch:/tmp
    docker cp a b
    docker cp
    `,
  ),
};

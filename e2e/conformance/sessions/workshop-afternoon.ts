import { on, type Session } from './typed.ts';

export const workshopAfternoon: Session = {
  name: 'workshop-afternoon',
  typed: [
    ...on(
      'docker01',
      `
      mkdir -p ~/lab/www && cd ~/lab && ls
      echo '<h1>lab</h1>' > www/index.html
      wc -c www/index.html
      docker run -d --name web -p 8080:80 -v "$PWD/www:/www:ro" busybox httpd -f -h /www
      docker ps --format '{{.Names}} {{.Ports}}'
      docker port web 80
      curl -s http://localhost:8080/
      curl -s -o /dev/null -w '%{http_code}\\n' http://localhost:8080/nothing
      curl -sI http://127.0.0.1:8080/ | head -1
      docker exec web wget -qO- http://127.0.0.1/
      docker exec web touch /www/x
      echo '<h1>changed</h1>' > www/index.html; curl -s localhost:8080
      ss -ltn | grep -c ':8080'
      iptables -t nat -S DOCKER | grep -o 'dport [0-9]*'
      iptables -S DOCKER | grep -c 'dport 80'
      docker inspect -f '{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}}{{end}}' web
      docker inspect -f '{{json .NetworkSettings.Ports}}' web
      docker run -d --name web2 -p 8080:80 busybox httpd -f
      docker ps -a --filter status=created --format '{{.Names}}'
      docker rm web2
      docker network create back
      docker network connect back web
      docker run --rm --network back busybox wget -qO- http://web/
      docker run --rm --network back busybox nslookup web | grep -c Name
      docker run --rm --network back busybox ping -c 1 web | head -1 | cut -d' ' -f1,2
      docker run --rm busybox ping -c 1 -W 1 web
      docker run --rm --network none busybox ip -br a
      docker run --rm --network host busybox hostname
      docker run --rm --network container:web busybox ip -4 a show eth0 | grep -c inet
      docker logs web
      docker stats --no-stream --format '{{.Name}}' web
      docker exec -e X=1 web sh -c 'echo $X'
      docker exec -w /tmp web pwd
      docker exec -u nobody web id -un
      docker exec web kill -0 1; echo $?
      docker cp www/index.html web:/tmp/copy.html
      docker exec web cat /tmp/copy.html
      docker cp web:/etc/hostname - | tar t
      docker diff web | sort | head -3
      docker commit web lab/web:1 | cut -d: -f1
      docker images lab/web --format '{{.Tag}}'
      docker tag lab/web:1 lab/web:latest; docker images -q lab/web | sort -u | wc -l
      docker history lab/web:1 -q | wc -l
      docker rmi lab/web:1 | head -1
      docker save busybox | tar t | grep -c json
      docker volume create data
      docker run --rm -v data:/d busybox sh -c 'date > /d/when; ls /d'
      docker run --rm -v data:/d busybox test -s /d/when && echo kept
      docker volume ls -q
      docker volume inspect data -f '{{.Mountpoint}}'
      ls /var/lib/docker/volumes/data/_data
      docker volume rm data
      docker run -d --name r --restart unless-stopped busybox sleep 1000
      docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' r
      docker update --restart no r
      docker pause r; docker ps --format '{{.Names}} {{.Status}}' | grep -c Paused; docker unpause r
      docker exec r ps | grep -c sleep
      docker run -d --name m --memory 64m --cpus 0.5 busybox sleep 100
      docker inspect -f '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}' m
      docker stop -t 1 m r
      docker container prune -f | head -1
      docker rm -f web
      docker network rm back
      docker system prune -f | tail -1
      cd; rm -r lab; ls lab
      `,
    ),
  ],
};

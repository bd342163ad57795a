import { on, type Session } from './typed.ts';

export const registryAgain: Session = {
  name: 'registry-again',
  typed: [
    ...on(
      'docker01',
      `
        docker image ls -q | wc -l
        docker run -d --name reg -p 5000:5000 --restart=always registry:2 2>/dev/null || docker run -d --name reg -p 5000:5000 --restart=always registry
        docker ps --filter name=reg --format '{{.Ports}}'
        sleep 1; curl -s http://localhost:5000/v2/
        curl -s http://localhost:5000/v2/_catalog
        docker tag busybox localhost:5000/class/busybox:lesson1
        docker push localhost:5000/class/busybox:lesson1 2>&1 | tail -1 | cut -d' ' -f1,2
        curl -s http://localhost:5000/v2/_catalog
        curl -s http://localhost:5000/v2/class/busybox/tags/list
        curl -s -o /dev/null -w '%{http_code}\\n' http://localhost:5000/v2/class/nothing/tags/list
        curl -sI http://localhost:5000/v2/ | grep -i distribution
        docker rmi localhost:5000/class/busybox:lesson1
        docker pull -q localhost:5000/class/busybox:lesson1
        docker pull localhost:5000/class/busybox:lesson2
        docker images localhost:5000/class/busybox --format '{{.Tag}}'
        `,
    ),
    ...on(
      'docker02',
      `
        docker pull 192.168.1.11:5000/class/busybox:lesson1
        cat /etc/docker/daemon.json 2>&1
        mkdir -p /etc/docker; echo '{ "insecure-registries": ["192.168.1.11:5000"] }' > /etc/docker/daemon.json
        cat /etc/docker/daemon.json | python3 -m json.tool 2>/dev/null || cat /etc/docker/daemon.json
        systemctl restart docker && systemctl is-active docker
        docker info --format '{{range .RegistryConfig.IndexConfigs}}{{.Name}} {{.Secure}}{{println}}{{end}}' | sort
        docker pull 192.168.1.11:5000/class/busybox:lesson1 2>&1 | tail -2
        docker images --format '{{.Repository}}:{{.Tag}}' | grep lesson1
        docker run --rm 192.168.1.11:5000/class/busybox:lesson1 echo ran
        docker image inspect -f '{{len .RepoTags}}' busybox
        docker rmi 192.168.1.11:5000/class/busybox:lesson1 | head -1
        docker rmi nosuch/image
        echo '{ broken' > /etc/docker/daemon.json; systemctl restart docker; echo $?
        systemctl is-failed docker
        rm /etc/docker/daemon.json; systemctl reset-failed docker; systemctl start docker; systemctl is-active docker
        `,
    ),
    ...on(
      'docker01',
      `
        docker logs reg 2>&1 | grep -c '/v2/_catalog' 
        docker exec reg ls /var/lib/registry/docker/registry/v2/repositories/class
        docker stop reg >/dev/null; curl -s http://localhost:5000/v2/; echo $?
        docker start reg >/dev/null; docker inspect -f '{{.RestartCount}} {{.HostConfig.RestartPolicy.Name}}' reg
        docker rm -fv reg; docker volume ls -q | wc -l
        docker rmi localhost:5000/class/busybox:lesson1 | wc -l
        `,
    ),
  ],
};

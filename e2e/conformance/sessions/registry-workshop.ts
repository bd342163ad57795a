import { on, type Session } from './typed.ts';

export const registryWorkshop: Session = {
  name: 'registry-workshop',
  typed: [
    ...on(
      'docker01',
      `
        docker images
        docker image inspect registry --format '{{.Config.ExposedPorts}}'
        docker pull registry
        docker run -itd --name registry -p 5000:5000 --restart=always registry:latest
        docker ps
        docker port registry
        docker port registry 5000
        ss -tlnp | grep 5000
        curl http://192.168.1.11:5000/v2/_catalog
        curl -s localhost:5000/v2/
        curl -sI http://localhost:5000/v2/ | head -n 1
        docker tag busybox:latest 192.168.1.11:5000/busybox:v1
        docker images --format '{{.Repository}}:{{.Tag}}' | sort
        docker push 192.168.1.11:5000/busybox:v1
        grep -n ExecStart /lib/systemd/system/docker.service
        cat /etc/docker/daemon.json
        echo '{ "insecure-registries": ["192.168.1.11:5000"] }' > /etc/docker/daemon.json
        python3 -m json.tool /etc/docker/daemon.json
        systemctl restart docker
        docker info 2>/dev/null | grep -A 2 'Insecure Registries'
        docker info -f '{{json .RegistryConfig.IndexConfigs}}'
        docker ps --format '{{.Names}} {{.Status}}'
        docker push 192.168.1.11:5000/busybox:v1 | tail -n 1
        curl -s http://192.168.1.11:5000/v2/_catalog
        curl -s http://192.168.1.11:5000/v2/busybox/tags/list
        `,
    ),
    ...on(
      'docker02',
      `
        docker pull 192.168.1.11:5000/busybox:v1
        docker pull 192.168.1.11/busybox:v1
        mkdir -p /etc/docker && echo '{"insecure-registries":["192.168.1.11:5000"]' > /etc/docker/daemon.json
        systemctl restart docker
        systemctl status docker | head -n 3
        systemctl is-failed docker
        echo '{"insecure-registries":["192.168.1.11:5000"]}' > /etc/docker/daemon.json
        systemctl reset-failed docker
        systemctl restart docker && systemctl is-active docker
        docker pull 192.168.1.11:5000/busybox:v1
        docker pull 192.168.1.11:5000/busybox:v2
        docker pull 192.168.1.11:5000/nginx
        docker image ls 192.168.1.11:5000/busybox
        docker image inspect 192.168.1.11:5000/busybox:v1 -f '{{len .RepoTags}} {{.Os}}/{{.Architecture}}'
        docker run --rm 192.168.1.11:5000/busybox:v1 echo from the registry
        docker run --rm --pull always 192.168.1.11:5000/busybox:v1 true
        docker run --rm --pull never 192.168.1.11:5000/other:v1 true
        docker rmi 192.168.1.11:5000/busybox:v1
        docker images -q | wc -l
        wget -qO- http://192.168.1.11:5000/v2/_catalog
        nc -zv 192.168.1.11 5000
        `,
    ),
    ...on(
      'docker01',
      `
        docker logs registry 2>&1 | grep -c 'GET /v2/'
        docker exec registry ls /var/lib/registry/docker/registry/v2/repositories
        docker exec registry cat /etc/docker/registry/config.yml
        docker inspect registry -f '{{range .Mounts}}{{.Type}} {{.Destination}}{{end}}'
        docker inspect registry -f '{{.HostConfig.RestartPolicy.Name}}'
        docker volume ls -q | wc -l
        iptables -t nat -S DOCKER | grep 5000
        docker update --restart=no registry
        docker rm registry
        docker rm -f registry
        docker rmi registry
        docker run -d -p 5000:5000 --name registry registry
        `,
    ),
  ],
};

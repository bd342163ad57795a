import { on, type Session } from './typed.ts';

export const inspecting: Session = {
  name: 'inspecting',
  typed: on(
    'docker01',
    String.raw`
    docker run -d --name web -p 8080:80 -e MODE=test -e EMPTY= --label app=web --label tier=front busybox httpd -f -p 80
    docker run -d --name db --network none --label app=db --restart on-failure:3 busybox sleep 1000
    docker run --name done busybox echo finished
    docker ps --format 'table {{.Names}}\t{{.Image}}\t{{.Status}}'
    docker ps -a --format '{{.Names}}: {{.Command}}'
    docker ps -a --filter status=exited --format '{{.Names}}'
    docker ps --filter label=app=web --format '{{.Names}}'
    docker ps --filter label=tier --format '{{.Names}} {{.Labels}}'
    docker ps -a --filter exited=0 --format '{{.Names}}'
    docker ps --filter ancestor=busybox --format '{{.Names}}'
    docker ps --filter publish=8080 --format '{{.Names}}'
    docker ps --filter volume=/data -q
    docker ps --filter status=nonsense
    docker ps --filter nonsense=1
    docker ps --filter name=^w --format '{{.Names}}'
    docker ps -l --format '{{.Names}}'
    docker ps -n 2 --format '{{.Names}}'
    docker ps --last 1 --format '{{.Names}}'
    docker ps --format '{{.Nosuch}}'
    docker ps --format '{{.ID}' 
    docker ps --format json
    docker ps --no-trunc --format '{{.Command}}'
    docker ps -aq | wc -l
    docker ps -s --format '{{.Names}} {{.Size}}'
    docker ps --format '{{.Names}} {{.Networks}} {{.Mounts}} {{.LocalVolumes}}'
    docker ps --format '{{.Label "app"}}'
    docker ps --format '{{.RunningFor}}'
    docker ps --format '{{json .Names}}'
    docker ps --format '{{upper .Names}} {{lower .Image}} {{len .Names}}'
    docker container ls --all --quiet | wc -l
    docker container list -f name=db --format '{{.State}}'
    docker psa
    docker ps extra
    docker inspect web -f '{{.NetworkSettings.IPAddress}}'
    docker inspect web -f '{{json .NetworkSettings.Ports}}'
    docker inspect web -f '{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}'
    docker inspect web -f '{{range $p, $c := .NetworkSettings.Ports}}{{$p}} -> {{(index $c 0).HostPort}}{{end}}'
    docker inspect web -f '{{range .Config.Env}}{{println .}}{{end}}'
    docker inspect web -f '{{json .Config.Labels}}'
    docker inspect web -f '{{index .Config.Labels "app"}}'
    docker inspect web -f '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}}'
    docker inspect db -f '{{json .HostConfig.RestartPolicy}}'
    docker inspect db -f '{{json .NetworkSettings.Networks}}' | cut -c1-30
    docker inspect web -f '{{.State.Running}} {{.State.Pid}}' | cut -d' ' -f1
    docker inspect done -f '{{.State.ExitCode}} {{.State.Status}} {{.State.Error}}'
    docker inspect web -f '{{if .State.Running}}up{{else}}down{{end}}'
    docker inspect web db -f '{{.Name}}'
    docker inspect web -f '{{join .Config.Cmd " "}}'
    docker inspect web -f '{{printf "%s %d" .Name .RestartCount}}'
    docker inspect web -f '{{.Config.Hostname}}' | wc -c
    docker inspect web -f '{{.Config.ExposedPorts}}'
    docker inspect web -f '{{.HostConfig.PortBindings}}'
    docker inspect web -f '{{.Mounts}} {{len .Mounts}}'
    docker inspect web -f '{{.Platform}} {{.Driver}} {{.AppArmorProfile}}'
    docker inspect web -f '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}'
    docker inspect web -f '{{.NetworkSettings.Networks.bridge.IPAddress}}'
    docker inspect web -f '{{.NetworkSettings.Networks.nosuch.IPAddress}}'
    docker inspect web -f '{{eq .Name "/web"}} {{and true .State.Running}} {{not .State.Paused}}'
    docker inspect web -f '{{.Name | printf "%q"}}'
    docker inspect web -f '{{slice .Name 1}}'
    docker inspect web -f '{{with .State}}{{.Status}}{{end}}'
    docker inspect web -f '{{.State.Nosuch}}'
    docker inspect web -f '{{nosuch .Name}}'
    docker inspect web -f '{{.Name'
    docker inspect web -f '{{end}}'
    docker inspect web -f '{{range .Config.Env}}'
    docker inspect --type network web
    docker inspect --type nonsense web
    docker inspect --type container bridge
    docker inspect bridge -f '{{.Driver}}'
    docker inspect busybox -f '{{json .Config.Cmd}}'
    docker inspect busybox -f '{{.Os}} {{.Architecture}} {{len .RootFS.Layers}}'
    docker inspect web nosuch -f '{{.Name}}'
    docker inspect
    docker inspect -s web -f '{{.SizeRw}}'
    docker inspect web | head -3
    docker inspect web | grep -c IPAddress
    docker inspect web | grep '"Status"'
    docker inspect web --format='{{json .State}}' | tr ',' '\n' | head -3
    docker container inspect web --format '{{.Path}} {{.Args}}'
    docker network inspect bridge
    docker network inspect -v none
    docker network inspect bridge -f '{{range .Containers}}{{.Name}}{{end}}'
    docker network inspect bridge -f '{{index .Options "com.docker.network.bridge.name"}}'
    docker network inspect bridge host -f '{{.Name}} {{.Scope}}'
    docker network ls --format '{{.Name}}\t{{.ID}}' | cut -f1
    docker network ls -f driver=macvlan
    docker top web
    docker top web -o pid,comm | tail -1 | awk '{print $2}'
    docker top done
    docker port web 80/tcp
    docker logs done
    docker logs -f done
    docker logs --details done
    docker logs --until 1s done | wc -l
    docker logs --nonsense done
    docker stats --no-stream --format '{{.Name}}' web
    docker stats --no-stream nosuch
    docker diff web
    docker wait done
    docker wait nosuch
    docker events --since 1h --until 0s --filter container=done --format '{{.Action}}'
    docker info -f '{{.Driver}} {{.ContainersRunning}} {{.Containers}}'
    docker info --format '{{.ServerVersion}} {{.CgroupVersion}}'
    docker info 2>/dev/null | grep -i -e '^ Containers' -e Running
    docker version -f '{{.Client.Version}} {{.Server.Os}}'
    docker version | head -2
    docker --version
    docker -v
    docker rm web
    docker rm -f web db done
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const linkedContainers: Session = {
  name: 'linked-containers',
  typed: on(
    'docker01',
    `
    docker run -d --name db -e SECRET=x --expose 5432 busybox sleep 5000 > /dev/null; docker run -d --name app --link db busybox sleep 5000 > /dev/null; docker exec app cat /etc/hosts | tail -n 2 | sed -E 's/[0-9a-f]{12}/ID/g'
    docker exec app env | sort | sed -E 's/[0-9a-f]{12}/ID/g'
    docker exec app ping -c 1 db
    docker exec db ping -c 1 app
    docker inspect app -f '{{json .HostConfig.Links}}'
    docker ps --format '{{.Names}}' | sort
    docker ps --no-trunc --format '{{.Names}}'
    docker run -d --name app2 --link db:database busybox sleep 5000 > /dev/null; docker exec app2 grep database /etc/hosts | sed -E 's/[0-9a-f]{12}/ID/g'
    docker inspect app2 -f '{{json .HostConfig.Links}} {{json .NetworkSettings.Networks.bridge.Links}}'
    docker exec app2 env | grep NAME
    docker run --rm --link nosuch busybox true
    docker run --rm --link nosuch:x busybox true
    docker run --rm --link db: busybox true
    docker run --rm --link db:a:b busybox true
    docker stop -t 0 db > /dev/null; docker exec app grep db /etc/hosts | wc -l
    docker start db > /dev/null; docker exec app grep db /etc/hosts | cut -f1
    docker run --rm --link app2 busybox sh -c 'ping -c 1 -q app2 | head -n 1'
    docker create --name gone busybox true > /dev/null; docker run --rm --link gone busybox true
    docker rm gone
    docker rm -f db
    docker restart -t 0 app
    docker network create back > /dev/null; docker run -d --name n1 --network back busybox sleep 1000 > /dev/null; docker run -d --name n2 --network back --link n1:eins busybox sleep 1000 > /dev/null; docker exec n2 ping -c 1 -q eins | head -n 1
    docker exec n2 grep eins /etc/hosts
    docker exec n2 env | grep -c EINS
    docker inspect n2 -f '{{json .HostConfig.Links}} {{json .NetworkSettings.Networks.back.Links}}'
    docker run -d --name n3 --link n1 busybox sleep 1000
    docker rm -f n3 > /dev/null; docker network connect --link n1:zwei back app2; docker exec app2 ping -c 1 -q zwei | head -n 1
    docker rm -l app
    docker rm --link app2/database
    docker run --rm --network host --link app2 busybox true
    docker run --rm --network none --link app2 busybox true
    `,
  ),
};

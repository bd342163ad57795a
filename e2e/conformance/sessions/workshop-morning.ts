import { on, type Session } from './typed.ts';

export const workshopMorning: Session = {
  name: 'workshop-morning',
  typed: [
    ...on(
      'docker01',
      `
      cat /etc/hostname
      hostname -I
      uptime -p | cut -d' ' -f1
      pwd
      ip -br -4 a
      ip link show ens33 | grep -o 'mtu [0-9]*'
      ip -s link show ens33 | head -2
      ip route show default
      ip neigh show | wc -l
      ping -c 2 192.168.1.13
      ping -c 1 -W 1 192.168.1.77
      ping -c 1 docker02
      getent hosts docker02
      echo "192.168.1.13 docker02" >> /etc/hosts
      ping -c 1 docker02
      ip neigh show 192.168.1.13
      systemctl is-active docker
      systemctl is-enabled docker
      docker info --format '{{.Driver}} {{.CgroupVersion}}'
      docker info 2>/dev/null | grep -i 'server version'
      docker network ls --format '{{.Name}}: {{.Driver}}'
      docker images --format '{{.Repository}}' | sort
      docker run --rm busybox echo hello
      docker run --rm busybox ip -4 addr show eth0
      docker run --rm busybox cat /etc/resolv.conf | grep -c nameserver
      docker run --rm busybox id
      docker run --rm busybox sh -c 'exit 3'
      echo $?
      docker run --rm busybox false; echo $?
      docker run --rm busybox nosuchcommand
      docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 -o parent=ens33 pub
      docker network inspect pub --format '{{(index .IPAM.Config 0).Subnet}} {{.Options.parent}}'
      docker network inspect -f '{{.Driver}}' pub
      docker run -dit --name one --network pub --ip 192.168.1.51 busybox
      docker run -dit --name two --network pub --ip 192.168.1.52 busybox
      docker ps --format '{{.Names}} {{.Status}}' | cut -d' ' -f1,2
      docker exec one ping -c 1 192.168.1.52
      docker exec one ping -c 1 -W 1 192.168.1.11
      docker exec one ping -c 1 192.168.1.13
      docker exec one ip route
      docker exec one arp -n | head -3
      docker exec one hostname
      docker inspect -f '{{.NetworkSettings.Networks.pub.IPAddress}}' one
      docker inspect -f '{{.State.Status}} {{.State.Running}}' one
      docker inspect --format '{{json .HostConfig.NetworkMode}}' one
      docker port one
      docker top one -o pid,args | wc -l
      docker stop -t 0 one
      docker ps -a --filter name=one --format '{{.Status}}' | cut -d' ' -f1,2
      docker start one
      docker rename one eins
      docker ps --format '{{.Names}}' | sort
      docker network disconnect pub eins
      docker exec eins ip a | grep -c eth0
      docker network connect --ip 192.168.1.53 pub eins
      docker exec eins ip -4 a show | grep 192
      docker network rm pub
      docker rm -f eins two
      docker network rm pub
      docker network ls -q | wc -l
      docker system df | head -1
      sed -i '/docker02/d' /etc/hosts
      grep -c docker02 /etc/hosts
      history | tail -1 | wc -l
      `,
    ),
    ...on(
      'docker02',
      `
      docker network create -d macvlan --subnet 192.168.1.0/24 --ip-range 192.168.1.64/28 -o parent=ens33 pub2
      docker run -dit --name drei --network pub2 busybox
      docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}/{{.IPPrefixLen}} via {{.Gateway}}{{end}}' drei
      docker exec drei ping -c 1 192.168.1.11
      docker exec drei wget -T 2 -q -O - http://192.168.1.11:1/
      docker exec drei nslookup docker01 2>&1 | tail -1
      docker exec drei traceroute -n -w 1 -q 1 192.168.1.254
      docker logs drei
      docker kill drei
      docker ps -a --format '{{.Names}} {{.Status}}' | grep -o 'Exited ([0-9]*)'
      docker rm drei
      docker network rm pub2 && echo gone
      `,
    ),
  ],
};

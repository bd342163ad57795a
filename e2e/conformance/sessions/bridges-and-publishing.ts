import { on, type Session } from './typed.ts';

export const bridgesAndPublishing: Session = {
  name: 'bridges-and-publishing',
  typed: [
    ...on(
      'docker01',
      `
        docker network ls --format '{{.Name}} {{.Driver}}' | sort
        ip -4 -br addr show docker0 | awk '{print $3}'
        docker network inspect bridge -f '{{range .IPAM.Config}}{{.Subnet}}{{end}} {{index .Options "com.docker.network.bridge.name"}}'
        docker run -d --name web -p 8080:80 busybox sh -c 'mkdir /w; echo page > /w/index.html; httpd -f -p 80 -h /w'
        docker port web
        docker ps --format '{{.Ports}}' --filter name=web
        sleep 1; curl -s localhost:8080
        curl -s http://192.168.1.11:8080/index.html
        curl -s -o /dev/null -w '%{http_code}\\n' localhost:8080/none
        docker run -d --name web2 -p 8080:80 busybox httpd -f
        docker rm -f web2
        docker run -d --name web2 -p 127.0.0.1:8081:80 busybox httpd -f -h /etc
        docker port web2 80/tcp
        ss -tln | grep -oE '(127.0.0.1|0.0.0.0):80[0-9]+' | sort
        iptables -t nat -S DOCKER | grep -c DNAT
        iptables -t nat -S DOCKER | grep 8080
        iptables -S DOCKER | tail -1 | cut -d' ' -f1-4
        bridge link show | grep -c docker0
        brctl show docker0 | awk 'NR==2{print $3}'
        ip -d link show master docker0 | grep -c veth
        docker exec web ip route | head -1
        docker exec web ip -4 -o addr show eth0 | awk '{print $4}'
        docker exec web cat /sys/class/net/eth0/iflink | wc -l
        ip -br link | grep -c '^veth'
        docker exec web2 wget -qO- 172.17.0.2:80
        docker exec web ping -c1 -W1 web2 | head -1
        docker network create --driver bridge --subnet 10.50.0.0/24 --gateway 10.50.0.1 -o com.docker.network.bridge.name=br-class classnet >/dev/null; ip -br addr show br-class | awk '{print $1,$3}'
        docker network connect --alias www classnet web; docker run --rm --network classnet busybox wget -qO- http://www/
        docker inspect web -f '{{len .NetworkSettings.Networks}}'
        docker exec web ip route | awk '{print $1}' | sort
        docker network disconnect bridge web; docker exec web ip -o -4 addr | awk '{print $2}'
        docker port web
        curl -s -m 2 localhost:8080; echo $?
        docker network rm classnet
        docker network create --internal --subnet 10.51.0.0/24 closed >/dev/null; docker run --rm --network closed busybox ip route
        docker run --rm --network closed busybox ping -c1 -W1 192.168.1.11 | tail -2 | head -1
        `,
    ),
    ...on(
      'docker02',
      `
        curl -s -m 3 http://192.168.1.11:8080/; echo $?
        curl -s -m 3 http://192.168.1.11:8081/; echo $?
        ping -c1 -W1 172.17.0.2 | grep -c 'bytes from'
        ip route add 172.17.0.0/16 via 192.168.1.11; ping -c1 -W1 172.17.0.2 | grep -c 'bytes from'; ip route del 172.17.0.0/16
        `,
    ),
    ...on(
      'docker01',
      `
        docker rm -f web web2 | sort; docker network rm closed classnet; docker network ls -q | wc -l
        iptables -t nat -S DOCKER | grep -c DNAT
        `,
    ),
  ],
};

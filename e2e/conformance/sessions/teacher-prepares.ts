import { on, type Session } from './typed.ts';

export const teacherPrepares: Session = {
  name: 'teacher-prepares',
  typed: on(
    'docker01',
    `
    mkdir -p /root/lesson/{one,two}; tree /root/lesson 2>/dev/null | tail -1 || find /root/lesson -type d | sort
    cat > /root/lesson/up.sh <<'EOF'\\
    #!/bin/sh -e\\
    for v in "$@"; do\\
      ip link add link ens33 name ens33.$v type vlan id $v\\
      ip link set ens33.$v up\\
      docker network create -d macvlan --subnet 172.16.$v.0/24 --gateway 172.16.$v.1 -o parent=ens33.$v mac$v > /dev/null\\
      docker run -dit --name box$v --network mac$v --ip 172.16.$v.10 busybox > /dev/null\\
      echo "VLAN $v ready"\\
    done\\
    EOF
    sh -n /root/lesson/up.sh && chmod 755 /root/lesson/up.sh && ls -l /root/lesson/up.sh | cut -c1-10
    /root/lesson/up.sh 10 20
    /root/lesson/up.sh 20; echo $?
    docker ps --format 'table {{.Names}}\\t{{.Networks}}' | sort
    docker inspect -f '{{.Name}} {{range $n, $e := .NetworkSettings.Networks}}{{$n}}={{$e.IPAddress}}{{end}}' $(docker ps -q) | sort
    docker network inspect mac10 mac20 -f '{{.Name}}: {{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}'
    for c in box10 box20; do docker exec $c ip -4 -o addr show eth0 | awk -v c=$c '{print c, $4}'; done
    docker exec box10 ping -c1 -W1 172.16.20.10; echo $?
    docker exec box10 ip route add 172.16.20.0/24 via 172.16.10.1
    docker exec --privileged box10 ip route add 172.16.20.0/24 via 172.16.10.1; docker exec box10 ip route | wc -l
    docker stats --no-stream --format '{{.Name}} {{.PIDs}}' | sort
    docker top box10 | awk 'NR==2{print $NF}'
    docker exec box20 sh -c 'nc -l -p 7000 > /tmp/got & sleep 0.2; echo hi | nc -w 1 127.0.0.1 7000; cat /tmp/got'
    docker exec box20 vi --help 2>&1 | head -1 | cut -d' ' -f1
    docker exec -i box20 sh <<< 'echo from stdin; exit 3'; echo $?
    echo data | docker exec -i box20 sh -c 'cat > /tmp/in; wc -c < /tmp/in'
    docker cp box20:/tmp/in /root/lesson/one/ && cat /root/lesson/one/in
    docker cp /root/lesson/up.sh box10:/root.sh && docker exec box10 head -1 /root.sh
    tar -C /root -cf - lesson | docker exec -i box10 tar -xf - -C /tmp && docker exec box10 ls /tmp/lesson
    docker network inspect mac10 | grep -c '"parent"'
    docker network inspect mac10 | python3 -c 'import json,sys; d=json.load(sys.stdin)[0]; print(d["Driver"], d["Options"]["parent"], len(d["Containers"]))'
    docker inspect box10 | grep -m1 '"NetworkMode"' | xargs
    docker inspect --type network mac20 -f '{{.Internal}} {{.Attachable}} {{.Ingress}} {{.EnableIPv6}}'
    ip -br link | awk '{print $1}' | grep ens33 | sort
    grep -c . /proc/net/vlan/config
    date +%s > /root/lesson/started; find /root/lesson -newer /root/lesson/up.sh -type f -printf '%f\\n' | sort
    sed -n '3,5p' /root/lesson/up.sh | cut -c1-20
    sed -i 's/busybox/busybox sh/' /root/lesson/up.sh; grep -c 'busybox sh' /root/lesson/up.sh
    awk '/ip link/{n++} END{print n}' /root/lesson/up.sh
    sha1sum /root/lesson/up.sh | wc -c
    cp -a /root/lesson /root/backup && diff -r /root/lesson /root/backup; echo $?
    docker rm -f $(docker ps -aq) | wc -l
    docker network rm $(docker network ls -q --filter driver=macvlan) | wc -l
    for l in $(ip -br link show type vlan | cut -d@ -f1); do ip link del $l; done; ip -br link show type vlan | wc -l
    rm -r /root/lesson /root/backup; ls -A /root | grep -c lesson
    reboot --help 2>&1 | head -1 | cut -d' ' -f1
    `,
  ),
};

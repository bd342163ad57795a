import { on, type Session } from './typed.ts';

export const smallTools: Session = {
  name: 'small-tools',
  typed: on(
    'docker01',
    `
    useradd -m alice && passwd -S alice | cut -d' ' -f1,2
    echo 'alice:secret' | chpasswd; echo $?
    passwd -S alice | cut -d' ' -f1,2
    grep ^alice /etc/shadow | cut -d: -f2 | cut -c1-3
    echo 'nosuch:secret' | chpasswd
    printf 'alice:x\\nnosuch:y\\n' | chpasswd; echo $?
    echo alice | chpasswd
    echo 'alice:secret' | su alice -c chpasswd
    echo 'alice:$6$x$y' | chpasswd -e && grep ^alice /etc/shadow | cut -d: -f2
    passwd -l alice && passwd -S alice | cut -d' ' -f1,2
    passwd -u alice && passwd -S alice | cut -d' ' -f1,2
    passwd -d alice && passwd -S alice | cut -d' ' -f1,2
    shuf -i 1-10 | sort -n | tr '\\n' ' '
    shuf -n 2 -e a b c | wc -l
    shuf -i 5-5
    printf 'a\\nb\\nc\\n' | shuf | sort
    printf 'a\\nb\\n' | shuf -n 1 | wc -l
    shuf -i 1
    shuf -i 5-1
    shuf -e
    shuf -n x
    shuf /nosuch
    shuf -i 1-3 a
    shuf a b
    shuf -r -n 5 -e x
    ls -l /dev/tcp
    ip -4 a s ens33 | grep -oP 'inet \\K[\\d./]+'
    ip -4 a s ens33 | grep -oP '(?<=inet )[0-9.]+'
    ip link | grep -oP '^\\d+: \\K\\w+'
    ip route | grep -P '^\\d+\\.\\d+' | wc -l
    echo 'vlan id 10' | grep -oP 'id \\d+'
    echo 'vlan id 10' | grep -P 'id (?!10)\\d+'
    echo abab | grep -oP '(ab)\\1'
    echo 'aXbXc' | grep -oP 'a.*?X'
    echo foo | grep -P '('
    echo foo | grep -P '[a'
    echo foo | grep -P 'a**'
    echo foo | grep -iP 'FOO'
    printf 'one\\ntwo\\n' | grep -vP '^o'
    printf 'one\\ntwo\\n' | grep -cP 'o'
    printf 'mac 02:42:ac\\n' | grep -oP '([0-9a-f]{2}:){2}[0-9a-f]{2}'
    printf 'a-b a\\n' | grep -owP 'a'
    printf 'abc\\n' | grep -xP 'ab'
    grep -P -E a /etc/hostname
    grep -oP 'docker\\d+' /etc/hosts /etc/hostname
    lsblk
    lsblk -f | head -n 1
    lsblk -n -o NAME,SIZE,TYPE
    lsblk -o NAME,MOUNTPOINT
    lsblk -d -n -o NAME
    lsblk /dev/nosuch
    lsblk nosuch
    lsblk -l
    lsblk -b -o SIZE -n
    lsblk --nosuch
    lsblk -o NOSUCH
    lsblk -p
    lsblk -J
    docker run --rm busybox lsblk
    docker run --rm busybox shuf -i 1-3 -n 1 | wc -l
    docker run --rm busybox sh -c 'echo a | grep -P a'
    docker run -d --name box busybox sleep 1000 > /dev/null; docker commit -m 'with words' -a 'The class <class@lab>' box box:1 | cut -c1-7
    docker image inspect box:1 -f '{{.Comment}}|{{.Author}}|{{.Container}}' | cut -c1-34
    docker history box:1 --format '{{.CreatedBy}}|{{.Comment}}' | head -n 1
    docker history box:1 | head -n 2 | cut -c1-5,13-
    docker commit -c 'ENV A=b' -c 'CMD ["echo", "hi"]' box box:2 | cut -c1-7
    docker image inspect box:2 -f '{{json .Config.Cmd}} {{json .Config.Env}}'
    docker run --rm box:2
    docker commit --change 'NONSENSE x' box box:3
    docker commit --change 'EXPOSE 80' -c 'WORKDIR /tmp' -c 'LABEL a=b' box box:3 | cut -c1-7
    docker image inspect box:3 -f '{{json .Config.ExposedPorts}} {{.Config.WorkingDir}} {{json .Config.Labels}}'
    docker commit -p=false box box:4 | cut -c1-7
    docker commit nosuch
    docker commit
    touch -d '2020-01-01 12:00' /tmp/old && stat -c %Y /tmp/old
    touch -d '2020-02-30' /tmp/old
    touch -d yesterday /tmp/y && find /tmp -maxdepth 1 -name y -mtime 0 | wc -l
    touch -d '1 hour ago' /tmp/h && find /tmp -maxdepth 1 -name h -mmin -61 -mmin +59
    touch -t 202001020304 /tmp/t && stat -c %Y /tmp/t
    touch -t 20 /tmp/t
    touch -r /tmp/old /tmp/ref && stat -c %Y /tmp/ref
    touch -d nonsense /tmp/x
    ls -l --time-style=+%Y /tmp/old | awk '{print $6}'
    ls -l --time-style=long-iso /tmp/old | awk '{print $6, $7}'
    ls --full-time /tmp/old | awk '{print $6, $7, $8}'
    find /tmp -maxdepth 1 -name old -mtime +100
    timeout 1 bash -c '</dev/tcp/192.168.1.13/22' && echo open
    (echo > /dev/tcp/192.168.1.13/81) 2>&1 | head -n 1
    timeout 2 bash -c '</dev/tcp/192.168.1.99/22'; echo $?
    bash -c 'exec 3<>/dev/tcp/192.168.1.13/22; head -n 1 <&3 | cut -c1-7'
    bash -c 'echo > /dev/tcp/nosuch/22'
    bash -c 'echo > /dev/udp/192.168.1.13/9'; echo $?
    bash -c '</dev/tcp/192.168.1.13/nosuch'
    sh -c '</dev/tcp/192.168.1.13/22'
    docker run -d -p 8080:80 --name web busybox httpd -f -h /etc > /dev/null; exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /hostname HTTP/1.0\\r\\n\\r\\n' >&3; head -n 1 <&3
    cat < /dev/tcp/127.0.0.1/8081
    `,
  ),
};

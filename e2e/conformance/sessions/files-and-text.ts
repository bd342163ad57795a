import { on, type Session } from './typed.ts';

export const filesAndText: Session = {
  name: 'files-and-text',
  typed: on(
    'docker01',
    String.raw`
    mkdir -p /root/lab/{a,b}/c
    ls -R /root/lab
    touch /root/lab/a/one.txt /root/lab/a/two.txt
    cat > /root/lab/hosts.csv <<EOF\
    name,address,vlan\
    docker01,192.168.1.11,10\
    docker02,192.168.1.13,20\
    router,192.168.1.254,10\
    EOF
    cat /root/lab/hosts.csv
    cut -d, -f1,3 /root/lab/hosts.csv
    awk -F, 'NR>1 {print $2}' /root/lab/hosts.csv
    awk -F, '{count[$3]++} END {for (v in count) print v, count[v]}' /root/lab/hosts.csv | sort
    awk 'BEGIN {printf "%-10s|%5d|%.2f\n", "x", 42, 3.14159}'
    awk -F, -v OFS=';' '{$1=$1; print}' /root/lab/hosts.csv
    awk '/docker/ && !/02/' /root/lab/hosts.csv
    awk 'length($0) > 24' /root/lab/hosts.csv
    awk -F, 'NR>1 {s+=$3} END {print s/NR}' /root/lab/hosts.csv
    awk '{print $1' /root/lab/hosts.csv
    sed 's/192\.168/10.0/' /root/lab/hosts.csv
    sed -n '2,3p' /root/lab/hosts.csv
    sed '1d;$d' /root/lab/hosts.csv
    sed -E 's/^([a-z]+)([0-9]+),/\2-\1,/' /root/lab/hosts.csv
    sed -i.bak 's/router/gateway/' /root/lab/hosts.csv; ls /root/lab; tail -1 /root/lab/hosts.csv
    sed '/docker02/i # second' /root/lab/hosts.csv
    sed 's/x' /root/lab/hosts.csv
    sed -n '/docker01/,/gateway/p' /root/lab/hosts.csv | wc -l
    grep -n docker /root/lab/hosts.csv
    grep -c docker /root/lab/hosts.csv
    grep -v docker /root/lab/hosts.csv
    grep -i DOCKER /root/lab/hosts.csv | head -1
    grep -E '192\.168\.1\.(11|13)' /root/lab/hosts.csv
    grep -oE '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+' /root/lab/hosts.csv
    grep -r docker01 /root/lab
    grep -rl docker01 /root/lab | sort
    grep -A1 -B1 docker02 /root/lab/hosts.csv
    grep -w 10 /root/lab/hosts.csv
    grep -q nothing /root/lab/hosts.csv; echo $?
    grep docker
    grep '[' /root/lab/hosts.csv
    grep docker /root/lab
    grep docker /root/nosuch
    sort -t, -k3 -n /root/lab/hosts.csv
    sort -r /root/lab/hosts.csv | head -1
    sort -u -t, -k3,3 /root/lab/hosts.csv
    cut -d, -f3 /root/lab/hosts.csv | sort | uniq -c | sort -rn
    tr a-z A-Z < /root/lab/hosts.csv | head -1
    tr -d '\n' < /root/lab/hosts.csv | wc -c
    echo hello | tr -s l
    wc /root/lab/hosts.csv
    wc -l /root/lab/*.csv /etc/hosts
    head -n 1 /root/lab/hosts.csv /etc/hostname
    head -c 4 /etc/hosts; echo
    tail -n +3 /root/lab/hosts.csv
    tail -2 /root/lab/hosts.csv
    nl /root/lab/hosts.csv
    cat -n /etc/hosts
    cat -A /root/lab/hosts.csv | head -1
    tac /root/lab/hosts.csv
    rev <<< abc
    column -t -s, /root/lab/hosts.csv
    paste -d: /root/lab/hosts.csv /root/lab/hosts.csv.bak | tail -1
    diff /root/lab/hosts.csv /root/lab/hosts.csv.bak
    diff -u /root/lab/hosts.csv /root/lab/hosts.csv.bak | tail -n +3
    diff -q /root/lab/hosts.csv /root/lab/hosts.csv.bak
    cmp /root/lab/hosts.csv /root/lab/hosts.csv.bak
    seq 1 3 | xargs -I{} echo host{}
    seq 5 | xargs -n 2 echo
    echo a b c | xargs -n1
    seq -w 8 10
    seq -s, 1 5
    seq 10 -3 1
    printf '%s\n' b a c | sort | paste -sd,
    find /root/lab -name '*.txt' | sort
    find /root/lab -type d | sort
    find /root/lab -type f -name '*.csv*' -exec wc -l {} \;
    find /root/lab -maxdepth 1 -type f -size -1k
    find /root/lab -empty -type d | sort
    find /nosuch
    find /root/lab -nonsense
    ls -l /root/lab/a | head -1
    ls -ld /root/lab | cut -c1-10
    ls -1 /root/lab
    ls -a /root/lab/b
    ls -lh /root/lab/hosts.csv | awk '{print $5}'
    ls /root/lab/*.txt
    ls -z
    ls --nonsense
    chmod 640 /root/lab/hosts.csv; stat -c '%a %A %U:%G %s' /root/lab/hosts.csv
    chmod u+x,g-r /root/lab/hosts.csv; ls -l /root/lab/hosts.csv | cut -c1-10
    chmod 999 /root/lab/hosts.csv
    chmod rwx /root/lab/hosts.csv
    chmod 644 /nosuch
    chown student /root/lab/hosts.csv; stat -c %U /root/lab/hosts.csv
    chown nosuch /root/lab/hosts.csv
    chown student:nosuch /root/lab/hosts.csv
    ln -s /root/lab/hosts.csv /root/link; ls -l /root/link | sed 's/.*root ..:.. //; s/.* \//\//'
    readlink /root/link
    readlink -f /root/link
    ln -s x /root/link
    ln /root/lab/hosts.csv /root/hard; stat -c %h /root/hard
    cp /root/lab /root/copy
    cp -r /root/lab /root/copy; ls /root/copy
    cp /nosuch /tmp
    cp /root/lab/hosts.csv
    mv /root/copy /root/moved; ls -d /root/moved
    mv /nosuch /tmp
    mv
    rm /root/moved
    rm -r /root/moved; ls /root/moved
    rm /nosuch
    rm -f /nosuch; echo $?
    rmdir /root/lab
    mkdir /root/lab
    mkdir /root/x/y
    mkdir
    touch /nosuch/file
    cat /root/lab
    cat
    cd /nosuch
    cd /root/lab/hosts.csv
    file /etc/hosts
    which ip docker nosuch
    whereis ip
    type ip cd ll
    command -v docker
    du -s /root/lab | cut -f2
    df -h / | awk 'NR==1'
    df /nosuch
    tar czf /tmp/lab.tgz -C /root lab && tar tzf /tmp/lab.tgz | sort | head -3
    tar xzf /nosuch
    md5sum /etc/hostname
    echo -n abc | sha256sum
    echo abc | base64
    echo YWJjCg== | base64 -d
    basename /a/b.txt .txt
    dirname /a/b.txt
    realpath /root/../etc/./hosts
    date -d @0 +%F
    date -u -d '2026-01-31 12:00' '+%A %d.%m.%Y %H:%M'
    date +%Y | wc -c
    date -d nonsense
    cal
    bc <<< '1+1'
    expr 2 + 3
    factor 12
    split -l 2 /root/lab/hosts.csv /tmp/part-; ls /tmp/part-*
    od -c /etc/hostname | head -1
    hexdump -C /etc/hostname
    xxd /etc/hostname
    strings /etc/hostname
    echo 'a:b:c' | cut -d: -f2-
    echo 'a:b:c' | cut -f 9 -d:
    cut -d '' -f1 /etc/hosts
    cut /etc/hosts
    tee /tmp/t1 /tmp/t2 <<< both; cat /tmp/t1 /tmp/t2
    echo one > /root/f; echo two >> /root/f; cat /root/f
    > /root/f; wc -c /root/f
    echo x > /nosuch/f
    less /etc/hostname
    more /etc/hostname
    yes | head -2
    fold -w 4 <<< abcdefghij
    fmt -w 10 <<< 'one two three four'
    join <(echo 'a 1') <(echo 'a 2')
    comm <(printf 'a\nb\n') <(printf 'b\nc\n')
    watch -n1 -t true & sleep 0.1; kill $!
    truncate -s 1k /tmp/t; stat -c %s /tmp/t
    dd if=/dev/zero of=/tmp/z bs=1k count=2 2>/dev/null; wc -c < /tmp/z
    vdir /root/lab/b | tail -1 | cut -c1-10
    test -e /etc/hosts -a -d /etc && echo both
    [ -L /root/link ] && echo link
    `,
  ),
};

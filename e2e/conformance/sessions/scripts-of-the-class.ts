import { on, type Session } from './typed.ts';

export const scriptsOfTheClass: Session = {
  name: 'scripts-of-the-class',
  typed: on(
    'docker01',
    `
    for h in 11 13 254; do ping -c1 -W1 192.168.1.$h >/dev/null && echo "192.168.1.$h up" || echo "192.168.1.$h down"; done
    cat > /root/mk.sh <<'EOF'\\
    #!/bin/bash\\
    set -euo pipefail\\
    vlan=\${1:?usage: mk.sh VLAN}\\
    ip link add link ens33 name ens33.$vlan type vlan id "$vlan"\\
    ip link set "ens33.$vlan" up\\
    echo "made ens33.$vlan"\\
    EOF
    chmod +x /root/mk.sh; /root/mk.sh
    /root/mk.sh 55
    /root/mk.sh 55; echo "exit $?"
    bash -n /root/mk.sh && echo syntax ok
    ip link del ens33.55; ls /sys/class/net | tr '\\n' ' '
    declare -A net=([10]=172.16.10.0/24 [20]=172.16.20.0/24); for v in $(printf '%s\\n' "\${!net[@]}" | sort); do echo "$v \${net[$v]}"; done
    f() { local n=$1; (( n <= 1 )) && echo 1 || echo $(( n * $(f $((n-1))) )); }; f 5
    a=(bbox10 bbox11 bbox20); echo \${#a[@]} \${a[-1]} \${a[@]:0:2}
    s=ens33.10; echo \${s%.*} \${s##*.} \${s/ens/eth}
    [[ 172.16.10.5 =~ ^([0-9]+\\.){3}[0-9]+$ ]] && echo address
    case $(hostname) in docker*) echo a docker host;; *) echo other;; esac
    while read -r ip name; do echo "$name=$ip"; done <<< $'10.0.0.1 gw\\n10.0.0.2 web'
    printf '%-10s|%5d|\\n' vlan 10 trunk 4094
    printf '%02x:' 2 66 172 16 10 10 | sed 's/:$/\\n/'
    echo {1..5} {a..c}{1,2}
    ip -o -4 addr | awk '{split($4,p,"/"); print $2, p[1]}' | sort
    seq 1 3 | xargs -I{} echo vlan {}
    echo 'a,b,c' | tr ',' '\\n' | nl
    sort -t. -k4,4n <<< $'192.168.1.254\\n192.168.1.11\\n192.168.1.13'
    paste -d: <(seq 3) <(printf 'x\\ny\\nz\\n')
    diff <(echo one) <(echo two); echo $?
    date -u -d '2026-01-31 +1 day' +%F
    echo "obase=2; 240" | bc 2>/dev/null || python3 -c 'print(bin(240)[2:])'
    python3 -c 'import ipaddress; print(ipaddress.ip_network("172.16.10.0/24").num_addresses)'
    timeout 1 sleep 5; echo $?
    time -p true 2>&1 | wc -l
    trap 'echo bye' EXIT; echo set
    find /etc -maxdepth 1 -name '*.conf' | wc -l | awk '{print ($1>3)}'
    grep -rl docker01 /etc/host* | sort
    wc -l < /etc/passwd | awk '{print ($1>10)}'
    cut -d: -f1,7 /etc/passwd | grep ^root
    stat -c '%a %U' /root/mk.sh
    md5sum /dev/null | cut -c1-8
    base64 <<< trunk
    tar czf /tmp/c.tgz -C /root mk.sh && tar tzf /tmp/c.tgz
    test -f /tmp/c.tgz && echo there; rm -v /tmp/c.tgz
    history | wc -l | awk '{print ($1>=0)}'
    alias ll='ls -l'; type ll
    type -t cd ip for
    echo $BASH_VERSION | cut -d. -f1
    `,
  ),
};

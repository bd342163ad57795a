import { on, type Session } from './typed.ts';

export const homeworkScripts: Session = {
  name: 'homework-scripts',
  typed: on(
    'docker01',
    `
    mkdir -p ~/lab && cat > ~/lab/up.sh <<'EOF'\\
    #!/bin/bash\\
    set -euo pipefail\\
    PARENT=ens33\\
    for vid in "$@"; do\\
      if ! ip link show "$PARENT.$vid" > /dev/null 2>&1; then\\
        ip link add link "$PARENT" name "$PARENT.$vid" type vlan id "$vid"\\
        ip link set "$PARENT.$vid" up\\
      fi\\
      docker network create -d macvlan --subnet "172.16.$vid.0/24" -o parent="$PARENT.$vid" "net$vid" > /dev/null\\
      echo "VLAN $vid ready"\\
    done\\
    EOF
    ~/lab/up.sh 10
    chmod +x ~/lab/up.sh; ls -l ~/lab | awk '{print $1, $NF}'
    ~/lab/up.sh 10 20 30
    ~/lab/up.sh 10
    echo $?
    docker network ls --filter driver=macvlan --format '{{.Name}}' | sort | tr '\\n' ' '
    bash -n ~/lab/up.sh && echo syntax ok
    bash -x ~/lab/up.sh 40 2>&1 | head -n 6
    cat > ~/lab/check.sh <<'EOF'\\
    #!/bin/sh\\
    ok=0 bad=0\\
    while read -r name ip; do\\
      [ -z "$name" ] && continue\\
      if docker exec "$name" ping -c 1 -W 1 "$ip" >/dev/null 2>&1\\
      then ok=$((ok + 1)); printf '%-8s -> %-14s ok\\n' "$name" "$ip"\\
      else bad=$((bad + 1)); printf '%-8s -> %-14s FAILED\\n' "$name" "$ip"\\
      fi\\
    done\\
    echo "$ok ok, $bad failed"\\
    [ "$bad" -eq 0 ]\\
    EOF
    for i in 1 2 3; do docker run -d --name c$i --network net10 --ip 172.16.10.1$i busybox sleep 999 > /dev/null && echo c$i; done
    printf 'c1 172.16.10.12\\nc2 172.16.10.13\\n\\nc3 172.16.10.99\\n' | sh ~/lab/check.sh; echo exit $?
    declare -A ip=([c1]=11 [c2]=12); for k in "\${!ip[@]}"; do echo "$k=172.16.10.\${ip[$k]}"; done | sort
    docker ps --format '{{.Names}} {{.ID}}' | while read n id; do echo "$n \${#id}"; done
    docker inspect $(docker ps -q) --format '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' | sed 's#^/##' | sort > /tmp/ips; cat /tmp/ips
    awk '{split($2,a,"."); print $1, a[4]}' /tmp/ips
    awk 'BEGIN {OFS=","} {print $2,$1}' /tmp/ips | column -s, -t
    join <(sort /tmp/ips) <(docker ps --format '{{.Names}} {{.State}}' | sort)
    ip -j link | python3 -c 'import json,sys; print([l["ifname"] for l in json.load(sys.stdin)][:2])'
    ip -j -4 addr show ens33 | jq -r '.[0].addr_info[0].local'
    ip -j addr show ens33 | grep -o '"local":"[^"]*"' | head -n 1
    seq 1 5 | xargs -I{} echo 172.16.10.{}
    seq -w 8 11 | paste -sd,
    printf '%s\\n' 10 20 30 | xargs -n 1 -P 2 -I % sh -c 'ip -br link show ens33.% | cut -d@ -f1' | sort
    trap 'echo cleaning up' EXIT; false; echo $?
    f() { local n=$1; [[ $n =~ ^[0-9]+$ ]] || { echo "not a number: $n" >&2; return 2; }; echo $((n * 2)); }; f 21; f x; echo $?
    case ens33.10 in *.*) echo tagged;; *) echo plain;; esac
    x=ens33.10; echo \${x%.*} \${x#*.} \${x/ens/eth}
    arr=(10 20 30); echo "\${arr[@]:1}" "\${#arr[@]}"; arr+=(40); printf '<%s>' "\${arr[@]}"; echo
    date +%F | grep -cE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    timeout 2 sleep 10; echo $?
    until docker exec c1 true; do sleep 1; done; echo ready
    time -p true
    { echo out; echo err >&2; } 2>/tmp/err | tr a-z A-Z; cat /tmp/err
    diff <(docker exec c1 ip route) <(docker exec c2 ip route)
    find ~/lab -name '*.sh' -newer /etc/hostname | sort
    grep -rn 'macvlan' ~/lab
    sed -n '/^for/,/^done/p' ~/lab/up.sh | wc -l
    tac /tmp/ips | nl
    echo 'c1 c2 c3' | tr ' ' '\\n' | xargs docker stop -t 0
    crontab -l
    nohup ~/lab/up.sh 50 > /tmp/nohup.txt 2>&1; cat /tmp/nohup.txt
    docker rm -f c1 c2 c3 > /dev/null; for v in 10 20 30 40 50; do docker network rm net$v; done; ip -br link show type vlan | wc -l
    `,
  ),
};

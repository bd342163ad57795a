import { on, type Session } from './typed.ts';

export const scripting: Session = {
  name: 'scripting',
  typed: on(
    'docker02',
    String.raw`
    for ip in 192.168.1.{11,13,254}; do ping -c1 -W1 $ip >/dev/null && echo "$ip up" || echo "$ip down"; done
    for i in {1..3}; do echo -n "$i "; done; echo
    for f in /etc/host*; do echo "\${f##*/}"; done
    for i in 1 2 3 do echo $i; done
    for i in 1 2 3; do echo $i
    while true; do echo once; break; done
    i=5; until [ $i -le 2 ]; do ((i--)); done; echo $i
    for i in {1..10}; do [ $i -eq 3 ] && continue; [ $i -gt 5 ] && break; echo $i; done
    for i in $(seq 1 2 7); do printf '%02d ' $i; done; echo
    if [ -d /etc ]; then echo dir; elif [ -f /etc ]; then echo file; else echo none; fi
    if [ 1 -eq 1 ] then echo yes; fi
    if [ "a" == "b" ]; then echo same; else echo differ; fi
    if [[ -z "" && 3 -lt 5 ]]; then echo ok; fi
    if [1 -eq 1]; then echo ok; fi
    [[ "docker01" =~ ^docker([0-9]+)$ ]] && echo "number \${BASH_REMATCH[1]}"
    [ -n "$UNSET" ] && echo set || echo unset
    test 5 -gt 10; echo $?
    case $(hostname) in docker0[1-2]) echo a docker host ;; router) echo a router ;; *) echo unknown ;; esac
    read -r name value <<< "ip 10.0.0.1"; echo "$name is $value"
    echo "a b c" | { read x y; echo $y; }
    read -p 'Name: ' n <<< Bob; echo "hello $n"
    while IFS=: read -r user _ uid _; do [ "$uid" -ge 1000 ] && echo "$user $uid"; done < /etc/passwd
    arr=(docker01 docker02 router); echo "\${arr[@]}" "\${#arr[@]}" "\${arr[-1]}"
    arr=(1 2 3); arr+=(4); for x in "\${arr[@]}"; do echo $((x*x)); done
    declare -A ip=([docker01]=11 [docker02]=13); for h in "\${!ip[@]}"; do echo "$h 192.168.1.\${ip[$h]}"; done | sort
    declare -i n=5; n+=3; echo $n
    s="Hello World"; echo \${s,,} \${s^^} \${s:6} \${s/World/Class} \${#s}
    f=/etc/network/interfaces; echo \${f%/*} \${f##*/} \${f%%/*}
    x=10; echo $((x + 5)) $((x * 2)) $((x / 3)) $((x % 3)) $((2 ** 8))
    echo $((16#ff)) $((010)) $((1 > 2))
    echo $((5 +)) 
    let "a = 5 * 3"; echo $a
    a=3 b=4; ((c = a * b)); echo $c
    ((0)); echo $?
    echo "scale=2; 10/3" | bc
    printf "%-10s %5s\n" Host IP; printf "%-10s %5s\n" docker01 11
    printf '%05.2f|%x|%c|%q\n' 3.14159 255 hello 'a b'
    printf '%d\n' abc
    echo -e "tab\there\nnew"
    echo -n no newline; echo
    echo "today is $(date +%A | wc -w) word"
    echo 'single $HOME' "double $HOME" \$HOME
    echo "nested $(echo "inner $(echo deep)")"
    result=$(ping -c1 -W1 192.168.1.11 | grep -c '1 received'); echo "result: $result"
    greet() { local who=\${1:-nobody}; echo "hi $who"; }; greet; greet ann
    add() { echo $(($1 + $2)); }; sum=$(add 3 4); echo "sum $sum"
    f() { return 300; }; f; echo $?
    f() { echo "$# $@ $*"; }; f "a b" c
    count() { [ $1 -gt 0 ] && { echo $1; count $(($1 - 1)); }; }; count 3
    function up { ping -c1 -W1 "$1" &>/dev/null; }; if up 192.168.1.99; then echo up; else echo down; fi
    fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 5
    cat > /root/check.sh <<'EOF'\
    #!/bin/bash\
    # which hosts answer\
    set -u\
    ok=0\
    for h in "$@"; do\
      if ping -c 1 -W 1 "$h" > /dev/null 2>&1; then\
        echo "[OK]   $h"\
        ok=$((ok + 1))\
      else\
        echo "[FAIL] $h" >&2\
      fi\
    done\
    echo "$ok of $# hosts answer"\
    [ "$ok" -eq "$#" ]\
    EOF
    bash /root/check.sh docker01 router; echo "exit $?"
    bash /root/check.sh docker01 nosuch 2>/dev/null; echo "exit $?"
    /root/check.sh
    chmod +x /root/check.sh && cd /root && ./check.sh
    bash -n /root/check.sh && echo fine
    bash -x /root/check.sh docker01 2>&1 | head -4
    echo 'if true; then' > /root/bad.sh; bash /root/bad.sh
    printf '#!/bin/sh\na=(1 2)\necho \${a[0]}\n' > /root/dash.sh; sh /root/dash.sh
    printf '#!/nosuch/shell\necho\n' > /root/sb.sh; chmod +x /root/sb.sh; /root/sb.sh
    printf 'echo a\r\n' > /root/crlf.sh; bash /root/crlf.sh | od -c | head -1
    set -euo pipefail; echo $UNSET; echo never
    set -e; false || echo handled; echo on
    set -x; echo traced
    trap 'echo cleanup' EXIT; echo working; exit 3
    trap 'echo caught INT' INT; kill -INT $$; echo after
    (exit 4) || echo "failed with $?"
    true && false || echo fallback
    false; true; echo $?
    ! false; echo $?
    ls /nosuch 2>/dev/null || echo "no such dir"
    ls /nosuch 2>&1 | wc -l
    echo out > /tmp/o 2>/tmp/e; cat /tmp/o
    { echo a; echo b >&2; } 2>&1 | sort
    exec 3>/tmp/three; echo to-three >&3; exec 3>&-; cat /tmp/three
    cat <<-EOF\
    	indented $HOME\
    EOF
    cat <<'EOF' | tr a-z A-Z\
    quoted $HOME\
    EOF
    diff <(echo a) <(echo b)
    wc -l < <(printf 'a\nb\n')
    echo {a,b,c}-{1,2}
    echo file{01..03}.txt
    echo ~student $PWD ~+
    echo /etc/host?
    echo /nosuch/*
    echo *.nosuch
    shopt -s nullglob; echo x*nosuch; echo done
    echo \${x:-default} \${x:=assigned} $x
    echo \${y:?not set}
    echo \${PATH//:/ } | wc -w
    v=abc; echo \${v:1:1} \${v: -1} \${v/#a/X} \${v/%c/Z}
    unset v; echo "\${v-unset}"
    export COLOR=blue; bash -c 'echo $COLOR'; COLOR=red bash -c 'echo $COLOR'; echo $COLOR
    readonly PI=3; PI=4; echo $PI
    echo $RANDOM | grep -cE '^[0-9]+$'
    echo $LINENO $0 $# $?
    echo $- | grep -c h
    sleep 0.1 & sleep 0.1 & wait; echo both done
    (sleep 0.2; echo late) & echo early; wait
    time sleep 0 2>&1 | wc -l
    timeout 1 sleep 3; echo $?
    seq 3 | while read n; do echo "line $n"; done
    seq 3 | { s=0; while read n; do s=$((s+n)); done; echo $s; }
    x=0; seq 3 | while read n; do x=$n; done; echo $x
    mapfile -t a < <(seq 3); echo \${a[1]}
    xargs -a <(echo a b) echo got
    eval "echo \$HOME"
    source /nosuch
    alias ll='ls -l'; ll
    type for
    help test | head -1
    man bash
    history | tail -1
    !!
    echo "unclosed
    echo 'it's
    echo $(
    echo \`date
    fi
    done
    }
    ;;
    | grep x
    && echo x
    echo a ; ; echo b
    foo bar
    IP=192.168.1.11 echo $IP
    x = 5
    x=5 y=6; echo $x$y
    $x
    "ls -l"
    echo hello # comment
    # only a comment
    echo "star: *" star: /etc/hostn*
    getopts ab: o -b val; echo $o $OPTARG
    echo one,two | (IFS=, read a b; echo $b)
    IFS=,; set -- a,b; echo $1; x=a,b; echo $x
    printf '%s ' {1..3}; echo
    echo $((RANDOM % 1))
    [[ abc == a* ]] && echo glob; [[ abc == "a*" ]] || echo literal
    [[ 10 > 9 ]] && echo yes || echo lexical
    [ 10 \> 9 ] && echo yes || echo lexical
    select s in a b; do echo "you took $s"; break; done <<< 2
    pushd /tmp; popd
    dirs
    yes | head -3 | uniq -c
    tee >(wc -c) <<< abc > /dev/null; sleep 0.1
    `
      .replaceAll('\\${', '${')
      .replaceAll('\\`', '`'),
  ),
};

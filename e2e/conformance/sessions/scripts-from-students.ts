import { on, type Session } from './typed.ts';

export const scriptsFromStudents: Session = {
  name: 'scripts-from-students',
  typed: on(
    'docker01',
    `
    cat > check.sh << 'END'\\
    #!/bin/bash\\
    # pings every host given\\
    for h in "$@"; do\\
      if ping -c 1 -W 1 "$h" > /dev/null 2>&1; then\\
        echo "$h is up"\\
      else\\
        echo "$h is down"\\
      fi\\
    done\\
    END
    ./check.sh 192.168.1.13
    chmod +x check.sh && ./check.sh 192.168.1.13 192.168.1.77
    bash -n check.sh && echo syntax ok
    printf '#!/bin/bash\\nset -euo pipefail\\nname=\${1:?usage: $0 NAME}\\necho "hi $name"\\n' > hi.sh; bash hi.sh
    bash hi.sh bob
    bash -x hi.sh bob
    printf 'if [ $1 -gt 10 ]; then\\n  echo big\\nelif [ $1 -eq 10 ]; then\\n  echo ten\\nelse\\n  echo small\\nfi\\n' > size.sh; for n in 5 10 15; do bash size.sh $n; done
    bash size.sh ten
    bash size.sh
    case $(uname) in Linux) echo penguin;; Darwin) echo apple;; *) echo unknown;; esac
    i=0; while [ $i -lt 3 ]; do echo -n "$i "; i=$((i+1)); done; echo
    until ((n >= 3)); do ((n++)); done; echo $n
    greet() { local who=\${1:-world}; echo "hello $who"; }; greet; greet class
    fact() { if (( $1 <= 1 )); then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 ))) )); fi; }; fact 6
    arr=(alpha beta gamma); echo \${#arr[@]} \${arr[1]} "\${arr[@]:1}"; arr+=(delta); echo "\${!arr[@]}"
    declare -A ip=([docker01]=192.168.1.11 [docker02]=192.168.1.13); for k in $(echo "\${!ip[@]}" | tr ' ' '\\n' | sort); do echo "$k=\${ip[$k]}"; done
    file=/var/log/app.2024.log; echo \${file##*/} \${file%.*} \${file%%.*} \${file/log/LOG} \${file//log/L} \${file:5:3}
    while IFS=: read -r user _ uid _; do [ "$uid" = 0 ] && echo "$user is root"; done < /etc/passwd
    while read -r line; do echo "> $line"; done < <(printf 'a b\\nc d\\n')
    trap 'echo cleaning up' EXIT; echo working; exit 4
    (trap '' TERM; echo sub); trap 'echo got it' USR1; kill -USR1 $$; echo after
    [[ "vlan10" =~ ^vlan([0-9]+)$ ]] && echo "id \${BASH_REMATCH[1]}"
    [[ -f /etc/hosts && ! -d /etc/hosts ]] && echo file
    [ -z "$NOTHING" ] && echo empty; [ "a" == "b" ] || echo differ
    select_me=2; ((select_me == 2)) && echo two
    printf '%-10s|%5d|%s\\n' one 1 x two 22 y
    printf -v padded '%03d' 7; echo $padded
    mapfile -t lines < /etc/hostname; echo "\${lines[0]} \${#lines[@]}"
    echo $(( 0x1F + 010 + 2#101 ))
    echo "$((10 / 3)) $((10 / 0))"
    set -- one two three; shift; echo "$# $1 $*"
    while getopts 'ab:' o -a -b val; do echo "$o $OPTARG"; done
    echo \${UNSET:-default} \${UNSET:+set} \${UNSET-x}
    bash -c 'echo $0 $1 $#' script arg1 arg2
    for ((i = 1; i <= 15; i++)); do if ((i % 15 == 0)); then echo -n 'FizzBuzz '; elif ((i % 3 == 0)); then echo -n 'Fizz '; elif ((i % 5 == 0)); then echo -n 'Buzz '; else echo -n "$i "; fi; done; echo
    for i in {1..5}; do [ $i -eq 3 ] && continue; [ $i -eq 5 ] && break; echo $i; done
    cat <<- END | tr a-z A-Z\\
    	indented $((1+1))\\
    	END
    diff <(echo a) <(echo b) | head -1
    { echo out; echo err >&2; } 2> /tmp/err | cat; cat /tmp/err
    exec 3> /tmp/fd3; echo to three >&3; exec 3>&-; cat /tmp/fd3
    false | true; echo "\${PIPESTATUS[@]} $?"
    set -o pipefail; false | true; echo $?
    command -v nosuch || echo 'not installed'
    if foo; then echo; fi; echo $?
    echo "unterminated
    if true; then echo x
    let "z = 3 * 4"; echo $z
    readonly PI=3; PI=4; echo still
    IFS=,; set -- a,b,c; echo $1; v=a,b,c; for p in $v; do echo "[$p]"; done
    echo $RANDOM | grep -cE '^[0-9]+$'
    time (sleep 0.1) 2>&1 | head -1
    source ./nosuch.sh
    eval 'x=3; echo $((x+1))'
    echo "line1\\nline2"; echo -e "line1\\nline2"
    test 3 -lt 5 -a 2 -gt 1 && echo both
    echo "\${BASH_VERSINFO[0]} \${0##*/}"
    printf '%q\\n' "it's a test" 'a b'
    declare -i num=5; num+=3; echo $num
    x=abc; echo "\${x^^} \${x:1} \${x/b/-}"; unset x; echo "\${x-gone}"
    `,
  ),
};

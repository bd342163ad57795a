import { on, type Session } from './typed.ts';

export const firstDayAtTheShell: Session = {
  name: 'first-day-at-the-shell',
  typed: on(
    'docker01',
    `
    pwd
    cd /var/log && ls -d .
    echo $HOME $USER $SHELL
    mkdir -p ~/lab/{configs,scripts,notes} && ls lab
    touch lab/notes/day{1..5}.txt; ls lab/notes | wc -l
    ls -1 lab/notes/day[135].txt
    echo "hello world" > lab/notes/day1.txt && cat lab/notes/day1.txt
    echo 'second line' >> lab/notes/day1.txt; wc -l lab/notes/day1.txt
    cp -v lab/notes/day1.txt lab/notes/copy.txt
    mv -v lab/notes/copy.txt lab/configs/
    rm lab/notes/day9.txt
    rm -rfv lab/scripts
    cat nosuchfile.txt
    ls -l /etc/passwd | cut -c1-10
    type ls cd if echo
    which bash docker ip
    alias ll='ls -l'; alias
    history | tail -n 2
    echo today is $(date +%A | wc -c) letters
    x=5; y=7; echo $((x * y)) $((y % x)) $((2 ** 10))
    name=student; echo "Hello, \${name^}! You are \${#name} letters long."
    echo {a..e}{1,2}
    for i in 1 2 3; do echo "number $i"; done
    for f in /etc/host*; do echo $(basename $f); done
    ls /root/nothing* 2>/dev/null || echo nothing there
    false; echo $?
    true && echo yes || echo no
    echo one; echo two >&2
    ls /nonexistent > out.txt 2>&1; cat out.txt
    seq 1 5 | paste -sd+ | bc
    seq 1 5 | paste -sd+
    echo "a b c" | read one two; echo "$one"
    read -r a b <<< "left right"; echo "$b $a"
    man ls | head -n 1
    help cd | head -n 2
    uptime | grep -o 'load average'
    cal
    clear
    file /bin/bash
    tree lab
    `,
  ),
};

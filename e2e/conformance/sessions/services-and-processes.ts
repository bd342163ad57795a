import { on, type Session } from './typed.ts';

export const servicesAndProcesses: Session = {
  name: 'services-and-processes',
  typed: on(
    'docker02',
    String.raw`
    systemctl status docker | head -3
    systemctl status docker.service --no-pager | grep Active | cut -d'(' -f1
    systemctl status ssh | head -2
    systemctl status sshd | head -2
    systemctl is-enabled docker
    systemctl is-enabled ssh
    systemctl is-enabled nosuch
    systemctl is-active ssh docker nosuch
    systemctl is-failed docker
    systemctl is-system-running
    systemctl list-units --type=service --no-legend | awk '{print $1}' | grep -c -e docker -e ssh
    systemctl list-unit-files docker.service --no-pager
    systemctl list-units docker.service --no-pager | head -2
    systemctl show docker -p ActiveState -p SubState
    systemctl show -p MainPID --value nosuch
    systemctl show docker --property=UnitFileState
    systemctl cat docker | head -3
    systemctl cat nosuch
    systemctl disable ssh; echo $?
    systemctl enable ssh; echo $?
    systemctl enable nosuch
    systemctl mask nosuch
    systemctl start nosuch
    systemctl stop nosuch
    systemctl reload nosuch
    systemctl reload docker; echo $?
    systemctl restart ssh; systemctl is-active ssh
    systemctl stop docker
    docker ps
    systemctl is-active docker docker.socket
    systemctl start docker
    systemctl is-active docker
    systemctl frobnicate
    systemctl
    systemctl status | head -1 | cut -c1-10
    systemctl start
    systemctl get-default
    systemctl list-dependencies nosuch
    systemctl daemon-reload; echo $?
    systemctl --failed
    systemctl --version | head -1
    systemctl list-sockets --no-pager | head -1
    systemctl list-timers --no-pager | tail -1
    systemctl kill nosuch
    systemctl restart networking
    systemctl restart NetworkManager
    systemctl restart systemd-networkd; echo $?
    systemctl status networking
    cat > /etc/systemd/system/hello.service <<EOF\
    [Unit]\
    Description=Say hello\
    [Service]\
    Type=oneshot\
    ExecStart=/bin/echo hello class\
    RemainAfterExit=yes\
    [Install]\
    WantedBy=multi-user.target\
    EOF
    systemctl start hello; echo $?
    systemctl daemon-reload; systemctl start hello; systemctl is-active hello
    systemctl status hello | head -3
    journalctl -u hello --no-pager -o cat | tail -2
    systemctl enable hello
    systemctl stop hello; systemctl is-active hello
    systemctl disable hello
    service docker status | head -1
    service ssh restart; echo $?
    service nosuch start
    service
    service --status-all | head -1
    journalctl -u nosuch
    journalctl -u docker --no-pager | tail -1 | grep -c docker01
    journalctl -n 1 --no-pager | wc -l
    journalctl -u docker -n 2 -o cat --no-pager | wc -l
    journalctl -k | head -1 | wc -l
    journalctl --nonsense
    journalctl -n abc
    journalctl -p err --no-pager | wc -l | grep -c .
    journalctl --since yesterday -u ssh --no-pager -q | wc -l | grep -c .
    journalctl --since nonsense
    journalctl --list-boots | wc -l
    dmesg | wc -l | grep -c .
    dmesg -T | head -1 | cut -c1
    logger hello from class; journalctl -n 5 --no-pager -o cat | grep class
    ps | head -1
    ps aux | head -1
    ps -ef | head -2 | cut -c1-30
    ps -e -o pid,comm | head -2
    ps -p 1 -o pid=,comm=
    ps -p 1 -o user,pid,ppid,stat,args
    ps -C dockerd -o comm
    ps -C nosuch
    ps aux --sort=-%mem | head -1
    ps -u student
    ps -u nosuch
    ps --nonsense
    ps xyz
    ps -ef | grep [d]ockerd | wc -l
    ps -eo comm | grep -x sshd | sort -u
    pgrep dockerd | wc -l
    pgrep -a dockerd | cut -d' ' -f2-
    pgrep -l nosuch; echo $?
    pgrep
    pidof systemd
    pidof nosuch; echo $?
    pidof dockerd | wc -w
    sleep 100 & echo started; kill $!; wait $! 2>/dev/null; echo $?
    sleep 100 & pkill sleep; wait; echo gone
    pkill nosuch; echo $?
    killall nosuch
    killall
    kill
    kill -l | head -1
    kill -9 99999
    kill -NOSUCH 1
    kill abc
    kill -0 1; echo $?
    nohup sleep 1 > /dev/null 2>&1 & wait; echo $?
    nice -n 5 true; echo $?
    jobs
    fg
    bg
    disown
    top -b -n 1 | head -1 | cut -c1-5
    top -b -n1 | grep -c dockerd
    htop
    uptime -p | cut -c1-2
    uptime | grep -c 'load average'
    free -m | head -1
    free -h | awk '{print $1}'
    vmstat | head -1
    nproc
    lscpu | head -1
    uname -a | cut -d' ' -f1,2
    uname -r | cut -d. -f1
    uname -m
    uname -o
    arch
    hostnamectl | grep -i hostname
    hostnamectl set-hostname lab02; hostname; hostnamectl set-hostname docker02
    timedatectl | grep 'Time zone'
    who
    w | head -1 | grep -c up
    last | tail -1 | cut -d' ' -f1
    lsblk | head -1
    lsblk -o NAME,SIZE nosuch
    mount | grep ' / ' | cut -d' ' -f2-5
    findmnt / | head -1
    lsof
    crontab -l
    at now
    strace true
    shutdown --help | head -1
    cat /proc/1/comm
    cat /proc/uptime | wc -w
    cat /proc/loadavg | wc -w
    cat /proc/version | cut -d' ' -f1,2
    cat /proc/cpuinfo | grep -c ^processor
    cat /proc/meminfo | head -1 | cut -d: -f1
    cat /proc/sys/kernel/hostname
    ls -l /proc/self | wc -l
    ls /proc/1/ | grep -c status
    cat /proc/self/status | head -1
    env | grep -c PATH
    echo $$ | grep -c .
    systemd-analyze | head -1 | cut -d' ' -f1,2
    ulimit -n
    ulimit -a | head -1
    locale | head -1
    `,
  ),
};

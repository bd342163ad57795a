import { on, type Session } from './typed.ts';

export const servicesHour: Session = {
  name: 'services-hour',
  typed: on(
    'docker01',
    String.raw`
    systemctl is-active docker ssh
    systemctl is-enabled docker
    systemctl status docker --no-pager | head -n 3
    systemctl list-units --type=service --state=running --no-legend | awk '{print $1}' | grep -E 'docker|ssh|containerd'
    systemctl --failed
    systemctl show docker -p Restart -p Type
    systemctl cat docker | grep ExecStart=
    printf '[Unit]\nDescription=My clock\n[Service]\nExecStart=/bin/sh -c "while sleep 1; do date; done"\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/clock.service
    systemctl daemon-reload
    systemctl start clock && systemctl is-active clock
    systemctl enable clock
    systemctl status clock --no-pager | grep -E 'Loaded|Active' | cut -d';' -f1 | cut -d' ' -f1-10
    journalctl -u clock -n 1 --no-pager -o cat | wc -w
    systemctl show -p MainPID --value clock | grep -c '^[1-9]'
    systemctl kill clock; sleep 1; systemctl is-active clock
    systemctl restart clock; systemctl stop clock; systemctl status clock > /dev/null; echo $?
    systemctl disable clock
    rm /etc/systemd/system/clock.service; systemctl daemon-reload; systemctl status clock
    systemctl start nosuch
    systemctl mask ssh.socket
    systemctl get-default
    service docker status | head -n 1
    systemctl stop docker
    docker ps
    systemctl start docker && docker ps
    ps -e -o comm= | grep -c dockerd
    ps aux | head -n 1
    ps -p 1 -o pid,comm
    pgrep -x sshd | head -n 1 | wc -l
    pidof dockerd | wc -w
    sleep 500 & echo started; kill %1; wait; echo done
    sleep 300 & jobs; kill $!
    sleep 200 & pid=$!; kill -STOP $pid; ps -o stat= -p $pid; kill -CONT $pid; kill -9 $pid; wait $pid; echo $?
    kill -l 15
    kill 999999
    nohup sleep 1 > /dev/null 2>&1 & wait; echo $?
    nice -n 10 nice
    timeout 1 sleep 5; echo $?
    time -p true
    top -bn1 | head -n 1 | grep -o '^top'
    free -m | awk '{print $1}'
    free -h | head -1
    vmstat | head -n 2 | tail -n 1
    crontab -l
    echo '*/5 * * * * /bin/true' | crontab - && crontab -l
    hostnamectl hostname
    timedatectl | head -n 1 | cut -d: -f1
    loginctl list-sessions
    ulimit -n
    uname -o
    cat /etc/os-release | head -n 1
    `,
  ),
};

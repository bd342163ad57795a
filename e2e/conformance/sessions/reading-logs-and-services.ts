import { on, type Session } from './typed.ts';

export const readingLogsAndServices: Session = {
  name: 'reading-logs-and-services',
  typed: on(
    'docker01',
    `
    systemctl status docker | head -3 | tail -2
    systemctl status ssh --no-pager | grep -c 'active (running)'
    systemctl list-units --type=service --state=running --no-legend | awk '{print $1}' | grep -E 'docker|ssh|containerd'
    systemctl show docker -p ActiveState -p SubState -p Restart
    systemctl is-enabled docker containerd ssh
    systemctl cat docker | grep ExecStart=
    systemctl list-dependencies docker --plain | head -3
    journalctl -u docker -n 1 --no-pager -o cat | wc -l
    journalctl -u nosuchunit --no-pager
    journalctl --list-boots | wc -l
    systemctl stop docker
    systemctl is-active docker docker.socket
    docker ps
    systemctl start docker; docker ps -q | wc -l
    systemctl restart nosuch
    systemctl status nosuch; echo $?
    systemctl disable docker 2>&1 | tail -1; systemctl is-enabled docker
    systemctl enable docker 2>&1 | tail -1
    logger -t lesson 'VLAN 10 is up'; journalctl -t lesson -o cat --no-pager | tail -1
    dmesg | tail -1 | wc -l
    dmesg | grep -ci 'promiscuous' | awk '{print ($1>=0)}'
    uptime -p | cut -d' ' -f1
    who | wc -l
    last -n 1 | head -1 | cut -c1-4
    ps -C dockerd -o comm=
    ps aux | grep -c '[d]ockerd'
    pgrep -a dockerd | awk '{print $2}'
    pidof dockerd | wc -w
    kill -0 $(pidof dockerd) && echo alive
    top -b -n 1 | head -1 | cut -c1-5
    free -m | awk 'NR==1{print $1,$2}'
    vmstat 2>&1 | head -1 | cut -c1-5
    df -hT / | awk 'NR==2{print $2}'
    mount | grep -c ' / '
    lsof -i :22 2>&1 | head -1 | cut -c1-7
    crontab -l
    hostnamectl hostname
    timedatectl show -p Timezone 2>&1 | head -1
    cat /etc/os-release | grep ^ID=
    uname -r | cut -d. -f1
    `,
  ),
};

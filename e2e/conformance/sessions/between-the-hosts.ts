import { on, type Session } from './typed.ts';

export const betweenTheHosts: Session = {
  name: 'between-the-hosts',
  typed: on(
    'docker01',
    `
    cat /etc/hostname; cat /etc/hosts | grep -c localhost
    echo '192.168.1.13 docker02' >> /etc/hosts; getent hosts docker02
    ping -c1 docker02 | head -1
    ssh -V 2>&1 | cut -d_ -f1
    ls -d /root/.ssh 2>/dev/null; ls /etc/ssh | grep -c _key
    ssh-keygen -q -t ed25519 -N '' -f /root/id && ls /root/id*
    ssh-keygen -lf /root/id.pub | awk '{print $1,$NF}'
    cut -d' ' -f1 /root/id.pub
    ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o ConnectTimeout=3 nobody@192.168.1.13 true 2>&1 | tail -1
    ssh -o ConnectTimeout=2 -o BatchMode=yes 192.168.1.77 true 2>&1 | tail -1
    nc -w 1 192.168.1.13 22 < /dev/null | cut -d- -f1
    ss -tn state established | awk 'NR>1' | wc -l | awk '{print ($1>=1)}'
    useradd -m -s /bin/bash student && id student
    passwd -S student | cut -d' ' -f1,2
    su - student -c 'whoami; pwd; docker ps' 2>&1 | head -3 | cut -c1-60
    usermod -aG docker student; id -nG student
    su student -c 'docker ps -q | wc -l'
    su - student -c 'ip link add x0 type dummy'
    su - student -c 'ping -c1 127.0.0.1 | grep -c ttl'
    ls -ld /home/student | cut -c1-10; stat -c %U /home/student
    chmod 700 /root; su - student -c 'ls /root'; echo $?
    userdel -r student; id student
    umask; touch /tmp/u; stat -c %a /tmp/u
    ulimit -n | awk '{print ($1>=1024)}'
    env | grep -c '^PATH='
    locale 2>/dev/null | grep -c LANG
    echo $SHELL $0; shopt -q login_shell && echo login || echo no login
    nproc | awk '{print ($1>=1)}'
    ls /sys/class/net | sort | tr '\\n' ' '
    `,
  ),
};

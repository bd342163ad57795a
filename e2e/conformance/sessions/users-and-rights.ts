import { on, type Session } from './typed.ts';

export const usersAndRights: Session = {
  name: 'users-and-rights',
  typed: on(
    'docker01',
    `
    id
    id student
    id nosuch
    groups student
    getent passwd student
    getent group docker
    grep student /etc/passwd
    sudo -u student whoami
    sudo -u student id -un
    sudo -u nosuch true
    sudo -u guest docker ps
    sudo -u guest ip link set ens33 down
    sudo -u guest ip addr add 10.1.1.1/24 dev ens33
    sudo -u guest ip link add d0 type dummy
    sudo -u guest ip route add 10.0.0.0/8 via 192.168.1.254
    sudo -u guest ping -c 1 192.168.1.13
    sudo -u guest iptables -L
    sudo -u guest sysctl -w net.ipv4.ip_forward=1
    sudo -u guest cat /etc/shadow
    sudo -u guest ls /root
    sudo -u guest touch /etc/x
    sudo -u guest sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
    sudo -u guest systemctl restart docker
    sudo -u guest tcpdump -i ens33
    sudo -u guest arping -c 1 192.168.1.13
    sudo -u guest ip netns add x
    sudo -u guest bridge vlan add vid 5 dev ens33
    sudo -u guest modprobe 8021q
    sudo -u guest kill 1
    sudo -u guest journalctl -n 1
    sudo -u guest hostname newname
    sudo -u guest reboot
    sudo -u guest sudo -n true
    sudo -u student sudo -n whoami
    sudo -u student sudo ip link add d0 type dummy
    sudo -u student docker ps -q | wc -l
    ip link del d0
    su student -c whoami
    su - student -c 'pwd; echo $HOME $SHELL'
    su nosuch
    su guest -c 'id -u; cd /root'
    sudo
    sudo -l -U guest
    sudo nosuchcommand
    sudo -n -u teacher whoami
    sudo sh -c 'echo $USER $SUDO_USER $HOME'
    sudo -V | head -1
    sudo --nonsense
    useradd -m pupil
    id pupil
    ls -d /home/pupil
    tail -1 /etc/passwd
    useradd pupil
    usermod -aG docker pupil; id -nG pupil
    usermod -aG nosuch pupil
    sudo -u pupil docker ps --format x
    userdel -r pupil; id pupil
    groupadd team
    getent group team
    groupadd team
    groupdel team
    groupdel nosuch
    passwd nosuch
    passwd -S guest | cut -d' ' -f1,2
    whoami
    logname
    who am i
    umask 077; touch /tmp/private; stat -c %a /tmp/private
    echo secret > /root/secret; chmod 600 /root/secret; sudo -u guest cat /root/secret
    mkdir /tmp/shared; chmod 1777 /tmp/shared; ls -ld /tmp/shared | cut -c1-10
    chmod 4755 /tmp/private; ls -l /tmp/private | cut -c1-10
    chmod g+s /tmp/shared; stat -c %a /tmp/shared
    chmod -x /tmp/private; stat -c %A /tmp/private
    chgrp docker /tmp/private; stat -c %G /tmp/private
    chgrp nosuch /tmp/private
    sudo -u guest sh -c 'echo x > /tmp/private'
    sudo -u guest rm /tmp/private
    echo 'echo hi' > /tmp/run.sh; /tmp/run.sh
    chmod +x /tmp/run.sh; /tmp/run.sh
    chmod 000 /tmp/run.sh; sudo -u guest /tmp/run.sh
    sudo -u guest bash /tmp/run.sh
    cat /etc/sudoers.d/nosuch
    ssh-keygen -t ed25519 -N '' -f /tmp/key > /dev/null; ls /tmp/key*
    ssh docker02 hostname
    ssh -o BatchMode=yes docker02 hostname
    ssh -o StrictHostKeyChecking=no -o BatchMode=yes docker02 hostname 2>&1 | tail -1
    ssh nosuch true
    ssh
    ssh -p 2222 docker02 true
    scp /etc/hostname nosuch:/tmp
    scp
    sftp nosuch
    exit
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const permissionsLab: Session = {
  name: 'permissions-lab',
  typed: on(
    'docker01',
    String.raw`
    useradd -m -s /bin/bash alice
    id alice
    groupadd devs && usermod -aG devs alice && groups alice
    getent passwd alice
    echo 'alice:secret123' | chpasswd; echo $?
    su - alice -c 'whoami; pwd'
    su alice -c 'cat /etc/shadow'
    mkdir /srv/project && chgrp devs /srv/project && chmod 2770 /srv/project && ls -ld /srv/project | awk '{print $1,$3,$4}'
    su - alice -c 'echo hi > /srv/project/file && ls -l /srv/project | tail -1 | cut -d" " -f1,3,4'
    su - nobody -s /bin/sh -c 'ls /srv/project'
    umask
    (umask 077; touch /tmp/private; stat -c '%a %U:%G %n' /tmp/private)
    chmod u+x,g-w,o= /tmp/private; stat -c %A /tmp/private
    chmod 4755 /tmp/private; ls -l /tmp/private | cut -c1-10
    chown alice:devs /tmp/private && stat -c '%U %G' /tmp/private
    chown nosuch /tmp/private
    chmod 888 /tmp/private
    ln -s /etc/hostname /tmp/link; readlink /tmp/link; readlink -f /tmp/link
    ln /tmp/private /tmp/hard && stat -c %h /tmp/private
    ls -l /tmp/link | awk '{print $1, $9, $10, $11}'
    find /tmp -maxdepth 1 -type l
    find /etc -name 'host*' -type f | sort
    find /usr/bin -perm -4000 -name 'su*' 2>/dev/null
    dd if=/dev/zero of=/tmp/big bs=1M count=3 status=none; ls -lh /tmp/big | awk '{print $5}'
    du -sh /tmp/big
    truncate -s 1K /tmp/big && stat -c %s /tmp/big
    tar czf /tmp/etc.tgz -C /etc hostname hosts && tar tzf /tmp/etc.tgz
    mkdir /tmp/x && tar xzf /tmp/etc.tgz -C /tmp/x && ls /tmp/x
    md5sum /tmp/x/hostname | cut -d' ' -f1
    diff /etc/hosts /tmp/x/hosts && echo same
    echo extra >> /tmp/x/hosts; diff -u /etc/hosts /tmp/x/hosts | tail -n 1
    cmp /etc/hosts /tmp/x/hosts
    rmdir /tmp/x
    mktemp -d | sed 's/tmp\..*/tmp.X/'
    df -h / | awk 'NR==1'
    mount | grep -w proc
    lsblk
    touch -d '2020-01-01 12:00' /tmp/old && ls -l --time-style=+%Y /tmp/old | awk '{print $6}'
    find /tmp -name old -mtime +100 -exec echo found {} \;
    chattr +i /tmp/old; rm -f /tmp/old
    getfacl /tmp/private
    userdel -r alice
    passwd -S root | cut -d' ' -f1
    sudo -l -U student | tail -n 1
    `,
  ),
};

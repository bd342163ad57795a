import { on, type Session } from './typed.ts';

export const closingTime: Session = {
  name: 'closing-time',
  typed: on(
    'router',
    `
    useradd -m -s /bin/bash lea
    echo 'lea:geheim' | chpasswd
    id lea
    usermod -aG docker lea && groups lea
    su - lea -c 'docker ps --format "{{.Names}}"'
    su - lea -c 'ip link set ens33 promisc on'
    passwd -S lea | cut -d' ' -f1,2
    getent passwd lea
    last | head -n 1 | wc -w
    who
    w -h | wc -l
    docker run -d --name db --network bridge -e POSTGRES=no busybox sleep 3000
    docker run -d --name app --link db:database busybox sleep 3000
    docker exec app cat /etc/hosts | grep database | awk '{print $2,$3}'
    docker exec app env | sort | grep -i data | head -n 3
    docker commit -m 'end of the lesson' app lesson:1
    docker history lesson:1 --format '{{.Comment}}' | head -n 1
    docker save lesson:1 -o /tmp/lesson.tar && tar tf /tmp/lesson.tar | grep -c layer.tar
    docker rmi lesson:1
    docker load -i /tmp/lesson.tar
    docker export app | tar -t | grep -c '^etc/'
    tar czf /tmp/etc-network.tgz -C /etc network && tar tzf /tmp/etc-network.tgz | sort
    mkdir /tmp/x && tar xzf /tmp/etc-network.tgz -C /tmp/x && ls /tmp/x/network
    gzip -l /tmp/etc-network.tgz | wc -l
    cp -r /etc/docker /tmp/docker-backup; ls -A /tmp/docker-backup
    cat > /etc/systemd/system/lab-vlan.service <<'EOF'\\
    [Unit]\\
    Description=VLAN of the lab\\
    After=network.target\\
    \\
    [Service]\\
    Type=oneshot\\
    RemainAfterExit=yes\\
    ExecStart=/sbin/ip link add link ens33 name ens33.88 type vlan id 88\\
    ExecStart=/sbin/ip link set ens33.88 up\\
    ExecStop=/sbin/ip link del ens33.88\\
    \\
    [Install]\\
    WantedBy=multi-user.target\\
    EOF
    systemctl daemon-reload
    systemctl enable --now lab-vlan
    systemctl is-enabled lab-vlan; systemctl is-active lab-vlan
    systemctl status lab-vlan --no-pager | head -n 3
    ip -br link show ens33.88
    systemctl stop lab-vlan.service
    ip link show ens33.88
    systemctl disable lab-vlan
    systemctl cat lab-vlan | head -n 3
    rm /etc/systemd/system/lab-vlan.service && systemctl daemon-reload
    systemctl status lab-vlan
    docker ps -a --filter status=exited -q | wc -l
    docker stop $(docker ps -q) | wc -l
    docker system df --format '{{.Type}} {{.TotalCount}} {{.Active}}'
    docker system prune -f | tail -n 1
    docker volume prune -f
    docker image prune -af | grep -c deleted
    docker network ls -q | wc -l
    lsblk
    mount | grep -c overlay
    fdisk -l | head -n 1
    history | tail -n 2
    stat -c '%a %U' /etc/docker
    du -sh /var/lib/docker | awk '{print $2}'
    userdel -r lea; id lea
    scp root@192.168.1.11:/etc/hostname /tmp/
    ssh -o BatchMode=yes -o StrictHostKeyChecking=no 192.168.1.11 hostname
    ssh-keygen -t ed25519 -N '' -f /tmp/key -q && ls /tmp/key*
    md5sum /etc/network/interfaces | cut -c1-32 | wc -c
    ip -s neigh flush all | tail -n 1 | cut -c1-9
    shutdown -c
    `,
  ),
};

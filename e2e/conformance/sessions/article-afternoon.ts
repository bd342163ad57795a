import { on, type Session } from './typed.ts';

export const articleAfternoon: Session = {
  name: 'article-afternoon',
  typed: [
    ...on(
      'docker01',
      `
        hostnamectl set-hostname docker01
        hostname
        su - -c 'hostname; pwd; echo $HOME'
        systemctl stop firewalld
        setenforce 0
        getenforce
        systemctl daemon-reload
        systemctl restart docker
        systemctl is-active docker
        ip link show ens33
        ip link set ens33 promisc on
        ip link show ens33 | grep -o PROMISC
        cat /sys/class/net/ens33/flags
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
        docker network ls
        docker network ls -f driver=macvlan
        docker run -itd --name bbox1 --ip 172.22.16.10 --network mac_net1 busybox
        docker ps --format 'table {{.Names}}\\t{{.Status}}\\t{{.Networks}}'
        docker exec -it bbox1 /bin/sh
        docker exec bbox1 ip a
        docker network inspect mac_net1 | grep -A4 -i ipv4
        docker network inspect mac_net1 | grep parent
        `,
    ),
    ...on(
      'docker02',
      `
        ip link set ens33 promisc on
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
        docker network ls | grep mac
        docker run -itd --name bbox2 --network mac_net1 --ip 172.22.16.20 busybox
        docker exec bbox2 ping -c 3 172.22.16.10
        docker exec bbox2 ping -c 1 -W 2 192.168.1.13
        docker exec bbox2 ping -c 1 -W 2 172.22.16.1
        docker exec bbox2 arp -a
        docker exec bbox2 ip route show
        ping -c 1 -W 2 172.22.16.20
        `,
    ),
    ...on(
      'docker01',
      `
        modinfo 8021q
        modinfo -d 8021q
        modprobe 8021q
        lsmod | grep 8021q
        cd /etc/sysconfig/network-scripts/
        ls /etc/network
        cat /etc/network/interfaces
        cat >> /etc/network/interfaces <<'EOF'\\
        \\
        auto ens33.10\\
        iface ens33.10 inet static\\
            address 192.168.10.10/24\\
        EOF
        tail -n 4 /etc/network/interfaces
        ifup ens33.10
        ifconfig ens33.10
        ip -d link show ens33.10 | grep vlan
        cat /proc/net/vlan/config
        ifdown ens33.10
        ip link show ens33.10
        ifup ens33.10 && ip -br a show ens33.10
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10
        docker network create -d macvlan --subnet 172.16.20.0/24 --gateway 172.16.20.1 -o parent=ens33.20 mac_net20
        ip -br link | grep ens33
        docker run -itd --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox
        docker run -itd --name bbox20 --network mac_net20 --ip 172.16.20.20 busybox
        docker exec bbox10 ping -c 2 -W 1 172.16.20.20
        docker inspect bbox10 | grep -i '"ipaddress"' | sort -u
        docker stop bbox1 bbox10 bbox20
        docker ps -a --format '{{.Names}}: {{.State}}'
        docker start bbox10 && docker exec bbox10 ip -4 addr show eth0
        docker network rm mac_net10
        docker rm -f $(docker ps -aq) > /dev/null; docker network rm mac_net1 mac_net10 mac_net20
        ip -br link show type vlan
        `,
    ),
  ],
};

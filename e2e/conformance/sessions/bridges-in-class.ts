import { on, type Session } from './typed.ts';

export const bridgesInClass: Session = {
  name: 'bridges-in-class',
  typed: on(
    'docker01',
    `
    docker network inspect bridge -f '{{(index .IPAM.Config 0).Subnet}}'
    docker run -d --name db busybox sleep 5000
    docker run -d --name app --link db busybox sleep 5000
    docker exec app cat /etc/hosts | grep db
    docker exec app ping -c 1 db
    docker network create --driver bridge --subnet 10.77.0.0/16 --gateway 10.77.0.1 --opt com.docker.network.bridge.name=br-class classnet
    ip -4 -br addr show br-class
    docker network connect classnet app
    docker exec app ip -br -4 addr
    docker run -d --name api --network classnet --network-alias backend busybox sleep 5000
    docker exec app nslookup backend 127.0.0.11 | tail -n 3
    docker exec app ping -c 1 -q backend
    docker exec api ping -c 1 -W 1 db
    docker exec api cat /etc/resolv.conf
    bridge link show
    bridge link | wc -l
    iptables -t nat -S POSTROUTING
    iptables -S DOCKER-ISOLATION-STAGE-1
    ip link add br0 type bridge
    ip link add veth0 type veth peer name veth1
    ip link set veth0 master br0
    ip link set br0 up && ip link set veth0 up && ip link set veth1 up
    ip addr add 10.99.0.1/24 dev br0
    bridge link show dev veth0
    ip link show master br0
    bridge fdb show br br0 | grep -c permanent
    cat /sys/class/net/br0/bridge/stp_state
    ip link set br0 type bridge stp_state 1
    cat /sys/class/net/br0/bridge/stp_state
    ip link set veth0 nomaster
    brctl show
    ip link del veth1 && ip link show veth0
    docker rm -f db app api > /dev/null; docker network rm classnet
    `,
  ),
};

import { on, type Session } from './typed.ts';

export const natAndPorts: Session = {
  name: 'nat-and-ports',
  typed: [
    ...on(
      'router',
      `
        sysctl -n net.ipv4.ip_forward
        iptables -t nat -L -n | grep -c Chain
        ip link add link ens33 name ens33.30 type vlan id 30 && ip addr add 10.30.0.1/24 dev ens33.30 && ip link set ens33.30 up
        sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
        iptables -t nat -A POSTROUTING -s 10.30.0.0/24 -o ens33 -j MASQUERADE
        iptables -t nat -S POSTROUTING | tail -1
        iptables -t nat -A PREROUTING -i ens33 -p tcp --dport 8080 -j DNAT --to-destination 10.30.0.10:80
        iptables -t nat -L PREROUTING -n --line-numbers | tail -1
        iptables -t nat -A PREROUTING -p tcp --dport 80 -j MASQUERADE
        iptables -A FORWARD -d 10.30.0.10 -p tcp --dport 80 -j ACCEPT
        iptables -C FORWARD -d 10.30.0.10 -p tcp --dport 80 -j ACCEPT; echo $?
        iptables -C FORWARD -d 10.30.0.11 -p tcp --dport 80 -j ACCEPT; echo $?
        `,
    ),
    ...on(
      'docker01',
      `
        ip link add link ens33 name ens33.30 type vlan id 30; ip addr add 10.30.0.10/24 dev ens33.30; ip link set dev ens33.30 up
        ping -c1 10.30.0.1 | grep -c ttl=64
        ip route add 192.168.99.0/24 via 10.30.0.1
        ip route show 192.168.99.0/24
        ip route add 192.168.98.0/24 via 10.31.0.1
        mkdir -p /srv/w && echo lesson > /srv/w/index.html
        docker run -d --name w --network host -v /srv/w:/w:ro busybox httpd -f -p 10.30.0.10:80 -h /w
        sleep 1; ss -tlnp | grep -c ':80 '
        `,
    ),
    ...on(
      'docker02',
      `
        curl -s -m 3 http://192.168.1.254:8080/
        curl -s -m 3 -o /dev/null -w '%{http_code}\\n' http://192.168.1.254:8080/none
        nc -w 2 192.168.1.254 8081 </dev/null; echo $?
        `,
    ),
    ...on(
      'router',
      `
        iptables -t nat -L PREROUTING -v -n | awk 'NR==3{print ($1>0), $3}'
        iptables -t nat -L POSTROUTING -n -v | tail -1 | awk '{print $3,$7,$8}'
        conntrack -L 2>/dev/null | grep -c dport=80 || echo none
        iptables-save -t nat | grep -v '^#' | grep -c ':80'
        iptables -t nat -D PREROUTING 2
        iptables -t nat -F PREROUTING; iptables -t nat -S PREROUTING
        iptables -D FORWARD -d 10.30.0.10 -p tcp --dport 80 -j ACCEPT
        iptables -t nat -D POSTROUTING -s 10.30.0.0/24 -o ens33 -j MASQUERADE; echo $?
        iptables -t nat -D POSTROUTING -s 10.30.0.0/24 -o ens33 -j MASQUERADE; echo $?
        iptables -N LESSON && iptables -A LESSON -s 10.0.0.0/8 -j RETURN && iptables -A LESSON -j DROP && iptables -S LESSON
        iptables -X LESSON
        iptables -F LESSON && iptables -X LESSON; iptables -L LESSON -n
        iptables -A FORWARD -p udp -m multiport --dports 53,67:68 -j ACCEPT; iptables -S FORWARD | tail -1
        iptables -A INPUT -p tcp -m tcp --dport 23 -m comment --comment 'no telnet' -j REJECT; iptables -S INPUT | tail -1
        iptables -R INPUT 1 -p tcp --dport 23 -j DROP; iptables -nvL INPUT --line-numbers | tail -1 | awk '{print $1,$4,$5}'
        iptables -Z INPUT; iptables -D INPUT 1; iptables -S INPUT
        `,
    ),
  ],
};

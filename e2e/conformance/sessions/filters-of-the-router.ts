import { on, type Session } from './typed.ts';

export const filtersOfTheRouter: Session = {
  name: 'filters-of-the-router',
  typed: [
    ...on(
      'router',
      `
        iptables --version | cut -d' ' -f1
        iptables -S | head -3
        iptables -L -n | grep -c '^Chain'
        sysctl -w net.ipv4.ip_forward=1 >/dev/null; cat /proc/sys/net/ipv4/ip_forward
        for v in 10 20; do ip link add link ens33 name ens33.$v type vlan id $v; ip addr add 172.16.$v.1/24 dev ens33.$v; ip link set ens33.$v up; done
        `,
    ),
    ...on(
      'docker01',
      `
        ip link add link ens33 name ens33.10 type vlan id 10; ip addr add 172.16.10.10/24 dev ens33.10; ip link set ens33.10 up; ip route add 172.16.20.0/24 via 172.16.10.1
        `,
    ),
    ...on(
      'docker02',
      `
        ip link add link ens33 name ens33.20 type vlan id 20; ip addr add 172.16.20.20/24 dev ens33.20; ip link set ens33.20 up; ip route add 172.16.10.0/24 via 172.16.20.1
        ping -c1 -W1 172.16.10.10 | grep -c ttl=63
        `,
    ),
    ...on(
      'router',
      `
        iptables -P FORWARD DROP; iptables -A FORWARD -i ens33.10 -o ens33.20 -p icmp -j ACCEPT; iptables -A FORWARD -m state --state RELATED,ESTABLISHED -j ACCEPT
        `,
    ),
    ...on(
      'docker01',
      `
        ping -c1 -W1 172.16.20.20 | grep -c ttl=63
        nc -z -w1 172.16.20.20 22; echo $?
        `,
    ),
    ...on(
      'docker02',
      `
        ping -c1 -W1 172.16.10.10 | grep -c ttl=63
        `,
    ),
    ...on(
      'router',
      `
        iptables -nvL FORWARD --line-numbers | awk 'NR>2{print $1, ($2>0), $4}'
        iptables -I FORWARD 1 -p tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
        iptables -A FORWARD -j REJECT --reject-with icmp-admin-prohibited
        `,
    ),
    ...on(
      'docker01',
      `
        nc -z -w1 172.16.20.20 22; echo $?
        nc -z -w1 172.16.20.20 23; echo $?
        curl -s -m 2 http://172.16.20.20/; echo $?
        `,
    ),
    ...on(
      'docker02',
      `
        ping -c1 -W1 172.16.10.10 | sed -n 2p
        `,
    ),
    ...on(
      'router',
      `
        iptables -A INPUT -i ens33.10 -p icmp --icmp-type 8 -j DROP
        iptables -A INPUT -i ens33.20 -p icmp --icmp-type echo-request -m limit --limit 1/minute --limit-burst 1 -j ACCEPT
        iptables -A INPUT -i ens33.20 -p icmp -j REJECT
        iptables -S INPUT
        `,
    ),
    ...on(
      'docker01',
      `
        ping -c1 -W1 172.16.10.1 | tail -2 | head -1
        `,
    ),
    ...on(
      'docker02',
      `
        ping -c2 -i 0.3 -W1 172.16.20.1 | grep -cE 'ttl=64|Unreachable'
        `,
    ),
    ...on(
      'router',
      `
        iptables -L INPUT -v -n | awk 'NR>2{print $1>0, $3}' | head -3
        iptables-save -c | grep -c FORWARD
        iptables-save > /tmp/rules && iptables -F && iptables -P FORWARD ACCEPT && iptables -S | wc -l
        iptables-restore < /tmp/rules && iptables -S FORWARD | wc -l
        iptables-restore --test < /tmp/rules; echo $?
        echo 'garbage' | iptables-restore; echo $?
        iptables -A FORWARD -s 172.16.10.0/24 -d 172.16.20.0/24 -m mac --mac-source 02:00:00:00:00:01 -j DROP; iptables -S FORWARD | tail -1
        iptables -A FORWARD -m iprange --src-range 172.16.10.5-172.16.10.9 -j DROP; iptables -S FORWARD | tail -1
        iptables -A FORWARD ! -s 172.16.10.0/24 -i ens33.10 -j DROP; iptables -S FORWARD | tail -1
        iptables -A FORWARD -j NOSUCH
        iptables -A NOSUCH -j DROP
        iptables -A FORWARD -p tcp --dport 70000 -j DROP
        iptables -A FORWARD --dport 80 -j DROP
        iptables -D FORWARD 99
        iptables -t nat -A FORWARD -j ACCEPT
        iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu; iptables -t mangle -S FORWARD
        iptables -t mangle -A PREROUTING -i ens33.10 -j MARK --set-mark 7; iptables -t mangle -S PREROUTING
        iptables -t raw -A PREROUTING -p udp --dport 53 -j NOTRACK; iptables -t raw -S PREROUTING
        nft list tables 2>&1 | head -3
        ufw status 2>&1 | head -1
        iptables -F; iptables -t mangle -F; iptables -t raw -F; iptables -P FORWARD ACCEPT; ip link del ens33.10; ip link del ens33.20; iptables -S | wc -l
        `,
    ),
  ],
};

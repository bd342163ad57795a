import { on, type Session } from './typed.ts';

export const firewallEvening: Session = {
  name: 'firewall-evening',
  typed: [
    ...on(
      'docker01',
      `
    iptables -L INPUT -n
    iptables -A INPUT -p icmp --icmp-type echo-request -j DROP
    `,
    ),
    ...on(
      'docker02',
      `
    ping -c 1 -W 1 192.168.1.11
    `,
    ),
    ...on(
      'docker01',
      `
    iptables -L INPUT -n --line-numbers
    iptables -D INPUT 1
    iptables -A INPUT -s 192.168.1.13 -p icmp -j REJECT
    `,
    ),
    ...on(
      'docker02',
      `
    ping -c 1 -W 1 192.168.1.11
    `,
    ),
    ...on(
      'docker01',
      `
    iptables -R INPUT 1 -s 192.168.1.13 -p icmp -j REJECT --reject-with icmp-host-prohibited
    `,
    ),
    ...on(
      'docker02',
      `
    ping -c 1 -W 1 192.168.1.11
    `,
    ),
    ...on(
      'docker01',
      `
    iptables -F INPUT
    iptables -N LESSON
    iptables -A LESSON -m comment --comment "count me" -j RETURN
    iptables -I INPUT 1 -p icmp -j LESSON
    iptables -S | grep LESSON
    `,
    ),
    ...on(
      'docker02',
      `
    ping -c 2 -i 0.2 -q 192.168.1.11 | tail -2 | head -1
    `,
    ),
    ...on(
      'docker01',
      `
    iptables -L LESSON -v -n | tail -n 1 | awk '{print $1, $2, $3}'
    iptables -Z LESSON; iptables -L LESSON -v -n -x | tail -n 1
    iptables -X LESSON
    iptables -D INPUT -p icmp -j LESSON; iptables -F LESSON; iptables -X LESSON; iptables -S INPUT
    iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
    iptables -A INPUT -i lo -j ACCEPT
    iptables -A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT
    iptables -A INPUT -p udp --dport 53 -s 10.0.0.0/8 -j LOG --log-prefix "dns: "
    iptables -A INPUT -m limit --limit 5/min -j ACCEPT
    iptables -S INPUT
    iptables -C INPUT -i lo -j ACCEPT && echo there
    iptables -C INPUT -i eth7 -j ACCEPT
    iptables -A INPUT -p tcp --dport http -j ACCEPT && iptables -L INPUT -n | tail -n 1
    iptables -A INPUT --dport 80 -j ACCEPT
    iptables -A NOSUCH -j ACCEPT
    iptables -A INPUT -j NOWHERE
    iptables -P INPUT DENY
    iptables -t nat -A PREROUTING -p tcp --dport 8888 -j DNAT --to-destination 192.168.1.13:80
    iptables -t nat -L PREROUTING -n | tail -n 1
    iptables -t nat -A POSTROUTING -s 10.66.0.0/24 -o ens33 -j MASQUERADE
    iptables -t nat -S | grep -v -i docker
    iptables-save -t filter | grep -c '^-A INPUT'
    iptables-save > /tmp/rules && iptables -F INPUT && iptables-restore < /tmp/rules && iptables -S INPUT | wc -l
    iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu; iptables -t mangle -S FORWARD
    iptables -t raw -L -n | head -2
    iptables -V
    ip6tables -L -n | head -n 2
    nft list ruleset
    ufw status
    iptables -L DOCKER-USER -n
    docker run -d -p 9090:80 --name pub busybox httpd -f; iptables -t nat -S DOCKER; iptables -S DOCKER
    docker rm -f pub; iptables -S DOCKER
    iptables -I DOCKER-USER -i ens33 -s 192.168.1.0/24 -j DROP && iptables -S DOCKER-USER
    `,
    ),
  ],
};

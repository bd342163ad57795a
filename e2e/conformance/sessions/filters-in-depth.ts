import { on, type Session } from './typed.ts';

export const filtersInDepth: Session = {
  name: 'filters-in-depth',
  typed: [
    ...on(
      'docker02',
      String.raw`
      iptables -L INPUT
      iptables -A INPUT -p tcp --dport 8080 -j DROP
      iptables -A INPUT -p tcp --dport ssh -s 192.168.1.0/24 -j ACCEPT
      iptables -A INPUT -p udp --dport 53 -m comment --comment "dns for class" -j ACCEPT
      iptables -A INPUT -i ens33 -p icmp -m limit --limit 1/s --limit-burst 3 -j ACCEPT
      iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
      iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
      iptables -A INPUT -p tcp --tcp-flags SYN,ACK SYN -j LOG --log-level info
      iptables -A INPUT -p tcp --tcp-flags ALL NONE -j DROP
      iptables -A INPUT -m iprange --src-range 192.168.1.100-192.168.1.120 -j REJECT
      iptables -A INPUT -m time --timestart 08:00 --timestop 16:00 -j ACCEPT
      iptables -A INPUT -m owner --uid-owner root -j ACCEPT
      iptables -A OUTPUT -m owner --uid-owner student -j REJECT
      iptables -A INPUT -m addrtype --dst-type BROADCAST -j DROP
      iptables -A INPUT -m length --length 100:200 -j ACCEPT
      iptables -A INPUT -m ttl --ttl-lt 5 -j DROP
      iptables -A INPUT -m mark --mark 0x1 -j ACCEPT
      iptables -A INPUT -m connlimit --connlimit-above 5 -p tcp -j REJECT
      iptables -A INPUT -m recent --name bad --set
      iptables -A INPUT -m string --string evil --algo bm -j DROP
      iptables -A INPUT -m statistic --mode random --probability 0.5 -j DROP
      iptables -A INPUT -m pkttype --pkt-type multicast -j DROP
      iptables -A INPUT ! -i lo ! -p icmp -j ACCEPT
      iptables -A INPUT -p icmp --icmp-type 8 -j ACCEPT
      iptables -A INPUT -p icmp --icmp-type echo-reply -j ACCEPT
      iptables -A INPUT -p icmp --icmp-type nonsense -j ACCEPT
      iptables -A INPUT -p tcp --dport 80:90 --sport 1024: -j ACCEPT
      iptables -A INPUT -p tcp -m multiport --dports 22,80,443,8000:8080 -j ACCEPT
      iptables -A INPUT -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16 -j ACCEPT
      iptables -A INPUT -p icmp --dport 80 -j ACCEPT
      iptables -A INPUT -p all -j ACCEPT
      iptables -A INPUT -p tcp,udp --dport 53 -j ACCEPT
      iptables -A INPUT -p TCP --dport 25 -j REJECT --reject-with icmp-port-unreachable
      iptables -A INPUT -p udp -j REJECT --reject-with tcp-reset
      iptables -A INPUT -j LOG --log-prefix 'this prefix is much longer than twenty-nine'
      iptables -A INPUT -j LOG --log-prefix 'drop: ' --log-level 4
      iptables -A INPUT -d 10.0.0.0/8 -s 0/0 -j ACCEPT
      iptables -A INPUT -s 10.0.0.1/8 -j ACCEPT
      iptables -A INPUT -s 10.0.0.0/33 -j ACCEPT
      iptables -A INPUT -s 300.0.0.0/8 -j ACCEPT
      iptables -A INPUT -s nosuchhost -j ACCEPT
      iptables -A INPUT -p tcp --dport 70000 -j ACCEPT
      iptables -A INPUT -p tcp --dport 90:80 -j ACCEPT
      iptables -A INPUT -p tcp -dport 80 -j ACCEPT
      iptables -A INPUT -p tcp –dport 80 -j ACCEPT
      iptables -A INPUT -j ACEPT
      iptables -A INPUT -j ACCEPT extra
      iptables -A INPUT -p tcp -p udp -j ACCEPT
      iptables -a INPUT -j ACCEPT
      iptables --append INPUT --protocol tcp --dport 99 --jump ACCEPT
      iptables -A INPUT --proto tcp --destination-port 98 -j ACCEPT
      iptables -A INPUT -m
      iptables -A INPUT -m state --state NONSENSE -j ACCEPT
      iptables -A INPUT -m conntrack -j ACCEPT
      iptables -A INPUT -m limit --limit 0/s -j ACCEPT
      iptables -A INPUT -m limit --limit 5/fortnight -j ACCEPT
      iptables -A INPUT -m mac --mac-source nonsense -j ACCEPT
      iptables -A INPUT -g DOCKER-USER
      iptables -A FORWARD -o docker0 -j MARK --set-mark 1
      iptables -t mangle -A PREROUTING -i ens33 -j MARK --set-mark 0x10
      iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
      iptables -t mangle -A POSTROUTING -j TTL --ttl-set 64
      iptables -t mangle -S
      iptables -t mangle -L -n
      iptables -t mangle -F
      iptables -t raw -A PREROUTING -p icmp -j NOTRACK
      iptables -t raw -L PREROUTING -n
      iptables -t raw -F
      iptables -t security -L
      iptables -S INPUT
      iptables -L INPUT -n
      iptables -L INPUT -n --line-numbers | tail -3
      iptables -L INPUT
      iptables -L INPUT 1
      iptables -L INPUT 2 -n
      iptables -L INPUT 999
      iptables -L -n | grep -c Chain
      iptables -vL INPUT -n | head -2
      iptables -S INPUT 1
      iptables -vS INPUT | head -2
      iptables -D INPUT -p tcp --dport 8080 -j DROP
      iptables -D INPUT -p tcp --dport 8080 -j DROP
      iptables -C INPUT -p udp --dport 53 -j ACCEPT
      iptables -C INPUT -p udp --dport 53 -m comment --comment "dns for class" -j ACCEPT; echo $?
      iptables -D INPUT 0
      iptables -D INPUT abc
      iptables -D INPUT
      iptables -I INPUT 3 -s 1.1.1.1 -j DROP; iptables -S INPUT 3
      iptables -I INPUT 0 -j DROP
      iptables -I INPUT -s 2.2.2.2
      iptables -S INPUT 1
      iptables -R INPUT 1 -s 3.3.3.3 -j DROP; iptables -S INPUT 1
      iptables -R INPUT -s 3.3.3.3 -j DROP
      iptables -P INPUT REJECT
      iptables -P INPUT
      iptables -P NOSUCH DROP
      iptables -F NOSUCH
      iptables -X
      iptables -X INPUT
      iptables -X DOCKER
      iptables -N docker-lab
      iptables -N 'two words'
      iptables -N averyveryveryverylongchainname
      iptables -N -x
      iptables -N ACCEPT
      iptables -A docker-lab -j docker-lab
      iptables -A docker-lab -j RETURN
      iptables -A INPUT -j docker-lab
      iptables -L docker-lab -n
      iptables -E docker-lab INPUT
      iptables -E nosuch other
      iptables -Z docker-lab
      iptables -Z INPUT 1
      iptables -t filter -L DOCKER -n
      iptables -t nat -L nosuch
      iptables -t nat -P POSTROUTING DROP
      iptables -t nat -A POSTROUTING -s 10.1.0.0/24 -j SNAT
      iptables -t nat -A POSTROUTING -s 10.1.0.0/24 -j SNAT --to-source nonsense
      iptables -t nat -A POSTROUTING -s 10.1.0.0/24 -j SNAT --to-source 192.168.1.13-192.168.1.15
      iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination :8080
      iptables -t nat -A PREROUTING -j DNAT --to-destination 1.1.1.1:80
      iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-port 8080
      iptables -t nat -A OUTPUT -p tcp --dport 80 -j REDIRECT
      iptables -t nat -A INPUT -j MASQUERADE
      iptables -t nat -A POSTROUTING -i ens33 -j MASQUERADE
      iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE --random
      iptables -t nat -A POSTROUTING -p tcp -j MASQUERADE --to-ports 1000-2000
      iptables -t nat -A PREROUTING -d 192.168.1.13 -j NETMAP --to 10.0.0.0/24
      iptables -t nat -S
      iptables -t nat -L -n
      iptables -F; iptables -t nat -F
      iptables -S
      iptables-save | sed -n '/^\*/p'
      iptables-save -c | grep -c '^\['
      iptables-save -t nosuch
      iptables-restore < /nosuch
      printf '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j NOSUCH\nCOMMIT\n' | iptables-restore
      printf '*filter\n-A INPUT -s 9.9.9.9 -j DROP\nCOMMIT\n' | iptables-restore -n; iptables -S INPUT
      printf '*filter\n' | iptables-restore; echo $?
      iptables -w -L INPUT -n
      iptables -w 5 -S INPUT
      iptables -4 -S INPUT
      iptables -6 -S INPUT
      iptables -h | head -1
      iptables -m icmp -h | tail -3 | head -1
      iptables --nonsense
      iptables -t
      iptables -L -A INPUT
      iptables -LINPUT -n | head -1
      iptables -nL INPUT extra
      iptbles -L
      iptables-legacy -S INPUT
      iptables-nft -S
      iptables -F INPUT
      ip6tables -L INPUT
      ebtables -L
      firewall-cmd --state
      nft list tables
      `,
    ),
  ],
};

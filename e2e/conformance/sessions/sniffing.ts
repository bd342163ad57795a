import { on, type Session } from './typed.ts';

export const sniffing: Session = {
  name: 'sniffing',
  typed: [
    ...on(
      'docker01',
      `
      tcpdump -D | head -1 | cut -c1-8
      tcpdump --version 2>&1 | head -1
      tcpdump -i nosuch
      tcpdump -i ens33 -c 1 nonsense filter
      tcpdump -i ens33 -c 1 host
      tcpdump -c 0 -i lo
      tcpdump -c abc
      (sleep 1; ping -c 1 192.168.1.13 > /dev/null) & timeout 5 tcpdump -i ens33 -n -c 2 icmp 2>/dev/null | sed 's/^[0-9:.]* //; s/id [0-9]*/id N/'
      (sleep 1; ping -c 1 192.168.1.13 > /dev/null) & timeout 5 tcpdump -i any -n -c 2 icmp 2>/dev/null | sed 's/^[0-9:.]* //; s/id [0-9]*/id N/'
      (sleep 1; ping -c 1 127.0.0.1 > /dev/null) & timeout 5 tcpdump -i lo -nn -c 2 -q icmp 2>/dev/null | sed 's/^[0-9:.]* //; s/id [0-9]*/id N/'
      (sleep 1; ping -c 1 -W 1 192.168.1.99 > /dev/null) & timeout 5 tcpdump -i ens33 -n -c 1 arp and host 192.168.1.99 2>/dev/null | sed 's/^[0-9:.]* //'
      (sleep 1; ping -c 1 -s 10 192.168.1.13 > /dev/null) & timeout 5 tcpdump -i ens33 -t -n -v -c 1 icmp 2>/dev/null | sed 's/id [0-9]*/id N/g'
      timeout 1 tcpdump -i ens33 -n icmp 2>&1 | head -2
      timeout 2 tcpdump -i ens33 -n port 9999 2>&1 | tail -3
      ping -c 1 -M do -s 1472 192.168.1.13
      ping -c 1 -M do -s 1473 192.168.1.13
      ping -c 1 -M nonsense 192.168.1.13
      ping -c 2 -i 0.1 192.168.1.13
      ping -c 1 -p ff 192.168.1.13
      ping -c 1 -Q 16 192.168.1.13
      ping -c 1 -b 192.168.1.255
      ping -c 1 192.168.1.255
      ping -c 1 -n docker02
      ping -c 1 docker02
      ping docker02 -c 1
      ping -c1 -w1 router
      ping -c 1 -R 192.168.1.13
      ping -c 1 -D 192.168.1.13 | head -1
      ping -a -c 1 192.168.1.13
      ping -v -c 1 192.168.1.13
      ping -c 1 -l 2 192.168.1.13
      ping -f -c 5 192.168.1.13
      ping -c 1 -s 65508 192.168.1.13
      ping -c 1 -s -1 192.168.1.13
      ping -c 1 -t 0 192.168.1.13
      ping -c 1 -t 256 192.168.1.13
      ping -c 1 -I lo 192.168.1.13
      ping -c 1 -I docker0 -W 1 192.168.1.13
      ping -c 3 -O -W 1 -i 1 192.168.1.98
      ping -c
      ping -z 192.168.1.13
      ping -c 1 192.168.1.13 192.168.1.254
      ping -c 1 192.168.1
      ping -c 1 0
      ping -c 1 0.0.0.0
      ping -c 1 localhost
      ping -6 -c 1 ::1
      ping -V
      ping -h 2>&1 | head -4
      pinng 192.168.1.13
      traceroute 192.168.1.13
      tracepath -n 192.168.1.13
      tracepath -n 127.0.0.1
      tracepath -m 1 -n 192.168.1.13
      tracepath
      tracepath nosuch
      mtr 192.168.1.13
      nmap 192.168.1.13
      dig docker02
      nslookup docker02
      host docker02
      nc -zv 192.168.1.13 22
      telnet 192.168.1.13 22
      getent hosts docker02
      getent hosts 192.168.1.13
      getent ahosts docker02
      getent hosts nosuch; echo $?
      (echo > /dev/tcp/192.168.1.13/22) && echo open
      timeout 1 bash -c '</dev/tcp/192.168.1.13/81'; echo $?
      curl -s telnet://192.168.1.13:22 --max-time 1 | cut -c1-4
      curl -m 2 http://192.168.1.13/
      curl -m 2 http://192.168.1.99/
      curl http://nosuchhost/
      curl -V | head -1 | cut -d' ' -f1,2
      curl ftp//x
      curl
      `,
    ),
    ...on(
      'docker02',
      `
      ss -tln
      ss -tlnp | awk 'NR==1 || /:22/ {print $1, $4}'
      ss -uln
      ss -tan | head -1
      ss -xl | grep -c docker.sock
      ss -s | head -1
      ss -4 -tln
      ss -tln sport = :22
      ss -tln 'sport = :23'
      ss -t state established | wc -l
      ss -lt
      ss -tulpen | head -1
      ss --nonsense
      ss -z
      netstat -tlnp
      lsof -i
      fuser 22/tcp
      arp -a
      route -n
      ifconfig -a
      cat /proc/net/dev | head -2
      cat /proc/net/route | head -2
      cat /proc/net/arp | head -1
      cat /proc/net/tcp | head -1
      cat /proc/net/sockstat | head -1 | cut -d' ' -f1
      cat /etc/services | grep -w 22/tcp
      grep -w domain /etc/services
      cat /etc/protocols | grep -w icmp
      cat /etc/nsswitch.conf | grep hosts
      cat /etc/resolv.conf
      cat /etc/hosts
      cat /etc/hostname
      cat /etc/networks
      cat /etc/debian_version
      resolvectl status
      nmcli device
      iwconfig
      `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const helpdesk: Session = {
  name: 'helpdesk',
  typed: [
    ...on(
      'docker02',
      String.raw`
      whoami; pwd; ls -la ~ | head -1
      uname -srm | cut -d. -f1
      cat /etc/os-release | head -3
      ip route | wc -l
      ip route get 1.1.1.1
      ping -c 1 8.8.8.8
      ping -c 1 google.com
      cat /etc/resolv.conf | wc -l
      nslookup google.com
      dig google.com
      curl -m 3 http://google.com
      wget http://google.com
      ssh -V
      ss -tn | head -1 | cut -c1-5
      ss -tuln | grep -c :22
      netstat -an
      ps aux | grep ssh | grep -v grep | wc -l | grep -c .
      systemctl status ssh --no-pager | grep -c running
      systemctl status foo
      systemctl restart foo
      systemctl is-active docker
      systemctl is-enabled docker
      systemctl stop docker.socket docker; docker ps
      systemctl start docker; docker ps -q | wc -l
      journalctl -u docker -n 1 --no-pager | wc -l
      journalctl -u foo --no-pager
      df -h | head -1
      free -h | head -1
      uptime | grep -c up
      date +%H | wc -c
      who | wc -l
      id; groups
      ls /etc/network /etc/systemd/network
      cat /etc/fstab | grep -v '#' | wc -l
      touch /root/test && ls /root/test && rm /root/test && ls /root/test
      mkdir -p /tmp/a/b/c && cd /tmp/a && find . -type d | sort
      echo "192.168.1.13 webserver" >> /etc/hosts; ping -c 1 webserver
      getent hosts webserver
      sed -i '/webserver/d' /etc/hosts; grep -c webserver /etc/hosts
      grep -i error /var/log/nosuch.log
      tail -n 3 /etc/passwd | cut -d: -f1,7
      cat /etc/passwd | wc -l | grep -c .
      awk -F: '$3 == 0 {print $1}' /etc/passwd
      awk -F: '{print $NF}' /etc/passwd | sort | uniq -c | sort -rn | head -1 | awk '{print $2}'
      sort -t: -k3 -n /etc/passwd | head -1 | cut -d: -f1
      wc -l < /etc/hosts
      head -1 /etc/hosts | tr ' ' ':'
      ls -l /etc/hosts | awk '{print $1, $3, $4}'
      chmod 600 /tmp/nosuch
      echo hi > /tmp/x; chmod 400 /tmp/x; cat /tmp/x; stat -c %a /tmp/x
      cp /tmp/x /tmp/y && diff /tmp/x /tmp/y && echo same
      mv /tmp/y /tmp/z; ls /tmp/y /tmp/z
      rm -r /tmp/a; ls /tmp/a
      tar -cf /tmp/t.tar /etc/hostname; tar -tf /tmp/t.tar
      gzip -k /tmp/x; ls /tmp/x.gz; zcat /tmp/x.gz
      history | wc -l
      alias; type ls
      for h in docker01 docker02 router nosuch; do ping -c1 -W1 $h >/dev/null 2>&1 && echo "$h ok" || echo "$h FAIL"; done
      for i in $(seq 1 3); do echo "192.168.1.$i"; done
      while read -r ip name; do [ "$name" = router ] && echo "$ip"; done < /etc/hosts
      if ! ping -c1 -W1 192.168.1.77 > /dev/null; then echo "no answer"; fi
      x=$(ip -4 -o addr show ens33 | awk '{print $4}'); echo \${x%/*} \${x#*/}
      [ -f /etc/hosts ] && [ ! -d /etc/hosts ] && echo file
      echo $((192*256+168)); printf '%02x\n' 192
      echo "obase=2; 192" | bc
      sudo -l | tail -1
      sl
      apt install cowsay
      apt update 2>&1 | tail -1
      dpkg -l | grep -c iproute2
      dpkg -s docker.io | grep -i ^status
      apt list --installed 2>/dev/null | grep -c ^iptables/
      which ping; which nosuch
      docker --help | head -2
      exit 3
      `.replaceAll('\\${', '${'),
    ),
  ],
};

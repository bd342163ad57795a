import { on, type Session } from './typed.ts';

export const workshopEvening: Session = {
  name: 'workshop-evening',
  typed: [
    ...on(
      'docker02',
      `
      for i in 1 2 3; do echo "host $i"; done
      n=0; while [ $n -lt 3 ]; do n=$((n+1)); done; echo $n
      cat > /tmp/up.sh <<'EOF'\\
      #!/bin/sh\\
      set -e\\
      vid=$1\\
      ip link add link ens33 name ens33.$vid type vlan id $vid\\
      ip link set ens33.$vid up\\
      echo "made ens33.$vid"\\
      EOF
      chmod +x /tmp/up.sh && ls -l /tmp/up.sh | cut -c1-10
      /tmp/up.sh 31
      /tmp/up.sh 31; echo "status $?"
      /tmp/up.sh
      sh -n /tmp/up.sh && echo fine
      bash -x /tmp/up.sh 32 2>&1 | tail -2
      ip -o link show type vlan | awk -F': ' '{print $2}' | cut -d@ -f1
      for v in 31 32; do ip addr add 10.$v.0.2/24 dev ens33.$v; done
      ip -4 -o addr | awk '{print $2, $4}' | grep ens33
      ip -j addr show ens33.31 | grep -o '"local":"[^"]*"' | head -1
      ip -j link show ens33.32 | tr ',' '\\n' | grep -c ifname
      ip rule add from 10.31.0.0/24 table 100
      ip route add default via 10.31.0.1 table 100
      ip rule show | grep 10.31 | cut -f2
      ip route show table 100
      ip rule del from 10.31.0.0/24 table 100; ip route flush table 100; ip route show table 100
      grep -E '^(root|daemon):' /etc/passwd
      awk -F: '$3 < 3 {print $1}' /etc/passwd
      cut -d: -f7 /etc/passwd | sort | uniq -c | sort -rn | head -1 | awk '{print $2}'
      find /etc/docker -maxdepth 1 | sort
      ls -la /etc/docker | tail -n +2 | wc -l
      test -f /etc/docker/daemon.json || echo none
      echo '{ "insecure-registries": ["192.168.1.11:5000"] }' > /etc/docker/daemon.json
      python3 -m json.tool < /etc/docker/daemon.json || echo 'no python'
      systemctl restart docker; systemctl is-active docker
      docker info 2>/dev/null | grep -A2 'Insecure Registries' | tail -2 | tr -d ' '
      echo '{ broken' > /etc/docker/daemon.json; systemctl restart docker; echo $?
      systemctl is-failed docker
      rm /etc/docker/daemon.json; systemctl reset-failed docker; systemctl start docker; systemctl is-active docker
      systemctl status docker | head -3 | tail -1 | cut -d';' -f1
      systemctl list-units --type=service --state=running --no-legend | grep -o 'docker.service'
      systemctl cat docker | grep ^ExecStart
      systemctl show docker -p ActiveState
      journalctl -u docker -n 1 --no-pager -o cat | wc -l
      ps -e -o comm= | grep -c dockerd
      ps aux | head -1
      pgrep -x dockerd | wc -l
      kill -0 1 && echo alive
      sleep 60 & kill $!; wait $!; echo $?
      df -h / | tail -1 | awk '{print $6}'
      mount | grep ' on / ' | cut -d' ' -f5
      free -m | head -1 | tr -s ' '
      cat /proc/sys/net/ipv4/conf/ens33/rp_filter
      sysctl net.ipv4.conf.ens33.proxy_arp
      sysctl net.ipv4.conf.nothere.proxy_arp
      sysctl -w net.ipv4.conf.ens33.arp_ignore=1
      sysctl net.ipv4.conf.ens33.arp_ignore
      sysctl -w net.ipv4.conf.ens33.arp_ignore=0
      ip link set ens34 up; ip -br link show ens34
      ip link add bond7 type bond mode active-backup; ip link set ens34 down; ip link set ens34 master bond7
      cat /proc/net/bonding/bond7 | head -3 | tail -1
      ip -br link show master bond7
      ip link del bond7
      ip link add br7 type bridge; ip link set br7 up; ip link set ens34 master br7
      bridge link show | grep -o 'master br7'
      ip link set ens34 nomaster; ip link del br7; ip -br link show type bridge
      ip link add mv0 link ens33 type macvlan mode bridge; ip -d link show mv0 | grep -o 'macvlan mode [a-z]*'
      ip addr add 192.168.1.90/32 dev mv0; ip link set mv0 up; ping -c 1 -I mv0 192.168.1.11
      ip link del mv0
      ip link add dum0 type dummy; ip addr add 10.5.5.5/32 dev dum0; ip link set dum0 up; ping -c 1 10.5.5.5
      ip -s -s link show dum0 | wc -l
      ip link del dum0
      ip link set ens33.31 mtu 1600
      ip link set ens33.31 mtu 1400; ip link show ens33.31 | grep -o 'mtu 1400'
      ip link set ens33.31 address 02:11:22:33:44:55; cat /sys/class/net/ens33.31/address
      ip link set ens33.31 name vlan31
      ip link set ens33.31 down; ip link set ens33.31 name vlan31; ip -br link show vlan31
      ip link del vlan31; ip link del ens33.32
      arping -c 1 -I ens33 192.168.1.11 | tail -1
      arping -D -c 1 -I ens33 192.168.1.11; echo $?
      tcpdump --version 2>&1 | head -1
      nc -z -w 1 192.168.1.11 22 && echo open
      timeout 2 sleep 10; echo $?
      time true
      date +%Y | grep -c 20
      env | grep ^HOME
      echo "$SHELL" "$0" | tr -d -
      type ip ls cd
      which docker ip
      alias ll='ls -l'; ll -d /etc
      printf '%s-%03d\\n' a 7 b 12
      echo {1..5} $((2**10)) \${HOME#/}
      a=(x y z); echo "\${#a[@]} \${a[1]}"
      grep -rn nosuchthing /etc/docker; echo $?
      seq 3 | paste -sd+ | tee /tmp/sum; bc < /tmp/sum
      head -c 20 /etc/os-release
      md5sum /dev/null
      tr a-z A-Z <<< abc
      sort -u <(printf 'b\\na\\nb\\n')
      `,
    ),
  ],
};

import { on, type Session } from './typed.ts';

export const servicesAsFiles: Session = {
  name: 'services-as-files',
  typed: on(
    'docker01',
    `
    cat /lib/systemd/system/docker.service
    systemctl cat docker
    systemctl cat docker.socket
    systemctl cat containerd
    systemctl cat ssh
    systemctl cat ssh docker | grep -c Description
    ls /lib/systemd/system/docker* /lib/systemd/system/containerd* /lib/systemd/system/ssh*
    ls -l /usr/lib/systemd/system/docker.service | cut -c1-10
    grep ^Exec /usr/lib/systemd/system/docker.service
    ls /etc/systemd/system | head
    ls -l /etc/systemd/system/multi-user.target.wants | awk '{print $9, $10, $11}'
    systemctl show docker -p FragmentPath,ExecStart --value | cut -c1-60
    systemctl show -p FragmentPath ssh
    systemctl show docker -p Type,Restart,MainPID | sed 's/[0-9]\\{2,\\}/N/'
    systemctl list-units --type=service --state=running --no-legend | awk '{print $1}'
    systemctl list-units --type=service --no-legend --plain | awk '{print $1, $3, $4}'
    systemctl list-units --type=socket --no-legend --plain | awk '{print $1, $3, $4}'
    systemctl list-unit-files --no-legend | grep -E '^(docker|containerd|ssh)'
    systemctl is-enabled docker ssh containerd docker.socket ssh.socket
    systemctl is-active docker ssh containerd docker.socket ssh.socket
    systemctl status systemd-journald --no-pager | head -n 3
    systemctl is-active systemd-journald; systemctl is-enabled systemd-journald
    systemctl cat systemd-journald | head -n 20 | tail -n 12
    ps -e -o comm= | sort | uniq -c | sort -rn | awk '{print $2}' | grep -v kworker | head -n 40 | sort
    ps -ef | grep -c '[s]ystemd-journal'
    pgrep -l journal | cut -d' ' -f2
    pidof systemd-journald | wc -w
    systemctl mask ssh.socket
    systemctl unmask ssh.socket
    systemctl mask nosuch
    systemctl unmask nosuch
    systemctl mask docker.socket; systemctl is-enabled docker.socket; systemctl unmask docker.socket
    systemctl mask containerd; systemctl status containerd --no-pager | head -n 3 | cut -d';' -f1
    systemctl start containerd; systemctl unmask containerd
    systemctl mask systemd-networkd; systemctl unmask systemd-networkd
    systemctl mask networking; systemctl unmask networking
    systemctl mask apt-daily.timer; systemctl unmask apt-daily.timer
    sysctl --system | tail -n 12
    sysctl --system | grep Applying
    ls /etc/sysctl.d /usr/lib/sysctl.d; ls -l /etc/sysctl.conf
    echo net.ipv4.ip_forward=1 > /etc/sysctl.d/99-lab.conf; sysctl --system | tail -n 4
    rm /etc/sysctl.d/99-lab.conf; sysctl -p; sysctl -p /dev/null; echo $?
    cat > /tmp/l.sh <<'EOF'\\
    for i in 1 2 3; do\\
      echo "line $i"\\
    done\\
    EOF
    bash -x /tmp/l.sh | head -n 1
    bash -x /tmp/l.sh 2>&1 | head -n 3
    bash -xv /tmp/l.sh 2>/dev/null | tail -n 1
    sh -x /tmp/l.sh | head -n 2
    bash -x -c 'ip -br link | head -n 1 | wc -w'
    bash -c 'set -x; for h in a b; do echo $h; done' | head -n 1
    seq 100000 | head -n 1; echo \${PIPESTATUS[@]}
    yes | head -n 2; echo \${PIPESTATUS[@]}
    docker run -itd --name registry -p 5000:5000 --restart=always registry:latest
    curl -s http://127.0.0.1:5000/v2/_catalog
    docker tag busybox 127.0.0.1:5000/busybox:v1; docker push -q 127.0.0.1:5000/busybox:v1
    curl -s http://127.0.0.1:5000/v2/busybox/tags/list
    docker logs registry 2>&1 | grep -c 'GET /v2/'
    docker logs registry 2>&1 | grep -c 'HEAD /v2/'
    docker logs registry 2>&1 | grep -o 'http.request.method=[A-Z]*' | sort | uniq -c
    docker logs registry 2>&1 | head -n 5
    docker logs --tail 3 registry 2>/dev/null
    docker logs registry 2>&1 | tail -n 1
    docker logs -n 1 registry 2>/dev/null | cut -d' ' -f1-4,6-
    curl -s http://127.0.0.1:5000/v2/nosuch/tags/list; docker logs -n 2 registry
    docker logs registry 2>/dev/null | wc -l; docker logs registry 2>&1 >/dev/null | wc -l
    docker logs -t -n 1 registry 2>/dev/null | cut -c1-11 | tr 0-9 N
    docker rm -f registry
    cat /dev/null; wc -c < /dev/null; cp /dev/null /tmp/empty; ls -l /tmp/empty | cut -d' ' -f5
    ip -b /dev/null; echo $?
    curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:5000/
    docker run --rm --env-file /dev/null busybox echo ok
    grep -c . /dev/null; diff /dev/null /etc/hostname; sed -n 1p /dev/null; stat -c '%F %t,%T' /dev/null
    test -c /dev/null && echo device; [ -s /dev/null ] || echo empty; file /dev/null; ls -l /dev/null | cut -d' ' -f1,5,6
    echo x | tee /dev/null; sort -o /dev/null /etc/hosts; cat /etc/hostname > /dev/null; dd if=/dev/null of=/tmp/e 2>&1 | head -n 1
    `,
  ),
};

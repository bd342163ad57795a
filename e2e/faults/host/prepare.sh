# Runs on a host after each boot, by the way that the matrix keeps for itself: an SSH server that no fault is aimed at, and
# what a fresh host lacks for a plan to need every kind of step: forwarding that is off, and an image to be fetched.
# shellcheck shell=sh
mkdir -p /run/lab
if ! pgrep -x lab-sshd >/dev/null; then
  cp /usr/sbin/sshd /run/lab/lab-sshd
  /run/lab/lab-sshd -p 2222 -o PidFile=none -o MaxSessions=20 </dev/null >/dev/null 2>&1
fi
# Sends a signal to the host's own SSH server and its sessions, which have a name of their own since OpenSSH 9.8.
cat >/run/lab/signal-sshd <<'SCRIPT'
#!/bin/sh
own=$(pgrep -o -x lab-sshd)
own=" $own $(pgrep -P "$own" | tr '\n' ' ')"
for pid in $(pgrep -x 'sshd(-session|-auth)?'); do
  read -r line 2>/dev/null <"/proc/$pid/stat" || continue
  # shellcheck disable=SC2086
  set -- "$1" ${line##*) }
  case "$own" in *" $pid "* | *" $3 "*) ;; *) kill "-$1" "$pid" ;; esac
done
SCRIPT
chmod 755 /run/lab/signal-sshd
cat >/run/lab/registry.yml <<'CONFIG'
version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: /var/lib/lab-registry } }
http: { addr: ':5000' }
CONFIG
# Nothing that stays may hold on to this script's output.
if ! pgrep -x docker-registry >/dev/null; then
  setsid docker-registry serve /run/lab/registry.yml </dev/null >/dev/null 2>&1 &
fi
if [ ! -e /etc/docker/daemon.json ]; then
  # Docker would switch forwarding on whenever it starts.
  echo '{"ip-forward":false}' >/etc/docker/daemon.json
  systemctl restart docker
fi
sysctl -q -w net.ipv4.ip_forward=0
# As Docker has it by itself: it does not do so after a boot with that setting.
iptables -w -P FORWARD DROP
if [ ! -e /var/lib/lab-registry/docker/registry/v2/repositories/box/_manifests/tags/latest ]; then
  docker tag busybox localhost:5000/box:latest
  until docker push -q localhost:5000/box:latest; do sleep 0.5; done
  docker image rm localhost:5000/box:latest >/dev/null
fi
sync

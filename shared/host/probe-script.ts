import { quoteWord } from '../plan/quote.ts';
import { recordRoot } from './record.ts';

/**
 * The script that tells everything about a host in one command, for `parseProbe` to read.
 *
 * It prints sections, each begun by a line with the nonce; nothing that was on the host before can hold that. It is one
 * function, called by its last line: nothing runs before all of it has arrived. It changes nothing and starts as few
 * processes as it can: on a slow host each costs. Docker is read through its socket by one curl where there is one; the
 * docker command, which takes half a second each time, only where there is not.
 */
export function probeScript(nonce: string): string {
  if (!/^[A-Za-z0-9]{16,64}$/.test(nonce)) throw new Error('a nonce is 16 to 64 letters and digits');
  return `trunkline_probe() {
nonce=${nonce}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C DOCKER_CLI_HINTS=false
export PATH LC_ALL DOCKER_CLI_HINTS
exec </dev/null
probe_facts
probe_network
probe_docker
probe_records
section end
}
section() { printf '\\n@%s %s\\n' "$nonce" "$*"; }
fact() { printf '%s %s\\n' "$1" "$2"; }
show() { while IFS= read -r line || [ -n "$line" ]; do printf '%s\\n' "$line"; done <"$1"; }
first() { value= && read -r value 2>/dev/null <"$1"; [ -n "$value" ]; }
${FACTS}${NETWORK}${DOCKER}${RECORDS}trunkline_probe
`;
}

/**
 * The remote command that reads the probe from its standard input, as root where that needs no password.
 * @param privilege what an earlier probe found; undefined at the first one
 */
export function probeCommand(privilege: 'sudo-password' | undefined): string {
  if (privilege === 'sudo-password') return "exec sudo -k -S -p '' sh -s";
  return 'if [ "$(id -u)" = 0 ] || ! sudo -n true 2>/dev/null; then exec sh -s; else exec sudo -n sh -s; fi';
}

// /proc/PPID is sudo's own process, which still has the environment of the login.
const FACTS = `probe_facts() {
section facts
first /proc/sys/kernel/hostname; fact hostname "$value"
first /proc/sys/kernel/osrelease; fact kernel "$value"
if [ -r /etc/os-release ]; then
while IFS= read -r line; do case $line in PRETTY_NAME=*) fact os "\${line#PRETTY_NAME=}" ;; esac; done </etc/os-release
fi
uid=$(id -u)
fact uid "$uid"
fact user "\${SUDO_USER:-$(id -un)}"
if [ "$uid" != 0 ]; then
if command -v sudo >/dev/null; then fact sudo "$(sudo -n true 2>&1)"; else fact sudo missing; fi
elif [ -n "$SUDO_USER" ]; then fact sudo used
fi
if [ -z "$SSH_CONNECTION" ] && [ -r "/proc/$PPID/environ" ]; then
SSH_CONNECTION=$(tr '\\0' '\\n' <"/proc/$PPID/environ" | sed -n 's/^SSH_CONNECTION=//p')
fi
fact ssh "$SSH_CONNECTION"
for name in ip docker iptables nsenter ping flock arping curl modprobe; do
if command -v "$name" >/dev/null; then fact command "$name"; fi
done
for name in 8021q macvlan ipvlan; do
if [ -d "/sys/module/$name" ] || modprobe -n -q "$name" 2>/dev/null; then fact module "$name"; fi
done
if command -v systemd-detect-virt >/dev/null; then fact virtualization "$(systemd-detect-virt 2>/dev/null)"; fi
if [ -d /run/NetworkManager ]; then fact manager NetworkManager; fi
if [ -d /run/systemd/netif ]; then fact manager systemd-networkd; fi
for file in /etc/netplan/*.yaml; do if [ -e "$file" ]; then fact manager netplan; break; fi; done
if [ -e /etc/network/interfaces ]; then fact manager ifupdown; fi
for file in /etc/sysconfig/network-scripts/ifcfg-*; do if [ -e "$file" ]; then fact manager ifcfg; break; fi; done
if command -v firewall-cmd >/dev/null && systemctl -q is-active firewalld 2>/dev/null; then fact firewall firewalld; fi
if [ -r /etc/ufw/ufw.conf ]; then
while IFS= read -r line; do case $line in ENABLED=yes*) fact firewall ufw ;; esac; done </etc/ufw/ufw.conf
fi
}
`;

const NETWORK = `probe_network() {
section links
ip -j -d address show 2>&1
section routes
ip -j -4 route show 2>&1
section sysctls
for file in /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/conf/*/rp_filter; do
if first "$file"; then fact "$file" "$value"; fi
done
if command -v iptables-save >/dev/null; then
section iptables-version
iptables -V 2>&1
section iptables
iptables-save 2>&1
fi
}
`;

const DOCKER = `probe_docker() {
socket=/var/run/docker.sock
if [ -w "$socket" ] && [ -z "$DOCKER_HOST" ] && command -v curl >/dev/null; then
end="
@$nonce docker-end %{http_code}
"
section docker-api
containers=$(curl -sS --max-time 30 --unix-socket "$socket" -w "$end" 'http://docker/containers/json?all=1' 2>&1)
printf '%s\\n' "$containers"
curl -sS --max-time 30 --unix-socket "$socket" -w "$end" http://docker/version http://docker/info http://docker/networks http://docker/images/json 2>&1
ids=$(printf %s "$containers" | grep -o '"Id":"[0-9a-f]\\{64\\}"' | cut -d '"' -f 4)
if [ -n "$ids" ]; then
printf 'url = "http://docker/containers/%s/json"\\n' $ids | curl -sS --max-time 60 --unix-socket "$socket" -w "$end" -K - 2>&1
fi
elif command -v docker >/dev/null; then
section docker-version
if docker version --format '{{json .Server}}' 2>&1; then
section docker-info
docker info --format '{{json .}}' 2>&1
section docker-networks
docker network inspect $(docker network ls -q) 2>&1
section docker-containers
ids=$(docker ps -aq)
if [ -n "$ids" ]; then docker container inspect $ids 2>&1; fi
section docker-images
docker image ls --no-trunc --format '{{json .}}' 2>&1
else
section docker-failed
fi
fi
}
`;

const RECORDS = `probe_records() {
root=${quoteWord(recordRoot)}
for directory in "$root"/*/; do
[ -d "$directory" ] || continue
name=\${directory%/}
section record "\${name##*/}"
if [ -r "\${directory}inventory" ]; then section inventory; show "\${directory}inventory"; fi
for file in "\${directory}saved/"*; do
[ -f "$file" ] || continue
section saved "\${file##*/}"
show "$file"
done
done
}
`;

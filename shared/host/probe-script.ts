import { quoteWord } from './quote.ts';
import { FILE_KINDS, recordRoot } from './record.ts';
import { registryLabel } from './state.ts';

/**
 * The script that tells everything about a host in one command, for `parseProbe` to read.
 *
 * It changes nothing. It prints sections, each begun by a line with the nonce: that is new for every probe and known to
 * nobody but the script and us, so nothing that is on the host can pass for one. Where a file's or a lab's name is shown,
 * only names of harmless characters are; the rest is not ours.
 *
 * It runs in dash, bash and busybox, and starts as few processes as it can, because on a slow host each of them is felt. One
 * grep reads all the small files, one ip tells links and routes, and one curl asks Docker's socket for everything (the
 * docker command, slow to start, only where curl cannot). Docker is asked in the background while the rest is collected.
 *
 * Its arguments are those that `loadScript` gives: the login's SSH_CONNECTION, and what sudo said when it refused.
 *
 * @param nonce new and unguessable, 16 to 64 letters and digits
 * @param images names of those whose content is to be told too
 */
export function probeScript(nonce: string, images: readonly string[] = []): string {
  if (!/^[A-Za-z0-9]{16,64}$/.test(nonce)) throw new Error('a nonce is 16 to 64 letters and digits');
  const names = images.filter((name) => /^[\w./:-]{1,255}$/.test(name)).join(' ');
  return `nonce=${nonce} records=${quoteWord(recordRoot)} images=${quoteWord(names)}
${SETTING}${DOCKER}${FACTS}${SAVED}${COLLECT}`;
}

// The plan's commands speak with the system's own Docker, whatever the login has in its environment; so does the probe.
const SETTING = `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C DOCKER_CLI_HINTS=false DOCKER_CONTEXT=default
export PATH LC_ALL DOCKER_CLI_HINTS DOCKER_CONTEXT
unset DOCKER_HOST
exec </dev/null
section() {
  printf '\\n@%s %s\\n' "$nonce" "$*"
}
fact() {
  facts="$facts$1 $2
"
}
newline='
'
has() {
  command -v "$1" >/dev/null 2>&1
}
`;

/**
 * The answers' headers tell Docker's version; /version itself starts runc to ask for its version, /info is slower still.
 * Docker names its containers' folders by their ids, which spares a second curl. Where they are not to be seen (another data
 * root, not root), the list of containers tells what is missing.
 */
const DOCKER = `docker_api() {
  curl -q -sS -i --noproxy '*' --connect-timeout 5 --max-time 30 --unix-socket "$socket" -K - 2>&1 <<CONFIG
write-out = "\\n@$nonce docker-answer %{http_code} %{url_effective}\\n"
$urls
CONFIG
}
docker_url() {
  urls="$urls
url = http://docker/$1"
}
docker_state() {
  socket=/var/run/docker.sock
  if [ -S "$socket" ] && has curl; then
    if [ ! -w "$socket" ]; then
      section docker-denied
      return
    fi
    if [ -O / ]; then
      [ -O "$socket" ] || section docker-rootless
    elif [ -O "$socket" ]; then
      section docker-rootless
    fi
    docker_settings
    urls='' asked=''
    docker_url networks
    docker_url volumes
    docker_url images/json
    for name in $images; do docker_url "images/$name/json"; done
    docker_url 'containers/json?all=1'
    for folder in /var/lib/docker/containers/*; do
      id=\${folder##*/}
      case $id in
      *[!0-9a-f]*) ;;
      *)
        asked="$asked $id"
        docker_url "containers/$id/json"
        ;;
      esac
    done
    case $words$settings in
    *insecure-registr*) docker_url info ;;
    esac
    answers=$(docker_api)
    case $answers in
    *"
@$nonce docker-answer 200 "*)
      section docker-answers
      printf '%s\\n' "$answers"
      docker_rest
      docker_registries
      return
      ;;
    esac
  fi
  if has docker; then docker_command; fi
}
docker_settings() {
  pid='' words='' settings='' file=/etc/docker/daemon.json
  read -r pid 2>/dev/null </var/run/docker.pid
  case $pid in
  '' | *[!0-9]*) ;;
  *) words=$(tr '\\0' '\\n' 2>/dev/null <"/proc/$pid/cmdline") ;;
  esac
  case $words in
  *--config-file=* | *--config-file"$newline"*)
    file=\${words#*--config-file?}
    file=\${file%%"$newline"*}
    ;;
  esac
  section docker-daemon "$file"
  printf '%s\\n' "$words"
  if [ -r "$file" ]; then
    settings=$(tr '\\r' '\\v' <"$file" && echo .)
    section docker-settings
    printf '%s' "\${settings%.}"
  fi
}
docker_registries() {
  rest=$answers ports=''
  while :; do
    case $rest in
    *'"${registryLabel}":'*) rest=\${rest#*'"${registryLabel}":'} ;;
    *) return ;;
    esac
    port=\${rest#*'"'}
    port=\${port%%'"'*}
    case $port in
    '' | *[!0-9]*) continue ;;
    esac
    case "$ports " in
    *" $port "*) continue ;;
    esac
    ports="$ports $port"
    docker_registry
  done
}
docker_registry() {
  way=http
  names=$(registry_says "_catalog?n=1000") || { way=https && names=$(registry_says "_catalog?n=1000"); } || {
    if registry_is_closed; then section docker-registry "$port"; fi
    return
  }
  section docker-registry "$port"
  names=\${names#*'['}
  names=\${names%%']'*}
  for name in $(printf '%s' "$names" | tr ',"' '  '); do
    case $name in
    *[!a-z0-9._/-]*) ;;
    *) registry_says "$name/tags/list" ;;
    esac
  done
}
registry_says() {
  if has curl; then
    curl -q -sfk --noproxy '*' --connect-timeout 2 --max-time 5 "$way://127.0.0.1:$port/v2/$1" 2>/dev/null
  else
    wget -q -T 5 -O - "$way://127.0.0.1:$port/v2/$1" 2>/dev/null
  fi
}
registry_is_closed() {
  for way in https http; do
    case $(curl -q -sk -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 5 "$way://127.0.0.1:$port/v2/" 2>/dev/null) in
    401) return 0 ;;
    esac
  done
  return 1
}
docker_rest() {
  case $answers in
  *'"Names":['*) ;;
  *) return ;;
  esac
  urls=''
  for id in $(printf '%s\\n' "$answers" | grep -o '"Id":"[0-9a-f]*","Names"'); do
    id=\${id#'"Id":"'}
    id=\${id%'","Names"'}
    case "$asked " in
    *" $id "*) ;;
    *) docker_url "containers/$id/json" ;;
    esac
  done
  if [ -n "$urls" ]; then docker_api; fi
}
docker_command() {
  section docker-version
  if docker version --format '{{json .}}' 2>&1; then
    section docker-security
    docker info --format '{{json .SecurityOptions}}' 2>/dev/null
    docker_settings
    case $words$settings in
    *insecure-registr*)
      section docker-registry-config
      docker info --format '{{json .RegistryConfig}}' 2>/dev/null
      ;;
    esac
    section docker-networks
    docker network inspect $(docker network ls -q --no-trunc) 2>/dev/null
    section docker-containers
    ids=$(docker ps -aq --no-trunc)
    answers=''
    if [ -n "$ids" ]; then answers=$(docker container inspect $ids 2>/dev/null); fi
    printf '%s\\n' "$answers"
    docker_registries
    section docker-volumes
    names=$(docker volume ls -q)
    if [ -n "$names" ]; then docker volume inspect $names 2>/dev/null; else echo '[]'; fi
    section docker-images
    docker image ls --no-trunc --format '{{json .}}' 2>/dev/null
    if [ -n "$images" ]; then
      section docker-contents
      docker image inspect $images 2>/dev/null
    fi
  else
    section docker-failed
    for file in /run/user/*/docker.sock; do
      if [ -S "$file" ]; then section docker-rootless; fi
    done
  fi
}
`;

/**
 * A module that is not loaded is looked for where every distribution has it; only then modprobe is asked, which also knows
 * those that are built in. systemd makes a control group for a service that runs; that is cheaper than to ask systemctl.
 */
const FACTS = `module() {
  for file in "/sys/module/$1" /lib/modules/"$kernel"/kernel/"$2".ko*; do
    if [ -e "$file" ]; then
      fact module "$1"
      return
    fi
  done
  if modprobe -n -q "$1" 2>/dev/null; then fact module "$1"; fi
}
active() {
  [ -d "/sys/fs/cgroup/system.slice/$1.service" ] || [ -d "/sys/fs/cgroup/systemd/system.slice/$1.service" ]
}
virtualization() {
  vendor='' product='' first='' second=''
  {
    read -r vendor </sys/class/dmi/id/sys_vendor
    read -r product </sys/class/dmi/id/product_name
    { read -r first; read -r second; } </proc/cpuinfo
  } 2>/dev/null
  case "$vendor $product $first $second" in
  *'User Mode Linux'*) virtual=uml ;;
  *VMware*) virtual=vmware ;;
  *VirtualBox* | *'innotek GmbH'*) virtual=oracle ;;
  *QEMU* | *KVM* | *OpenStack*) virtual=kvm ;;
  *'Microsoft Corporation Virtual Machine'*) virtual=microsoft ;;
  *Parallels*) virtual=parallels ;;
  *) virtual=$(systemd-detect-virt 2>/dev/null) ;;
  esac
  fact virtualization "$virtual"
}
facts() {
  facts='' kernel=''
  read -r kernel </proc/sys/kernel/osrelease
  fact kernel "$kernel"
  if [ -O / ]; then fact uid 0; else fact uid "$(id -u)"; fi
  user=\${SUDO_USER:-\${LOGNAME:-$USER}}
  fact user "\${user:-$(id -un)}"
  fact sudo-user "$SUDO_USER"
  fact ssh "\${ssh:-$SSH_CONNECTION}"
  for name in ip bridge iptables iptables-save docker curl nsenter ping flock arping modprobe sysctl systemctl find; do
    if has "$name"; then fact command "$name"; fi
  done
  module 8021q net/8021q/8021q
  module macvlan drivers/net/macvlan
  module ipvlan drivers/net/ipvlan/ipvlan
  virtualization
  if [ -d /run/NetworkManager ]; then fact manager NetworkManager; fi
  if active systemd-networkd; then fact manager systemd-networkd; fi
  for file in /etc/netplan/*.yaml; do
    if [ -e "$file" ]; then fact manager netplan; break; fi
  done
  if has ifup && [ -e /etc/network/interfaces ]; then fact manager ifupdown; fi
  for file in /etc/sysconfig/network-scripts/ifcfg-*; do
    if [ -e "$file" ]; then fact manager ifcfg; break; fi
  done
  if active firewalld; then fact firewall firewalld; fi
  for file in /sys/class/net/*/wireless; do
    if [ -e "$file" ]; then
      file=\${file%/wireless}
      fact wireless "\${file##*/}"
    fi
  done
  tables=''
  read -r tables 2>/dev/null </proc/net/ip_tables_names
  fact legacy-tables "$tables"
}
`;

// An old value is one line. A record's inventory is among the files that grep reads.
const SAVED = `saved() {
  own=''
  for folder in "$records"/*; do
    lab=\${folder##*/}
    case $lab in
    *[!a-z0-9-]*) continue ;;
    esac
    [ -d "$folder" ] || continue
    section record "$lab"
    for file in "$folder"/saved/*; do
      name=\${file##*/}
      case $name in
      *[!A-Za-z0-9._%:=@-]*) continue ;;
      esac
      value=''
      if [ -f "$file" ]; then
        IFS= read -r value <"$file"
        section saved "$name"
        printf '%s\\n' "$value"
        case $name in ${FILE_KINDS.map((kind) => `${kind}:*`).join(' | ')}) case $value in *[!A-Za-z0-9._:/-]*) ;; /*) own="$own $value" ;; esac ;; esac
      fi
    done
  done
  if [ -n "$own" ]; then
    section own-files
    grep -s '' /dev/null $own
  fi
}
`;

/**
 * A Docker that is only just starting answers when it is ready, and until then makes links, addresses and rules for itself:
 * what was looked at before it answered is looked at once more, or the two would be of different moments.
 */
const COLLECT = `ssh=$1
refusal=$2
look() {
  links=$(
    ip -d -j -b - 2>&1 <<'COMMANDS'
address show
route show
COMMANDS
  )
  tags=''
  case $links in
  *'"vlan_filtering":1'*) if has bridge; then tags=$(bridge -j vlan show 2>&1); fi ;;
  esac
  filters=''
  if has iptables-save; then filters=$(iptables-save 2>&1); fi
  files=$(
    cd /proc/sys/net/ipv4 || exit
    grep -s '' /dev/null /proc/sys/kernel/hostname /etc/os-release /usr/lib/os-release \\
      /etc/ufw/ufw.conf /proc/sys/net/bridge/bridge-nf-call-iptables ip_forward icmp_echo_ignore_all \\
      conf/all/accept_redirects conf/*/rp_filter conf/*/forwarding conf/*/arp_ignore "$records"/*/inventory \\
      /run/network/ifstate /run/systemd/netif/links/* /run/NetworkManager/devices/*
  )
}
seconds() {
  up=0
  read -r up rest 2>/dev/null </proc/uptime
  up=\${up%%.*}
}
names() {
  set -- /sys/class/net/*
  names="$*"
}
docker_state &
facts
names
before=$names
look
seconds
since=$up
wait
seconds
names
if [ "$names" != "$before" ] || [ "$up" -gt $((since + 2)) ]; then look; fi
section facts
printf '%s' "$facts"
section sudo
printf '%s\\n' "$refusal"
section files
printf '%s\\n' "$files"
section network
printf '%s\\n' "$links"
if [ -n "$tags" ]; then
  section bridge-vlans
  printf '%s\\n' "$tags"
fi
if has iptables-save; then
  section iptables
  printf '%s\\n' "$filters"
fi
saved
section end
`;

# Runs on a host: what is there, one thing a line, in an order that does not change; two can be compared with diff.
# Written without the program's help: it is the judge of 'nothing is left'. Networking inside running containers is not of
# the host, and what comes and goes by itself (counters, lifetimes, neighbours, link-local addresses) is left out.
# shellcheck shell=sh
export LC_ALL=C

# Docker's veths have random names: how many there are follows from the containers. A card that was up once keeps the queue that it got.
links() {
  ip -o -d link show | grep -v ': veth' |
    sed -E 's/^[0-9]+: //; s/\\//g; s/ bridge forward_delay .*/ bridge/; s/ (qlen|link-netnsid|numtxqueues|numrxqueues|gso_max_size|gso_max_segs|tso_max_size|tso_max_segs|gro_max_size|addrgenmode) [^ ]+//g; s/ +/ /g; s/,?(LOWER_UP|NO-CARRIER),?//g; s/ state [A-Z]+//; s/ qdisc noop / qdisc pfifo_fast /'
}

sysctls() {
  cd /proc/sys/net || return
  grep -s '' /dev/null ipv4/ip_forward ipv4/conf/*/forwarding ipv4/conf/*/rp_filter ipv4/conf/*/proxy_arp ipv4/conf/*/arp_ignore \
    ipv4/conf/*/arp_announce ipv4/conf/*/accept_local ipv6/conf/*/forwarding bridge/bridge-nf-call-iptables |
    grep -v /veth | sed 's/:/=/; s/^/net\//'
}

# From its socket: the docker command takes most of a second to start on a host.
docker_things() {
  curl -q -sS --unix-socket /run/docker.sock http://docker/networks 'http://docker/containers/json?all=1' http://docker/images/json \
    http://docker/volumes | sed 's/},{"\(Name\|Id\|Containers\|CreatedAt\)":/}\n{"\1":/g; s/\]\[/]\n[/g; s/\]{"Volumes"/]\n&/' |
    sed -nE '
      s/.*"Name":"([^"]*)","Id":"([^"]*)",.*"Driver":"([^"]*)","EnableIPv[46]".*/network \1 \3 \2/p
      s/.*"Id":"([^"]*)","Names":\["\/([^]]*)"\],"Image":"([^"]*)",.*"State":"([^"]*)".*/container \2 \3 \1 \4/p
      s/.*"Id":"([^"]*)",.*"RepoTags":(\[[^]]*\]|null),.*/image \2 \1/p
      s/.*"Driver":"([^"]*)",.*"Name":"([^"]*)",.*"Scope":.*/volume \2 \1/p' |
    awk -F'"' '
      !/^image/ { print; next }
      { id = $NF; sub(/.* /, "", id) }
      NF == 1 { print "image <none>:<none> " id }
      { for (i = 2; i < NF; i += 2) print "image " $i " " id }'
}

# Files that settings are kept in, with what they hold.
files() {
  find /etc/docker /etc/systemd/network /etc/systemd/system /etc/network /etc/sysctl.d /etc/modules-load.d /var/lib/trunkline \
    -type f ! -name key.json -exec cksum {} + 2>/dev/null | sed -E 's/^([0-9]+) ([0-9]+) (.*)/\3 \1/'
  find /var/lib/trunkline -type d 2>/dev/null
  find /run/trunkline* /run/lock/trunkline* /tmp/trunkline* 2>/dev/null
}

# Rules in their order; a table that somebody only looked at has chains but nothing in them.
rules() {
  iptables-save | sed -nE 's/ ?\[[0-9:]+\]//; /^\*/ { s/.//; h; d }; /^:.* ACCEPT$|^#|^COMMIT/ d; G; s/(.*)\n(.*)/\2 \1/p'
}

section() { sed "s/^/$1 /; s/ +$//" | sort; }

links | section link
ip -o address show scope global | grep -v ': veth' | sed -E 's/^[0-9]+: //; s/\\.*//; s/ +/ /g' | section address
ip route show table all | grep -vE 'veth|fe80|^(multicast|anycast|local|broadcast|ff00)' | sed 's/ linkdown//' | section route
ip rule show | section rule
sysctls | section sysctl
rules | sed 's/^/iptables /'
things=$(docker_things | sort)
case $things in
  '' | *'network none null '*) echo "$things" ;;
  *) echo 'inventory: not understood what Docker says of its networks' >&2; exit 1 ;;
esac
files | section file

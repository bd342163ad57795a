# What is on a host, one thing a line, written without our program's help: the judge of 'nothing is left'. shellcheck shell=bash
host_inventory() {
  (host_shell "$1" sh -s) <<'GUEST'
export LC_ALL=C
ip -o link show | sed -E 's/^[0-9]+: //; s/ (qlen|link-netnsid) [^ ]+//g; s/ state [A-Z]+//' | grep -v '^veth' | sed 's/^/link /'
for kind in vlan macvlan ipvlan; do
  ip -o -d link show type $kind | sed -E "s/^[0-9]+: ([^:]+):.* ($kind .*) addrgenmode.*/link \\1 \\2/"
done
ip -o -4 address show | sed -E 's/^[0-9]+: //; s/ (valid_lft|preferred_lft) .*//; s/^/address /'
ip route show | sed 's/^/route /'
for file in ip_forward conf/all/rp_filter conf/default/rp_filter conf/all/arp_ignore; do
  echo "sysctl net.ipv4.$file $(cat /proc/sys/net/ipv4/$file)"
done
iptables-save | grep -v '^#' | sed -E 's/ \[[0-9:]+\]//; s/^/iptables /'
docker network ls --no-trunc --format 'network {{.Name}} {{.Driver}} {{.ID}}'
docker ps -a --no-trunc --format 'container {{.Names}} {{.Image}} {{.ID}} {{.State}}'
docker images --no-trunc --format 'image {{.Repository}}:{{.Tag}} {{.ID}}'
find /var/lib/trunkline 2>/dev/null | sed 's/^/file /'
GUEST
}

# The wire: one network namespace with a bridge, and a tap for each host. A plain bridge passes tagged frames.
# shellcheck shell=bash disable=SC2016
wire_up() {
  ip netns list | grep -qE "^$NAMESPACE( |$)" && return 0
  ip netns add "$NAMESPACE"
  ip -n "$NAMESPACE" link set lo up
  # An address of its own: a bridge without one takes a port's, and another one when that port is pulled.
  ip -n "$NAMESPACE" link add lan address 02:54:4c:00:00:01 type bridge
  ip -n "$NAMESPACE" address add "$CLIENT" dev lan
  ip -n "$NAMESPACE" link set lan up
  local host
  for host in "${HOSTS[@]}"; do
    ip -n "$NAMESPACE" tuntap add dev "$host" mode tap
    ip -n "$NAMESPACE" link set "$host" master lan up
  done
  # The machine's own firewall must not see bridged frames; the file is there only with br_netfilter.
  ip netns exec "$NAMESPACE" sh -c 'f=/proc/sys/net/bridge/bridge-nf-call-iptables; [ ! -e $f ] || echo 0 >$f'
}

wire_down() {
  ip netns list | grep -qE "^$NAMESPACE( |$)" || return 0
  ip netns del "$NAMESPACE"
}

# A cable is pulled at the bridge. The tap stays up: a guest that sends into a tap that is down loses its NIC for good.
wire_cut() { ip -n "$NAMESPACE" link set "$1" nomaster; }
wire_mend() { ip -n "$NAMESPACE" link set "$1" master lan up; }

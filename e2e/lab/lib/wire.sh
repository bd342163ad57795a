# The wire: one network namespace with a bridge, and a tap for each host. A plain bridge passes tagged frames.
# shellcheck shell=bash disable=SC2016
wire_up() {
  ip netns list | grep -qE "^$NAMESPACE( |$)" && return 0
  ip netns add "$NAMESPACE"
  ip -n "$NAMESPACE" link set lo up
  ip -n "$NAMESPACE" link add lan type bridge
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

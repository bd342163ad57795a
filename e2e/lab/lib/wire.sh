# The wire: one network namespace with a bridge, and a tap for each host. A plain bridge passes tagged frames.
# shellcheck shell=bash disable=SC2154,SC2016
wire_stands() { ip netns list 2>/dev/null | grep -qE "^$NAMESPACE( |$)"; }

need_wire() { wire_stands || fail "it is not up; first: e2e/lab/lab up"; }

wire_up() {
  local host
  if ! wire_stands; then
    ip netns add "$NAMESPACE"
    ip -n "$NAMESPACE" link set lo up
    # Frames pass from the first moment, and the bridge keeps its hands off multicast. Without an address of its own it takes
    # that of a port, and another one when that port is pulled.
    ip -n "$NAMESPACE" link add lan address "$CLIENT_MAC" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    ip -n "$NAMESPACE" address add "$CLIENT" dev lan
    ip -n "$NAMESPACE" link set lan up
    for host in "${HOSTS[@]}"; do
      ip -n "$NAMESPACE" tuntap add dev "$host" mode tap
      ip -n "$NAMESPACE" link set "$host" up
    done
    # The machine's own firewall must not see bridged frames; the file is there only with br_netfilter.
    ip netns exec "$NAMESPACE" sh -c 'f=/proc/sys/net/bridge/bridge-nf-call-iptables; [ ! -e $f ] || echo 0 >$f'
  fi
  for host in "${HOSTS[@]}"; do plug_cable "$host"; done
  limit_trunk all
}

wire_down() {
  wire_stands || return 0
  ip netns del "$NAMESPACE"
  # The mount point that the first namespace of a machine makes.
  if [ -z "$(ls /run/netns)" ] && mountpoint -q /run/netns; then umount /run/netns; rmdir /run/netns; fi
}

# A cable is pulled at the bridge. The tap stays up: a guest that sends into a tap that is down loses its NIC for good.
pull_cable() { ip -n "$NAMESPACE" link set "$1" nomaster; }
plug_cable() { ip -n "$NAMESPACE" link set "$1" master lan; }
cable() { ip -n "$NAMESPACE" link show "$1" 2>/dev/null | grep -q ' master lan ' && echo plugged || echo pulled; }

# For ebtables. Here, since it makes no other disk image.
PACKAGES+=(iptables)

# As a switch does it, by the outermost tag. Not by the bridge's own VLAN filter, which many kernels are built without.
limit_trunk() {
  local tag
  in_bridge() { ip netns exec "$NAMESPACE" ebtables-nft -t filter "$@"; }
  in_bridge -F FORWARD
  [ "${1-}" != all ] || return 0
  for tag; do in_bridge -A FORWARD -p 802_1Q --vlan-id "$tag" -j ACCEPT; done
  in_bridge -A FORWARD -p 802_1Q -j DROP
}

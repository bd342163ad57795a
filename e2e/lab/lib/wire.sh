# The wire: one network namespace with a bridge, and a tap for each card of a host. A plain bridge passes tagged frames.
# shellcheck shell=bash disable=SC2154,SC2016
CARDS=(ens33 ens34 ens35)

# The tap at the other end of a card's cable: the first card's has the name of its host.
tap_of() { [ "${2-ens33}" = ens33 ] && echo "$1" || echo "$1-$2"; }
mac_of() { [ "$2" = ens33 ] && echo "${MAC[$1]}" || echo "${MAC[$1]/:00:00:/:00:${2#ens}:}"; }

OUTSIDE=$NAMESPACE-outside

wire_stands() { ip netns list 2>/dev/null | grep -qE "^$NAMESPACE( |$)"; }

need_wire() { wire_stands || fail "it is not up; first: e2e/lab/lab up"; }

wire_up() {
  local host card
  if ! wire_stands; then
    ip netns add "$NAMESPACE"
    # By this name those inside find the way out, to a mirror of Debian.
    ip netns attach "$OUTSIDE" $$
    ip -n "$NAMESPACE" link set lo up
    # Frames pass from the first moment, and the bridge keeps its hands off multicast. Without an address of its own it takes
    # that of a port, and another one when that port is pulled.
    ip -n "$NAMESPACE" link add lan address "$CLIENT_MAC" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    ip -n "$NAMESPACE" address add "$CLIENT" dev lan
    ip -n "$NAMESPACE" link set lan up
    # The machine's own firewall must not see bridged frames; the file is there only with br_netfilter.
    ip netns exec "$NAMESPACE" sh -c 'f=/proc/sys/net/bridge/bridge-nf-call-iptables; [ ! -e $f ] || echo 0 >$f'
    for host in "${HOSTS[@]}"; do for card in "${CARDS[@]}"; do lay_cable "$(tap_of "$host" "$card")"; done; done
    filters_up
  fi
  ports_off
  cable_all
  filters_off
}

lay_cable() {
  ip -n "$NAMESPACE" tuntap add dev "$1" mode tap
  ip -n "$NAMESPACE" link set "$1" up
}

wire_down() {
  wire_stands || return 0
  ip netns del "$NAMESPACE"
  [ ! -e "/run/netns/$OUTSIDE" ] || ip netns del "$OUTSIDE"
  # The mount point that the first namespace of a machine makes.
  if [ -z "$(ls /run/netns)" ] && mountpoint -q /run/netns; then umount /run/netns; rmdir /run/netns; fi
}

# A cable is pulled at the bridge. The tap stays up: a guest that sends into a tap that is down loses its NIC for good.
# One way only: `out` is what the host sends, `in` what it is sent.
pull_cable() {
  local card tap
  hang_up "$1"
  for card in "${CARDS[@]}"; do
    tap=$(tap_of "$1" "$card")
    case ${2-} in
      '') ip -n "$NAMESPACE" link set "$tap" nomaster ;;
      in) in_bridge -A CUT -o "$tap" -j DROP ;;
      out) in_bridge -A CUT -i "$tap" -j DROP ;;
      *) say "$2: in or out, or neither for both"; exit 2 ;;
    esac
  done
}
plug_cable() {
  local card tap
  for card in "${CARDS[@]}"; do
    tap=$(tap_of "$1" "$card")
    ip -n "$NAMESPACE" link set "$tap" master "$(switch_of "$tap")"
    while in_bridge -D CUT -o "$tap" -j DROP 2>/dev/null || in_bridge -D CUT -i "$tap" -j DROP 2>/dev/null; do :; done
  done
}
# Of all hosts, in one go: this is done before every test.
cable_all() {
  local host card
  for host in "${HOSTS[@]}"; do
    for card in "${CARDS[@]}"; do echo "link set $(tap_of "$host" "$card") master lan"; done
  done | ip -n "$NAMESPACE" -batch -
}
cable() { ip -n "$NAMESPACE" link show "$1" 2>/dev/null | grep -q ' master ' && echo plugged || echo pulled; }

# For ebtables, and for the switch's ports. Here, since they make no other disk image.
PACKAGES+=(iptables libc6-dev)

in_bridge() { ip netns exec "$NAMESPACE" ebtables-nft -t filter "$@"; }

# Each kind of rule has a chain of its own, for frames between hosts and for those from and to this end of the wire.
filters_up() {
  local chain way
  for chain in CUT PORT; do
    in_bridge -N "$chain" -P RETURN
    for way in INPUT FORWARD OUTPUT; do in_bridge -A "$way" -j "$chain"; done
  done
  in_bridge -N TRUNK -P RETURN
  in_bridge -A FORWARD -j TRUNK
}
filters_off() {
  local chain
  for chain in CUT PORT TRUNK; do in_bridge -F "$chain"; done
}

# As a switch does it, by the outermost tag. Not by the bridge's own VLAN filter, which many kernels are built without.
limit_trunk() {
  local tag
  in_bridge -F TRUNK
  [ "${1-}" != all ] || return 0
  for tag; do in_bridge -A TRUNK -p 802_1Q --vlan-id "$tag" -j RETURN; done
  in_bridge -A TRUNK -p 802_1Q -j DROP
}

# What a card's switch port does. `any` and `own`: it delivers whatever comes, or what is for the card's own MAC address alone, as
# hypervisors and port security do it. `access` and `trunk`: it is in a VLAN, and its frames have no tag; or those listed have theirs.
set_port() {
  local tap mac kind=${3-} vlans=()
  tap=$(tap_of "$1" "$2")
  mac=$(mac_of "$1" "$2")
  hang_up "$1"
  plain_port "$tap" "$mac"
  case $kind in
    any | own) ;;
    access | trunk)
      vlans=("${@:4}")
      [ "${vlans[-1]}" != own ] || { kind=own; unset 'vlans[-1]'; }
      managed_port "$tap" "${vlans[@]}"
      ;;
    *) say "$kind: any, own, access VID [own], or trunk UNTAGGED VID… [own]"; exit 2 ;;
  esac
  [ "$kind" != own ] || { in_bridge -A PORT -o "$tap" -d "$mac" -j RETURN; in_bridge -A PORT -o "$tap" -d Unicast -j DROP; }
}

plain_port() {
  while in_bridge -D PORT -o "$1" -d "$2" -j RETURN 2>/dev/null || in_bridge -D PORT -o "$1" -d Unicast -j DROP 2>/dev/null; do :; done
  if [ "$(switch_of "$1")" != lan ]; then port_off "$1"; fi
  ip -n "$NAMESPACE" link set "$1" master lan
}

# The card's tap (-) goes to a bridge of its own (s), the program stands between that (a) and the wire (b).
managed_port() {
  local tap=$1 end program
  shift
  program=$(switch_port)
  ip -n "$NAMESPACE" link add "${tap}s" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
  for end in a b; do ip -n "$NAMESPACE" tuntap add dev "$tap$end" mode tap; done
  printf 'link set %s\n' "${tap}s up" "${tap}a master ${tap}s up" "${tap}b master lan up" "$tap master ${tap}s" | ip -n "$NAMESPACE" -batch -
  setsid ip netns exec "$NAMESPACE" "$program" "${tap}a" "${tap}b" "$@" </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  disown
}

# Its program ends with its taps.
port_off() { printf 'link del %s\n' "${1}s" "${1}a" "${1}b" | ip -n "$NAMESPACE" -batch -; }
ports_off() {
  local tap
  for tap in $(ip -n "$NAMESPACE" -o link show type bridge | sed -nE 's/^[0-9]+: ([^:@]+)s: .*/\1/p'); do port_off "$tap"; done
}
switch_of() { if ip -n "$NAMESPACE" link show "${1}s" >/dev/null 2>&1; then echo "${1}s"; else echo lan; fi; }

# Compiled once for a checkout's version of it.
switch_port() {
  local source=$here/wire/switch-port.c program
  program=$CACHE/switch-port-$(sha256sum "$source" | cut -c1-16)
  [ -e "$program" ] || gcc -O2 -Wall -o "$program" "$source"
  echo "$program"
}

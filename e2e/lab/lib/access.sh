# Getting onto a host: as root, past the program under test.
# shellcheck shell=bash disable=SC2154

# Host keys are not looked at: a test changes them, and the wire is ours.
host_shell() {
  local host=$1 terminal=()
  shift
  need_wire
  [ $# -gt 0 ] || terminal=(-t)
  exec ip netns exec "$NAMESPACE" ssh -F /dev/null -i "$KEYS/id_lab" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=3 "${terminal[@]}" "root@${ADDRESS[$host]}" "$@"
}

rekey() {
  (host_shell "$1" 'rm -f /etc/ssh/ssh_host_* && ssh-keygen -A >/dev/null && systemctl restart ssh')
}

host_inventory() {
  (host_shell "$1" sh -s <"$here/lib/inventory.sh")
}

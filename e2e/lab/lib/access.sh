# Getting onto a host: as root, past the program under test.
# shellcheck shell=bash disable=SC2154

# Host keys are not looked at: a test changes them, and the wire is ours.
SSH=(ssh -F /dev/null -i "$KEYS/id_lab" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
  -o LogLevel=ERROR -o ConnectTimeout=3)

host_shell() {
  local host=$1
  shift
  need_wire
  [ $# -gt 0 ] || exec ip netns exec "$NAMESPACE" "${SSH[@]}" -t "root@${ADDRESS[$host]}"
  open_line "$host" || exit
  exec ip netns exec "$NAMESPACE" "${SSH[@]}" -S "$(line_to "$host")" "root@${ADDRESS[$host]}" "$@"
}

# A login costs a host half a second of its processor: the first one leaves a line open by which others go, until its power or
# its cables do.
line_to() { echo "$RUN/$1/line"; }

open_line() {
  local line
  line=$(line_to "$1")
  [ ! -S "$line" ] || return 0
  (
    flock 6
    [ ! -S "$line" ] || exit 0
    ip netns exec "$NAMESPACE" "${SSH[@]}" -o ServerAliveInterval=20 -M -S "$line" -f -N "root@${ADDRESS[$1]}" \
      </dev/null >"$line.log" 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- || { cat "$line.log" >&2; exit 255; }
  ) 6>"$line.lock"
}

# The one that is at the line's end takes its socket away as it goes: another must not be there by then.
hang_up() {
  local line end=$((SECONDS + 10))
  line=$(line_to "$1")
  [ -S "$line" ] || return 0
  "${SSH[@]}" -S "$line" -O exit "$1" >/dev/null 2>&1 || rm -f "$line"
  while [ -S "$line" ] && [ $SECONDS -lt $end ]; do sleep 0.02; done
  rm -f "$line"
}

# Other keys, or with `back` those of a fresh host.
rekey() {
  local keys='ssh-keygen -A >/dev/null'
  [ "${2-}" != back ] || keys="cp -p /usr/local/lib/lab/keys/$1/* /etc/ssh/"
  (host_shell "$1" "rm -f /etc/ssh/ssh_host_* && $keys && systemctl restart ssh")
}

host_inventory() {
  (host_shell "$1" sh -s <"$here/lib/inventory.sh")
}

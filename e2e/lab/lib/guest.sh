# Hosts: user-mode Linux guests, each with its own disk over the common image.
# shellcheck shell=bash disable=SC2154,SC2016,SC2054
guest_directory() { echo "$RUN/$1"; }

# The process group of a guest that runs, or nothing.
guest_group() {
  local file
  file="$(guest_directory "$1")/pid"
  [ -e "$file" ] || return 0
  local pid
  pid=$(cat "$file")
  # The id may have gone to somebody else since: ours carries its umid.
  if [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q "umid=$1 uml_dir=$RUN/"; then echo "$pid"; fi
}

guest_boot() {
  local host=$1 directory core=0 index
  [ -z "$(guest_group "$host")" ] || return 0
  directory=$(guest_directory "$host")
  mkdir -p "$directory/uml"
  # A disk goes with the image it was made over.
  if [ "$(cat "$directory/image" 2>/dev/null)" != "$(image_file)" ]; then rm -f "$directory/disk.cow"; fi
  image_file >"$directory/image"
  for index in "${!HOSTS[@]}"; do [ "${HOSTS[$index]}" != "$host" ] || core=$((index % $(nproc))); done
  local words=(
    taskset -c "$core" ip netns exec "$NAMESPACE" linux.uml "umid=$host" "uml_dir=$RUN/$host/uml"
    "ubda=$directory/disk.cow,$(image_file)" root=/dev/ubda rw "mem=$MEMORY"
    con0=null,fd:1 con1=null con=null ssl=null "vec0:transport=tap,ifname=$host,depth=64,mac=$(guest_mac "$host")"
    "lab.host=$host" "lab.ip=${ADDRESS[$host]}" "systemd.hostname=$host" systemd.show_status=no quiet
  )
  # In a session of its own, so that its whole process group can be ended; no descriptor of ours stays open in it.
  setsid sh -c 'echo $$ >"$0"; exec "$@"' "$directory/pid" "${words[@]}" </dev/null >"$directory/console.log" 2>&1 \
    3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  disown
}

guest_mac() {
  case $1 in
    docker01) echo 02:54:4c:00:00:0b ;;
    docker02) echo 02:54:4c:00:00:0d ;;
    router) echo 02:54:4c:00:00:fe ;;
  esac
}

# A power cut: everything of the guest ends at once.
guest_end() {
  local host=$1 group
  group=$(guest_group "$host")
  [ -n "$group" ] || return 0
  kill -KILL -- "-$group" 2>/dev/null || true
  while kill -0 -- "-$group" 2>/dev/null; do sleep 0.05; done
  rm -f "$(guest_directory "$host")/pid"
  rm -rf "$(guest_directory "$host")/uml"
}

ssh_options() {
  printf '%s\n' -F /dev/null -i "$KEYS/id_lab" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=3 -o ConnectionAttempts=1
}

host_shell() {
  local host=$1 options terminal=()
  shift
  need_wire
  mapfile -t options < <(ssh_options)
  [ $# -gt 0 ] || terminal=(-t)
  exec ip netns exec "$NAMESPACE" ssh "${options[@]}" "${terminal[@]}" "root@${ADDRESS[$host]}" "$@"
}

# Until SSH and Docker answer; a host that does not within two minutes has failed.
guest_wait() {
  local host=$1 end=$((SECONDS + 120))
  until (host_shell "$host" 'test -S /var/run/docker.sock && curl -sf --max-time 5 --unix-socket /var/run/docker.sock http://docker/_ping') >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ] || [ -z "$(guest_group "$host")" ]; then
      tail -5 "$(guest_directory "$host")/console.log" >&2
      echo "lab: $host did not come up; its console is in $(guest_directory "$host")/console.log" >&2
      return 1
    fi
    sleep 0.2
  done
}

guest_rekey() {
  (host_shell "$1" "ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/host_key.new && mv /etc/ssh/host_key.new /etc/ssh/host_key && mv /etc/ssh/host_key.new.pub /etc/ssh/host_key.pub && systemctl reload ssh")
}

lab_up() {
  local host
  build_image
  wire_up
  for host in "${HOSTS[@]}"; do guest_boot "$host"; done
  for host in "${HOSTS[@]}"; do guest_wait "$host" || exit 1; done
  lab_status
}

lab_down() {
  local host
  for host in "${HOSTS[@]}"; do guest_end "$host"; done
  wire_down
  rm -rf "$RUN"
}

lab_reset() {
  local host chosen=("$@")
  [ $# -gt 0 ] || chosen=("${HOSTS[@]}")
  for host in "${chosen[@]}"; do
    known_host "$host"
    guest_end "$host"
    rm -f "$(guest_directory "$host")/disk.cow"
  done
  lab_up
}

lab_status() {
  local host
  for host in "${HOSTS[@]}"; do
    printf '%-9s %-14s %s\n' "$host" "${ADDRESS[$host]}" "$([ -n "$(guest_group "$host")" ] && echo "up, process group $(guest_group "$host")" || echo down)"
  done
}

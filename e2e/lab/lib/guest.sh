# Hosts: user-mode Linux guests, each with its own disk over the common image.
# shellcheck shell=bash disable=SC2153,SC2154,SC2016,SC2054
guest_directory() { echo "$RUN/$1"; }

# The process group of a guest that runs, or nothing.
guest_group() {
  local pid words
  pid=$(cat "$RUN/$1/pid" 2>/dev/null) || return 0
  # The id may have gone to somebody else since: ours carries its umid and place.
  words=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 0
  case $words in *"umid=$1 uml_dir=$RUN/"*) echo "$pid" ;; esac
}

# Cores are shared out: a guest and the processes in it hand over to each other all the time, which is dear across cores.
guest_core() {
  local index
  for index in "${!HOSTS[@]}"; do
    [ "${HOSTS[$index]}" != "$1" ] || echo $((index % $(nproc)))
  done
}

# vec0, vec1 … in the order in which `guest/lab-host` names them. What our own kernel hands to a tap may be many frames in one:
# `gro=1` has a card take them whole from the start. Without it one that was booted in the middle of a transfer lost them all.
guest_cards() {
  local index
  for index in "${!CARDS[@]}"; do
    echo "vec$index:transport=tap,ifname=$(tap_of "$1" "${CARDS[$index]}"),depth=64,gro=1,mac=$(mac_of "$1" "${CARDS[$index]}")"
  done
}

guest_boot() {
  local host=$1 directory=$RUN/$1
  [ -z "$(guest_group "$host")" ] || return 0
  mkdir -p "$directory/uml"
  # A disk goes with the image that it was made over, whose modules are of one kernel.
  [ -e "$directory/disk.cow" ] || { image_file "$(generation_of "$host")" >"$directory/image"; kernel >"$directory/kernel"; }
  local nics words
  mapfile -t nics < <(guest_cards "$host")
  words=(
    taskset -c "$(guest_core "$host")" ip netns exec "$NAMESPACE" "$(cat "$directory/kernel")/linux" "umid=$host" "uml_dir=$directory/uml"
    "ubda=$directory/disk.cow,$(cat "$directory/image")" root=/dev/ubda rw
    # A crash here is the end of a process: what it wrote is in the machine's page cache, no barrier needed.
    rootfstype=ext4 rootflags=barrier=0
    "mem=$MEMORY" con0=null,fd:1 con1=null con=null ssl=null
    "${nics[@]}"
    # Measuring RAID checksums takes 0.7 s of a kernel that has no RAID.
    initcall_blacklist=raid6_select_algo
    "lab.host=$host" "lab.address=${ADDRESS[$host]}/24" "systemd.hostname=$host"
    "systemd.machine_id=$(echo "trunkline-lab $host" | md5sum | cut -c1-32)"
    systemd.show_status=no quiet
  )
  # In a session of its own, so that its whole process group can be ended; no descriptor of ours stays open in it.
  setsid sh -c 'echo $$ >"$0"; exec "$@"' "$directory/pid" "${words[@]}" </dev/null >"$directory/console.log" 2>&1 \
    3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  disown
  until [ -s "$directory/pid" ]; do sleep 0.02; done
}

# A power cut: everything of the guest ends at once.
guest_end() {
  local group
  group=$(guest_group "$1")
  if [ -n "$group" ]; then
    kill -KILL -- "-$group" 2>/dev/null || true
    while kill -0 -- "-$group" 2>/dev/null; do sleep 0.05; done
  fi
  rm -rf "$RUN/$1/pid" "$RUN/$1/uml"
  hang_up "$1"
}

# Until the host says on its console that it has started, and greets on its SSH port. It is asked nothing before: every
# login costs a booting host half a second.
guest_wait() {
  local host=$1 sign=$2 log=$RUN/$1/console.log end=$((SECONDS + BOOT_SECONDS))
  # Not at the beginning of a line: younger systemds set the terminal first.
  until grep -q "$sign" "$log" && greets "$host"; do
    if [ $SECONDS -ge $end ] || [ -z "$(guest_group "$host")" ]; then
      tail -5 "$log" >&2
      say "$host did not come up; its console is in $log"
      return 1
    fi
    sleep 0.1
  done
}

greets() {
  ip netns exec "$NAMESPACE" timeout 5 bash -c 'read -r line <"/dev/tcp/$0/22" && [[ $line == SSH-* ]]' "${ADDRESS[$1]}" 2>/dev/null
}

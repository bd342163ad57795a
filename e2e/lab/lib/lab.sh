# The lab as a whole: up, down, reset, status.
# shellcheck shell=bash disable=SC2154

# Hosts with a disk over another image than this checkout makes, or of another generation than is wanted now, begin anew, if
# the lab is this checkout's.
lab_up() {
  local host chosen stale=()
  if [ $# -gt 0 ]; then chosen=$(choose_generations "$@"); else chosen=$(generations); fi
  # shellcheck disable=SC2046
  build_images $(cut -d' ' -f2 <<<"$chosen" | sort -u)
  for host in "${HOSTS[@]}"; do
    if [ -e "$RUN/$host/disk.cow" ] && [ "$(cat "$RUN/$host/image")" != "$(image_file "$(sed -n "s/^$host //p" <<<"$chosen")")" ]; then
      stale+=("$host")
    fi
  done
  if [ ${#stale[@]} -gt 0 ]; then
    is_ours || fail "it is up with other disk images, from $(owner). Take it down there, or name one of your own: TRUNKLINE_LAB_NAMESPACE=…"
    for host in "${stale[@]}"; do fresh_disk "$host"; done
  fi
  if [ -z "$(owner)" ] || is_ours; then
    echo "$here" >"$RUN/owner"
    echo "$chosen" >"$RUN/generations"
  fi
  wire_up
  boot_all "${HOSTS[@]}"
  lab_status
}

boot_all() {
  local host waiting=()
  for host; do guest_boot "$host"; done
  # Side by side: each is asked for a greeting, which takes a host as long as half a login.
  for host; do
    guest_wait "$host" "$READY_WITH_DOCKER" &
    waiting+=($!)
  done
  for host in "${waiting[@]}"; do wait "$host" || exit 1; done
}

lab_down() {
  local host
  if [ "${1-}" != --force ]; then
    is_ours || { say "left up: it belongs to $(owner). To end it all the same: down --force"; return 0; }
    if in_use; then say "left up: in use by $(cat "$RUN/use"). To end it all the same: down --force"; return 0; fi
  fi
  for host in "${HOSTS[@]}"; do guest_end "$host"; done
  wire_down
  rm -rf "$RUN"
}

lab_reset() {
  local host chosen=("$@")
  [ $# -gt 0 ] || chosen=("${HOSTS[@]}")
  need_wire
  # shellcheck disable=SC2046
  build_images $(generations_in_use)
  for host in "${chosen[@]}"; do
    known_host "$host"
    fresh_disk "$host"
    plug_cable "$host"
  done
  boot_all "${chosen[@]}"
}

fresh_disk() {
  guest_end "$1"
  rm -f "$RUN/$1/disk.cow"
}

lab_status() {
  local host state group
  for host in "${HOSTS[@]}"; do
    group=$(guest_group "$host")
    state=down
    [ -z "$group" ] || state="up, process group $group, cable $(cable "$host")"
    printf '%-9s %-14s %-9s %s\n' "$host" "${ADDRESS[$host]}" "$(generation_of "$host")" "$state"
  done
  [ -z "$(owner)" ] || echo "booted from $(owner)"
}

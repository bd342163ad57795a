# Whose turn it is: who may change the lab now, whose lab it is, who uses it. Locks are kernel locks on open files: they end
# with their holder, however it ends.
# shellcheck shell=bash disable=SC2154

# Runs the rest as the only one who changes the lab.
with_lock() {
  run_directory
  exec 9>"$RUN/lock"
  flock -w 900 9 || fail "somebody else has been changing the lab for 15 minutes ($RUN/lock)"
  "$@"
  exec 9>&-
}

# Others may write to /tmp too: a directory of that name that is not ours is not used.
run_directory() {
  mkdir -m 700 "$RUN" 2>/dev/null || { [ -d "$RUN" ] && [ ! -L "$RUN" ] && [ -O "$RUN" ]; } ||
    fail "$RUN is there and is not ours"
}

owner() { cat "$RUN/owner" 2>/dev/null || true; }

# The checkout that booted the lab may take it down; any may once that checkout is gone.
is_ours() {
  local owner
  owner=$(owner)
  [ -z "$owner" ] || [ "$owner" = "$here" ] || [ ! -e "$owner/lab" ]
}

# A test run: one at a time. Others wait and are told for whom.
alone() {
  need_wire
  exec 8>>"$RUN/use"
  if ! flock -n 8; then
    say "waiting for another run on the same hosts: $(cat "$RUN/use")"
    flock 8
  fi
  echo "$$ ${here%/e2e/lab}: $*" >"$RUN/use"
  exec ip netns exec "$NAMESPACE" "$@"
}

in_use() {
  [ -e "$RUN/use" ] && ! flock -n "$RUN/use" true
}

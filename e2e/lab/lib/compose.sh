# Docker Compose for this machine: Debian 13's, which speaks with every Docker of the hosts. It is not on the hosts.
# shellcheck shell=bash disable=SC2154

# Prints where it is; fetched once.
compose() {
  local kept=$CACHE/compose/docker-compose
  [ -x "$kept" ] || (fetch_compose "$kept") || fail "Docker Compose could not be fetched; see $CACHE/compose.log"
  echo "$kept"
}

fetch_compose() {
  local work
  work=$(mktemp -d "$CACHE/fetched.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  {
    apt_of trixie apt_get_outside update &&
      (cd "$work" && apt_of trixie apt_get_outside download docker-compose) &&
      dpkg-deb -x "$work"/docker-compose_*.deb "$work/out" &&
      mkdir -p "${1%/*}" &&
      mv "$work/out/usr/libexec/docker/cli-plugins/docker-compose" "$1"
  } >"$CACHE/compose.log" 2>&1
}

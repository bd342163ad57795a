# Generations: which release of Debian, and so of Docker, a host boots.
# shellcheck shell=bash disable=SC2154
GENERATIONS=(bookworm trixie forky)
# One for each host, in their order.
DEFAULT_GENERATIONS=(bookworm trixie forky)

# What the lab is up with counts, then what the environment says. `choose_generations` is for those who want others.
generations() {
  if [ -e "$RUN/generations" ]; then cat "$RUN/generations"; else choose_generations ${TRUNKLINE_LAB_GENERATIONS-}; fi
}

# Host and generation, one a line. Names one for each host, or one for all; none: the lab's usual ones.
choose_generations() {
  local index suite chosen=("$@")
  [ $# -gt 0 ] || chosen=("${DEFAULT_GENERATIONS[@]}")
  [ ${#chosen[@]} -gt 1 ] || chosen=("$1" "$1" "$1")
  [ ${#chosen[@]} -eq ${#HOSTS[@]} ] || refuse_generations "${chosen[*]}"
  for suite in "${chosen[@]}"; do [[ " ${GENERATIONS[*]} " == *" $suite "* ]] || refuse_generations "$suite"; done
  for index in "${!HOSTS[@]}"; do echo "${HOSTS[$index]} ${chosen[$index]}"; done
}

refuse_generations() {
  say "$1: name one generation for all hosts, or one for each of ${HOSTS[*]}; there are: ${GENERATIONS[*]}"
  exit 2
}

generation_of() { generations | sed -n "s/^$1 //p"; }

# Each once.
generations_in_use() { generations | cut -d' ' -f2 | sort -u; }

# What the release offers as Docker now. Read once a week; without a network what was read last counts.
docker_version() {
  local known=$CACHE/versions/$1 found
  if [ -z "$(find "$known" -mtime -7 2>/dev/null)" ]; then
    mkdir -p "$CACHE/versions"
    if apt_of "$1" apt-get update >"$CACHE/versions/$1.log" 2>&1 &&
      found=$(apt_of "$1" apt-cache policy docker.io | sed -n 's/^ *Candidate: \([^+]*\).*/\1/p') && [ -n "$found" ]; then
      echo "$found" >"$known"
    else
      [ -e "$known" ] || fail "which Docker $1 has could not be read; see $CACHE/versions/$1.log"
      touch "$known"
    fi
  fi
  cat "$known"
}

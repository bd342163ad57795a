# Debian packages for a host that runs: fetched here, since hosts reach no mirror, and gone with its disk.
# shellcheck shell=bash disable=SC2154

# Tests run inside the lab's network namespace, from which no mirror is reached.
apt_get_outside() {
  if [ -e "/run/netns/$OUTSIDE" ]; then nsenter --net="/run/netns/$OUTSIDE" -- apt-get "$@"; else apt-get "$@"; fi
}

# Fetched for what that host has already, and configured there without starting anything: it comes with the next boot.
host_packages() {
  local host=$1 suite work
  shift
  suite=$(generation_of "$host")
  work=$(mktemp -d "$CACHE/fetched.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  mkdir -p "$work/partial"
  (host_shell "$host" cat /var/lib/dpkg/status) >"$work/status"
  {
    apt_of "$suite" apt_get_outside update &&
      apt_of "$suite" apt_get_outside -y --no-install-recommends --download-only -o Dir::State::status="$work/status" \
        -o Dir::Cache::archives="$work" install "$@"
  } >"$CACHE/packages-$suite.log" 2>&1 || fail "$* could not be fetched; see $CACHE/packages-$suite.log"
  # All of it is there.
  compgen -G "$work/*.deb" >/dev/null || return 0
  (cd "$work" && tar -cf - -- *.deb) | (host_shell "$host" '
    set -e
    mkdir -p /var/tmp/debs && tar -xf - -C /var/tmp/debs
    printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d
    # Not dpkg: some are to be set up before others are unpacked (python3-minimal).
    DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends -o APT::Sandbox::User=root install /var/tmp/debs/*.deb \
      >/var/tmp/apt.log 2>&1 || { tail -20 /var/tmp/apt.log >&2; exit 1; }
    rm -rf /usr/sbin/policy-rc.d /var/tmp/debs
  ')
}

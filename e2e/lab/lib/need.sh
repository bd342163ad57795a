# What the lab needs of the machine. Exit 77: it cannot run here. shellcheck shell=bash
need_debian_root() {
  if [ ! -e /etc/debian_version ]; then
    echo "lab: the real lab needs Debian (user-mode-linux and debootstrap from its packages)" >&2
    exit 77
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "lab: the real lab needs root, for its network namespace: sudo e2e/lab/lab …" >&2
    exit 77
  fi
}

absent_packages() {
  local package
  for package in "${PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

install_packages() {
  local absent
  mapfile -t absent < <(absent_packages)
  [ ${#absent[@]} -gt 0 ] || return 0
  apt-get -q -o DPkg::Lock::Timeout=600 update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "${absent[@]}"
}

need_packages() {
  local absent
  mapfile -t absent < <(absent_packages)
  [ ${#absent[@]} -eq 0 ] || install_packages >&2
}

need_wire() {
  ip netns list 2>/dev/null | grep -qE "^$NAMESPACE( |$)" || { echo "lab: it is not up; first: e2e/lab/lab up" >&2; exit 1; }
}

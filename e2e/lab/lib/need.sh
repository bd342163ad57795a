# What the lab needs of the machine. Exit 77: it cannot run here.
# shellcheck shell=bash disable=SC2154
cannot() { say "$*"; exit 77; }

need_root() {
  [ "$(id -u)" -eq 0 ] || cannot 'the real lab needs root, for its network namespace: sudo e2e/lab/lab …'
}

need_debian_root() {
  [ -e /etc/debian_version ] || cannot 'the real lab needs Debian: user-mode-linux and debootstrap from its packages'
  need_root
  [ -c /dev/net/tun ] || cannot 'the real lab needs /dev/net/tun, for the hosts'\'' network cards'
}

absent_packages() {
  local present
  # shellcheck disable=SC2016
  present=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${PACKAGES[@]}" 2>/dev/null | sed -n 's/ installed$//p') || true
  printf '%s\n' "${PACKAGES[@]}" | grep -vxF "${present:-none}" || true
}

install_packages() {
  local absent
  mapfile -t absent < <(absent_packages)
  [ ${#absent[@]} -gt 0 ] || return 0
  say "installing Debian packages: ${absent[*]}"
  apt-get -q -o DPkg::Lock::Timeout=600 update >&2
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "${absent[@]}" >&2
}

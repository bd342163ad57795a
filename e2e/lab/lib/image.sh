# The hosts' disk image: made once and kept by a hash of what makes it.
# shellcheck shell=bash disable=SC2154
image_hash() {
  # What only a person reads makes no other image.
  { grep -hvE '^ *(#|$)' "$here"/lib/{config,image,furnish,containers}.sh "$here"/guest/*; cat "$KEYS"/*.pub "$(kernel)/linux"; } |
    sha256sum | cut -c1-16
}

# Reckoned once a run: the kernel is ten megabytes.
image_file() {
  : "${IMAGE:=$CACHE/base-$(image_hash).img}"
  echo "$IMAGE"
}

build_image() {
  mkdir -p "$CACHE"
  exec 7>"$CACHE/lock"
  flock 7
  make_keys
  make_kernel
  IMAGE=$(image_file)
  [ -e "$IMAGE" ] || (make_image)
  # Not on the image itself: disks over it remember its time and refuse another.
  touch "$IMAGE.used"
  exec 7>&-
}

make_image() {
  local root part=$IMAGE.part
  root=$(mktemp -d "$CACHE/root.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf --one-file-system '$root' '$part'" EXIT
  say 'making the hosts'\'' disk image (about two minutes)…'
  bootstrap "$root"
  furnish "$root"
  mkfs.ext4 -q -F -d "$root" "$part" "$DISK_SIZE"
  season "$part"
  mv "$part" "$IMAGE"
  forget_old_images
}

# Two are kept beside the new one: another branch's may be wanted again, or run now.
forget_old_images() {
  local used
  find "$CACHE" -maxdepth 1 -name 'base-*.img.used' -printf '%T@ %p\n' | sort -rn | tail -n +3 | cut -d' ' -f2- |
    while read -r used; do rm -f "$used" "${used%.used}"; done
}

bootstrap() {
  local mirror log=$CACHE/debootstrap.log
  mirror=$(debian_mirror)
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  [ -z "${http_proxy-}" ] || export http_proxy
  [ -z "${https_proxy-}" ] || export https_proxy
  debootstrap --variant=minbase --include="$GUEST_PACKAGES" "$SUITE" "$1" ${mirror:+"$mirror"} >"$log" 2>&1 || {
    tail -20 "$log" >&2
    fail "debootstrap failed; its whole output is in $log"
  }
}

# Keys of the tests' users and of the hosts: made once for a cache, so that tests can pin them.
make_keys() {
  local host type
  mkdir -p "$KEYS"
  chmod 700 "$KEYS"
  make_key ed25519 "$KEYS/id_lab" trunkline-lab
  for host in "${HOSTS[@]}"; do
    for type in "${KEY_TYPES[@]}"; do make_key "$type" "$KEYS/${host}_$type" "root@$host"; done
  done
}

make_key() { [ -e "$2.pub" ] || { rm -f "$2"; ssh-keygen -q -t "$1" -N '' -C "$3" -f "$2"; }; }

# One boot with the disk itself, in which Docker takes its container images in.
season() {
  local log=$CACHE/season.log work
  work=$(mktemp -d)
  timeout 240 "$(kernel)/linux" umid=season uml_dir="$work" ubda="$1" root=/dev/ubda rw rootfstype=ext4 rootflags=barrier=0 "mem=$MEMORY" con0=null,fd:1 \
    con1=null con=null ssl=null initcall_blacklist=raid6_select_algo lab.season systemd.show_status=no quiet \
    </dev/null >"$log" 2>&1 7>&- 8>&- 9>&- || true
  rm -rf "$work"
  grep -q 'lab-season: done' "$log" || { tail -20 "$log" >&2; fail "Docker did not take its images in; see $log"; }
  e2fsck -fy "$1" >/dev/null 2>&1 || [ $? -le 1 ] || fail 'the disk image is broken after its first boot'
}

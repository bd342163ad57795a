# The hosts' disk images, one for each generation: made once and kept by a hash of what makes them.
# shellcheck shell=bash disable=SC2154
image_hash() {
  # What only a person reads makes no other image.
  {
    grep -hvE '^ *(#|$)' "$here"/lib/{config,image,furnish,containers}.sh "$here"/guest/*
    cat "$KEYS"/*.pub "$(kernel)/linux"
    echo "$1 $(docker_version "$1")"
  } | sha256sum | cut -c1-16
}

# Reckoned once a run: the kernel is ten megabytes.
declare -A IMAGES
image_of() {
  [ -n "${IMAGES[$1]-}" ] || IMAGES[$1]=$CACHE/host-$1-$(image_hash "$1").img
}

image_file() {
  image_of "$1"
  echo "${IMAGES[$1]}"
}

# Makes what is missing for these generations. Others wait for the same one only.
build_images() {
  local suite
  mkdir -p "$CACHE"
  exec 7>"$CACHE/lock"
  flock 7
  make_keys
  make_kernel
  for suite; do docker_version "$suite" >/dev/null; done
  exec 7>&-
  for suite; do
    exec 7>"$CACHE/lock-$suite"
    flock 7
    image_of "$suite"
    [ -e "${IMAGES[$suite]}" ] || (make_image "$suite" "${IMAGES[$suite]}")
    # Not on the image itself: disks over it remember its time and refuse another.
    touch "${IMAGES[$suite]}.used"
    exec 7>&-
  done
}

lab_images() {
  local suite suites
  suites=("$@")
  # shellcheck disable=SC2207
  [ $# -gt 0 ] || suites=($(generations_in_use)) || exit
  for suite in "${suites[@]}"; do [[ " ${GENERATIONS[*]} " == *" $suite "* ]] || refuse_generations "$suite"; done
  build_images "${suites[@]}"
  for suite in "${suites[@]}"; do echo "$(image_file "$suite") Docker $(docker_version "$suite")"; done
}

make_image() {
  local suite=$1 image=$2 root part=$2.part
  root=$(mktemp -d "$CACHE/root.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf --one-file-system '$root' '$part'" EXIT
  say "making the disk image of $suite with Docker $(docker_version "$suite") (about two minutes)…"
  bootstrap "$suite" "$root"
  furnish "$root"
  mkfs.ext4 -q -F -d "$root" "$part" "$DISK_SIZE"
  season "$suite" "$part"
  mv "$part" "$image"
  forget_old_images "$suite"
}

# Two of a generation are kept beside the new one: another branch's may be wanted again, or run now.
forget_old_images() {
  local used
  find "$CACHE" -maxdepth 1 -name "host-$1-*.img.used" -printf '%T@ %p\n' | sort -rn | tail -n +3 | cut -d' ' -f2- |
    while read -r used; do rm -f "$used" "${used%.used}"; done
}

# Every release is made by the same script, which this machine's debootstrap may not know by the name of a younger one.
bootstrap() {
  local suite=$1 root=$2 log=$CACHE/debootstrap-$1.log script=/usr/share/debootstrap/scripts/sid
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  [ -z "${http_proxy-}" ] || export http_proxy
  [ -z "${https_proxy-}" ] || export https_proxy
  debootstrap --variant=minbase --include="$GUEST_PACKAGES${MORE_PACKAGES[$suite]-}" "$suite" "$root" "$(debian_mirror)" "$script" >"$log" 2>&1 || {
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
  local log=$CACHE/season-$1.log work
  work=$(mktemp -d)
  timeout 240 "$(kernel)/linux" umid=season uml_dir="$work" ubda="$2" root=/dev/ubda rw rootfstype=ext4 rootflags=barrier=0 "mem=$MEMORY" con0=null,fd:1 \
    con1=null con=null ssl=null initcall_blacklist=raid6_select_algo lab.season systemd.show_status=no quiet \
    </dev/null >"$log" 2>&1 7>&- 8>&- 9>&- || true
  rm -rf "$work"
  grep -q 'lab-season: done' "$log" || { tail -20 "$log" >&2; fail "Docker did not take its images in; see $log"; }
  e2fsck -fy "$2" >/dev/null 2>&1 || [ $? -le 1 ] || fail 'the disk image is broken after its first boot'
}

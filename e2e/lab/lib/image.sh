# The hosts' disk: a Debian with Docker, made once and kept by a hash of what makes it.
# shellcheck shell=bash disable=SC2154,SC2016
image_hash() {
  cat "$here"/lib/{config,image}.sh "$here"/guest/* | sha256sum | cut -c1-16
}

image_file() { echo "$CACHE/base-$(image_hash).img"; }

build_image() {
  local image root
  image=$(image_file)
  make_keys
  [ ! -e "$image" ] || return 0
  mkdir -p "$CACHE"
  root=$(mktemp -d "$CACHE/root.XXXXXX")
  trap 'rm -rf "$root" "$image.part"' EXIT
  echo "lab: making the hosts' disk (about two minutes)…" >&2
  bootstrap "$root"
  furnish "$root"
  mkfs.ext4 -q -F -O ^metadata_csum -d "$root" "$image.part" 3G
  season "$image.part"
  mv "$image.part" "$image"
  rm -rf "$root"
  trap - EXIT
  # Older images go, unless a host still runs on one.
  [ -d "$RUN" ] || find "$CACHE" -maxdepth 1 -name 'base-*.img' ! -path "$image" -delete
}

bootstrap() {
  local mirror
  # The machine's own mirror, from its apt sources: nothing is named here.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" 2>/dev/null | grep -v security | head -1)
  [ -n "$mirror" ] || mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -1)
  debootstrap --variant=minbase --include="$GUEST_PACKAGES" "$SUITE" "$1" ${mirror:+"$mirror"} >"$CACHE/debootstrap.log" 2>&1 ||
    { tail -20 "$CACHE/debootstrap.log" >&2; echo "lab: debootstrap failed; its whole output is in $CACHE/debootstrap.log" >&2; exit 1; }
}

# Keys of the tests' users and of the hosts: made once for a cache, so that tests can pin them.
make_keys() {
  mkdir -p "$KEYS"
  chmod 700 "$KEYS"
  local name
  for name in id_lab host_docker01 host_docker02 host_router; do
    [ -e "$KEYS/$name" ] || ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$KEYS/$name"
  done
}

furnish() {
  local root=$1 modules host user
  mkdir -p "$root/lib/modules"
  cp -a /usr/lib/uml/modules/* "$root/lib/modules/"
  for modules in "$root"/lib/modules/*; do chroot "$root" depmod "${modules##*/}"; done
  # This kernel has no nf_tables for IPv4.
  chroot "$root" update-alternatives --set iptables /usr/sbin/iptables-legacy >/dev/null
  chroot "$root" update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy >/dev/null
  rm -rf "$root"/usr/share/{doc,man,locale,info} "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
  rm -f "$root"/etc/ssh/ssh_host_*
  for host in "${HOSTS[@]}"; do
    install -m 600 "$KEYS/host_$host" "$root/etc/ssh/lab_$host"
    install -m 644 "$KEYS/host_$host.pub" "$root/etc/ssh/lab_$host.pub"
  done
  printf 'HostKey /etc/ssh/host_key\nPermitRootLogin prohibit-password\nUseDNS no\n' >"$root/etc/ssh/sshd_config.d/lab.conf"
  # root; one who may use sudo freely; one who must type a password for it; one without any rights.
  for user in student teacher guest; do
    chroot "$root" useradd -m -s /bin/bash "$user"
    authorize "$root/home/$user" "$root" "$user"
  done
  authorize "$root/root" "$root" root
  echo teacher:chalk | chroot "$root" chpasswd
  echo 'student ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/student"
  echo 'teacher ALL=(ALL) ALL' >"$root/etc/sudoers.d/teacher"
  chmod 440 "$root"/etc/sudoers.d/*
  echo '/dev/ubda / ext4 noatime 0 0' >"$root/etc/fstab"
  printf '127.0.0.1 localhost\n192.168.1.11 docker01\n192.168.1.13 docker02\n192.168.1.254 router\n' >"$root/etc/hosts"
  : >"$root/etc/resolv.conf"
  printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >"$root/etc/systemd/journald.conf"
  printf 'net.ipv4.conf.all.arp_notify=1\n' >"$root/etc/sysctl.d/lab.conf"
  install -m 755 "$here/guest/lab-host" "$here/guest/lab-season" "$root/usr/local/sbin/"
  install -m 644 "$here"/guest/*.service "$root/etc/systemd/system/"
  chroot "$root" systemctl -q enable lab-host.service lab-season.service docker.service ssh.service
  chroot "$root" systemctl -q disable docker-registry.service e2scrub_reap.service 2>/dev/null || true
  chroot "$root" systemctl -q mask getty.target getty@tty1.service console-getty.service systemd-logind.service \
    systemd-networkd-wait-online.service systemd-random-seed.service systemd-update-utmp.service apt-daily.timer \
    apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer systemd-tmpfiles-clean.timer \
    systemd-journal-flush.service systemd-hwdb-update.service kmod-static-nodes.service systemd-timesyncd.service \
    dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount sys-fs-fuse-connections.mount modprobe@efi_pstore.service \
    modprobe@loop.service modprobe@dm_mod.service modprobe@configfs.service modprobe@drm.service modprobe@fuse.service
  mkdir -p "$root/var/lib/lab"
  busybox_image "$root/var/lib/lab/busybox.tar"
  registry_image "$root" "$root/var/lib/lab/registry.tar"
}

authorize() {
  install -d -m 700 "$1/.ssh"
  install -m 600 "$KEYS/id_lab.pub" "$1/.ssh/authorized_keys"
  chroot "$2" chown -R "$3:$3" "${1#"$2"}/.ssh"
}

# There is no registry to pull from: busybox is Debian's static one with its applets' links.
busybox_image() {
  local tree
  tree=$(mktemp -d)
  mkdir -p "$tree"/{bin,etc,proc,sys,dev,tmp,root}
  cp /bin/busybox "$tree/bin/busybox"
  /bin/busybox --list | while read -r applet; do [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"; done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
  tar -C "$tree" -cf "$1" .
  rm -rf "$tree"
}

registry_image() {
  local tree library
  tree=$(mktemp -d)
  mkdir -p "$tree"/{usr/bin,etc/docker/registry,var/lib/registry,tmp}
  cp "$1/usr/bin/docker-registry" "$tree/usr/bin/"
  cp "$1/etc/docker/registry/config.yml" "$tree/etc/docker/registry/config.yml"
  chroot "$1" ldd /usr/bin/docker-registry 2>/dev/null | grep -oE '/[^ ]+' | sort -u | while read -r library; do
    mkdir -p "$tree$(dirname "$library")"
    cp -L "$1$library" "$tree$library"
  done
  tar -C "$tree" -cf "$2" .
  rm -rf "$tree"
}

# One boot with the disk itself, which puts the container images into Docker's store and powers off.
season() {
  local log=$CACHE/season.log work
  work=$(mktemp -d)
  timeout 240 linux.uml umid=season uml_dir="$work" ubda="$1" root=/dev/ubda rw "mem=$MEMORY" con0=null,fd:1 con1=null con=null \
    ssl=null lab.host=season lab.season=1 systemd.show_status=no quiet </dev/null >"$log" 2>&1 9>&- || true
  rm -rf "$work"
  grep -q 'lab-season: done' "$log" || { tail -20 "$log" >&2; echo "lab: the images did not get into Docker; see $log" >&2; exit 1; }
  e2fsck -fy "$1" >/dev/null 2>&1 || [ $? -le 1 ]
}

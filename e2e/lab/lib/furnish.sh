# What makes a bare Debian a host of the lab.
# shellcheck shell=bash disable=SC2154
furnish() {
  local root=$1 modules
  mkdir -p "$root/lib/modules"
  cp -a "$(kernel)"/modules/* "$root/lib/modules/"
  for modules in "$root"/lib/modules/*; do chroot "$root" depmod "${modules##*/}"; done
  # This kernel has no nf_tables for IPv4.
  chroot "$root" update-alternatives --set iptables /usr/sbin/iptables-legacy >/dev/null
  chroot "$root" update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy >/dev/null
  rm -rf "$root"/usr/share/{doc,man,locale,info} "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
  furnish_ssh "$root"
  furnish_people "$root"
  furnish_system "$root"
  mkdir -p "$root/var/lib/lab"
  busybox_image "$root/var/lib/lab/busybox.tar"
  registry_image "$root" "$root/var/lib/lab/registry.tar"
}

# Every host's keys are on the common disk; at its first boot a host takes its own.
furnish_ssh() {
  local root=$1 host type place
  rm -f "$root"/etc/ssh/ssh_host_*
  for host in "${HOSTS[@]}"; do
    place=$root/usr/local/lib/lab/keys/$host
    mkdir -p "$place"
    for type in "${KEY_TYPES[@]}"; do
      install -m 600 "$KEYS/${host}_$type" "$place/ssh_host_${type}_key"
      install -m 644 "$KEYS/${host}_$type.pub" "$place/ssh_host_${type}_key.pub"
    done
  done
  printf 'UseDNS no\n' >"$root/etc/ssh/sshd_config.d/lab.conf"
  # Keys and settings are right on a fresh host: nothing to check at every boot.
  mkdir -p "$root/etc/systemd/system/ssh.service.d"
  printf '[Service]\nExecStartPre=\n' >"$root/etc/systemd/system/ssh.service.d/lab.conf"
}

# root; one who may use sudo freely; one who must type a password for it; one without any rights.
furnish_people() {
  local root=$1 user
  for user in student teacher guest; do
    chroot "$root" useradd -m -s /bin/bash "$user"
    authorize "$root" "$user" "/home/$user"
  done
  authorize "$root" root /root
  echo teacher:chalk | chroot "$root" chpasswd
  echo 'student ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/student"
  echo 'teacher ALL=(ALL) ALL' >"$root/etc/sudoers.d/teacher"
  chmod 440 "$root"/etc/sudoers.d/*
}

authorize() {
  install -d -m 700 "$1$3/.ssh"
  install -m 600 "$KEYS/id_lab.pub" "$1$3/.ssh/authorized_keys"
  chroot "$1" chown -R "$2:$2" "$3/.ssh"
}

furnish_system() {
  local root=$1 unit generator
  echo '/dev/ubda / ext4 defaults 0 0' >"$root/etc/fstab"
  echo lab >"$root/etc/hostname"
  { echo '127.0.0.1 localhost'; for unit in "${HOSTS[@]}"; do echo "${ADDRESS[$unit]} $unit"; done; } >"$root/etc/hosts"
  : >"$root/etc/resolv.conf"
  printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >"$root/etc/systemd/journald.conf"
  install -m 755 "$here"/guest/lab-{host,season} "$root/usr/local/sbin/"
  install -m 644 "$here"/guest/*.service "$root/etc/systemd/system/"
  chroot "$root" systemctl -q enable lab-host.service lab-ready.service lab-season.service docker.service ssh.service
  # Every process costs a booting guest a tenth of a second: nothing starts that a test could not tell from not started.
  while read -r unit; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done <"$here/guest/masked"
  mkdir -p "$root/etc/systemd/system-generators"
  for generator in "$root"/lib/systemd/system-generators/*; do
    ln -sf /dev/null "$root/etc/systemd/system-generators/${generator##*/}"
  done
  # Nobody waits for the end of the boot to be allowed in.
  ln -sf /dev/null "$root/etc/tmpfiles.d/systemd-nologin.conf"
}

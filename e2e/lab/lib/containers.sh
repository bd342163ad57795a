# The container images that hosts have: there is no registry to pull from.
# shellcheck shell=bash disable=SC2154

# Debian's static busybox, with a link for each applet, in the shape of the one that people pull.
busybox_image() {
  local tree
  tree=$(mktemp -d)
  mkdir -p "$tree"/{bin,dev,etc,home,proc,root,sys,tmp,usr/bin,var}
  cp /bin/busybox "$tree/bin/busybox"
  /bin/busybox --list | while read -r applet; do [ "$applet" = busybox ] || ln "$tree/bin/busybox" "$tree/bin/$applet"; done
  ln -s ../../bin/env "$tree/usr/bin/env"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
  echo 'root:x:0:' >"$tree/etc/group"
  chmod 1777 "$tree/tmp"
  tar -C "$tree" --owner=0 --group=0 -cf "$1" .
  rm -rf "$tree"
}

# Debian's registry with its libraries, in the shape of the one that people pull.
registry_image() {
  local root=$1 tree
  tree=$(mktemp -d)
  mkdir -p "$tree"/{bin,etc/docker/registry,var/lib/registry,tmp}
  cp "$root/usr/bin/docker-registry" "$tree/bin/registry"
  cp "$here/guest/registry.yml" "$tree/etc/docker/registry/config.yml"
  chroot "$root" ldd /usr/bin/docker-registry | grep -oE '/[^ ]+' | sort -u | while read -r library; do
    mkdir -p "$tree$(dirname "$library")"
    cp -L "$root$library" "$tree$library"
  done
  tar -C "$tree" --owner=0 --group=0 -cf "$2" .
  rm -rf "$tree"
}

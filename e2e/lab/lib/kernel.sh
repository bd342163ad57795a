# The hosts' kernel: Debian 13's user-mode Linux, for hosts of every release. Kept by a hash of what makes it.
# shellcheck shell=bash disable=SC2154

# 6.12: starts processes in half the time of Debian 12's 6.1. Later ones have neither legacy iptables nor nf_tables for IPv4.
KERNEL_SUITE=trixie

kernel() {
  : "${KERNEL:=$CACHE/kernel-$(grep -hvE '^ *(#|$)' "$here"/lib/{debian,kernel}.sh "$here"/kernel/* | sha256sum | cut -c1-16)}"
  echo "$KERNEL"
}

make_kernel() {
  [ -e "$(kernel)" ] || (fetch_kernel)
}

fetch_kernel() {
  local work log=$CACHE/kernel.log
  work=$(mktemp -d "$CACHE/fetched.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  say "fetching the hosts' kernel…"
  unpack_kernel "$work" >"$log" 2>&1 || { tail -20 "$log" >&2; fail "the hosts' kernel could not be fetched; see $log"; }
  mv "$work/kernel" "$(kernel)"
}

# It wants a newer C library than this machine may have: that of its own release lies beside it.
unpack_kernel() {
  local work=$1 lib
  lib=$(kernel)/lib
  apt_of "$KERNEL_SUITE" apt-get update &&
    (cd "$work" && apt_of "$KERNEL_SUITE" apt-get download user-mode-linux libc6) &&
    dpkg-deb -x "$work"/user-mode-linux_*.deb "$work/uml" &&
    dpkg-deb -x "$work"/libc6_*.deb "$work/libc" &&
    mkdir -p "$work/kernel/lib" &&
    cp -a "$work/uml/usr/lib/uml/modules" "$work/kernel/modules" &&
    cp "$work/uml/usr/bin/linux.uml" "$work/kernel/linux" &&
    cp -L "$work"/libc/usr/lib/*-linux-gnu/{ld-linux-x86-64,libc,libm,librt,libpthread,libdl,libutil}.so.* "$work/kernel/lib/" &&
    gcc -O2 -shared -fPIC -ffreestanding -fno-stack-protector -nostdlib -o "$work/kernel/lib/whole-xstate.so" "$here/kernel/whole-xstate.c" &&
    patchelf --set-interpreter "$lib/ld-linux-x86-64.so.2" --set-rpath "$lib" "$work/kernel/linux" &&
    # On its own: together with a path, patchelf 0.14 writes the library's name over that path, and the kernel ends at once.
    patchelf --add-needed whole-xstate.so "$work/kernel/linux"
}

# Names, addresses and places of the lab.
# shellcheck shell=bash disable=SC2034
HOSTS=(docker01 docker02 router)
declare -A ADDRESS=([docker01]=192.168.1.11 [docker02]=192.168.1.13 [router]=192.168.1.254)
NIC=ens33
# The tests' own end of the wire.
CLIENT=192.168.1.1/24

NAMESPACE=${TRUNKLINE_LAB_NAMESPACE:-trunkline-lab}
CACHE=${TRUNKLINE_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/trunkline-lab}
RUN=${TRUNKLINE_LAB_RUN:-/tmp/trunkline-lab-$(id -u)}
KEYS=$CACHE/keys

PACKAGES=(user-mode-linux uml-utilities debootstrap e2fsprogs busybox-static iproute2 openssh-client util-linux)
# On the hosts, beyond debootstrap's minimum.
GUEST_PACKAGES=systemd-sysv,iproute2,iptables,openssh-server,iputils-ping,iputils-arping,kmod,procps,docker.io,docker-registry,sudo,tcpdump,curl
SUITE=bookworm
MEMORY=1024M

known_host() {
  [ -n "${ADDRESS[${1:-none}]-}" ] || { echo "lab: name a host: ${HOSTS[*]}" >&2; exit 2; }
}

# One person at a time may change the lab. The lock is a file, so it ends with its holder.
with_lock() {
  mkdir -p "$RUN"
  exec 9>"$RUN.lock"
  flock -w 900 9 || { echo "lab: somebody else has been changing the lab for 15 minutes ($RUN.lock)" >&2; exit 1; }
  "$@"
  exec 9>&-
}

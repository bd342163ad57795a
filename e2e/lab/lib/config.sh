# Names, addresses and places of the lab.
# shellcheck shell=bash disable=SC2034
HOSTS=(docker01 docker02 router)
declare -A ADDRESS=([docker01]=192.168.1.11 [docker02]=192.168.1.13 [router]=192.168.1.254)
declare -A MAC=([docker01]=02:54:4c:00:00:0b [docker02]=02:54:4c:00:00:0d [router]=02:54:4c:00:00:fe)
# The tests' own end of the wire.
CLIENT=192.168.1.1/24
CLIENT_MAC=02:54:4c:00:00:01

# One lab serves a machine. Who wants another beside it names another namespace.
NAMESPACE=${TRUNKLINE_LAB_NAMESPACE:-trunkline-lab}
# Disks and consoles.
RUN=${TRUNKLINE_LAB_RUN:-/tmp/$NAMESPACE-$(id -u)}
CACHE=${TRUNKLINE_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/trunkline-lab}
KEYS=$CACHE/keys
KEY_TYPES=(ed25519 ecdsa rsa)

PACKAGES=(debootstrap debian-archive-keyring patchelf e2fsprogs busybox-static iproute2 openssh-client util-linux gcc)
# On the hosts, beyond debootstrap's minimum.
GUEST_PACKAGES=systemd-sysv,iproute2,iptables,openssh-server,iputils-ping,iputils-arping,kmod,procps,docker.io,docker-registry,sudo,tcpdump,curl
# Packages of their own from Debian 13 on.
declare -A MORE_PACKAGES=([trixie]=,docker-cli [forky]=,docker-cli)
DISK_SIZE=3G
# Taken from the machine only as it is used: about 0.4 GB a host.
MEMORY=1024M
BOOT_SECONDS=300
# `docker` is what a host says on its console once Docker serves there.
READY='lab: ready'
READY_WITH_DOCKER='lab: ready docker'

say() { echo "lab: $*" >&2; }
fail() { say "$@"; exit 1; }

known_host() {
  [ -n "${ADDRESS[${1:-none}]-}" ] || { say "name a host: ${HOSTS[*]}"; exit 2; }
}

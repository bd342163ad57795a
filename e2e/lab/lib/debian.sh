# Debian's releases beside the machine's own.
# shellcheck shell=bash disable=SC2154

# Where this machine gets Debian from; nothing is named here.
debian_mirror() {
  local mirror
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 ~ /\/debian\/?$/ && $2 !~ /-/ && $3 == "main" { print $1; exit }')
  echo "${mirror:-$(sed -n 's/^DEF_MIRROR="\(.*\)"$/\1/p' /usr/sbin/debootstrap)}"
}

# An apt program for one release, with sources and lists of its own: the machine's stay as they are.
apt_of() {
  local suite=$1 program=$2 place=$CACHE/apt/$1
  shift 2
  mkdir -p "$place"/{lists,cache/archives}/partial
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $suite main" >"$place/sources"
  : >"$place/status"
  "$program" -q -o Dir::State="$place" -o Dir::State::lists="$place/lists" -o Dir::State::status="$place/status" \
    -o Dir::Cache="$place/cache" -o Dir::Etc::sourcelist="$place/sources" -o Dir::Etc::sourceparts=/dev/null \
    -o Acquire::Languages=none -o Acquire::Retries=3 -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
    -o Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled=false -o APT::Sandbox::User=root "$@"
}

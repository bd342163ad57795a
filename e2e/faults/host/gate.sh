#!/bin/sh
# On a host, under the name of a command and before it in PATH: holds one call of it until the matrix says go.
# /run/lab/gate: whether to hold it before or after it has run, which of the calls that match, and what its words must match.
name=${0##*/}
real=/usr/bin/$name
[ -x "$real" ] || real=/usr/sbin/$name
when='' number='' pattern=''
{ read -r when && read -r number && read -r pattern; } 2>/dev/null </run/lab/gate
# The pattern is one: it is not quoted.
# shellcheck disable=SC2254
case "$*" in
  $pattern) ;;
  *) exec "$real" "$@" ;;
esac
[ -n "$when" ] || exec "$real" "$@"
if [ "$number" -gt 1 ]; then
  printf '%s\n%s\n%s\n' "$when" $((number - 1)) "$pattern" >/run/lab/gate
  exec "$real" "$@"
fi
# Once only.
: >/run/lab/gate
status=0
if [ "$when" = after ]; then
  "$real" "$@"
  status=$?
fi
: >/run/lab/reached
until [ -e /run/lab/go ]; do sleep 0.3; done
[ "$when" = after ] || exec "$real" "$@"
exit "$status"

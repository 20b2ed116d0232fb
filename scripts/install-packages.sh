#!/bin/sh
# Installs Debian packages that the tests need, where that is possible: install-packages.sh HINT PACKAGE...
# HINT: what to install by hand elsewhere.
set -eu
hint=$1
shift
[ $# -gt 0 ] || exit 0
echo "The tests need: $*"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  sudo=""
elif command -v apt-get >/dev/null 2>&1 && command -v sudo >/dev/null 2>&1; then
  sudo="sudo"
else
  echo "Please install $hint yourself, then run this again." >&2
  exit 1
fi
echo "Installing with ${sudo:+sudo }apt-get (a few minutes) ..."
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null

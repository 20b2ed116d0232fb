#!/bin/sh
# Tests of shared limits need a real Redis, those of the audit record a real PostgreSQL; install what is missing, and say so.
set -eu
missing=""
command -v redis-server >/dev/null 2>&1 || missing="redis-server"
command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0
echo "The tests need:$(printf ' %s' $missing)"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing with apt-get ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif command -v apt-get >/dev/null 2>&1 && command -v sudo >/dev/null 2>&1; then
  echo "Installing with sudo apt-get ..."
  sudo apt-get update -qq
  sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Please install Redis and PostgreSQL yourself, then run this again." >&2
  exit 1
fi

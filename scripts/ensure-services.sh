#!/bin/sh
# Tests of shared limits need a real Redis; install it where that is possible, and say so.
set -eu
command -v redis-server >/dev/null 2>&1 && exit 0
install="apt-get install -y -qq --no-install-recommends redis-server"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "The tests need redis-server; installing it with apt-get ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $install >/dev/null
elif command -v apt-get >/dev/null 2>&1 && command -v sudo >/dev/null 2>&1; then
  echo "The tests need redis-server; installing it with sudo apt-get ..."
  sudo apt-get update -qq
  sudo DEBIAN_FRONTEND=noninteractive $install >/dev/null
else
  echo "The tests need redis-server. Please install Redis yourself, then run this again." >&2
  exit 1
fi

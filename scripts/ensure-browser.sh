#!/bin/sh
# The browser tests need Chromium and Chinese fonts; install them where that is possible, and say so.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="chromium"
fc-list ':lang=zh' 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk fontconfig"
"$(dirname "$0")/install-packages.sh" "Chromium and the Noto CJK fonts" $missing

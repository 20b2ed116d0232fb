#!/bin/sh
# Tests of shared limits need a real Redis, those of the audit record a real PostgreSQL; install what is missing, and say so.
set -eu
missing=""
command -v redis-server >/dev/null 2>&1 || missing="redis-server"
command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
"$(dirname "$0")/install-packages.sh" "Redis and PostgreSQL" $missing

#!/usr/bin/env bash
# What the oracles need of the system: Python with its venv module, a compiler for AWS's Lambda runtime client, and a
# browser for the HTML report.
# Whoever has all of it needs no package manager and no rights.
set -euo pipefail

missing=()
python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || missing+=(python3 python3-venv)
command -v cmake >/dev/null || missing+=(cmake)
command -v make >/dev/null || missing+=(make)
command -v g++ >/dev/null || missing+=(g++)
command -v xz >/dev/null || missing+=(xz-utils)
command -v chromium >/dev/null || missing+=(chromium)
((${#missing[@]})) || exit 0

if ! command -v apt-get >/dev/null; then
  echo "the oracles need ${missing[*]} (Debian's names): install them" >&2
  exit 1
fi
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo)
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"

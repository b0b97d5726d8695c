#!/usr/bin/env bash
# Tries the laws of merging on real logs: random splits, orders, repetitions and trees of
# merges, each of which must give the profile of the whole, byte for byte.
#
# usage: laws.sh OUT [TRIES]; SHARED is the folder with data/, the examples are always tried.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: laws.sh OUT [TRIES]} tries=${2:-100000}
sets=$(mktemp -d)
trap 'rm -rf "$sets"' EXIT
for archive in "${SHARED:-../shared}"/data/{faultlab,loghub2k}/*.tar.xz; do
  [ -e "$archive" ] || continue
  mkdir "$sets/$(basename "$archive" .tar.xz)"
  tar -xf "$archive" -C "$sets/$(basename "$archive" .tar.xz)"
done
{
  echo "# make laws: merge laws on real logs (examples, faultlab, loghub samples), the first 24 KiB of up to 6 sources a folder"
  INQUEST_LAWS=$tries INQUEST_SETS=$sets go test ./internal/profile -run LawsOnRealSets -count=1 -timeout 3h -v | grep -v '^===' | sed 's/ (.*//; s/\t[0-9.]*s$//'
} | tee "$out"

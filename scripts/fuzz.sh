#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time and prints how many
# inputs each one tried.
set -euo pipefail
time=${1:-30s}
cd "$(dirname "$0")/.."
for pkg in $(go list ./...); do
  for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
    printf '%s %s: ' "$pkg" "$target"
    go test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" "$pkg" | grep -E 'execs:|FAIL|panic' | tail -n 1
  done
done

#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time, prints how many inputs
# each one tried, and the sum. A finding ends it with 1; Go keeps the input under
# testdata/fuzz.
set -uo pipefail
time=${1:-30s}
cd "$(dirname "$0")/.."
sum=0 targets=0 bad=0
for pkg in $(go list ./...); do
  for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
    out=$(go test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" "$pkg" 2>&1) || { bad=$((bad + 1)); echo "$out" | tail -n 20; }
    execs=$(echo "$out" | grep -o 'execs: [0-9]*' | tail -n 1 | cut -d' ' -f2)
    printf '%s %s: %s inputs\n' "$pkg" "$target" "${execs:-0}"
    sum=$((sum + ${execs:-0})) targets=$((targets + 1))
  done
done
echo "$targets targets, $sum inputs in $time each, $bad with a finding"
[ "$bad" = 0 ]

#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time, prints how many inputs
# each one tried, and the sum. A finding ends it with 1; Go keeps the input under
# testdata/fuzz.
# usage: fuzz.sh [TIME] [OUT]; PACKAGES="./internal/record ..." runs those alone,
# PARALLEL says how many workers a target has. The figures also go to OUT.
set -uo pipefail
time=${1:-30s} out=${2:-/dev/null}
cd "$(dirname "$0")/.."
sum=0 targets=0 bad=0
figures=$(mktemp)
for pkg in $(go list ${PACKAGES:-./...}); do
  for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
    log=$(go test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" -fuzzminimizetime 10x -parallel "${PARALLEL:-$(nproc)}" "$pkg" 2>&1) || { bad=$((bad + 1)); echo "$log" | tail -n 20; }
    execs=$(echo "$log" | grep -o 'execs: [0-9]*' | tail -n 1 | cut -d' ' -f2)
    printf '%-24s %-20s %12s inputs\n' "${pkg#inquest/}" "$target" "${execs:-0}" | tee -a "$figures"
    sum=$((sum + ${execs:-0})) targets=$((targets + 1))
  done
done
{
  echo "# make fuzz FUZZTIME=$time PACKAGES=\"${PACKAGES:-all}\": inputs that each target tried, and what was found"
  cat "$figures"
  echo "$targets targets, $sum inputs in $time each, $bad with a finding"
} > "$figures.all"
tail -n 1 "$figures.all"
[ "$out" = /dev/null ] || cp "$figures.all" "$out"
rm -f "$figures" "$figures.all"
[ "$bad" = 0 ]

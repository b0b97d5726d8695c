#!/usr/bin/env bash
# Sizes of the reports and how long they take, for the examples and one large log.
# A column a format: add a name to FORMATS when another one is to be measured. The
# large log comes from loggen ($1, SIZE) when it is there; else its row is left out,
# and the table says so; LARGE names another one. It is read once, for all formats: their time is that of the
# one run. "opens" is what Chromium works and waits until the page is ready, the median of three, and needs
# e2e/node_modules.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGGEN=${1:-../shared/loggen}
SIZE=${SIZE:-1GB}
FORMATS=${FORMATS:-"html json md txt pdf"}
BIN=bin/inquest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

now() { date +%s%N; }

# one INPUT NAME FORMAT: bytes and seconds of the run
one() {
  local began
  began=$(now)
  "$BIN" analyze "$1" -o "$tmp/$2.$3" > /dev/null 2>&1 || [ $? -eq 3 ] || { echo "- -"; return; }
  echo "$(stat -c %s "$tmp/$2.$3") $(( ($(now) - began) / 1000000 ))"
}

opens() {
  if [ -d e2e/node_modules ] && [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then node e2e/measure.mjs "$tmp/$1.html"; else echo "not measured"; fi
}

row() {
  local name=$1 input=$2 line
  line=$(printf '%-16s %9s kB' "$name" "$(( $(du -sbL "$input" | cut -f1) / 1000 ))")
  for f in $FORMATS; do
    read -r bytes ms < <(one "$input" "$name" "$f")
    if [ "$bytes" = - ]; then line+=$(printf ' %19s' "-"); else line+=$(printf ' %8s kB %5s ms' "$((bytes / 1000))" "$ms"); fi
  done
  printf '%s   %s\n' "$line" "$(opens "$name")"
}

# large INPUT NAME: all formats of one run
large() {
  local began line out=() f
  for f in $FORMATS; do out+=(-o "$tmp/$2.$f"); done
  began=$(now)
  "$BIN" analyze "$1" "${out[@]}" > /dev/null 2>&1 || [ $? -eq 3 ] || { echo "$2: not measured, the run failed"; return; }
  line=$(printf '%-16s %9s kB' "$2" "$(( $(stat -c %s "$1") / 1000 ))")
  for f in $FORMATS; do line+=$(printf ' %8s kB %8s' "$(( $(stat -c %s "$tmp/$2.$f") / 1000 ))" ""); done
  printf '%s   %s\n' "$line" "$(opens "$2")"
  echo "$2: one run for all formats took $(( ($(now) - began) / 1000000 )) ms"
}

echo "make report-figures: size of each report, and the time of the whole run that writes it"
echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(go version | cut -d' ' -f3)"
echo
printf '%-16s %12s' input logs
for f in $FORMATS; do printf ' %19s' "$f"; done
printf '   %s\n' "html opens in"
for e in examples/*/; do
  name=$(basename "$e")
  [ "$name" = expected ] || row "$name" "$e"
done
if [ -n "${LARGE:-}" ]; then
  large "$LARGE" "$(basename "$LARGE" .log)"
elif [ -d "$LOGGEN" ]; then
  (cd "$LOGGEN" && go build -o "$tmp/loggen" .)
  "$tmp/loggen" -kind java -size "$SIZE" -incident 0.6,0.02,10 -o "$tmp/java.log" > /dev/null 2>&1
  large "$tmp/java.log" "java-$SIZE"
else
  echo "large log: not measured, no log generator at $LOGGEN"
fi

#!/usr/bin/env bash
# Builds a real VictoriaLogs (from its module, in its own go.mod), starts it on
# loopback, and runs the tests of log stores against it. About half a minute of CPU the
# first time.
set -euo pipefail
cd "$(dirname "$0")/.."
port=${PORT:-19428}
data=$(mktemp -d)
server=${VICTORIALOGS:-$data/victoria-logs}
[ -x "$server" ] || (cd tools/peers/victorialogs && go build -o "$server" github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-logs)
"$server" -httpListenAddr="127.0.0.1:$port" -storageDataPath="$data/store" -retentionPeriod=100y >"$data/log" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 50); do curl -fs "http://127.0.0.1:$port/health" >/dev/null && break; sleep 0.2; done
INQUEST_VICTORIALOGS="127.0.0.1:$port" go test ./internal/logstore -count=1 -run Real -v

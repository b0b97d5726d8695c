#!/usr/bin/env bash
# Builds real log stores (each from its module, in a go.mod of its own), starts them on
# loopback, and runs the tests of log stores against them; then a report from each
# store is made and verified, which fetches every cited line again. VictoriaLogs takes
# half a minute of CPU the first time, Loki ten. STORES says which; VICTORIALOGS and
# LOKI name binaries that are there already.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
pids=()
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait; rm -rf "$data"' EXIT

build() { # build NAME PACKAGE BINARY
  [ -x "$3" ] || (cd "tools/peers/$1" && CGO_ENABLED=0 go build -o "$3" "$2")
}
ready() { # ready URL: waits for it to answer
  for _ in $(seq 300); do curl -fs "$1" >/dev/null && return; sleep 0.2; done
  echo "no answer from $1" >&2
  return 1
}
report() { # report ADDRESS
  go run ./cmd/inquest -q --format json "$1" >"$data/report.json"
  go run ./cmd/inquest verify "$data/report.json" "$1"
}

for store in ${STORES:-victorialogs loki}; do
  case $store in
  victorialogs)
    server=${VICTORIALOGS:-$data/victoria-logs} port=19428
    build victorialogs github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-logs "$server"
    "$server" -httpListenAddr="127.0.0.1:$port" -storageDataPath="$data/store" -retentionPeriod=100y >"$data/log" 2>&1 &
    pids+=($!)
    ready "http://127.0.0.1:$port/health"
    INQUEST_VICTORIALOGS="127.0.0.1:$port" go test ./internal/logstore -count=1 -run RealVictoriaLogs -v
    report "victorialogs://127.0.0.1:$port/?query=app:x&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&tls=off"
    ;;
  loki)
    server=${LOKI:-$data/loki-server} port=19310
    build loki github.com/grafana/loki/v3/cmd/loki "$server"
    cat >"$data/loki.yaml" <<CONF
auth_enabled: false
server: {http_listen_address: 127.0.0.1, http_listen_port: $port, grpc_listen_address: 127.0.0.1, grpc_listen_port: $((port + 1)), log_level: error}
common: {path_prefix: $data/loki, replication_factor: 1, instance_addr: 127.0.0.1, ring: {instance_addr: 127.0.0.1, kvstore: {store: inmemory}}, storage: {filesystem: {chunks_directory: $data/loki/chunks, rules_directory: $data/loki/rules}}}
schema_config: {configs: [{from: 2020-01-01, store: tsdb, object_store: filesystem, schema: v13, index: {prefix: index_, period: 24h}}]}
limits_config: {reject_old_samples: false, max_query_length: 0, creation_grace_period: 100y, allow_structured_metadata: true}
analytics: {reporting_enabled: false}
CONF
    "$server" -config.file="$data/loki.yaml" >"$data/loki.log" 2>&1 &
    pids+=($!)
    ready "http://127.0.0.1:$port/ready" || { tail -n 20 "$data/loki.log"; exit 1; }
    INQUEST_LOKI="127.0.0.1:$port" go test ./internal/logstore -count=1 -run RealLoki -v
    report "loki://127.0.0.1:$port/?query=%7Bapp=%22x%22%7D&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&tls=off"
    ;;
  esac
done

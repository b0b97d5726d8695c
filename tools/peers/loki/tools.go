//go:build tools

// Package tools pins a Loki server (AGPL) as a peer for tests; nothing of it is
// linked into inquest.
package tools

import _ "github.com/grafana/loki/v3/cmd/loki"

//go:build tools

// Package tools pins a VictoriaLogs server as a peer for tests; nothing of it is
// linked into inquest.
package tools

import _ "github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-logs"

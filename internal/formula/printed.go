package formula

import (
	"strconv"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

var timeRE = lazy.Compile(`(?i)(?:\b(?:time|took|latency|rtt|elapsed|duration|in|after)\b|:)\s*[=:]?\s*([0-9]+(?:\.[0-9]+)?) ?(` + unitsOfTime + `)\b`)

// anyTimeRE finds every number with a unit of time.
var anyTimeRE = lazy.Compile(`(?i)(?:^|[\s=:(\[,])([0-9]+(?:\.[0-9]+)?) ?(` + unitsOfTime + `)(?:$|[\s,;)\]]|\.(?:$|\s))`)

const unitsOfTime = `ns|us|µs|usecs?|ms|msecs?|millis|milliseconds|s|secs?|seconds?`

// durationKeys are fields that hold a duration, with their unit.
var durationKeys = map[string]float64{
	"ms": 1e6, "took_ms": 1e6, "duration_ms": 1e6, "latency_ms": 1e6, "elapsed_ms": 1e6, "time_ms": 1e6, "millis": 1e6, "durationms": 1e6, "elapsedms": 1e6, "latencyms": 1e6, "responsetimems": 1e6, "response_time_ms": 1e6, "total_ms": 1e6, "dur_ms": 1e6, "rt_ms": 1e6,
	"sec": 1e9, "secs": 1e9, "seconds": 1e9, "duration_s": 1e9, "elapsed_s": 1e9, "latency_s": 1e9, "request_time": 1e9, "upstream_response_time": 1e9, "urt": 1e9, "rt": 1e9, "duration_seconds": 1e9, "elapsed_seconds": 1e9,
	"took": 0, "duration": 0, "latency": 0, "elapsed": 0, "time": 0, "rtt": 0, "dur": 0, "response_time": 0, "responsetime": 0, "elapsed_time": 0, "runtime": 0, "duration_us": 1e3, "latency_us": 1e3, "took_us": 1e3, "elapsed_us": 1e3,
}

// PrintedDuration reads the duration, in ns, that a line prints: in a field
// that is named after one, else in its message.
func PrintedDuration(e *profile.Exemplar) (int64, bool) {
	for _, f := range e.Fields {
		unit, ok := durationKeys[strings.ToLower(f.Key)]
		if !ok {
			continue
		}
		if ns, ok := parseDuration(f.Value, unit); ok {
			return ns, true
		}
	}
	m := timeRE.FindStringSubmatch(e.Message)
	if m == nil {
		all := anyTimeRE.FindAllStringSubmatch(e.Message, 2)
		if len(all) != 1 {
			return 0, false
		}
		m = all[0] // the only one that the line holds
	}
	return parseDuration(m[1]+m[2], 0)
}

// parseDuration reads "12ms", "0.5 s", or a bare number in the given unit.
func parseDuration(text string, unit float64) (int64, bool) {
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	digits, suffix := text, ""
	if end >= 0 {
		digits, suffix = text[:end], strings.TrimSpace(text[end:])
	}
	switch suffix {
	case "ns":
		unit = 1
	case "us", "µs", "usec", "usecs":
		unit = 1e3
	case "ms", "msec", "msecs", "millis", "milliseconds":
		unit = 1e6
	case "s", "sec", "secs", "second", "seconds":
		unit = 1e9
	case "":
	default:
		return 0, false
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || unit == 0 || f > 1e9 {
		return 0, false
	}
	return int64(f * unit), true
}

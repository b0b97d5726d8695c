package finding

import (
	"inquest/internal/profile"
	"sort"
	"strings"
)

// origin is what the records of a source say of themselves.
type origin struct{ host, service string }

// originsOf finds the host and the service that most records of each source
// name; a host counts only when the source names just one.
func originsOf(v *profile.View) []origin {
	hosts := make([]map[string]uint64, len(v.Sources))
	services := make([]map[string]uint64, len(v.Sources))
	for i := range v.Sources {
		hosts[i], services[i] = map[string]uint64{}, map[string]uint64{}
	}
	for _, t := range v.Templates {
		for _, r := range t.Rows {
			if r.Source < 0 || r.Source >= len(v.Sources) {
				continue
			}
			hosts[r.Source][r.Host] += r.Count
			services[r.Source][firstNonEmpty(r.Service, lastDotted(r.Logger))] += r.Count
		}
	}
	out := make([]origin, len(v.Sources))
	for i := range out {
		delete(hosts[i], "")
		if len(hosts[i]) == 1 {
			out[i].host = most(hosts[i])
		}
		delete(services[i], "")
		if s := most(services[i]); services[i][s]*2 > uint64(v.Sources[i].Records) {
			out[i].service = s
		}
	}
	return out
}

// lastDotted shortens a logger to its class or module: "com.acme.rates.SyncJob" -> "SyncJob".
func lastDotted(logger string) string {
	if i := strings.LastIndexByte(logger, '.'); i >= 0 && strings.Count(logger, ".") > 1 {
		return logger[i+1:]
	}
	return logger
}

// most is the key of largest count, the smallest key among equals.
func most(counts map[string]uint64) string {
	best := ""
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if best == "" || counts[k] > counts[best] {
			best = k
		}
	}
	return best
}

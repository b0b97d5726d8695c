package finding

import (
	"inquest/internal/profile"
	"sort"
	"strings"
)

// origin is what the records of a source say of themselves.
type origin struct {
	host, service string
	named         bool // most records name a service, of one or of many
}

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
			if name := firstNonEmpty(r.Service, loggerService(r.Logger)); !supervisors[name] {
				services[r.Source][name] += r.Count
			}
		}
	}
	out := make([]origin, len(v.Sources))
	for i := range out {
		delete(hosts[i], "")
		if len(hosts[i]) == 1 {
			out[i].host = most(hosts[i])
		}
		delete(services[i], "")
		out[i].named = total(services[i])*2 > uint64(v.Sources[i].Records)
		for _, s := range housekeepers {
			delete(services[i], s)
		}
		if s := most(services[i]); services[i][s]*2 > uint64(v.Sources[i].Records) {
			out[i].service = s
		}
	}
	return out
}

// domains begin the package names of languages that name packages after hosts.
var domains = map[string]bool{"com": true, "org": true, "net": true, "io": true, "edu": true, "gov": true, "de": true, "eu": true, "uk": true, "fr": true, "cn": true, "dev": true}

// loggerService shortens a logger to what it belongs to: the class of
// "com.acme.rates.SyncJob", the top package of "shop.api.views.cart".
func loggerService(logger string) string {
	if file, line, ok := strings.Cut(logger, ":"); ok && sourceFile(file) && strings.Trim(line, "0123456789:") == "" {
		return "" // where in the program the line was written
	}
	if strings.Count(logger, ".") < 2 {
		return logger
	}
	first, _, _ := strings.Cut(logger, ".")
	if domains[first] {
		return logger[strings.LastIndexByte(logger, '.')+1:]
	}
	return first
}

// total adds up counts.
func total(counts map[string]uint64) (n uint64) {
	for _, c := range counts {
		n += c
	}
	return n
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

// housekeepers write into every system log: a host is not named after them.
var housekeepers = []string{"systemd", "CRON", "cron", "crond", "sshd", "rsyslogd", "systemd-logind", "systemd-journald", "dbus-daemon", "sudo", "su", "dockerd", "containerd"}

package finding

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// supervisors are programs that start and stop others and tell of it.
var supervisors = map[string]bool{"systemd": true, "init": true, "upstart": true}

// unitRE finds the service that a line of a supervisor is about.
var unitRE = lazy.Compile(`\b([A-Za-z][\w.-]*)(@[\w.:-]*)?\.service\b`)

// supervised is the component that a supervisor's line tells of: the supervisor
// speaks, but it is not what stopped. It is zero for all other lines.
func (s *scene) supervised(e *profile.Exemplar, speaker Place) Place {
	if !supervisors[firstNonEmpty(e.Service, e.Logger, speaker.Service)] {
		return Place{}
	}
	m := unitRE.FindStringSubmatch(e.Message)
	if m == nil {
		return Place{}
	}
	service := firstNonEmpty(programOf(strings.ToLower(m[1])), m[1])
	for i := range s.dir.sources {
		if p := s.dir.Source(i); p.Service == service && p.Host == speaker.Host {
			return p
		}
	}
	return Place{Service: service, Host: speaker.Host}
}

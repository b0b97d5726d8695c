package finding

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// supervisors are programs that start and stop units of the name "x.service" and tell of it.
var supervisors = map[string]bool{"systemd": true, "init": true, "upstart": true}

// unitRE finds the service that a line of a supervisor is about.
var unitRE = lazy.Compile(`\b([A-Za-z][\w.-]*)(@[\w.:-]*)?\.service\b`)

// childREs find the program that a line of a supervisor is about, by forms that only
// those who watch over others use; who wrote the line does not matter.
var childREs = []*lazy.Regexp{
	lazy.Compile(`^(?:exited|stopped|spawned|success|gave up|killing|reaped unknown pid|FATAL): '?([A-Za-z][\w.:-]*\w)'? (?:\(|entered |with |with pid)`), // supervisord
	lazy.Compile(`^waiting for ([A-Za-z][\w.:-]*\w) to (?:stop|die)\b`),                                                                                   // ... and when it stops
	lazy.Compile(`\bApp \[([A-Za-z][\w. -]*?)(?::\d+)?\] (?:exited|starting|online|stopped|disconnected|launched|restarted)`),                             // pm2
	lazy.Compile(`^'([A-Za-z][\w.:-]*\w)' (?:process is not running|process PID changed|trying to restart|(?:start|stop|restart): )`),                     // monit
	lazy.Compile(`^container (?:die|kill|stop|start|oom|restart) .*\bname=([A-Za-z][\w.-]*\w)`),                                                           // docker events
	lazy.Compile(`^(?:runsv|svlogd|s6-supervise) ([A-Za-z][\w.-]*\w):`),                                                                                   // runit, s6
}

// supervised is the component that a supervisor's line tells of: the supervisor
// speaks, but it is not what stopped. It is zero for all other lines.
func (s *scene) supervised(e *profile.Exemplar, speaker Place) Place {
	name := childOf(e)
	if name == "" && supervisors[firstNonEmpty(e.Service, e.Logger, speaker.Service)] {
		if m := unitRE.FindStringSubmatch(e.Message); m != nil {
			name = m[1]
		}
	}
	if name == "" {
		return Place{}
	}
	name, _, _ = strings.Cut(name, ":") // "group:member"
	service := firstNonEmpty(programOf(strings.ToLower(name)), name)
	for i := range s.dir.sources {
		if p := s.dir.Source(i); p.Host == speaker.Host && (p.Service == service || p.Service == name) {
			return p
		}
	}
	return Place{Service: service, Host: speaker.Host}
}

// childOf is the program that a line names as the one that was watched over.
func childOf(e *profile.Exemplar) string {
	for _, re := range childREs {
		if m := re.FindStringSubmatch(e.Message); m != nil {
			return m[1]
		}
	}
	return ""
}

package finding

import (
	"testing"

	"inquest/internal/profile"
)

// TestWhoIsWatchedOver: the line of one who watches over others names whom it is about.
func TestWhoIsWatchedOver(t *testing.T) {
	own := Place{Service: "scorer", Host: "east2"}
	s := &scene{dir: directoryOf(Place{Service: "supervisord", Host: "east2"}, own, Place{Service: "scorer", Host: "east3"})}
	for _, c := range []struct {
		service, message, want string
	}{
		{"supervisord", "exited: scorer (terminated by SIGKILL; not expected)", "scorer on east2"},
		{"supervisord", "spawned: 'scorer' with pid 11", "scorer on east2"},
		{"supervisord", "success: scorer entered RUNNING state, process has stayed up for > than 1 seconds", "scorer on east2"},
		{"supervisord", "gave up: scorer entered FATAL state, too many start retries too quickly", "scorer on east2"},
		{"supervisord", "waiting for scorer to die", "scorer on east2"},
		{"supervisord", "stopped: desk:scorer (terminated by SIGTERM)", "desk on east2"},
		{"PM2", "App [painter:0] exited with code [1] via signal [SIGINT]", "painter on east2"},
		{"monit", "'painter' process is not running", "painter on east2"},
		{"monit", "'painter' trying to restart", "painter on east2"},
		{"systemd", "painter.service: Main process exited, code=killed, status=9/KILL", "painter on east2"},
		{"painter", "painter.service was asked for", ""},
		{"painter", "exited: early", ""},
		{"painter", "waiting for the press to cool", ""},
		{"supervisord", "received SIGTERM indicating exit request", ""},
	} {
		e := profile.Exemplar{Service: c.service, Message: c.message}
		if got := s.supervised(&e, Place{Service: c.service, Host: "east2"}).String(); got != c.want {
			t.Errorf("%q: %q, want %q", c.message, got, c.want)
		}
	}
}

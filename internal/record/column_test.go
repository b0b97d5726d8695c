package record

import "testing"

func TestColumnOfLogger(t *testing.T) {
	for line, want := range map[string][2]string{
		"2026-03-01 07:10:11,204 ERROR   branch-load        LOAD322 rejected: no trailer": {"branch-load", "LOAD322 rejected: no trailer"},
		"2026-03-01 07:10:11,204 WARNING branch-load.dedup  duplicate customer 7, merged": {"branch-load.dedup", "duplicate customer 7, merged"},
		"2026-03-01 07:10:11,204 INFO    branch-load LOAD322 rejected":                    {"", "branch-load LOAD322 rejected"},
		"2026-03-01 07:10:11,204 INFO    Starting   the server":                           {"", "Starting   the server"},
		"2026-03-01 07:10:11,204 INFO    starting   the server":                           {"", "starting   the server"},
		"2026-03-01 07:10:11,204 INFO    left-over  ":                                     {"", "left-over"},
		"2026-03-01 07:10:11,204 INFO    done...    in 3 s":                               {"", "done...    in 3 s"},
	} {
		text := []byte(line + "\n")
		new(Parser).Parse(Embedded().Detect(text, Hints{}), Chunk{Line: 1, Data: text}, func(r *Record) {
			if got := [2]string{string(r.Logger), string(r.Message)}; got != want {
				t.Errorf("%q has %q, want %q", line, got, want)
			}
		})
	}
}

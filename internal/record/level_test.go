package record

import "testing"

func TestParseLevel(t *testing.T) {
	cases := map[string]Level{
		"trace": LevelTrace, "TRACE": LevelTrace, "finest": LevelTrace, "V": LevelTrace,
		"debug": LevelDebug, "DBG": LevelDebug, "d": LevelDebug,
		"info": LevelInfo, "Information": LevelInfo, "I": LevelInfo, "config": LevelInfo,
		"notice": LevelNotice, "Note": LevelNotice, "N": LevelNotice,
		"warn": LevelWarn, "WARNING": LevelWarn, "W": LevelWarn, "wrn": LevelWarn,
		"err": LevelError, "ERROR": LevelError, "severe": LevelError, "E": LevelError,
		"fatal": LevelCritical, "panic": LevelCritical, "emerg": LevelCritical, "crit": LevelCritical, "alert": LevelCritical, "F": LevelCritical,
	}
	for word, want := range cases {
		if got, ok := ParseLevel([]byte(word)); !ok || got != want {
			t.Errorf("ParseLevel(%q) = %v, %t, want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "x", "errors", "informing", "warningwarning", "0", "in fo", "\xff\xff\xff"} {
		if got, ok := ParseLevel([]byte(word)); ok {
			t.Errorf("ParseLevel(%q) = %v, must be no level", word, got)
		}
	}
}

func TestLevelNamesParseBack(t *testing.T) {
	for l := LevelTrace; l <= LevelCritical; l++ {
		if got, ok := ParseLevel([]byte(l.String())); !ok || got != l {
			t.Errorf("ParseLevel(%q) = %v", l.String(), got)
		}
	}
	if LevelNone.String() != "" || Level(200).String() != "" {
		t.Error("levels without a name must print as nothing")
	}
}

func TestNumericLevels(t *testing.T) {
	cases := []struct {
		key, value string
		want       Level
	}{
		{"level", "10", LevelTrace}, {"level", "30", LevelInfo}, {"level", "40", LevelWarn}, {"level", "60", LevelCritical}, // bunyan, pino
		{"level", "0", LevelCritical}, {"level", "3", LevelError}, {"level", "4", LevelWarn}, {"severity", "6", LevelInfo}, {"severity", "7", LevelDebug}, // syslog
		{"levelno", "20", LevelInfo}, {"levelno", "50", LevelCritical}, // Python
		{"severity_number", "9", LevelInfo}, {"severity_number", "17", LevelError}, {"SeverityNumber", "24", LevelCritical}, // OpenTelemetry
		{"s", "W", LevelWarn}, {"level", "ERROR", LevelError},
		{"level", "99", LevelNone}, {"status", "200", LevelNone}, {"level", "", LevelNone},
	}
	for _, c := range cases {
		if got, _ := levelValue([]byte(c.key), []byte(c.value)); got != c.want {
			t.Errorf("level of %s=%s is %v, want %v", c.key, c.value, got, c.want)
		}
	}
}

// TestRecordLevels reads the level of whole JSON records that have no logger's key
// for it.
func TestRecordLevels(t *testing.T) {
	for line, want := range map[string]Level{
		`{"time":"2026-03-01T07:10:11Z","event":{"severity":"High Severity","name":"upload"}}`:                 LevelCritical,
		`{"time":"2026-03-01T07:10:11Z","event":{"severity":"Info Severity|Medium Severity","name":"upload"}}`: LevelWarn,
		`{"time":"2026-03-01T07:10:11Z","alertSeverity":"Moderate","name":"upload"}`:                           LevelWarn,
		`{"time":"2026-03-01T07:10:11Z","alertSeverity":"low","threatSeverity":"Critical"}`:                    LevelCritical,
		`{"time":"2026-03-01T07:10:11Z","event":{"type":"error"}}`:                                             LevelError,
		`{"time":"2026-03-01T07:10:11Z","type":"Warning","reason":"BackOff"}`:                                  LevelWarn,
		`{"time":"2026-03-01T07:10:11Z","type":"Normal","reason":"Pulled"}`:                                    LevelNone,
		`{"time":"2026-03-01T07:10:11Z","type":"info","reason":"Pulled"}`:                                      LevelNone,
		`{"time":"2026-03-01T07:10:11Z","level":"info","alertSeverity":"high"}`:                                LevelInfo,
		`{"time":"2026-03-01T07:10:11Z","severity":"unknown of all"}`:                                          LevelNone,
		`{"time":"2026-03-01T07:10:11Z","severity":"4"}`:                                                       LevelWarn,
		`{"time":"2026-03-01T07:10:11Z","object":{"type":"error"},"name":"x"}`:                                 LevelNone,
		`{"time":"2026-03-01T07:10:11Z","status":404,"path":"/a"}`:                                             LevelNone,
	} {
		text := []byte(line + "\n")
		n := 0
		new(Parser).Parse(Embedded().Detect(text, Hints{}), Chunk{Line: 1, Data: text}, func(r *Record) {
			if n++; r.Level != want {
				t.Errorf("level of %s is %v, want %v", line, r.Level, want)
			}
		})
		if n != 1 {
			t.Errorf("%s gives %d records", line, n)
		}
	}
}

func TestLeadingLevel(t *testing.T) {
	cases := map[string]Level{
		"ERROR: disk": LevelError, "error: disk": LevelError, "[warn] disk": LevelWarn, "<err> disk": LevelError, "<warn>  [17.3] disk": LevelWarn, "<err disk>": LevelNone, "<error] disk": LevelNone, "WARNING disk": LevelWarn,
		"##[error]disk is full": LevelError, "(notice) disk": LevelNotice, "%LINK-3-UPDOWN: down": LevelError,
		"error in disk": LevelNone, "Errors: 0 found": LevelNone, "info desk is closed": LevelNone, "": LevelNone, "%": LevelNone, "##": LevelNone,
		"100% - 3- x": LevelNone,
	}
	for message, want := range cases {
		if got := leadingLevel([]byte(message)); got != want {
			t.Errorf("leadingLevel(%q) = %v, want %v", message, got, want)
		}
	}
}

func TestGuessLevel(t *testing.T) {
	cases := map[string]Level{
		"- 17 rack KERNEL FATAL parity": LevelCritical, "main::INFO::x y": LevelInfo, "x [warn] y": LevelWarn, "a|ERROR|b": LevelError,
		"no error here": LevelNone, "ERRORS found": LevelNone, "the info desk": LevelNone,
	}
	for line, want := range cases {
		if got := guessLevel([]byte(line)); got != want {
			t.Errorf("guessLevel(%q) = %v, want %v", line, got, want)
		}
	}
}

func TestLevelsAreNoHosts(t *testing.T) {
	for word, want := range map[string]bool{"ERROR": true, "WARNING": true, "INFO": true, "DEBUG": true, "FATAL": true, "info": false, "ERR1": false, "EDGE": false, "E": false, "": false} {
		if isLoudLevel([]byte(word)) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}

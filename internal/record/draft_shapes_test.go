package record

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDraftsOfManyShapes: of each shape a format is drafted that loads, owns its lines,
// and reads what they say.
func TestDraftsOfManyShapes(t *testing.T) {
	for name, c := range map[string]struct {
		line                    string // %02[1]d is a number of two digits
		timed                   bool   // by a date; a time of day alone is none
		level                   Level
		logger, pid, message, k string // k=value of a field
	}{
		"logfmt-clock":   {`time=10:00:%02[1]d lvl=W msg="no answer from peer" n=%[1]d`, false, LevelWarn, "", "", "no answer from peer", "n=11"},
		"logfmt-own":     {`at=2026-03-01T10:00:%02[1]dZ sev=error what="no stock for it" item=%[1]d`, true, LevelError, "", "", "no stock for it", "item=11"},
		"logfmt":         {`ts=2026-03-01T10:00:%02[1]dZ level=warn caller=x.go:%[1]d msg="slow"`, true, LevelWarn, "", "", "slow", "caller=x.go:11"},
		"python-csv":     {`2026-11-29 18:44:%02[1]d,15852,ERROR,address.lookup,"lookup A33058 failed: %[1]d, no answer"`, true, LevelError, "address.lookup", "", "lookup A33058 failed: 11, no answer", "number=15852"},
		"semicolons":     {`2026-03-01 10:00:%02[1]d;ERR;pay.core;%[1]d;cannot reach it; gave up`, true, LevelError, "pay.core", "", "cannot reach it; gave up", "number=11"},
		"pipes":          {`2026-03-01 10:00:%02[1]d | ERROR | pay.core | req-%[1]d | cannot reach it`, true, LevelError, "pay.core", "", "cannot reach it", "part=req-11"},
		"pipes-clock":    {`10:00:%02[1]d|W|mod_pay|t%[1]d|slow answer`, false, LevelWarn, "mod_pay", "", "slow answer", "part=t11"},
		"tabs":           {"2026-03-01 10:00:%02[1]d\tERROR\tpay\treq-%[1]d\tno answer", true, LevelError, "pay", "", "no answer", "part=req-11"},
		"tabs-epoch":     {"17723592%02[1]d\tpay\tE\t%[1]d\tno answer", true, LevelError, "pay", "", "no answer", "number=11"},
		"block":          {"Time: 2026-03-01 10:00:%02[1]d\nLevel: ERROR\nModule: pay.core\nMessage: no answer from peer\nItem: %[1]d\n", true, LevelError, "pay.core", "", "no answer from peer", "Item=11"},
		"block-headed":   {"--- entry %[1]d ---\ntimestamp: 2026-03-01T10:00:%02[1]dZ\nseverity: warning\ntext: slow\nitem: %[1]d\n", true, LevelWarn, "", "", "slow", "item=11"},
		"brackets-clock": {"[10:00:%02[1]d] [W] [pay/%[1]d] slow", false, LevelWarn, "", "", "slow", ""},
		"angles":         {"<2026-03-01 10:00:%02[1]d> <Error> <pay> <t-%[1]d> no stock", true, LevelError, "", "", "no stock", "part=t-11"},
		"epoch":          {"17723592%02[1]d.250 pay[%[1]d] ERROR: cannot write", true, LevelError, "", "11", "cannot write", ""},
		"json-own":       {`{"when":"2026-03-01T10:00:%02[1]dZ","sev":"E","what":"no stock for it","n":%[1]d}`, true, LevelError, "", "", "no stock for it", "n=11"},
		"letter-clock":   {"W 10:00:%02[1]d.120 pay.core: slow answer", false, LevelWarn, "pay.core", "", "slow answer", ""},
	} {
		var lines []string
		for i := range 14 {
			lines = append(lines, fmt.Sprintf(c.line, i+10))
		}
		text := []byte(strings.Join(lines, "\n") + "\n")
		out, err := Embedded().Draft("own", text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		formats, err := Load(fstest.MapFS{"own.yaml": {Data: out}}, ".", Embedded())
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
			continue
		}
		l, n := formats.Detect(text, Hints{}), 0
		new(Parser).Parse(l, Chunk{Line: 1, Data: text}, func(r *Record) {
			if n++; n != 2 {
				return
			}
			field := ""
			if key, _, ok := strings.Cut(c.k, "="); ok {
				field = key + "=" + string(r.Field(key))
			}
			got := fmt.Sprint(r.Format, r.HasTime, r.Level, string(r.Logger), string(r.PID), string(r.Message), field)
			if want := fmt.Sprint("own", c.timed, c.level, c.logger, c.pid, c.message, c.k); got != want {
				t.Errorf("%s: read %s, want %s; drafted\n%s", name, got, want, out)
			}
		})
		if n != len(lines) {
			t.Errorf("%s: %d records of %d; drafted\n%s", name, n, len(lines), out)
		}
	}
}

// TestTimesOfDayUnderKeys: a time of day under a key of the time is one, where no other
// key holds a time.
func TestTimesOfDayUnderKeys(t *testing.T) {
	for line, want := range map[string]bool{
		`time=10:00:11 lvl=W msg="slow answer" n=7`:                      true,
		`time=10:00:11.250 level=warn msg=slow`:                          true,
		`{"time":"10:00:11","level":"warn","msg":"slow"}`:                true,
		`took=10:00:11 level=warn msg=slow`:                              false,
		`time=2026-03-01T10:00:11Z started=11:00:00 level=warn msg=slow`: false,
		`time=10:00 level=warn msg=slow`:                                 false,
	} {
		l := Embedded().Detect([]byte(line+"\n"+line+"\n"), Hints{})
		if l.Dateless() != want {
			t.Errorf("%s: a time of day is %t", line, l.Dateless())
		}
	}
}

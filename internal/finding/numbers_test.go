package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/finding"
)

// pings is a prober's log: answers of 2 ms, and from second 40 on slow ones.
func pings(slow string) string {
	var l lines
	for i := range 80 {
		ms := "2ms"
		if i >= 40 {
			ms = slow
		}
		l.at(float64(i)+0.2, "INFO", "probe of 10.3.3.4 took %s", ms)
	}
	return l.String()
}

// TestShiftBoundaries: a step of three times the median and of 20 ms.
func TestShiftBoundaries(t *testing.T) {
	for slow, want := range map[string]bool{"90ms": true, "30ms": true, "21ms": false, "2ms": false, "5ms": false} {
		fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "crane2/probe.log": pings(slow)})
		text := sentences(fs, finding.KindShift)
		if (text != "") != want {
			t.Errorf("%s: %q, want a shift %v", slow, text, want)
		}
		if want {
			wantIn(t, text, "step up from a median of 2 ms")
		}
	}
}

// TestFormulasOfFindingsReadLines: instants and counts name the line or the
// template that they come from.
func TestFormulasOfFindingsReadLines(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "crane2/probe.log": pings("90ms"), "vault4/redis-server.log": cache(38)})
	want := map[string]string{
		"finding.onset at":                  "line_time(",
		"finding.class.hit from":            "line_time(",
		"finding.class.hit count":           "templates_in(",
		"finding.class.new after":           "templates_from(",
		"finding.template.new after":        "templates_from(",
		"finding.template.vanished before":  "templates_before(",
		"finding.latency.shift before":      "middle(line_durations(",
		"finding.silence.end length":        "source_last(",
		"finding.runs.group-differs failed": "runs_",
		"finding.runs.group-differs othern": "runs(",
		"finding.durations.pile at":         "nth(durations(",
	}
	seen := map[string]bool{}
	for _, f := range fs {
		for _, c := range f.Claims {
			for _, v := range c.Values() {
				key := c.Phrase().ID() + " " + v.Slot
				if w := want[key]; w != "" {
					seen[key] = true
					if !strings.Contains(v.Formula, w) {
						t.Errorf("%s is %s, want %s...", key, v.Formula, w)
					}
				}
			}
		}
	}
	for key := range want {
		if !seen[key] {
			t.Errorf("nothing says %s", key)
		}
	}
}

// TestSilenceBoundaries: a source is silent when others go on for an eighth of
// the time, and for four times its longest pause.
func TestSilenceBoundaries(t *testing.T) {
	for _, c := range []struct {
		until int
		want  bool
	}{{38, true}, {60, true}, {76, false}, {80, false}} {
		fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "vault4/redis-server.log": cache(c.until)})
		if text := sentences(fs, finding.KindSilence); (text != "") != c.want {
			t.Errorf("silent from %d s on: %q", c.until, text)
		}
	}
}

// TestOrdinaryLinesShowNoClass: ordinary lines show no class at all.
func TestOrdinaryLinesShowNoClass(t *testing.T) {
	var l lines
	for i := range 60 {
		l.at(float64(i), "INFO", "%s", fmt.Sprintf("batch %d written, %d rows, queue empty", i, 100+i))
	}
	fs := detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()})
	for _, kind := range []finding.Kind{finding.KindClass, finding.KindOnset, finding.KindChange, finding.KindNew, finding.KindBurst} {
		if text := sentences(fs, kind); text != "" {
			t.Errorf("%s: %s", kind, text)
		}
	}
}

// TestShiftInOtherWords: slow work is told in other words than fast work, and by the one
// who does it.
func TestShiftInOtherWords(t *testing.T) {
	log := func(slow string) string {
		var l lines
		for i := range 80 {
			if i < 40 {
				l.at(float64(i)+0.2, "INFO", "geocode q=%d plan=prefix %d ms", i, 90+i%7)
			} else {
				l.at(float64(i)+0.2, "WARN", "geocode q=%d %s", i, slow)
			}
		}
		return l.String()
	}
	for slow, want := range map[string]bool{"plan=full-scan 4310 ms, cold": true, "plan=full-scan 104 ms, cold": false, "plan=full-scan, cold": false} {
		fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "geo1/geocoder.log": log(slow)})
		text := sentences(fs, finding.KindShift)
		if (text != "") != want {
			t.Errorf("%s: %q, want a shift %v", slow, text, want)
		}
		if !want {
			continue
		}
		wantIn(t, text, "Times for geocoder on geo1 in geo1/geocoder.log step up from a median of 93 ms")
		for _, f := range fs {
			if d, ok := f.Data.(*finding.Shift); ok && !d.Own {
				t.Errorf("the slow one is %v, and not who says so", d.Place)
			}
		}
	}
}

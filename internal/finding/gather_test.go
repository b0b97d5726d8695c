package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/finding"
)

// web writes n requests over three pods of two versions; bad tells which fail.
func web(n int, bad func(i, pod int) bool) string {
	var b strings.Builder
	for i := range n {
		pod := i % 3
		version := "2.0.1"
		if pod == 2 {
			version = "2.1.0"
		}
		at := fmt.Sprintf("2026-05-01T08:%02d:%02d.000Z", i/60, i%60)
		fmt.Fprintf(&b, "time=%s level=info msg=\"request begins\" pod=web-%c version=%s\n", at, 'a'+pod, version)
		if bad(i, pod) {
			fmt.Fprintf(&b, "time=%s level=error msg=\"request failed: bad cursor\" pod=web-%c version=%s\n", at, 'a'+pod, version)
			continue
		}
		fmt.Fprintf(&b, "time=%s level=info msg=\"request answered\" pod=web-%c version=%s\n", at, 'a'+pod, version)
	}
	return b.String()
}

func TestErrorsGatherAtAVersion(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"web.log": web(180, func(i, pod int) bool { return pod == 2 && i%2 == 0 })})
	wantIn(t, sentences(fs, finding.KindGather),
		"The errors gather where version is 2.1.0: 30 of 30 error records, against 120 of 360 records of all levels",
		"The errors gather where host is web-c: 30 of 30 error records")
}

func TestErrorsThatSpreadEvenlyGatherNowhere(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"web.log": web(180, func(i, _ int) bool { return i%7 == 0 })})
	if s := sentences(fs, finding.KindGather); s != "" {
		t.Errorf("errors that all pods have alike gather: %s", s)
	}
}

func TestAFieldThatIsTheSameEverywhereExplainsNothing(t *testing.T) {
	text := strings.ReplaceAll(web(120, func(i, _ int) bool { return i%6 == 0 }), " version=2.1.0", " version=2.0.1")
	fs := detectIn(t, finding.Input{}, map[string]string{"web.log": text})
	wantIn(t, sentences(fs, finding.KindSame), "version is 2.0.1 in all 20 error records and in all 220 others that give it, so it explains nothing.")
}

// beats writes a heartbeat every 10 s up to a second, beside work that goes on.
func beats(until, n int) string {
	var b strings.Builder
	for i := range n {
		at := fmt.Sprintf("2026-05-01 08:%02d:%02d,000", i/60, i%60)
		if i%10 == 0 && i < until {
			fmt.Fprintf(&b, "%s INFO lease is renewed\n", at)
		}
		fmt.Fprintf(&b, "%s INFO item %d is packed\n", at, i)
	}
	return b.String()
}

func TestAHeartbeatThatStops(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"w.log": beats(300, 600)})
	wantIn(t, sentences(fs, finding.KindBeat), "A line of w.log came about every 10 s until 2026-05-01 08:04:50 and then no more, while w.log went on for 5 m 9 s: lease is renewed")
	for name, text := range map[string]string{"goes on": beats(600, 600), "ends with its source": beats(300, 310), "too few": beats(40, 600)} {
		if s := sentences(detectIn(t, finding.Input{}, map[string]string{"w.log": text}), finding.KindBeat); s != "" {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func TestARateThatChangesAtTheOnset(t *testing.T) {
	var b strings.Builder
	for i := range 600 {
		at := fmt.Sprintf("2026-05-01 08:%02d:%02d,000", i/60, i%60)
		fmt.Fprintf(&b, "%s INFO item is packed\n", at)
		if i%20 == 0 || i > 300 {
			fmt.Fprintf(&b, "%s INFO cache is filled again\n", at)
		}
		if i == 300 || i > 300 && i%30 == 0 {
			fmt.Fprintf(&b, "%s ERROR disk quota exceeded on /data\n", at)
		}
	}
	fs := detectIn(t, finding.Input{}, map[string]string{"w.log": b.String()})
	text := sentences(fs, finding.KindRate)
	wantIn(t, text, "it comes much oftener in w.log: cache is filled again")
	if strings.Contains(text, "is packed") {
		t.Errorf("what comes as before is told: %s", text)
	}
}

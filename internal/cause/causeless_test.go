package cause_test

import (
	"flag"
	"math/rand"
	"testing"
)

// seeds times the generators is the number of inputs; "make accuracy" tries more.
var (
	seeds     = flag.Int("causeless", 32, "seeds of each generator of causeless input")
	firstSeed = flag.Int64("causeless-from", 0, "the first of these seeds")
)

// generator makes input from a seed.
type generator struct {
	name string
	make func(r *rand.Rand) map[string]string
}

// causeless are generators of input in which nothing causes the failures that
// are logged, or nothing fails for long.
var causeless = []generator{
	{"errors spread evenly", func(r *rand.Rand) map[string]string {
		rate := 1 + r.Intn(6)
		return map[string]string{"batch3/ledger.log": jobs(0, 120, func(int) string { return sometimes(r, rate) })}
	}},
	{"errors spread evenly over two hosts", func(r *rand.Rand) map[string]string {
		rate := 1 + r.Intn(4)
		return map[string]string{
			"batch3/ledger.log":          jobs(0, 90, func(int) string { return sometimes(r, rate) }),
			"batch4/ledger.log":          jobs(200, 290, func(int) string { return sometimes(r, rate) }),
			"store9/postgresql-16-a.log": busyServer(300, r),
		}
	}},
	{"bursts of all kinds", func(r *rand.Rand) map[string]string {
		from := 20 + r.Intn(60)
		to := from + 12 + r.Intn(30)
		return map[string]string{"batch3/ledger.log": jobs(0, 120, func(i int) string {
			if i < from || i >= to {
				return ""
			}
			return errorTexts[i%len(errorTexts)]
		})}
	}},
	{"stops at random times", func(r *rand.Rand) map[string]string {
		bad := map[int]bool{}
		for _, i := range r.Perm(120)[:40] {
			bad[i] = true
		}
		return map[string]string{
			"batch3/ledger.log":          jobs(0, 120, func(i int) string { return map[bool]string{true: refused}[bad[i]] }),
			"store9/postgresql-16-a.log": serverLog(float64(20 + r.Intn(90))),
		}
	}},
	{"changes at random times", func(r *rand.Rand) map[string]string {
		var ops log
		for range 1 + r.Intn(5) {
			ops.at(float64(r.Intn(120)), "INFO", announcements[r.Intn(len(announcements))], r.Intn(90))
		}
		rate := 1 + r.Intn(5)
		return map[string]string{"batch3/ledger.log": jobs(0, 120, func(int) string { return sometimes(r, rate) }), "ops1/ops.log": ops.String()}
	}},
	{"benign restarts", func(r *rand.Rand) map[string]string {
		var api log
		restart(&api, r)
		return map[string]string{"batch3/ledger.log": jobs(0, 120, func(int) string { return "" }), "front2/stock-api.log": api.String()}
	}},
	{"services alone that restart", func(r *rand.Rand) map[string]string {
		var api, ui log
		restart(&api, r)
		restart(&ui, r)
		return map[string]string{"front2/stock-api.log": api.String(), "front3/shop-ui.log": ui.String()}
	}},
}

// announcements are changes that nothing follows from.
var announcements = []string{
	"release shop-ui v2.%d rolled out", "ruleset rev %d loaded", "password of account report%d changed",
	"feature flag fast-path-%d enabled", "backup of volume %d started", "scaling worker from 3 to %d",
}

func sometimes(r *rand.Rand, rate int) string {
	if r.Intn(10) >= rate {
		return ""
	}
	return errorTexts[r.Intn(len(errorTexts))]
}

// busyServer is a server that runs through.
func busyServer(seconds int, r *rand.Rand) string {
	var l log
	for i := range seconds {
		l.at(float64(i)+r.Float64()/2, "INFO", "connection received: host=10.8.0.3 port=%d", 40000+r.Intn(9000))
	}
	return l.String()
}

// restart writes a service that serves, and is stopped and started again once
// or twice; the requests in between are spread evenly.
func restart(l *log, r *rand.Rand) {
	at := map[int]bool{}
	for range 1 + r.Intn(2) {
		at[10+r.Intn(100)] = true
	}
	for i := range 120 {
		l.at(float64(i), "INFO", "GET /items/%d 200 in %d ms", r.Intn(900), 3+r.Intn(20))
		if at[i] {
			l.at(float64(i)+0.2, "INFO", "received signal 15, exiting")
			l.at(float64(i)+0.7, "INFO", "service started, listening on port 8090")
		}
	}
}

// TestCauselessInputHasNoSupportedCause: no hypothesis may be supported by
// input that has no cause.
func TestCauselessInputHasNoSupportedCause(t *testing.T) {
	for _, g := range causeless {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			holdCauseless(t, g)
		})
	}
}

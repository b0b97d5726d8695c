package cause_test

import (
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/fault"
)

// samplesOf are the positive samples of the catalogue's classes, one line each, by role.
var samplesOf = sync.OnceValue(func() map[fault.Role][]string {
	out := map[fault.Role][]string{}
	for _, x := range fault.Embedded().Classes() {
		text, err := os.ReadFile(filepath.Join("..", "fault", "catalog", x.File))
		if err != nil {
			panic(err)
		}
		parts := strings.Split(string(text), "```log match\n")
		for _, p := range parts[1:] {
			fence, _, _ := strings.Cut(p, "```")
			for l := range strings.Lines(fence) {
				if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "@{") && !strings.Contains(l, "%") {
					out[x.Role] = append(out[x.Role], l)
				}
			}
		}
	}
	return out
})

func drawn(r *rand.Rand, lists ...[]string) string {
	all := slices.Concat(lists...)
	return all[r.Intn(len(all))]
}

// sampled are generators whose lines are of all kinds that the catalogue knows.
var sampled = []generator{
	{"failures of every kind", func(r *rand.Rand) map[string]string {
		rate, s := 1+r.Intn(9), samplesOf()
		return map[string]string{
			"batch3/ledger.log": jobs(0, 100, func(int) string {
				if r.Intn(10) >= rate {
					return ""
				}
				return drawn(r, s[fault.RoleCause], s[fault.RoleSymptom])
			}),
			"store9/postgresql-16-a.log": busyServer(100, r),
		}
	}},
	{"failures without a reason beside events of every kind", func(r *rand.Rand) map[string]string {
		rate := 1 + r.Intn(5)
		from := r.Intn(60) * r.Intn(2)
		out := events(r, 1+r.Intn(6))
		out["batch3/ledger.log"] = bare(0, 100, func(i int) bool { return i >= from && r.Intn(10) < rate })
		return out
	}},
	{"a burst of failures without a reason, and one event", func(r *rand.Rand) map[string]string {
		from := 20 + r.Intn(60)
		to := from + 5 + r.Intn(20)
		out := events(r, 1)
		out["batch3/ledger.log"] = bare(0, 100, func(i int) bool { return i >= from && i < to })
		return out
	}},
	{"failures of one unknown kind beside events of every kind", func(r *rand.Rand) map[string]string {
		rate := 1 + r.Intn(5)
		out := events(r, 1+r.Intn(6))
		out["batch3/ledger.log"] = jobs(0, 100, func(int) string {
			if r.Intn(10) >= rate {
				return ""
			}
			return "unexpected state 7"
		})
		return out
	}},
}

// events are logs of other hosts that run through, each with one event of any
// kind at any time.
func events(r *rand.Rand, n int) map[string]string {
	hosts, s := []string{"node1/app.log", "node2/syslog.log", "node3/queue.log"}, samplesOf()
	logs := map[string]*log{}
	type event struct {
		at   float64
		text string
	}
	by := map[string][]event{}
	for range n {
		h := hosts[r.Intn(len(hosts))]
		by[h] = append(by[h], event{float64(r.Intn(1000)) / 10, drawn(r, s[fault.RoleCause], s[fault.RoleChange], s[fault.RoleSymptom])})
	}
	out := map[string]string{}
	for _, h := range hosts {
		l := &log{}
		logs[h] = l
		for i := range 100 {
			l.at(float64(i), "INFO", "GET /items/%d 200 in %d ms", r.Intn(900), 3+r.Intn(20))
			for _, e := range by[h] {
				if int(e.at) == i {
					l.at(e.at, []string{"INFO", "WARNING", "ERROR"}[r.Intn(3)], "%s", e.text)
				}
			}
		}
		out[h] = l.String()
	}
	return out
}

// bare writes runs of jobs that say of a failure that it is one, and no more.
func bare(from, to int, fails func(i int) bool) string {
	text := jobs(from, to, func(i int) string { return map[bool]string{true: "x"}[fails(i)] })
	var b strings.Builder
	for l := range strings.Lines(text) {
		if !strings.Contains(l, "10.8.0.7") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// TestSampledInputHasNoSupportedCause: what the catalogue knows does not become
// a cause by standing in the same hour as failures.
func TestSampledInputHasNoSupportedCause(t *testing.T) {
	for _, g := range sampled {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			holdCauseless(t, g)
		})
	}
}

// holdCauseless judges a generator's input for every seed.
func holdCauseless(t *testing.T, g generator) {
	t.Helper()
	for seed := *firstSeed; seed < *firstSeed+int64(*seeds); seed++ {
		_, _, r := inquestOf(t, g.make(rand.New(rand.NewSource(seed))))
		for _, h := range r.Hypotheses {
			if h.Outcome != cause.Supported {
				continue
			}
			t.Errorf("seed %d: %s: %s, %v", seed, h.Fault, h.Title, h.Confidence)
			for _, p := range h.Parts {
				if p.Known {
					t.Log(p.Name, p.Holds, say(p.Claim))
				}
			}
		}
	}
}

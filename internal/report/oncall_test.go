package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/cause"
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// house is a builder over sources of the given names, which say hosts and services by
// their folders.
func house(names ...string) *builder {
	v := &profile.View{}
	for _, n := range names {
		v.Sources = append(v.Sources, profile.Source{Name: n})
	}
	return newBuilder(finding.Input{View: v}, nil, &cause.Result{}, Options{})
}

func TestAdviceThatWaitsSaysForWhat(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Start it again", "If hypothesis 2 is confirmed: start it again"},
		{"DNS first", "If hypothesis 2 is confirmed: DNS first"},
		{"A", "If hypothesis 2 is confirmed: A"},
		{"", "If hypothesis 2 is confirmed: "},
		{"already small", "If hypothesis 2 is confirmed: already small"},
	} {
		got := opened(onlyIf(2, Words(c.in)))
		if got != c.want {
			t.Errorf("onlyIf(%q) = %q, want %q", c.in, got, c.want)
		}
		if back := afterIf(got); !strings.EqualFold(back, c.in) {
			t.Errorf("afterIf(%q) = %q", got, back)
		}
	}
	if got := opened(onlyIf(1, Join(Quoted("Db-1"), Words(" is restarted")))); got != "If hypothesis 1 is confirmed: Db-1 is restarted" {
		t.Errorf("a name lost its capital: %q", got)
	}
	if got := afterIf("If hypothesis: odd"); got != "If hypothesis: odd" {
		t.Errorf("advice that waits for nothing was cut: %q", got)
	}
}

func TestLowerKeepsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Za-z ]{0,20}`).Draw(t, "s")
		in := Words(s)
		got := opened(lower(in))
		if !strings.EqualFold(got, s) || len(s) > 1 && got[1:] != s[1:] {
			t.Fatalf("%q became %q", s, got)
		}
		if opened(in) != s {
			t.Fatalf("the text itself was changed to %q", opened(in))
		}
	})
}

func TestTheSameAdviceStandsOnce(t *testing.T) {
	b := house()
	r := func(kind, class, action string, rank int) Recommendation {
		return Recommendation{Kind: kind, Fault: class, Action: Words(action), Rank: rank, Priority: "P2"}
	}
	for _, x := range []Recommendation{
		r("fix", "process.stopped", "Start it again.", 1),
		r("fix", "process.stopped", "Start it again.", 2),                               // of a second component
		r("fix", "process.stopped", "If hypothesis 3 is confirmed: start it again.", 3), // differs in the begin alone
		r("fix", "db.stopped", "Start it again.", 4),                                    // another fault
		r("prevent", "process.stopped", "Start it again.", 5),                           // another kind
		r("fix", "process.stopped", "Find out who stopped it.", 6),
	} {
		x.Action = Words(strings.ReplaceAll(opened(x.Action), "start it", "Start it"))
		b.advise(x)
	}
	var ranks []int
	for _, x := range b.rep.Recommendations {
		ranks = append(ranks, x.Rank)
	}
	if want := []int{1, 4, 5, 6}; !slices.Equal(ranks, want) {
		t.Errorf("kept %v, want %v", ranks, want)
	}
}

func TestComponentsThatOnlyCallersNameAreWords(t *testing.T) {
	for _, c := range []struct {
		label  string
		pieces int
		title  string
	}{
		{"a component that sync on app5 calls", 3, "A component that sync on app5 calls"},
		{"mysql 10.0.0.9:3306 on db-1", 1, "mysql 10.0.0.9:3306 on db-1"},
		{"a component that nobody names", 1, "a component that nobody names"},
		{"", 1, ""},
	} {
		x := componentText(c.label)
		if len(x) != c.pieces || opened(x) != c.label {
			t.Errorf("%q: %d pieces, %q", c.label, len(x), opened(x))
		}
		if got := opened(capital(x)); got != c.title {
			t.Errorf("%q begins a title as %q", c.label, got)
		}
	}
}

func TestTitleBeginsWithACapitalBehindItsComponent(t *testing.T) {
	h := &cause.Hypothesis{Title: "a component that sync on app5 calls is full", Component: "a component that sync on app5 calls"}
	if got := opened(capital(titleOf(h))); got != "A component that sync on app5 calls is full" {
		t.Errorf("title %q", got)
	}
}

func peer(source int, addr string, port int, events int64) profile.Peer {
	return profile.Peer{Source: source, Peer: event.Peer{Addr: addr, Port: port}, Counts: map[event.Kind]int64{event.ConnRefused: events}}
}

// TestPortsOfClientsAreFolded draws one line to a client that came from many ports, and
// keeps servers on high ports apart.
func TestPortsOfClientsAreFolded(t *testing.T) {
	for _, c := range []struct {
		name  string
		peers []profile.Peer
		want  []string
	}{
		{"a client's ports", []profile.Peer{peer(0, "10.0.0.7", 41092, 1), peer(0, "10.0.0.7", 41100, 1), peer(0, "10.0.0.7", 50002, 2)}, []string{"10.0.0.7"}},
		{"two high ports are two servers", []profile.Peer{peer(0, "10.0.0.7", 50010, 1), peer(0, "10.0.0.7", 50020, 1)}, []string{"10.0.0.7:50010", "10.0.0.7:50020"}},
		{"the same high ports at several addresses are servers", []profile.Peer{
			peer(0, "10.0.0.7", 50010, 1), peer(0, "10.0.0.7", 50020, 1), peer(0, "10.0.0.7", 50075, 1),
			peer(0, "10.0.0.8", 50010, 1), peer(0, "10.0.0.8", 50020, 1), peer(0, "10.0.0.8", 50075, 1),
		}, []string{"10.0.0.7:50010", "10.0.0.7:50020", "10.0.0.7:50075", "10.0.0.8:50010", "10.0.0.8:50020", "10.0.0.8:50075"}},
		{"low ports stay", []profile.Peer{peer(0, "10.0.0.7", 80, 1), peer(0, "10.0.0.7", 443, 1), peer(0, "10.0.0.7", 8080, 1)}, []string{"10.0.0.7:443", "10.0.0.7:80", "10.0.0.7:8080"}},
		{"a server's own port beside those of its clients", []profile.Peer{peer(0, "10.0.0.7", 8080, 1), peer(0, "10.0.0.7", 33001, 1), peer(0, "10.0.0.7", 33002, 1), peer(0, "10.0.0.7", 33003, 1)}, []string{"10.0.0.7", "10.0.0.7:8080"}},
	} {
		b := house("edge2/haproxy.log")
		b.v.Peers = c.peers
		top := b.topology()
		if top == nil {
			t.Errorf("%s: no sketch", c.name)
			continue
		}
		var got []string
		events := int64(0)
		for _, e := range top.Edges {
			got = append(got, top.Nodes[e.To].Name.Open(func(s string) string { return s }))
			events += e.Events
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: lines to %v, want %v", c.name, got, c.want)
		}
		want := int64(0)
		for _, p := range c.peers {
			want += p.Counts[event.ConnRefused]
		}
		if events != want {
			t.Errorf("%s: %d events on the lines, want %d", c.name, events, want)
		}
	}
}

func TestServiceOfAHost(t *testing.T) {
	b := house("web1/catalog.ndjson", "web2/catalog.ndjson", "web2/nginx/access.log", "db1/mysql/error.log")
	for host, want := range map[string]string{"web1": "catalog", "web2": "", "db1": "mysql", "elsewhere": ""} {
		if got := b.serviceOn(host); got != want {
			t.Errorf("%s runs %q, want %q", host, got, want)
		}
	}
	h := &cause.Hypothesis{Component: "10.31.0.30 on web1", Host: "web1"}
	if got := opened(b.commandNames(h).command("systemctl status {name}")); got != "systemctl status catalog" {
		t.Errorf("command %q", got)
	}
	h = &cause.Hypothesis{Component: "10.31.0.31 on web2", Host: "web2"}
	if got := opened(b.commandNames(h).command("systemctl status {name}")); got != "systemctl status NAME" {
		t.Errorf("one of two services was chosen: %q", got)
	}
}

// TestCommandsTakeTheOnlyServer fills in what the logs let one guess, and says so.
func TestCommandsTakeTheOnlyServer(t *testing.T) {
	const command = "redis-cli -h {host} -p {port} info memory"
	for _, c := range []struct {
		name, command, note string
		sources             []string
	}{
		{"one server", "redis-cli -h kv2 -p 6379 info memory", "redis on kv2 is the only Redis or Valkey that speaks in these logs.", []string{"app5/sync.log", "kv2/redis/redis.log"}},
		{"none", "redis-cli -h HOST -p 6379 info memory", "Replace HOST by the host to look at.", []string{"app5/sync.log"}},
		{"two", "redis-cli -h HOST -p 6379 info memory", "Replace HOST by the host to look at.", []string{"kv1/redis/redis.log", "kv2/redis/redis.log"}},
		{"two logs of one", "redis-cli -h kv2 -p 6379 info memory", "redis on kv2 is the only", []string{"kv2/redis/redis.log", "kv2/redis/sentinel.log"}},
	} {
		b := house(c.sources...)
		h := &cause.Hypothesis{Component: "a component that sync on app5 calls"}
		text, note := b.filled(h, command)
		if got := opened(text); got != c.command {
			t.Errorf("%s: %s, want %s", c.name, got, c.command)
		}
		if got := opened(note); !strings.Contains(got, c.note) || !strings.Contains(got, "6379 is its usual port") {
			t.Errorf("%s: note %q", c.name, got)
		}
	}
}

func TestChecksWithBlanksAreLeftOutWhereOthersAreWhole(t *testing.T) {
	b := house("web1/catalog.ndjson")
	whole, blank, token := fault.Confirm{Command: "df -h; df -i"}, fault.Confirm{Command: "df -h {path}"}, fault.Confirm{Command: `curl -H "Bearer $TOKEN" x`}
	h := &cause.Hypothesis{Component: "catalog on web1", Host: "web1"}
	for _, c := range []struct {
		name string
		list []fault.Confirm
		want []fault.Confirm
	}{
		{"one is whole", []fault.Confirm{blank, whole, token}, []fault.Confirm{whole}},
		{"none is", []fault.Confirm{blank, token}, []fault.Confirm{blank, token}},
		{"all are", []fault.Confirm{whole, whole}, []fault.Confirm{whole, whole}},
		{"there is none", nil, nil},
	} {
		if got := b.enough(h, c.list); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGapsThatAThirdSourceSpansAreNoPattern(t *testing.T) {
	b := house("a", "b", "c")
	at := func(ns int64) profile.Mark { return profile.Mark{Time: ns, HasTime: true} }
	span := func(i int, from, to int64) { b.v.Sources[i].First, b.v.Sources[i].Last = at(from), at(to) }
	span(0, 0, 10)
	span(1, 20, 30)
	gap := &finding.Finding{Kind: finding.KindTimeGap, From: 10, To: 20}
	for _, c := range []struct {
		from, to int64
		want     bool
	}{{5, 25, true}, {10, 20, true}, {11, 25, false}, {5, 19, false}} {
		span(2, c.from, c.to)
		if got := b.bridged(gap); got != c.want {
			t.Errorf("a source from %d to %d: %v", c.from, c.to, got)
		}
	}
	b.v.Sources[2].First.HasTime = false
	if b.bridged(gap) {
		t.Error("a source without times spans nothing")
	}
	if b.bridged(&finding.Finding{Kind: finding.KindSilence, From: 10, To: 20}) {
		t.Error("a silence is no gap between sources")
	}
}

func TestManyOverlapsAreNotSaidPairByPair(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, shownOverlaps: shownOverlaps, shownOverlaps + 1: 0} {
		b := house()
		for i := range n {
			b.fs = append(b.fs, finding.Finding{Kind: finding.KindOverlap, Claims: []evidence.Claim{claimOf(t, "finding.time.overlap", int64(i+1))}})
		}
		b.fs = append(b.fs, finding.Finding{Kind: finding.KindTimeGap, Claims: []evidence.Claim{claimOf(t, "finding.time.gap", 99)}})
		shown := 0
		gaps := 0
		for _, block := range b.quality() {
			for _, id := range block.Claims {
				switch b.rep.Claims.Claim(id).Phrase().ID() {
				case "finding.time.overlap":
					shown++
				case "finding.time.gap":
					gaps++
				}
			}
		}
		if shown != want || gaps != 1 {
			t.Errorf("of %d overlaps %d are said, want %d; %d gaps, want 1", n, shown, want, gaps)
		}
		if got := len(b.rep.DataQuality); got != n+1 {
			t.Errorf("the contract has %d notes, want %d: nothing is lost there", got, n+1)
		}
	}
}

func TestImpactWithoutRuns(t *testing.T) {
	class := &fault.Class{ID: "http.bad-gateway", Role: fault.RoleSymptom, Title: "{component} failed"}
	hit := claimOf(t, "finding.class.hit", 1)
	b := house("gw/nginx/error.log")
	b.res.Verdict = cause.Open
	b.fs = []finding.Finding{{Kind: kindClass, Class: class, Count: 56, From: 5e9, To: 9e9, Score: 1, Claims: []evidence.Claim{hit}}}
	out := b.impact()
	if len(out) != 2 || out[0].Kind != Statements || len(out[0].Claims) != 1 || out[1].Kind != TableBlock {
		t.Fatalf("impact %+v", out)
	}
	rows := map[string]bool{}
	for _, row := range out[1].Table.Rows {
		rows[opened(row[0].Text)] = true
	}
	for _, want := range []string{"First complaint", "Last complaint", "Not in these logs"} {
		if !rows[want] {
			t.Errorf("no row %q in %v", want, rows)
		}
	}
	for _, want := range []string{"failed runs", "impact score", "cost"} {
		if !slices.Contains(b.rep.Impact.Unknown, want) {
			t.Errorf("%s is not named as unknown: %v", want, b.rep.Impact.Unknown)
		}
	}
	b = house("gw/nginx/error.log")
	b.res.Verdict = cause.NoIncident
	b.fs = []finding.Finding{{Kind: kindClass, Class: class, Count: 1, Claims: []evidence.Claim{hit}}}
	if out := b.impact(); out != nil {
		t.Errorf("nothing failed, and the impact says %+v", out)
	}
}

func TestWhatFailedWithoutRunsAreTheComplaints(t *testing.T) {
	symptom := func(id string, n int64, line int64, phrase string) finding.Finding {
		return finding.Finding{Kind: kindClass, Class: &fault.Class{ID: id, Role: fault.RoleSymptom}, Count: n, Claims: []evidence.Claim{claimOf(t, phrase, line)}}
	}
	b := house("gw/nginx/error.log")
	b.res.Verdict = cause.Open
	b.fs = []finding.Finding{
		symptom("a", 3, 1, "finding.class.hit"), symptom("b", 50, 2, "finding.class.hit"), symptom("c", 7, 3, "finding.class.hit"),
		symptom("over", 900, 4, "finding.class.over"),
		{Kind: kindClass, Class: &fault.Class{ID: "d", Role: fault.RoleChange}, Count: 99, Claims: []evidence.Claim{claimOf(t, "finding.class.hit", 5)}},
	}
	got := b.whatFailed()
	if len(got) != verdictComplaints {
		t.Fatalf("%d sentences", len(got))
	}
	for i, line := range []int64{2, 3} {
		if refs := got[i].Refs(); refs[0].Line != line {
			t.Errorf("sentence %d is of line %d, want %d: most lines first, and nothing that is over", i, refs[0].Line, line)
		}
	}
}

func TestConclusionNamesWhatItSpeaksOf(t *testing.T) {
	order, missing, decide, against := claimOf(t, "cause.order", 3), claimOf(t, "missing.quiet", 4), claimOf(t, "decide.fetch", 5), claimOf(t, "cause.mechanism-not", 6)
	h := cause.Hypothesis{Title: "db-1 was stopped", Component: "db-1", Outcome: cause.Undetermined,
		Parts:   []cause.Part{{Name: partOrder, Known: true, Holds: true, Claim: order}},
		Against: []evidence.Claim{against}, Missing: []evidence.Claim{missing}, Decide: []cause.Step{{What: decide}}}
	labels := func(b *builder) []string {
		var out []string
		for _, block := range b.conclusion() {
			for _, f := range block.Facts {
				out = append(out, f.Label)
			}
		}
		return out
	}
	b := house()
	b.res = &cause.Result{Verdict: cause.Open, Headline: claimOf(t, "verdict.open-lines", 1), Hypotheses: []cause.Hypothesis{h}}
	if got := labels(b); !slices.Equal(got, []string{"Verdict", "Leading hypothesis", "Against it", "Still open"}) {
		t.Errorf("labels %v", got)
	}
	lead := b.conclusion()[0].Facts[1]
	if !strings.EqualFold(opened(lead.Lead), "db-1 was stopped") {
		t.Errorf("the sentences that begin with It stand behind %q", opened(lead.Lead))
	}
	h.Outcome = cause.Contradicted
	b.res.Hypotheses[0] = h
	if lead := b.conclusion()[0].Facts[1]; !lead.Lead.Empty() {
		t.Errorf("a contradicted hypothesis leads: %q", opened(lead.Lead))
	}
	b.res.Verdict = cause.NoIncident
	if got := b.conclusion(); len(got) != 1 || got[0].Kind != Statements {
		t.Errorf("nothing failed, and the conclusion is %+v", got)
	}
}

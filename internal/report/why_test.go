package report

import (
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// TestPhrasesThatTheFirstScreenKnowsExist: the screen looks for sentences by the
// ids of their phrases; a phrase that was renamed would go missing in silence.
func TestPhrasesThatTheFirstScreenKnowsExist(t *testing.T) {
	for _, id := range []string{windowPhrase, impactWindow, yearPhrase, bucketPhrase, stepPhrase} {
		if _, ok := evidence.LookupPhrase(id); !ok {
			t.Errorf("no phrase %q", id)
		}
	}
	n := 0
	for _, id := range evidence.PhraseIDs() {
		if strings.HasPrefix(id, classPhrases) {
			n++
		}
	}
	if n == 0 {
		t.Errorf("no phrase begins with %q", classPhrases)
	}
}

func refAt(line int64) evidence.Ref {
	return evidence.Ref{File: "a.log", Line: line, Offset: line * 10, Length: 3, SHA256: evidence.HashBytes([]byte("abc"))}
}

// claimOf fills a phrase of the product with plain values.
func claimOf(t *testing.T, id string, line int64) evidence.Claim {
	t.Helper()
	p, ok := evidence.LookupPhrase(id)
	if !ok {
		t.Fatalf("no phrase %q", id)
	}
	var values []evidence.Value
	for rest := p.Text(); ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		slot, tail, _ := strings.Cut(after, "}")
		name, kind, _ := strings.Cut(slot, ":")
		rest = tail
		v := evidence.Value{Slot: name, Kind: evidence.ValueKind(kind)}
		switch v.Kind {
		case evidence.KindName:
			v.Text = evidence.NewQuote("x")
		case evidence.KindWord:
			v.Word = "y"
		default:
			v.Int, v.Formula = line, "1"
		}
		values = append(values, v)
	}
	c, err := evidence.NewClaim(p, []evidence.Ref{refAt(line)}, trusting{}, values...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// bench is a builder with findings and a result, without a view of files.
func bench(fs []finding.Finding, res *cause.Result) *builder {
	return newBuilder(finding.Input{View: &profile.View{}}, fs, res, Options{})
}

func idOf(t *testing.T, b *builder, c evidence.Claim) ID {
	t.Helper()
	id, ok := b.add(c)
	if !ok {
		t.Fatal("a claim is refused")
	}
	return id
}

func TestWhyAddsToTheTitle(t *testing.T) {
	hit, other := claimOf(t, "finding.class.hit", 1), claimOf(t, "finding.shared.open", 2)
	order := claimOf(t, "cause.order", 3)
	for _, c := range []struct {
		name  string
		parts []cause.Part
		used  []evidence.Claim
		want  []evidence.Claim
	}{
		{"the order in time first", []cause.Part{{Name: partOrder, Known: true, Holds: true, Claim: order}}, nil, []evidence.Claim{order}},
		{"not when it does not hold", []cause.Part{{Name: partOrder, Known: true, Claim: order}}, nil, []evidence.Claim{other}},
		{"not when it is not known", []cause.Part{{Name: partOrder, Holds: true, Claim: order}}, nil, []evidence.Claim{other}},
		{"nothing twice", nil, []evidence.Claim{other}, nil},
	} {
		b := bench(nil, &cause.Result{})
		var used []ID
		for _, u := range c.used {
			used = append(used, idOf(t, b, u))
		}
		got := b.why(&cause.Hypothesis{Parts: c.parts, For: []evidence.Claim{hit, other}}, used)
		if len(got) != len(c.want) || len(got) > 0 && got[0].Phrase().ID() != c.want[0].Phrase().ID() {
			t.Errorf("%s: got %d claims %v", c.name, len(got), got)
		}
	}
}

func TestLeadingSaysItsTitleOnce(t *testing.T) {
	hit := claimOf(t, "finding.class.hit", 1)
	order := claimOf(t, "cause.order", 3)
	h := cause.Hypothesis{
		Title: "database server mysql on db-1 was stopped", Component: "mysql on db-1", Outcome: cause.Supported,
		Parts: []cause.Part{{Name: partOrder, Known: true, Holds: true, Claim: order}}, For: []evidence.Claim{hit},
	}
	b := bench(nil, &cause.Result{Verdict: cause.Incident, Hypotheses: []cause.Hypothesis{h}})
	f := b.leading(nil)
	if got := opened(f.Lead); got != "Database server mysql on db-1 was stopped" {
		t.Errorf("lead is %q", got)
	}
	for _, id := range f.Claims {
		if restates(b.rep.Claims.Claim(id)) {
			t.Errorf("%s says the title again", id)
		}
	}
	if len(f.Claims) != 1 || len(f.Cite) != 1 || f.Cite[0] != idOf(t, b, hit) {
		t.Errorf("claims %v, cited %v", f.Claims, f.Cite)
	}
	b.res.Hypotheses[0].Outcome = cause.Contradicted
	if f := b.leading(nil); !f.Lead.Empty() || len(f.Claims) > 0 {
		t.Errorf("a contradicted hypothesis leads: %+v", f)
	}
}

func TestWhenNamesWindowAndOnset(t *testing.T) {
	window, onset, shared := claimOf(t, windowPhrase, 1), claimOf(t, "finding.onset", 2), claimOf(t, "finding.shared.end", 3)
	burst, outcome := claimOf(t, "finding.shared.burst", 4), claimOf(t, "finding.runs.failures", 5)
	all := finding.Finding{Kind: finding.KindOutcome, Claims: []evidence.Claim{outcome, window}}
	one := all
	one.Unit, one.Score = &profile.Unit{}, 9
	ids := func(cs []evidence.Claim) string {
		var out []string
		for _, c := range cs {
			out = append(out, c.Phrase().ID())
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		name string
		fs   []finding.Finding
		res  cause.Result
		want string
	}{
		{"window, onset, shared end", []finding.Finding{
			{Kind: finding.KindBurst, Claims: []evidence.Claim{burst}}, one, all,
			{Kind: finding.KindShared, Claims: []evidence.Claim{shared}}, {Kind: finding.KindOnset, Claims: []evidence.Claim{onset}},
		}, cause.Result{}, "finding.runs.window finding.onset finding.shared.end"},
		{"a single unit's window is not everyone's", []finding.Finding{one}, cause.Result{Impact: []evidence.Claim{claimOf(t, impactWindow, 6)}}, "impact.window"},
		{"burst when nothing else", []finding.Finding{{Kind: finding.KindBurst, Claims: []evidence.Claim{burst}}}, cause.Result{}, "finding.shared.burst"},
		{"story when not even that", nil, cause.Result{Chain: []evidence.Claim{outcome, window}}, "finding.runs.failures"},
		{"nothing", nil, cause.Result{}, ""},
	} {
		if got := ids(bench(c.fs, &c.res).whenClaims()); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOverTellsTheRestart(t *testing.T) {
	hit, restart := claimOf(t, "finding.class.hit", 1), claimOf(t, "finding.restart", 2)
	fs := []finding.Finding{{Kind: finding.KindRestart, Component: "mysql", Host: "db-1", Claims: []evidence.Claim{restart}}}
	b := bench(fs, &cause.Result{Verdict: cause.NoIncident})
	h := &cause.Hypothesis{Component: "mysql", Host: "db-1", For: []evidence.Claim{hit}}
	if got := b.over(h); len(got) != 1 || got[0].Phrase().ID() != "finding.restart" {
		t.Errorf("got %v", got)
	}
	h.Host = "db-2"
	if got := b.over(h); len(got) != 1 || got[0].Phrase().ID() != "finding.class.hit" {
		t.Errorf("another host's restart is told: %v", got)
	}
}

func TestNextStep(t *testing.T) {
	hit, fetch := claimOf(t, "finding.class.hit", 1), claimOf(t, "decide.fetch", 2)
	class := &fault.Class{Fix: []string{"Start {component}."}, Confirm: []fault.Confirm{{Confirms: "no command"}, {Command: "systemctl status {component} --since '{from}'"}}}
	h := cause.Hypothesis{Class: class, Outcome: cause.Supported, Component: "mysql 10.0.0.9:3306 on db-1", For: []evidence.Claim{hit}, From: 3600e9, To: 3601e9}
	b := bench(nil, &cause.Result{Hypotheses: []cause.Hypothesis{h}})
	f := b.nextStep()
	if got := opened(f.Lead); got != "Start mysql 10.0.0.9:3306 on db-1" {
		t.Errorf("lead is %q", got)
	}
	if got := opened(f.Command); got != "systemctl status mysql --since '1970-01-01 00:59:00'" {
		t.Errorf("command is %q", got)
	}
	if len(f.Cite) != 1 || len(f.Claims) != 0 {
		t.Errorf("fact is %+v", f)
	}
	b.res.Hypotheses[0].Outcome = cause.Undetermined
	b.res.Hypotheses[0].Decide = []cause.Step{{What: fetch, Command: "ping -c 3 {host}"}}
	f = b.nextStep()
	if !f.Lead.Empty() || len(f.Claims) != 1 || b.rep.Claims.Claim(f.Claims[0]).Phrase().ID() != "decide.fetch" {
		t.Errorf("an open cause is told to be fixed: %+v", f)
	}
	if got := opened(f.Command); !strings.HasPrefix(got, "ping -c 3 ") {
		t.Errorf("command is %q", got)
	}
	if f := bench(nil, &cause.Result{}).nextStep(); !f.Lead.Empty() || len(f.Claims) > 0 || !f.Command.Empty() {
		t.Errorf("a step without a hypothesis: %+v", f)
	}
}

func TestServiceOf(t *testing.T) {
	for label, want := range map[string]string{
		"mysql":                                  "mysql",
		"mysql on db-1":                          "mysql",
		"mysql 10.0.0.9:3306 on db-1":            "mysql",
		"mysql 10.0.0.9 on db-1":                 "mysql",
		"replica in mysql 10.0.0.9:3306 on db-1": "mysql",
		"10.0.0.9:3306":                          "",
		"10.0.0.9":                               "",
		"[2001:db8::1]:443":                      "",
		"2001:db8::1":                            "",
		"db-1:5432":                              "",
		"runs logged by bake":                    "",
		"":                                       "",
		"postgresql@15-main.service":             "postgresql@15-main.service",
		"mysql somewhere on db-1":                "",
		"checkout worker-7 10.0.0.9:80 on gateway": "",
	} {
		if got := serviceOf(label); got != want {
			t.Errorf("serviceOf(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		h    cause.Hypothesis
		want string
	}{
		{cause.Hypothesis{Title: "mysql on db-1 was stopped", Component: "mysql on db-1"}, "mysql on db-1 was stopped"},
		{cause.Hypothesis{Title: "disk full", Component: "db-1"}, "disk full at db-1"},
		{cause.Hypothesis{Title: "cause unknown", Component: "runs logged by bake"}, "cause unknown (runs logged by bake)"},
		{cause.Hypothesis{Title: "disk full", Component: unknownComponent, Host: "db-1"}, "disk full on db-1"},
		{cause.Hypothesis{Title: "disk full"}, "disk full"},
	} {
		if got := opened(titleOf(&c.h)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestCapital(t *testing.T) {
	if got := opened(capital(Join(Words("jobs of "), Quoted("bake")))); got != "Jobs of bake" {
		t.Errorf("got %q", got)
	}
	for _, x := range []Text{nil, Quoted("mysql"), Words(""), Words("DNS"), Words("é")} {
		if got := opened(capital(x)); got != opened(x) {
			t.Errorf("%q becomes %q", opened(x), got)
		}
	}
	x := Words("jobs")
	if capital(x); x[0].Text != "jobs" {
		t.Error("the text itself is changed")
	}
}

func TestClassTitles(t *testing.T) {
	class := &fault.Class{Title: "database server {component} was stopped"}
	for _, c := range []struct {
		f    finding.Finding
		want string
	}{
		{finding.Finding{Class: class, Component: "mysql", Host: "db-1"}, "Database server mysql on db-1 was stopped"},
		{finding.Finding{Class: class}, "Database server a component was stopped"},
		{finding.Finding{Class: &fault.Class{Title: "disk full"}, Host: "db-1"}, "Disk full, db-1"},
		{finding.Finding{Class: &fault.Class{Title: "{component} stopped"}, Component: "mysql"}, "mysql stopped"},
	} {
		if got := opened(classTitle(&c.f)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestConclusionSaysNoTitleTwice(t *testing.T) {
	hit, other, order := claimOf(t, "finding.class.hit", 1), claimOf(t, "finding.shared.open", 2), claimOf(t, "cause.order", 3)
	h := cause.Hypothesis{For: []evidence.Claim{hit, other}}
	if got := concluded(&h); len(got) != 1 || got[0].Phrase().ID() != "finding.shared.open" {
		t.Errorf("without parts: %v", got)
	}
	h.Parts = []cause.Part{{Known: true, Holds: true, Claim: order}, {Known: true, Claim: other}}
	if got := concluded(&h); len(got) != 1 || got[0].Phrase().ID() != "cause.order" {
		t.Errorf("with parts: %v", got)
	}
}

func TestTheSummaryLeavesDataQualityToItsSection(t *testing.T) {
	overlap, zone := claimOf(t, "finding.time.overlap", 1), claimOf(t, "finding.time.zone", 2)
	b := bench([]finding.Finding{
		{Kind: finding.KindOverlap, Claims: []evidence.Claim{overlap}}, {Kind: finding.KindZone, Claims: []evidence.Claim{zone}},
	}, &cause.Result{})
	if tb := b.patternTable(); tb != nil {
		t.Errorf("the summary has %d rows", len(tb.Rows))
	}
	if b.quality(); len(b.rep.DataQuality) != 2 {
		t.Errorf("%d notes on data quality, want 2", len(b.rep.DataQuality))
	}
}

func TestYearIsSaidOnce(t *testing.T) {
	c := claimOf(t, yearPhrase, 1)
	b := bench([]finding.Finding{{Kind: finding.KindZone, Claims: []evidence.Claim{c}}}, &cause.Result{})
	if !b.saidYearless("a.log") || b.saidYearless("b.log") {
		t.Error("which source's year was spoken of is not known")
	}
}

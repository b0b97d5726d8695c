package render

import (
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// The phrases of the sample report.
var (
	samplePhrase = evidence.NewPhrase("render.test.runs", "{failed:count} of {runs:count} runs of {unit:name} failed within {span:duration}, the first at {at:instant}.")
	sampleLine   = evidence.NewPhrase("render.test.line", "{host:name} wrote {line:name}.")
	samplePart   = evidence.NewPhrase("render.test.part", "The {what:word} lies {ahead:duration} ahead.")
)

type trusting struct{}

func (trusting) Resolve(evidence.Ref) error { return nil }

const second = int64(1e9)

// sampleStart is 2026-03-14 02:00:00.
const sampleStart = int64(1773453600) * second

// sampleReport holds every kind of block once or more. Each text that would come
// from an input goes through dirty, so that a test can put its payload there.
type sampler struct {
	t     *testing.T
	dirty func(string) string
	r     *report.Report
}

func sampleReport(t *testing.T, dirty func(string) string) *report.Report {
	t.Helper()
	if dirty == nil {
		dirty = func(s string) string { return s }
	}
	s := &sampler{t: t, dirty: dirty, r: &report.Report{
		Schema: report.Schema, Tool: report.Tool{Name: "inquest", Version: "test"}, Date: "2026-03-15T00:00:00Z",
		Verdict: cause.Incident, Window: report.Window{From: "2026-03-14T02:00:00", To: "2026-03-16T02:10:00", Zone: "unknown"},
		Options: []evidence.Quote{s0(dirty("--now=2026-03-15"))},
	}}
	s.fill()
	return s.r
}

func s0(x string) evidence.Quote { return evidence.NewQuote(x) }

func (s *sampler) ref(file string, line int64) evidence.Ref {
	text := s.dirty("lock wait timeout on ledger")
	return evidence.Ref{File: s.dirty(file), Line: line, Offset: line * 100, Length: int64(len(text)), SHA256: evidence.HashBytes([]byte(text))}
}

func (s *sampler) claim(c evidence.Claim, err error) report.ID {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	id, err := s.r.Claims.Add(c)
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

func (s *sampler) runs(unit string, failed, runs int64) report.ID {
	return s.claim(evidence.NewClaim(samplePhrase, []evidence.Ref{s.ref("jobs/bake.log", failed), s.ref("jobs/bake.log", failed+9)}, trusting{},
		evidence.Count("failed", failed, `runs("job", "`+s.dirty(unit)+`", "failed")`), evidence.Count("runs", runs, `runs("job", "x", "all")`),
		evidence.Name("unit", s.dirty(unit)), evidence.Duration("span", 4*second, "4"), evidence.Instant("at", sampleStart+120*second, "1")))
}

func (s *sampler) line(host string, n int64) report.ID {
	return s.claim(evidence.NewClaim(sampleLine, []evidence.Ref{s.ref("db/ledger.log", n)}, trusting{},
		evidence.Name("host", s.dirty(host)), evidence.Name("line", s.dirty("lock wait timeout on ledger"))))
}

func (s *sampler) part(what string) report.ID {
	return s.claim(evidence.NewClaim(samplePart, []evidence.Ref{s.ref("db/ledger.log", 3)}, trusting{},
		evidence.Word("what", what), evidence.Duration("ahead", 544e6, "2 - 1")))
}

func (s *sampler) quoted(n int64, role string) report.Line {
	return report.Line{File: s0(s.dirty("db/ledger.log")), Line: n, Text: s0(s.dirty("lock wait timeout on ledger")), Role: role, Ref: s.ref("db/ledger.log", n)}
}

func (s *sampler) fill() {
	r := s.r
	r.Headline = s.runs("bake", 14, 20)
	r.Inputs = []report.Input{{File: s0(s.dirty("jobs/bake.log")), Format: "python-logging", Bytes: 4096, Lines: 40, Records: 40, SHA256: "00"}}
	r.Units = []report.Unit{{Kind: "job", ID: s0(s.dirty("bake")), Runs: 20, Failed: 14, Duration: &report.Duration{N: 20, Min: 1, P50: 2, Max: 9, Sum: 50, Buckets: []report.Bucket{{From: 0, To: 5, N: 20}}}}}
	title := report.Join(report.Words("table lock held"), report.Words(" at "), report.Quoted(s.dirty("ledger-db:5432")))
	step := report.Step{What: s.line("ledger-db", 5), Command: report.Join(report.Words("psql -h "), report.Quoted(s.dirty("ledger-db")), report.Words(" -c 'select 1'")),
		Confirms: report.Words("a waiting query"), Refutes: report.Words("no `lock` at all")}
	r.Hypotheses = []report.Hypothesis{{
		Rank: 1, Fault: "db.lock", Component: s0(s.dirty("ledger-db:5432")), Title: title, Outcome: cause.Supported, Confidence: 0.857,
		Meaning: report.Words("A statement holds a lock that others wait for."),
		Parts: []report.Part{{Name: "order in time", Holds: true, Known: true, Weight: 1, Claim: s.part("order in time")},
			{Name: "contrast", Known: true, Weight: 1, Claim: s.part("contrast")}, {Name: "trigger", Weight: 1}},
		For: []report.ID{s.line("ledger-db", 3)}, Against: []report.ID{}, Missing: []report.ID{s.line("deploy", 9)},
		Decide: []report.Step{step}, Evidence: []report.Line{s.quoted(3, "cause"), s.quoted(8, "cause")},
	}, {
		Rank: 2, Fault: "net.latency", Component: s0(s.dirty("10.0.0.9")), Title: report.Join(report.Words("slow network at "), report.Quoted(s.dirty("10.0.0.9"))),
		Outcome: cause.Contradicted, Confidence: 0.1, Parts: []report.Part{{Name: "coverage", Known: true}}, For: []report.ID{}, Against: []report.ID{s.line("switch", 2)}, Missing: []report.ID{},
	}}
	r.Recommendations = []report.Recommendation{{ID: "r1", Priority: "P1", Horizon: "immediate", Kind: "confirm", Owner: "database",
		Action: report.Join(report.Words("Confirm: "), title), Checks: []report.Step{step}, Fault: "db.lock", Rank: 1, Claims: []report.ID{"c1"}}}
	r.References = []report.Reference{{Fault: "db.lock", Class: "table lock held", Title: "Explicit locking", Publisher: "The PostgreSQL Project",
		URL: "https://www.postgresql.org/docs/current/explicit-locking.html", Checked: "2026-01-02", Takeaways: []string{"ALTER TABLE takes the `ACCESS EXCLUSIVE` lock."}, Because: "c1"}}
	r.Sections = s.sections()
	r.Shown = r.Claims.Len()
	r.Exhibits = s.exhibits()
}

func (s *sampler) sections() []report.Section {
	r := s.r
	count := evidence.Count("n", 14, "")
	when := evidence.Instant("t", sampleStart, "")
	table := &report.Table{
		Columns: []report.Column{{Title: "Unit"}, {Title: "Failed", Numeric: true}, {Title: "First"}, {Title: "Proof"}},
		Rows:    [][]report.Cell{{{Text: report.Join(report.Words("job "), report.Quoted(s.dirty("bake")))}, {Value: &count, Role: "failure"}, {Value: &when}, {Claims: []report.ID{"c1"}}}},
		Total:   []report.Cell{{Text: report.Words("all")}, {Value: &count}, {}, {}}, More: 3,
	}
	says := &report.Table{Columns: []report.Column{{Title: "Pattern"}, {Title: "What the logs show"}}, Rows: [][]report.Cell{{{Text: report.Words("Frequency")}, {Claims: []report.ID{"c1", s.line("oven-2", 6)}}}}}
	moments := []report.Moment{{At: sampleStart + 60*second, Time: "2026-03-14 02:01:00", Role: "cause", Claim: s.line("ledger-db", 3)},
		{At: sampleStart + 120*second, Time: "2026-03-14 02:02:00", Role: "failure", Claim: "c1"}, {Claim: s.line("oven-1", 7)}}
	excerpt := &report.Excerpt{Title: report.Words("Failed runs"), File: s0(s.dirty("db/ledger.log")), Lines: []report.Line{s.quoted(3, "failure"), s.quoted(4, ""), s.quoted(19, "cause")}, Total: 30, Of: "failure lines"}
	return []report.Section{
		{ID: "verdict", Title: "Verdict", Blocks: []report.Block{
			{Kind: report.Statements, Claims: []report.ID{r.Headline}},
			{Kind: report.Facts, Facts: []report.Fact{{Label: "What failed", Claims: []report.ID{"c1"}}, {Label: "Leading hypothesis", Lead: r.Hypotheses[0].Title, Claims: []report.ID{"c2"}},
				{Label: "Next step", Lead: report.Words("End the session"), Claims: []report.ID{}, Cite: []report.ID{"c2"}}}},
			{Kind: report.FigureBlock, Figure: s.strip()},
		}},
		{ID: "summary", Title: "Summary of log analysis", Blocks: []report.Block{
			{Kind: report.Statements, Claims: []report.ID{"c1", "c2"}},
			{Kind: report.Moments, Heading: report.Words("What happened, in order"), Level: 3, Moments: moments},
			{Kind: report.TableBlock, Heading: report.Words("Key patterns"), Level: 3, Table: says},
		}},
		{ID: "failures", Title: "Detailed failure analysis", Blocks: []report.Block{
			{Kind: report.TableBlock, Heading: report.Join(report.Words("Runs of "), report.Quoted(s.dirty("bake"))), Level: 3, Table: table},
			{Kind: report.ExcerptBlock, Excerpt: excerpt},
			{Kind: report.FigureBlock, Figure: s.ladder()},
		}},
		{ID: "patterns", Title: "Failure patterns", Blocks: []report.Block{
			{Kind: report.FigureBlock, Heading: report.Words("Durations"), Level: 3, Figure: s.histogram("bake")},
			{Kind: report.FigureBlock, Figure: s.histogram("glaze")},
			{Kind: report.FigureBlock, Figure: s.timeline(moments)},
			{Kind: report.FigureBlock, Figure: s.heatMap()},
		}},
		{ID: "cause", Title: "Root cause", Blocks: []report.Block{{Kind: report.Hypotheses, Ranks: []int{1, 2}}}},
		{ID: "recommendations", Title: "Recommendations", Blocks: []report.Block{{Kind: report.Recommendations, Ranks: []int{1}}}},
		{ID: "references", Title: "Research findings", Blocks: []report.Block{{Kind: report.References, Ranks: []int{1}}}},
	}
}

func (s *sampler) axis() []report.Segment {
	return []report.Segment{
		{Span: report.Span{From: sampleStart, To: sampleStart + 600*second}, Bin: 10 * second},
		{Span: report.Span{From: sampleStart + 172800*second, To: sampleStart + 173400*second}, Bin: 10 * second, Gap: 172263 * second},
	}
}

func (s *sampler) bins() []report.Bin {
	var out []report.Bin
	for i := range int64(30) {
		out = append(out, report.Bin{At: sampleStart + 200*second + i*10*second, N: 3 + i%7, Bad: max(0, i%5-2)})
	}
	return append(out, report.Bin{At: sampleStart + 172900*second, N: 9})
}

func (s *sampler) strip() *report.Figure {
	return &report.Figure{Title: report.Words("Runs that ended over time"), Notes: []report.ID{}, Strip: &report.Strip{
		Axis: s.axis(), Bins: s.bins(), What: "runs that ended", Sum: 180, Bad: 18,
		Incident: &report.Span{From: sampleStart + 240*second, To: sampleStart + 420*second}}}
}

func (s *sampler) histogram(unit string) *report.Figure {
	return &report.Figure{Title: report.Join(report.Words("Durations of job "), report.Quoted(s.dirty(unit))), Notes: []report.ID{"c1"}, Histogram: &report.Histogram{
		Label: report.Quoted(s.dirty(unit)), Width: 100 * second, N: 20, Min: 168 * second, Median: 287 * second, Max: 450 * second, Sum: 5934 * second,
		Bars: []report.HistogramBar{{From: 0, To: 100 * second}, {From: 100 * second, To: 200 * second, Failed: 2}, {From: 200 * second, To: 300 * second, Failed: 6, Succeeded: 4},
			{From: 300 * second, To: 400 * second, Failed: 4, Other: 1}, {From: 400 * second, To: 500 * second, Failed: 2, Succeeded: 1}}}}
}

func (s *sampler) timeline(moments []report.Moment) *report.Figure {
	var runs []report.RunBar
	for i := range int64(12) {
		runs = append(runs, report.RunBar{Span: report.Span{From: sampleStart + 10*i*second, To: sampleStart + (180+20*i)*second}, Unit: s0(s.dirty("bake")), Failed: i%2 == 0, Implied: i%3 == 0})
	}
	return &report.Figure{Title: report.Words("All sources over time"), Notes: []report.ID{}, Timeline: &report.Timeline{
		Axis: s.axis(), Incident: &report.Span{From: sampleStart + 240*second, To: sampleStart + 420*second}, Moments: moments,
		Lanes: []report.Lane{
			{Label: s0(s.dirty("jobs/bake.log")), Lines: 40, Bad: 14, Bins: s.bins(), Runs: runs, Gaps: []report.Span{}},
			{Label: s0(s.dirty("db/ledger-database-primary.log")), Lines: 400, Bad: 3, Bins: s.bins(), Runs: []report.RunBar{}, Gaps: []report.Span{{From: sampleStart + 10*second, To: sampleStart + 190*second}}},
		}}}
}

func (s *sampler) heatMap() *report.Figure {
	h := &report.HeatMap{Width: second, What: "failed runs", Total: 19, Sums: []int64{3, 5, 5, 6}}
	for i := range int64(4) {
		h.Columns = append(h.Columns, sampleStart+i*second)
	}
	h.Rows = []report.HeatRow{
		{Label: report.Join(report.Words("job "), report.Quoted(s.dirty("bake"))), Cells: []int64{2, 4, 2, 2}, Sum: 10},
		{Label: report.Join(report.Words("job "), report.Quoted(s.dirty("glaze"))), Cells: []int64{1, 1, 3, 4}, Sum: 9},
	}
	return &report.Figure{Title: report.Words("Failed runs per unit and time"), Notes: []report.ID{}, HeatMap: h}
}

func (s *sampler) ladder() *report.Figure {
	line := s.quoted(3, "")
	return &report.Figure{Title: report.Join(report.Words("Connections to "), report.Quoted(s.dirty("10.0.0.9:5432"))), Notes: []report.ID{"c2"}, Ladder: &report.Ladder{
		Peer: report.Quoted(s.dirty("10.0.0.9:5432")), Source: s0(s.dirty("db/ledger.log")), Steps: 4, Whole: true, Span: 170 * second,
		Rungs: []report.Rung{
			{State: "attempt", Count: 1, At: sampleStart, Time: "2026-03-14 02:00:00", Line: &line},
			{State: "slow", Count: 1, At: sampleStart + 5*second, Time: "2026-03-14 02:00:05", Offset: 5 * second, Latency: 50e6, Line: &line},
			{State: "timeout", Bad: true, Count: 3, At: sampleStart + 80*second, Time: "2026-03-14 02:01:20", Offset: 80 * second, Hedge: s0(s.dirty("possible congestion")), Line: &line},
			{State: "retry"},
		}}}
}

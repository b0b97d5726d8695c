package audit

import (
	"context"
	"sort"
	"strings"

	"inquest/internal/document"
	"inquest/internal/evidence"
)

// auditor is one audit under way.
type auditor struct {
	in   Input
	d    *document.Doc
	c    *corpus
	f    *facts
	l    *ledger
	out  []Statement
	full bool

	text        string       // of the report, in lower case
	code        string       // of its code blocks, in lower case
	timesApart  bool         // the report says that its sources are of different times
	zones       []int        // that the report names, seconds east of UTC
	clocksNamed []reportTime // times of day that the report names to the second

	conflicts []conflict // what the fresh report says of sources that disagree
}

// support is what a verdict rests on.
type support struct {
	refs  []Ref
	total int
	diff  []Edit
}

// lines is support by lines of the corpus.
func (a *auditor) lines(list ...int32) support {
	return support{refs: a.c.refs(list), total: len(list)}
}

func run(ctx context.Context, in Input) (*Result, error) {
	x := in.Index
	if x == nil {
		var err error
		if x, err = NewIndex(ctx, in); err != nil {
			return nil, err
		}
	}
	a := &auditor{in: in, d: in.Doc, c: x.c, f: x.f}
	var err error
	if a.l, err = x.ledger(&in); err != nil {
		return nil, err
	}
	if err := a.judge(ctx); err != nil {
		return nil, err
	}
	return a.result(), nil
}

// judge goes over the report block by block, then over the whole.
func (a *auditor) judge(ctx context.Context) error {
	all := pieces(a.d)
	chatted(all, a.f.known)
	a.learn(all)
	at := 0
	for i := range a.d.Blocks {
		if err := ctx.Err(); err != nil {
			return err
		}
		from := at
		for at < len(all) && all[at].block == i {
			at++
		}
		if err := a.block(ctx, i, all[from:at]); err != nil {
			return err
		}
		if a.full {
			break
		}
	}
	a.whole(all)
	a.settleSiblings(all)
	a.settledParts()
	a.closedWorld(all)
	sort.SliceStable(a.out, func(i, j int) bool { return a.out[i].Span.Offset < a.out[j].Span.Offset })
	for i := range a.out {
		a.out[i].ID = "s" + itoa(i+1)
	}
	return nil
}

// block judges one block and the sentences in it.
func (a *auditor) block(ctx context.Context, i int, ps []piece) error {
	b := &a.d.Blocks[i]
	switch b.Kind {
	case document.Code:
		a.excerpt(i)
		return nil
	case document.Table:
		if a.table(b, ps) {
			return nil
		}
	}
	for k := range ps {
		if err := ctx.Err(); err != nil || a.full {
			return err
		}
		a.sentence(&ps[k])
	}
	return nil
}

// sentence judges one sentence, or one row of a table.
func (a *auditor) sentence(p *piece) {
	before := len(a.out)
	if a.ledger(p) {
		return
	}
	a.links(p)
	if a.ownLine(p) {
		return
	}
	for _, check := range checks {
		check(a, p)
	}
	if len(a.out) == before {
		a.plain(p)
	}
}

// checks are the questions that are put to a sentence, in this order.
var checks = []func(*auditor, *piece){
	(*auditor).reportDate, (*auditor).quotes, (*auditor).times, (*auditor).weekdays, (*auditor).spans, (*auditor).counts,
	(*auditor).names, (*auditor).codeWords, (*auditor).spelling, (*auditor).swapped, (*auditor).named, (*auditor).layers, (*auditor).levels, (*auditor).plurals, (*auditor).frequency,
	(*auditor).peaks, (*auditor).thresholds, (*auditor).attributed, (*auditor).affected, (*auditor).sequence, (*auditor).unitRanges, (*auditor).turningPoint, (*auditor).enumerations, (*auditor).outcomes, (*auditor).listed, (*auditor).listedLost, (*auditor).causes, (*auditor).impact, (*auditor).advice,
}

// plain is a sentence in which nothing can be checked.
func (a *auditor) plain(p *piece) {
	if p.heading || p.row != nil && p.header == nil || len(content(p.text.S)) == 0 {
		return
	}
	a.say(KindProse, NotCheckable, p, 0, len(p.text.S), "no number, time, name or cause in it that logs could show", "", support{})
}

// say adds a statement about the bytes [from, to) of a piece.
func (a *auditor) say(k Kind, v Verdict, p *piece, from, to int, reason, right string, s support) {
	begin, end := p.text.Span(from, to)
	a.put(Statement{
		Kind: k, Verdict: v, Section: evidence.NewQuote(p.section), Text: evidence.NewQuote(clip(p.text.S[from:to], 1000)),
		Reason: evidence.NewQuote(reason), Correction: quote(right), Refs: s.refs, RefsTotal: s.total, Diff: s.diff,
	}, begin, end)
}

func quote(s string) evidence.Quote {
	if s == "" {
		return evidence.Quote{}
	}
	return evidence.NewQuote(s)
}

func (a *auditor) put(s Statement, begin, end int) {
	if len(a.out) >= a.in.Limits.withDefaults().Statements {
		a.full = true
		return
	}
	if s.Refs == nil {
		s.Refs = []Ref{}
	}
	s.RefsTotal = max(s.RefsTotal, len(s.Refs))
	s.Span = a.span(begin, end)
	a.out = append(a.out, s)
}

func (a *auditor) span(begin, end int) Span {
	begin = min(max(begin, 0), len(a.d.Source))
	end = min(max(end, begin), len(a.d.Source))
	p, q := a.d.Place(begin), a.d.Place(max(begin, end-1))
	return Span{Page: p.Page, Line: p.Line, Column: p.Column, EndLine: q.Line, EndColumn: q.Column + 1, Offset: begin, Length: end - begin}
}

func (a *auditor) result() *Result {
	r := &Result{Schema: Schema, Tool: "inquest " + a.in.Version, Statements: a.out, doc: a.d}
	if r.Statements == nil {
		r.Statements = []Statement{}
	}
	r.Report = About{Name: evidence.NewQuote(a.in.Name), Format: string(a.d.Format), Bytes: len(a.in.Bytes), SHA256: evidence.HashBytes(a.in.Bytes), Notes: quotes(a.d.Notes)}
	r.Logs = a.logs()
	for i := range r.Statements {
		r.Summary.count(r.Statements[i].Verdict)
	}
	if n := r.Summary.Proven + r.Summary.Refuted + r.Summary.Unsupported; n > 0 {
		r.Summary.Score = float64(r.Summary.Proven*1000/n) / 10
	}
	return r
}

func quotes(list []string) []evidence.Quote {
	out := make([]evidence.Quote, len(list))
	for i := range list {
		out[i] = evidence.NewQuote(list[i])
	}
	return out
}

func (s *Summary) count(v Verdict) {
	s.Statements++
	switch v {
	case Proven:
		s.Proven++
	case Refuted:
		s.Refuted++
	case Unsupported:
		s.Unsupported++
	default:
		s.NotCheckable++
	}
}

func (a *auditor) logs() Logs {
	l := Logs{Internal: a.in.Internal, Inputs: []evidence.Quote{}, Held: int64(len(a.c.lines)), Notes: []evidence.Quote{}}
	for _, s := range a.in.View.Sources {
		l.Inputs = append(l.Inputs, evidence.NewQuote(s.Name))
		l.Lines += s.Lines
		l.Bytes += s.Bytes
	}
	if a.in.Internal {
		l.Notes = append(l.Notes, evidence.NewQuote("No logs were given: the report was held against the lines that it quotes. Whether those lines are true cannot be told."))
	}
	if !a.c.whole {
		l.Notes = append(l.Notes, evidence.NewQuote("The logs are larger than what is held for searching ("+itoa(l.Held)+" lines): what was not found is called not checkable."))
	}
	a.tellUnread(&l)
	if a.full {
		l.Notes = append(l.Notes, evidence.NewQuote("The report has more statements than are judged; the rest was left out."))
	}
	return l
}

// absent is the verdict on something that no held line has.
func (a *auditor) absent(v Verdict) Verdict {
	if !a.c.whole {
		return NotCheckable
	}
	if a.in.Internal && v == Refuted {
		return Unsupported
	}
	return v
}

// under tells whether the piece stands under a heading, or has a label, with one of
// the words.
func (p *piece) under(words ...string) bool {
	texts := append([]string{p.label}, p.path...)
	for _, t := range texts {
		t = strings.ToLower(t)
		for _, w := range words {
			if strings.Contains(t, w) {
				return true
			}
		}
	}
	return false
}

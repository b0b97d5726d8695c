package report

import (
	"errors"
	"strings"
	"time"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// builder puts one report together. Sections are built in document order, so
// that claims are numbered as the reader meets them.
type builder struct {
	in     finding.Input
	v      *profile.View
	fs     []finding.Finding
	res    *cause.Result
	o      Options
	rep    *Report
	groups []group
	dir    *finding.Directory // see directory
	bad    map[string]bool    // ids of templates that tell of failure
	empty  []string           // titles of the sections that have nothing to say
}

func build(in finding.Input, fs []finding.Finding, r *cause.Result, o Options) (*Report, error) {
	if in.View == nil || r == nil {
		return nil, errors.New("report: a view and a result are needed")
	}
	first := newBuilder(in, fs, r, o)
	first.document()
	b := newBuilder(in, fs, r, o)
	b.empty = first.empty
	b.document()
	b.rep.Shown = b.rep.Claims.Len()
	b.contract()
	b.tail()
	b.rep.Exhibits.Around = []Around{}
	if b.rep.Audience == Technical {
		b.rep.Exhibits = b.exhibits() // other readers get what their sections say
	}
	return b.rep, nil
}

// newBuilder begins a report. The document is built twice: the summary, near
// its begin, names the sections that turn out empty.
func newBuilder(in finding.Input, fs []finding.Finding, r *cause.Result, o Options) *builder {
	if in.Env == nil {
		in.Env = &formula.Env{View: in.View, Baseline: in.Baseline}
	}
	b := &builder{in: in, v: in.View, fs: fs, res: r, o: o, rep: &Report{}}
	b.groups = groupUnits(b.v.Units)
	b.bad = b.badTemplates()
	b.head()
	return b
}

// document builds the sections; the order of the calls is the order of the
// pages and of the claims' numbers.
func (b *builder) document() {
	var empty []string
	for _, s := range b.sections() {
		blocks := s.build()
		if len(blocks) == 0 {
			empty = append(empty, s.title)
			continue
		}
		b.rep.Sections = append(b.rep.Sections, Section{ID: s.id, Title: s.title, Blocks: blocks})
	}
	b.empty = empty
}

// add puts a claim into the ledger; a zero claim is named as unproven.
func (b *builder) add(c evidence.Claim) (ID, bool) {
	id, err := b.rep.Claims.Add(c)
	if err != nil {
		b.unproven(c.Phrase().ID(), err)
		return "", false
	}
	return id, true
}

func (b *builder) addAll(cs []evidence.Claim) []ID {
	ids := make([]ID, 0, len(cs))
	seen := map[ID]bool{}
	for _, c := range cs {
		if id, ok := b.add(c); ok && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

func (b *builder) unproven(phrase string, err error) {
	b.rep.Unproven = append(b.rep.Unproven, Unproven{Phrase: phrase, Reason: evidence.NewQuote(err.Error())})
}

// stamp writes an instant as RFC 3339, without an offset unless the zone is
// known; the empty string when ok is false.
func stamp(ns int64, ok, zoned bool) string {
	if !ok {
		return ""
	}
	s := time.Unix(0, ns).UTC().Format("2006-01-02T15:04:05.999999999Z")
	if !zoned {
		s = strings.TrimSuffix(s, "Z")
	}
	return s
}

// time writes an instant that findings and causes give as 0 when unknown.
func (b *builder) time(ns int64) string {
	return stamp(ns, ns != 0, b.rep.Window.Zone == "UTC")
}

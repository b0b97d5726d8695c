package report

import (
	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// How many findings the summary shows under each topic; the rest follow in the
// detailed analysis.
const perTopic = 5

// summary is the overview: what was read, what happened in order, and the key
// patterns by topic.
func (b *builder) summary() []Block {
	var out []Block
	if ids := b.overview(); len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Claims: ids})
	}
	if ms := b.moments(); len(ms) > 0 {
		out = append(out, Block{Kind: Moments, Heading: Words("What happened, in order"), Level: 3, Moments: ms})
	}
	if t := b.patternTable(); t != nil {
		out = append(out, Block{Kind: TableBlock, Heading: Words("Key patterns"), Level: 3, Table: t})
	}
	return out
}

// moments is the story, and whatever the ranking put into its chain, by time as
// the ranking ordered it.
func (b *builder) moments() []Moment {
	out := []Moment{}
	seen := map[ID]bool{}
	for _, c := range b.res.Chain {
		id, ok := b.add(c)
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		m := Moment{Claim: id}
		if at, ok := instantOf(c); ok {
			m.At, m.Time = at, evidence.FormatInstant(at)
		}
		out = append(out, m)
	}
	b.markMoments(out)
	return out
}

// instantOf is the first instant that a claim names.
func instantOf(c evidence.Claim) (int64, bool) {
	for _, v := range c.Values() {
		if v.Kind == evidence.KindInstant {
			return v.Int, true
		}
	}
	return 0, false
}

// markMoments says which steps cite the leading hypothesis's own lines and
// which cite the end of a failed run.
func (b *builder) markMoments(ms []Moment) {
	causes, failures := b.causeLines(), b.failureLines()
	for i := range ms {
		for _, r := range b.rep.Claims.Claim(ms[i].Claim).Refs() {
			at := place{r.File, r.Line}
			if failures[at] {
				ms[i].Role = roleFailure
			}
			if causes[at] {
				ms[i].Role = roleCause
				break
			}
		}
	}
}

// bridged tells whether a gap between two sources lies within the time of a third one:
// then it is a matter of how the logs were cut, which the section on data quality has.
func (b *builder) bridged(f *finding.Finding) bool {
	if f.Kind != finding.KindTimeGap {
		return false
	}
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		if s.First.HasTime && s.Last.HasTime && s.First.Time <= f.From && s.Last.Time >= f.To {
			return true
		}
	}
	return false
}

// OfFindings says that a table leaves out findings, which later sections have.
const OfFindings = "findings"

func (b *builder) patternTable() *Table {
	t := &Table{Columns: []Column{{Title: "Pattern"}, {Title: "What the logs show"}}, Of: OfFindings}
	for _, tp := range topics {
		if tp.title == topicQuality {
			continue
		}
		found := b.byScore(func(f *finding.Finding) bool { return topicOf(f.Kind) == tp.title && !b.bridged(f) })
		t.More += int64(max(0, len(found)-perTopic))
		var ids []ID
		for _, f := range head(found, perTopic) {
			ids = append(ids, b.addAll(f.Claims[:1])...)
		}
		if len(ids) > 0 {
			t.Rows = append(t.Rows, []Cell{{Text: Words(tp.title)}, {Claims: ids}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

package report

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
)

const mostServices = 20

// unknownImpact are the parts of an impact that logs of this kind do not hold.
var unknownImpact = []string{"cost", "customers affected", "data lost"}

// impact sums up what was lost; what the logs do not hold is named.
func (b *builder) impact() []Block {
	im := &b.rep.Impact
	*im = Impact{Services: []evidence.Quote{}, Unknown: append([]string{}, unknownImpact...)}
	var lost int64
	for i := range b.groups {
		g := &b.groups[i]
		im.Runs += int64(len(g.runs))
		im.FailedRuns += g.bad()
		im.Units += g.failing
		im.Timed += g.tally.failedTimed
		lost += g.tally.failedNs
	}
	im.LostRunS = seconds(lost)
	if im.FailedRuns > im.Timed {
		im.Unknown = append(im.Unknown, "duration of some failed runs")
	}
	im.Window = Window{From: b.time(b.res.From), To: b.time(b.res.To), Zone: b.rep.Window.Zone}
	im.Services = b.affectedServices()
	b.score()
	b.cost()
	if im.Cost != nil {
		im.Unknown = im.Unknown[1:]
	}
	im.Claims = b.impactClaims()
	if im.FailedRuns == 0 && b.res.Verdict != cause.NoIncident {
		return b.serviceImpact()
	}
	if len(im.Claims) == 0 && im.FailedRuns == 0 {
		return nil
	}
	var out []Block
	if len(im.Claims) > 0 {
		out = append(out, Block{Kind: Statements, Claims: im.Claims})
	}
	out = append(out, Block{Kind: TableBlock, Table: b.impactTable(lost)})
	if facts := b.scoreFacts(); len(facts) > 0 {
		out = append(out, Block{Kind: Facts, Heading: Words("How the impact score is made up (" + scored() + ")"), Level: 3, Facts: facts})
	}
	return out
}

// serviceImpact is the impact where no run failed that these logs hold: the complaints of
// the services, from when to when, and that the score, which is made of failed runs, is
// not known.
func (b *builder) serviceImpact() []Block {
	im := &b.rep.Impact
	im.Unknown = append([]string{"failed runs", "impact score"}, im.Unknown...)
	found := b.complaining()
	if during := slices.DeleteFunc(slices.Clone(found), b.endedBefore); len(during) > 0 {
		found = during
	}
	if len(found) == 0 {
		return nil
	}
	var from, to int64
	for _, f := range found {
		if f.From != 0 && (from == 0 || f.From < from) {
			from = f.From
		}
		to = max(to, f.To)
	}
	im.Claims = b.addAll(b.complaints(impactComplaints))
	t := b.impactRows()
	if from != 0 {
		t.put("First complaint", instantCell(from))
		t.put("Last complaint", instantCell(to))
	}
	t.put("Not in these logs", Cell{Text: Words(strings.Join(im.Unknown, ", "))})
	return []Block{{Kind: Statements, Claims: im.Claims}, {Kind: TableBlock, Table: t}}
}

// impactComplaints is how many complaints of services the impact lists.
const impactComplaints = 5

// impactRows begins the table of the impact: the services in the failing lines.
func (b *builder) impactRows() *Table {
	t := &Table{Columns: []Column{{Title: "Part"}, {Title: "From these logs"}}}
	var services Text
	for i, s := range b.rep.Impact.Services {
		if i > 0 {
			services = append(services, Piece{Text: ", "})
		}
		services = append(services, Piece{Quote: s, Quoted: true})
	}
	if len(services) > 0 {
		t.put("Services in the failing lines", Cell{Text: services})
	}
	return t
}

// put adds a row of a label and a cell.
func (t *Table) put(label string, c Cell) { t.Rows = append(t.Rows, []Cell{{Text: Words(label)}, c}) }

// impactClaims are the score, what the ranking says of the impact, and the cost.
func (b *builder) impactClaims() []ID {
	var out []ID
	if b.rep.Impact.ScoreClaim != "" {
		out = append(out, b.rep.Impact.ScoreClaim)
	}
	out = append(out, b.addAll(b.res.Impact)...)
	if c := b.rep.Impact.Cost; c != nil {
		out = append(out, c.Claim)
	}
	return out
}

// worstKind is the kind of units that failed most.
func (b *builder) worstKind() string {
	best, most := "", int64(-1)
	for _, t := range b.rep.UnitTotals {
		if n := t.Failed + t.Lost; n > most {
			best, most = t.Kind, n
		}
	}
	return best
}

// impactRefs is how many lines a statement about the whole impact cites.
const impactRefs = 8

// failureRefs are lines by which runs failed, else all of the input.
func (b *builder) failureRefs() []evidence.Ref {
	var out []evidence.Ref
	for i := range b.v.Units {
		for j := range b.v.Units[i].Runs {
			r := &b.v.Units[i].Runs[j]
			if isBad(r.State) && r.EndLine != nil && len(out) < impactRefs && r.EndLine.Exemplar().Ref.Check() == nil {
				out = append(out, r.EndLine.Exemplar().Ref)
			}
		}
	}
	if len(out) == 0 {
		return b.coverage()
	}
	return out
}

func (b *builder) impactTable(lost int64) *Table {
	im := &b.rep.Impact
	t := &Table{Columns: []Column{{Title: "Part"}, {Title: "From these logs"}}}
	t.put("Failed runs", badCell(im.FailedRuns))
	t.put("Units with a failed run", badCell(im.Units))
	t.put("All runs", countCell(im.Runs))
	if im.Timed > 0 {
		t.put("Run time lost", durationCell(lost))
	}
	if im.Timed != im.FailedRuns {
		t.put("Failed runs whose duration is known", countCell(im.Timed))
	}
	t.Rows = append(t.Rows, b.impactRows().Rows...)
	t.put("First sign", instantCell(b.res.From))
	t.put("Last sign", instantCell(b.res.To))
	t.put("Not in these logs", Cell{Text: Words(strings.Join(im.Unknown, ", "))})
	return t
}

// affectedServices are the services that wrote lines which tell of failure,
// most lines first.
func (b *builder) affectedServices() []evidence.Quote {
	count := map[string]uint64{}
	for i := range b.v.Templates {
		t := &b.v.Templates[i]
		if !b.bad[t.ID] {
			continue
		}
		for _, r := range t.Rows {
			if r.Service != "" {
				count[r.Service] += r.Count
			}
		}
	}
	names := make([]string, 0, len(count))
	for n := range count {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, c string) int { return cmp.Or(cmp.Compare(count[c], count[a]), cmp.Compare(a, c)) })
	out := []evidence.Quote{}
	for _, n := range head(names, mostServices) {
		out = append(out, evidence.NewQuote(n))
	}
	return out
}

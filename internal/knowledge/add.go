package knowledge

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/report"
)

// Options name the user's files; empty ones are not asked.
type Options struct {
	Inventory string // YAML or CSV
	Runbooks  string // folder of Markdown
	History   string // folder of reports
}

// Base is what was read.
type Base struct {
	Inventory *Inventory
	Runbooks  []Passage
	History   []Past
}

// Read reads all files that the options name.
func Read(o Options) (b *Base, err error) {
	b = &Base{}
	if o.Inventory != "" {
		if b.Inventory, err = ReadInventory(o.Inventory); err != nil {
			return nil, err
		}
	}
	if o.Runbooks != "" {
		if b.Runbooks, err = ReadRunbooks(o.Runbooks); err != nil {
			return nil, err
		}
	}
	if o.History != "" {
		if b.History, err = ReadHistory(o.History); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Bounds of what is shown.
const (
	mostEntries  = 30
	mostPassages = 5
	mostPast     = 10
	passageText  = 400 // bytes
)

func quote(q evidence.Quote) report.Text { return report.Text{{Quote: q, Quoted: true}} }

func cell(s string) report.Cell { return report.Cell{Text: report.Quoted(s)} }

func columns(titles ...string) []report.Column {
	out := make([]report.Column, len(titles))
	for i, t := range titles {
		out[i].Title = t
	}
	return out
}

// AddTo puts what fits into the report, as a section of its own before the
// conclusion. Reports for customers and executives are left as they are.
func (b *Base) AddTo(r *report.Report) {
	if r.Audience != report.Technical && r.Audience != report.ActionPlan {
		return
	}
	var blocks []report.Block
	put := func(title string, t *report.Table) {
		if len(t.Rows) > 0 {
			blocks = append(blocks, report.Block{Kind: report.TableBlock, Heading: report.Words(title), Level: 3, Table: t})
		}
	}
	put("From the inventory", b.inventory(r))
	put("From the runbooks", b.runbooks(r))
	put("Seen before", b.past(r))
	if len(blocks) > 0 {
		r.InsertSection(report.Section{ID: "knowledge", Title: "What is known beside the logs", Blocks: blocks}, "conclusion")
	}
}

// wordsOf are the words of the names in a report's claims and hypotheses.
func wordsOf(r *report.Report) map[string]bool {
	out := map[string]bool{}
	add := func(q evidence.Quote) {
		for _, w := range split(q) {
			out[w] = true
		}
	}
	for i := range r.Hypotheses {
		add(r.Hypotheses[i].Component)
		add(r.Hypotheses[i].Host)
	}
	for _, id := range r.Claims.IDs() {
		for _, v := range r.Claims.Claim(id).Values() {
			if v.Kind == evidence.KindName {
				add(v.Text)
			}
		}
	}
	return out
}

// split gives the words of a name, and of host:port the host alone too.
func split(q evidence.Quote) []string {
	text := strings.ToLower(q.Open(func(s string) string { return s }))
	out := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t@,;()[]\"'/=", r) })
	for _, w := range out {
		if host, _, ok := strings.Cut(w, ":"); ok {
			out = append(out, host)
		}
	}
	return out
}

func (b *Base) inventory(r *report.Report) *report.Table {
	t := &report.Table{Columns: columns("Address", "Name", "Role", "Owner", "Ports", "Usual latency", "Links")}
	if b.Inventory == nil {
		return t
	}
	for i, e := range b.Inventory.fitting(wordsOf(r)) {
		if i >= mostEntries {
			t.More++
			continue
		}
		t.Rows = append(t.Rows, []report.Cell{cell(e.Address), cell(e.Name), cell(e.Role), cell(e.Owner), cell(strings.Join(e.Ports, " ")), cell(e.UsualLatency), cell(strings.Join(e.Links, " "))})
	}
	return t
}

func (b *Base) runbooks(r *report.Report) *report.Table {
	t := &report.Table{Columns: columns("Runbook", "Heading", "Fits", "Begins")}
	seen := map[int]bool{}
	for i := range head(r.Hypotheses) {
		h := &r.Hypotheses[i]
		class := fault.Embedded().Class(h.Fault)
		if class == nil || h.Outcome == "contradicted" {
			continue
		}
		component := map[string]bool{}
		for _, w := range split(h.Component) {
			component[w] = true
		}
		for len(t.Rows) < mostPassages {
			best, score := -1, leastFit-1
			for k := range b.Runbooks {
				if s := b.Runbooks[k].fit(class, component); s > score && !seen[k] {
					best, score = k, s
				}
			}
			if best < 0 {
				break
			}
			seen[best] = true
			p := &b.Runbooks[best]
			text := p.Text
			if len(text) > passageText {
				text = strings.ToValidUTF8(text[:passageText], "") + " ..."
			}
			t.Rows = append(t.Rows, []report.Cell{
				{Text: report.Quoted(p.File)}, {Text: report.Quoted(p.Heading)}, {Text: report.Words(class.ID)}, {Text: report.Quoted(strings.Join(strings.Fields(text), " "))},
			})
		}
	}
	return t
}

func (b *Base) past(r *report.Report) *report.Table {
	t := &report.Table{Columns: columns("On", "Report", "What was the same", "What differed")}
	for k := len(b.History) - 1; k >= 0; k-- {
		then := b.History[k]
		pairs := shared(r, then.Report)
		if len(pairs) == 0 || same(r, then.Report) {
			continue
		}
		if len(t.Rows) >= mostPast {
			t.More++
			continue
		}
		t.Rows = append(t.Rows, []report.Cell{cell(strings.Replace(then.Report.Window.From, "T", " ", 1)), cell(then.File), {Text: report.Words(pairs[0][0].Fault)}, {Text: differed(r, then.Report, pairs[0])}})
	}
	return t
}

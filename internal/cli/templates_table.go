package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"inquest"
	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/render"
	"inquest/internal/template"
)

// table reads inputs and writes what is known of each template.
func (f *templatesFlags) table(ctx context.Context, s IO, o inquest.Options) error {
	done := func() {}
	if s.ErrTTY && !f.quiet {
		p := newProgress(s.Err)
		o.Progress, done = p.update, p.clear
	}
	t, err := inquest.TemplateView(ctx, o)
	done()
	if err != nil {
		return err
	}
	pick, err := f.pick(t.View, &o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f.redact.result(s.Out))
	if f.format == "json" {
		err = templatesJSON(out, t.View, pick.of(t.View))
	} else {
		err = f.templatesText(out, t.View, pick.of(t.View))
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return err
	}
	if err := f.redact.tell(s, t.Masked, f.quiet); err != nil {
		return err
	}
	if !f.quiet {
		sayBounds(s.Err, t.View)
	}
	return f.unread(s.Err, t.Skipped)
}

// sayBounds names the limits that were reached, and what the window leaves out.
func sayBounds(w io.Writer, v *profile.View) {
	for _, c := range v.Coarsened {
		fmt.Fprintf(w, "inquest: limit %s of %d was reached: %s\n", c.Limit, c.Value, c.Effect)
	}
	var outside int64
	for i := range v.Sources {
		outside += v.Sources[i].Account.Outside
	}
	if outside > 0 {
		fmt.Fprintf(w, "inquest: %d records lie outside of the window\n", outside)
	}
}

// whenWidth is the number of bins that show when a template was printed.
const whenWidth = 16

func (f *templatesFlags) templatesText(out io.Writer, v *profile.View, list []*profile.Template) error {
	var total uint64
	for i := range v.Templates {
		total += v.Templates[i].Count
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "COUNT\tSHARE\tLEVEL\tFIRST\tLAST\tWHEN\tID\t TEMPLATE")
	for _, t := range list {
		level := "-"
		if t.Level != 0 {
			level = t.Level.String()
		}
		fmt.Fprintf(w, "%d\t%.1f %%\t%s\t%s\t%s\t%s\t%s\t %s\n", t.Count, 100*float64(t.Count)/float64(max(total, 1)), level,
			markText(t.First), markText(t.Last), whenBars(v, t), t.ID, escapeTerminal(t.Typed))
		if !f.slots {
			continue
		}
		for _, x := range slotsOf(t) {
			fmt.Fprintf(w, "\t\t\t\t\t\t\t   %s\n", escapeTerminal(x.text()))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if left := len(v.Templates) - len(list); left > 0 {
		fmt.Fprintf(out, "\n%d of %d templates; %d others not shown.\n", len(list), len(v.Templates), left)
	}
	return nil
}

func markText(m profile.Mark) string {
	if !m.HasTime {
		return "-"
	}
	return evidence.FormatInstant(m.Time)
}

// whenBars draws the counts of a template over the time of the logs. Empty bins
// are dots, so that a burst is told from a trickle.
func whenBars(v *profile.View, t *profile.Template) string {
	if !v.HasTime {
		return "-"
	}
	var bins [whenWidth]uint64
	span := float64(v.To-v.From) + 1
	for i := range t.Rows {
		for _, b := range t.Rows[i].Buckets {
			at := int(float64(max(b.At, v.From)-v.From) / span * whenWidth)
			bins[min(max(at, 0), whenWidth-1)] += uint64(b.N)
		}
	}
	most := uint64(1)
	for _, n := range bins {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range bins {
		if n == 0 {
			b.WriteRune('·')
			continue
		}
		b.WriteRune([]rune("▁▂▃▄▅▆▇█")[(n*8-1)/most*7/8])
	}
	return b.String()
}

// templateSlot sums a variable part up over all rows of a template.
type templateSlot struct {
	Kind    string         `json:"kind"`
	Key     string         `json:"key,omitempty"`
	Many    bool           `json:"many,omitempty"` // more values than are kept: none is listed
	Numeric bool           `json:"numeric,omitempty"`
	Min     float64        `json:"min,omitempty"` // durations in ns, sizes in bytes
	Max     float64        `json:"max,omitempty"`
	Values  []slotValue    `json:"values,omitempty"` // most frequent first
	at      map[string]int // of Values
	kind    template.Kind  // of Kind
}

type slotValue struct {
	Text  string `json:"text"`
	Count uint64 `json:"count"`
}

// shownValues is how many values of a variable part are listed.
const shownValues = 5

// text is the line of a variable part in the table.
func (x *templateSlot) text() string {
	head := x.Kind
	if x.Key != "" {
		head += " " + x.Key
	}
	return head + ": " + x.valuesText()
}

func (x *templateSlot) valuesText() string {
	switch {
	case len(x.Values) == 1:
		return "always " + x.Values[0].Text
	case len(x.Values) == 0 && x.Numeric:
		return quantityText(x.kind, x.Min) + " to " + quantityText(x.kind, x.Max) + ", too many values to list"
	case len(x.Values) == 0:
		return "too many values to list"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d values", len(x.Values))
	if x.Numeric {
		fmt.Fprintf(&b, " from %s to %s", quantityText(x.kind, x.Min), quantityText(x.kind, x.Max))
	}
	for i, v := range x.Values[:min(len(x.Values), shownValues)] {
		b.WriteString([]string{": ", ", "}[min(i, 1)])
		fmt.Fprintf(&b, "%s (%d)", v.Text, v.Count)
	}
	if len(x.Values) > shownValues {
		b.WriteString(", ...")
	}
	return b.String()
}

func quantityText(k template.Kind, f float64) string {
	if k == template.KindDur {
		return evidence.FormatDuration(int64(f))
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// templatesJSON writes an object a template.
func templatesJSON(out io.Writer, v *profile.View, list []*profile.Template) error {
	for _, t := range list {
		x := templateJSON{
			ID: t.ID, Template: t.Text, Typed: t.Typed, Count: t.Count, Level: t.Level.String(),
			First: markText(t.First), Last: markText(t.Last), Slots: slotsOf(t),
		}
		for i := range t.Rows {
			if name := v.Sources[t.Rows[i].Source].Name; !slices.Contains(x.Sources, name) {
				x.Sources = append(x.Sources, name)
			}
		}
		if len(t.Rows) > 0 && len(t.Rows[0].Early) > 0 {
			e := &t.Rows[0].Early[0]
			x.Example = &templateExample{e.Ref.File, e.Ref.Line, e.Raw}
		}
		if err := writeJSONLine(out, x); err != nil {
			return err
		}
	}
	return nil
}

// writeJSONLine writes a value as one line that acts on no terminal.
func writeJSONLine(out io.Writer, x any) error {
	b, err := json.Marshal(x)
	if err == nil {
		_, err = out.Write(append(render.EscapeJSON(b), '\n'))
	}
	return err
}

// templateJSON is what a program is told of a template.
type templateJSON struct {
	ID       string           `json:"template_id"`
	Template string           `json:"template"`
	Typed    string           `json:"typed"`
	Count    uint64           `json:"count"`
	Level    string           `json:"level,omitempty"` // the most frequent
	First    string           `json:"first"`           // UTC; "-" when no record has a time
	Last     string           `json:"last"`
	Sources  []string         `json:"sources"`
	Slots    []templateSlot   `json:"slots,omitempty"`
	Example  *templateExample `json:"example,omitempty"`
}

type templateExample struct {
	File string `json:"file"`
	Line int64  `json:"line"`
	Text string `json:"text"`
}

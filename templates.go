package inquest

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"inquest/internal/engine"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/redact"
	"inquest/internal/source"
	"inquest/internal/template"
)

// MinedLine is one message of a mined source: the line that its record begins
// in, and the index of its template.
type MinedLine struct {
	Line     int64
	Template int
}

// Mined is the templates of one source and which line has which.
type Mined struct {
	Templates []template.Template // by count descending, then text
	Lines     []MinedLine         // in order of the source
	Skipped   []source.Skip       // what was not read and may hold lines
	Masked    []redact.Count      // with Options.Redact
}

// Templates mines the templates of Options.Paths, one file. With content the whole line is the
// message; else messages are found by the source's format, and continuation
// lines belong to the record in front of them.
func Templates(ctx context.Context, opts Options, content bool) (*Mined, error) {
	o := opts.reading()
	set, err := source.FindContext(ctx, opts.Paths, o)
	if err != nil {
		return nil, err
	}
	m := &miner{ids: map[string]int{}, formats: cmp.Or(opts.Formats, record.Embedded())}
	if opts.Redact != nil {
		m.mask = redact.New(*opts.Redact)
	}
	for _, i := range slices.Concat(set.Groups()...) {
		if err := m.source(ctx, set, i, content, o); err != nil {
			return nil, err
		}
	}
	return m.finish(set), nil
}

// TemplateView mines the templates of any inputs with what is known of each: how
// often, when, at what level and with which values it was printed. It keeps no more
// than the limits of a profile. The ids are those of [Templates].
func TemplateView(ctx context.Context, o Options) (*TemplateTable, error) {
	so := o.reading()
	set, err := source.FindContext(ctx, o.Paths, so)
	if err != nil {
		return nil, err
	}
	if err := o.frame(ctx, set, so); err != nil {
		return nil, err
	}
	eo := o.engine(so)
	eo.Profile, eo.Progress, eo.Messages = o.ProfileLimits, o.Progress, true
	p, err := engine.Profile(ctx, set, eo)
	if err != nil {
		return nil, err
	}
	v := p.Finish()
	if err := o.inside(ctx, set, v, so); err != nil {
		return nil, err
	}
	out := &TemplateTable{View: v, Skipped: append(losing(set.Skipped), skippedIn(v)...)}
	out.Skipped = append(out.Skipped, set.Faults(out.Skipped)...)
	if o.Redact != nil {
		out.Masked = maskTemplates(v, *o.Redact)
	}
	return out, nil
}

// TemplateTable is the templates of some inputs, and what was not read of these.
type TemplateTable struct {
	View    *profile.View
	Skipped []source.Skip
	Masked  []redact.Count // with Options.Redact: of the texts, the values and the example of each template
}

// miner counts shapes and remembers which line has which. It takes four bytes a
// line and a few hundred a shape.
type miner struct {
	masker  template.Masker
	formats *record.Formats
	ids     map[string]int
	shapes  []template.Counted
	lines   []MinedLine // Template is the shape until finish
	skips   []source.Skip
	mask    *redact.Masker // nil: nothing is masked
}

const (
	layoutSample = 256 << 10
	minedChunk   = 1 << 20
)

func (m *miner) source(ctx context.Context, set *source.Set, i int, content bool, o source.Options) error {
	starts, feed := m.wholeLines()
	if !content {
		sample, err := set.Sample(i, layoutSample, o)
		if err != nil {
			return err
		}
		starts, feed = m.messages(m.formats.Detect(sample, record.Hints{}))
	}
	sum, err := set.Read(ctx, i, minedChunk, starts, o, func(c source.Chunk) error {
		feed(c)
		c.Recycle()
		return nil
	})
	m.skips = append(m.skips, sum.Skipped...)
	return err
}

// wholeLines takes every line that is not blank as a message.
func (m *miner) wholeLines() (source.StartsRecord, func(source.Chunk)) {
	starts := func(_, _ []byte) bool { return true }
	return starts, func(c source.Chunk) {
		line := c.Line
		for rest := c.Data; len(rest) > 0; line++ {
			var text []byte
			text, rest, _ = bytes.Cut(rest, []byte{'\n'})
			if text = bytes.TrimSuffix(text, []byte{'\r'}); len(bytes.TrimSpace(text)) > 0 {
				m.add(line, text)
			}
		}
	}
}

// messages takes the message of every record.
func (m *miner) messages(l *record.Layout) (source.StartsRecord, func(source.Chunk)) {
	var parser record.Parser
	return l.StartsRecord, func(c source.Chunk) {
		cuts := make([]record.Cut, len(c.Cut))
		for k, cut := range c.Cut {
			cuts[k] = record.Cut(cut)
		}
		rc := record.Chunk{Offset: c.Offset, Line: c.Line, Data: c.Data, Open: c.Open, Continued: c.Continued, Cuts: cuts}
		parser.Parse(l, rc, func(r *record.Record) { m.add(r.Line, r.Message) })
	}
}

func (m *miner) add(line int64, message []byte) {
	if m.mask != nil {
		m.mask.Learn(string(message))
	}
	shape, _ := m.masker.Mask(message)
	id, ok := m.ids[string(shape)]
	if !ok {
		id = len(m.shapes)
		m.ids[string(shape)] = id
		m.shapes = append(m.shapes, template.Counted{Shape: string(shape)})
	}
	m.shapes[id].Count++
	m.lines = append(m.lines, MinedLine{line, id})
}

func (m *miner) finish(set *source.Set) *Mined {
	out := &Mined{Templates: template.Generalize(m.shapes), Lines: m.lines, Skipped: append(losing(set.Skipped), m.skips...)}
	out.Skipped = append(out.Skipped, set.Faults(out.Skipped)...)
	of := make([]int, len(m.shapes))
	for t := range out.Templates {
		for _, shape := range out.Templates[t].Shapes {
			of[shape] = t
		}
	}
	for k := range out.Lines {
		out.Lines[k].Template = of[out.Lines[k].Template]
	}
	if m.mask != nil {
		for i := range out.Templates {
			t := &out.Templates[i]
			t.ID, t.Text, t.Typed = maskTemplate(m.mask, t.ID, t.Text, t.Typed)
		}
		out.Masked = m.mask.Counts()
	}
	return out
}

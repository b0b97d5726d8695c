package document

import "bytes"

// Change puts other text in the place of the bytes [From, To) of a text.
type Change struct {
	From, To int
	Text     string
}

// Map is a copy of the document with its texts changed, each by the changes that are asked for it,
// which are in order and do not overlap. Places stay those of the file: what was changed stands
// where the old text did. Notes and the infos of fences are changed too; Source is blank, as
// the file holds the old text.
func (d *Doc) Map(changes func(text string) []Change) *Doc {
	d.index()
	out := &Doc{Format: d.Format, lines: d.lines, pages: d.pages}
	out.Source = bytes.Repeat([]byte{' '}, len(d.Source))
	one := func(s string) string { return changed(raw(s, 0), changes).S }
	for _, n := range d.Notes {
		out.Notes = append(out.Notes, one(n))
	}
	for _, b := range d.Blocks {
		b.Info, b.Text = one(b.Info), changed(b.Text, changes)
		b.Lines = changedAll(b.Lines, changes)
		rows := make([][]Text, len(b.Rows))
		for i := range b.Rows {
			rows[i] = changedAll(b.Rows[i], changes)
		}
		b.Rows = rows
		out.Blocks = append(out.Blocks, b)
	}
	return out
}

func changedAll(texts []Text, changes func(string) []Change) []Text {
	out := make([]Text, len(texts))
	for i := range texts {
		out[i] = changed(texts[i], changes)
	}
	return out
}

// changed is a text after its changes. A mark that begins or ends within one takes
// all of it in.
func changed(t Text, changes func(string) []Change) Text {
	list := changes(t.S)
	out := t
	if len(list) > 0 {
		parts, at := []Text{}, 0
		for _, c := range list {
			if c.From > at {
				parts = append(parts, t.Sub(at, c.From))
			}
			begin, end := t.Span(c.From, c.To)
			parts = append(parts, Text{S: c.Text, runs: []textRun{{0, begin, false}}, end: end})
			at = c.To
		}
		if at < len(t.S) {
			parts = append(parts, t.Sub(at, len(t.S)))
		}
		out = Join(parts, "")
		out.end, out.Marks = t.end, nil
		for _, m := range t.Marks {
			m.From, m.To = moved(m.From, list, false), moved(m.To, list, true)
			out.Marks = append(out.Marks, m)
		}
	}
	marks := out.Marks
	out.Marks = nil
	for _, m := range marks {
		if m.URL != "" {
			m.URL = applied(m.URL, changes(m.URL))
		}
		out.Marks = append(out.Marks, m)
	}
	return out
}

func applied(s string, list []Change) string {
	out, at := "", 0
	for _, c := range list {
		out += s[at:c.From] + c.Text
		at = c.To
	}
	return out + s[at:]
}

// moved is where byte i of the old text stands in the new one; within a change it is
// the change's begin, or its end.
func moved(i int, list []Change, end bool) int {
	shift := 0
	for _, c := range list {
		switch {
		case i <= c.From:
			return i + shift
		case i < c.To && end:
			return c.From + shift + len(c.Text)
		case i < c.To:
			return c.From + shift
		}
		shift += len(c.Text) - (c.To - c.From)
	}
	return i + shift
}

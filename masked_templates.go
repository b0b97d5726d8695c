package inquest

import (
	"cmp"

	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/redact"
	"inquest/internal/template"
)

// maskTemplate masks the text of a template. The id of one that held a secret is made from what is
// left of it: on the id of the whole, guesses could be tried.
func maskTemplate(m *redact.Masker, id, text, typed string) (newID, newText, newTyped string) {
	newText = m.MaskPattern(text, allHoles(text))
	newTyped = newText
	if typed != text {
		newTyped = m.MaskPattern(typed, allHoles(typed))
	}
	if newText != text {
		id = template.Identify(newText)
	}
	return id, newText, newTyped
}

// maskTemplates puts pseudonyms into all that the view keeps of templates: their texts,
// the values of their variable parts, the lines that are shown for them, the names of
// sources.
func maskTemplates(v *profile.View, o redact.Options) []redact.Count {
	m := redact.New(o)
	eachKept(v, func(e *profile.Exemplar) {
		m.Learn(e.Raw)
		m.Learn(e.Body)
	})
	for i := range v.Templates {
		t := &v.Templates[i]
		typed := t.Typed
		t.ID, t.Text, t.Typed = maskTemplate(m, t.ID, t.Text, t.Typed)
		for k := range t.Rows {
			maskRow(m, &t.Rows[k], typed)
		}
	}
	for i := range v.Sources {
		v.Sources[i].Name = m.Mask(v.Sources[i].Name)
	}
	eachKept(v, func(e *profile.Exemplar) {
		e.Raw, e.Ref.File = m.Mask(e.Raw), m.Mask(e.Ref.File)
	})
	return m.Counts()
}

// maskRow masks the values of a row's variable parts. Where one of a part is masked, all of it
// are: they stand in the same place of the same statement.
func maskRow(m *redact.Masker, r *profile.Row, typed string) {
	places := holesOf(typed)
	seen := map[template.Kind]int{}
	for i := range r.Slots {
		s := &r.Slots[i]
		var before, after string
		if list := places[s.Kind.String()]; seen[s.Kind] < len(list) {
			at := list[seen[s.Kind]]
			before, after = typed[:at[0]], typed[at[1]:]
		}
		seen[s.Kind]++
		kind := ""
		for k := range s.Values {
			s.Values[k].Text = maskValue(m, before, s.Values[k].Text, after, s.Key)
			kind = cmp.Or(kind, redact.KindOf(s.Values[k].Text))
		}
		s.Key = m.Mask(s.Key)
		if kind == "" {
			continue
		}
		for k := range s.Values {
			s.Values[k].Text = m.MaskAs(kind, s.Values[k].Text)
		}
		s.Numeric, s.Min, s.Max = false, 0, 0 // the least and the greatest are values too
	}
}

// maskValue masks a value by its place in the template, since a word in front of it may be what tells; else
// behind its key, else alone.
func maskValue(m *redact.Masker, before, value, after, key string) string {
	if out := m.MaskIn(before, value, after); out != value {
		return out
	}
	if key != "" {
		if out := m.MaskIn(key+"=", value, ""); out != value {
			return out
		}
	}
	return m.Mask(value)
}

// holesOf are the variable parts of a template, by kind.
func holesOf(typed string) map[string][][]int {
	out := map[string][][]int{}
	for _, h := range allHoles(typed) {
		kind := typed[h[0]:h[1]]
		out[kind] = append(out[kind], h)
	}
	return out
}

// allHoles are the places of the variable parts of a template.
func allHoles(typed string) [][]int { return hole.Get().FindAllStringIndex(typed, -1) }

var hole = lazy.Compile(`<(?:\*|[a-z]{2,4})>`)

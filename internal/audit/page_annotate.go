package audit

import (
	"sort"

	"inquest/internal/document"
)

// stretchOf is a run of text that the same statements cover.
type stretchOf struct {
	text string
	ids  []int // indexes of the statements, in their order
}

// annotated cuts a text of the report where statements begin and end. list are the
// statements that touch it.
func annotated(t *document.Text, all []Statement, list []int) []stretchOf {
	var out []stretchOf
	if t.S == "" {
		return nil
	}
	cuts := map[int]bool{0: true}
	type cover struct{ from, to, id int }
	var covers []cover
	for _, id := range list {
		s := &all[id].Span
		from, to := within(t, s.Offset), within(t, s.Offset+s.Length)
		if from >= to {
			continue
		}
		cuts[from], cuts[to] = true, true
		covers = append(covers, cover{from, to, id})
	}
	at := make([]int, 0, len(cuts))
	for c := range cuts {
		at = append(at, c)
	}
	sort.Ints(at)
	for k, from := range at {
		to := len(t.S)
		if k+1 < len(at) {
			to = at[k+1]
		}
		if from >= to {
			continue
		}
		st := stretchOf{text: t.S[from:to]}
		for _, c := range covers {
			if c.from <= from && to <= c.to {
				st.ids = append(st.ids, c.id)
			}
		}
		out = append(out, st)
	}
	return out
}

// within is the first byte of the text that stands at the offset or behind it.
func within(t *document.Text, offset int) int {
	return sort.Search(len(t.S), func(i int) bool { return t.Offset(i) >= offset })
}

// worst is the verdict that a stretch is painted in: refuted before unsupported
// before proven.
func worst(all []Statement, ids []int) Verdict {
	v := Verdict("")
	for _, want := range []Verdict{Refuted, Unsupported, Proven, NotCheckable} {
		for _, id := range ids {
			if all[id].Verdict == want && v == "" {
				v = want
			}
		}
	}
	return v
}

// byBlock gives the statements of each block.
func byBlock(r *Result) [][]int {
	out := make([][]int, len(r.doc.Blocks))
	k := 0
	for i := range r.doc.Blocks {
		end := len(r.doc.Source) + 1
		if i+1 < len(r.doc.Blocks) {
			end = r.doc.Blocks[i+1].Begin
		}
		for k < len(r.Statements) && r.Statements[k].Span.Offset < end {
			out[i] = append(out[i], k)
			k++
		}
	}
	return out
}

package report

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Roles of a line: it shows the leading hypothesis, or a failure.
const (
	roleCause   = "cause"
	roleFailure = "failure"
)

// place is a line of a file.
type place struct {
	file string
	line int64
}

func placeOf(e *profile.Exemplar) place { return place{e.Ref.File, e.Ref.Line} }

func lineOf(e *profile.Exemplar, role string) Line {
	return Line{
		File: evidence.NewQuote(e.Ref.File), Line: e.Ref.Line,
		Text: evidence.NewQuote(e.Raw), Cut: int64(len(e.Raw)) < e.Ref.Length,
		Role: role, Ref: e.Ref,
	}
}

// linesOf keeps at most n different lines in the order given.
func linesOf(es []profile.Exemplar, n int) []Line {
	out := make([]Line, 0, min(n, len(es)))
	seen := map[place]bool{}
	for i := range es {
		if len(out) == n {
			break
		}
		if es[i].Ref.Check() != nil || seen[placeOf(&es[i])] {
			continue
		}
		seen[placeOf(&es[i])] = true
		out = append(out, lineOf(&es[i], ""))
	}
	return out
}

// causeLines are the lines that speak for a leading hypothesis which is not
// contradicted.
func (b *builder) causeLines() map[place]bool {
	out := map[place]bool{}
	if len(b.res.Hypotheses) == 0 || b.res.Hypotheses[0].Outcome == "contradicted" {
		return out
	}
	for i := range b.res.Hypotheses[0].Evidence {
		out[placeOf(&b.res.Hypotheses[0].Evidence[i])] = true
	}
	return out
}

func (b *builder) failureLines() map[place]bool {
	out := map[place]bool{}
	for i := range b.v.Units {
		for _, r := range b.v.Units[i].Runs {
			if isBad(r.State) && r.EndLine != nil {
				out[place{r.EndLine.File, r.EndLine.Line}] = true
			}
		}
	}
	return out
}

// badTemplates are the templates that tell of failure: those of a fault class
// that is a cause or a symptom, and those written as an error or worse.
func (b *builder) badTemplates() map[string]bool {
	bad := map[string]bool{}
	for i := range b.fs {
		f := &b.fs[i]
		if f.Kind == finding.Kind("class") && f.Class != nil && (f.Class.Role == "cause" || f.Class.Role == "symptom") {
			for _, id := range f.Templates {
				bad[id] = true
			}
		}
	}
	for i := range b.v.Templates {
		if b.v.Templates[i].Level >= record.LevelError {
			bad[b.v.Templates[i].ID] = true
		}
	}
	return bad
}

// excerpts groups lines by file, each group in order of line number.
func excerpts(title Text, lines []Line, total map[string]int64, of string) []Block {
	byFile := map[string][]Line{}
	var files []string
	for _, l := range lines {
		if byFile[l.Ref.File] == nil {
			files = append(files, l.Ref.File)
		}
		byFile[l.Ref.File] = append(byFile[l.Ref.File], l)
	}
	slices.Sort(files)
	var out []Block
	for _, f := range files {
		ls := byFile[f]
		slices.SortFunc(ls, func(a, b Line) int { return cmp.Compare(a.Line, b.Line) })
		out = append(out, Block{Kind: ExcerptBlock, Excerpt: &Excerpt{
			Title: title, File: evidence.NewQuote(f), Lines: ls,
			Total: max(total[f], int64(len(ls))), Of: of,
		}})
	}
	return out
}

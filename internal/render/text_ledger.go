package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// ledger lists where the claims of the page stand in the files. Files have
// letters, so that a claim's proof is a few characters; the other media also
// give the hashes and formulas.
func (t *textPage) ledger() {
	if plainReaders(t.r) && !t.full {
		t.blank()
		t.para("", "", []span{{dim, "Each number leads to the lines that prove the sentence: --format html, md or json."}})
		return
	}
	t.rule("── Claims ")
	t.blank()
	letters := map[string]string{}
	var files []span
	var proofs [][]span
	for _, id := range t.r.Claims.IDs() {
		if !t.cited[id] {
			continue
		}
		proofs = append(proofs, t.proof(id, func(file string) string {
			l, ok := letters[file]
			if !ok {
				l = letter(len(letters))
				letters[file] = l
				if len(files) > 0 {
					files = append(files, span{dim, " · "})
				}
				files = append(files, span{strong, l}, span{plain, " " + clipped(escapeText, longQuote)(file)})
			}
			return l
		}))
	}
	if len(files) > 0 {
		t.para("", "  ", files)
	}
	t.columnsOf(proofs)
	rest := t.r.Claims.Len() - len(proofs)
	if rest > 0 {
		t.para("", "", []span{{dim, countWords(int64(rest), "further claim") + ": --format md, html or json."}})
	}
	if n := len(t.r.Unproven); n > 0 {
		t.para("", "", []span{{failing, unprovenWords(n)}})
	}
	t.para("", "", []span{{dim, "Recheck every number and line: inquest verify REPORT.json PATH..."}})
}

// proof is a claim's number with its first place and how many more there are. A
// reference to a whole file is the file's letter alone; a place inside one is
// preferred, being what a reader looks for.
func (t *textPage) proof(id report.ID, letterOf func(string) string) []span {
	c := t.r.Claims.Claim(id)
	refs := c.Refs()
	best := 0
	for i := range refs {
		if refs[i].Span() == 1 {
			best = i
			break
		}
	}
	out := []span{{strong, string(id)}}
	if len(refs) == 0 {
		return out
	}
	out = append(out, span{plain, " " + letterOf(refs[best].File) + refWords(refs[best])})
	if rest := c.Total() - 1; rest > 0 {
		out = append(out, span{dim, " +" + evidence.FormatCount(rest)})
	}
	return out
}

// columnsOf sets short entries side by side, in order from left to right.
func (t *textPage) columnsOf(entries [][]span) {
	widest := 0
	for _, e := range entries {
		widest = max(widest, word(e).columns())
	}
	perLine := max((t.width+2)/(widest+2), 1)
	for i := 0; i < len(entries); i += perLine {
		var line []span
		for _, e := range entries[i:min(i+perLine, len(entries))] {
			line = append(append(line, e...), span{plain, strings.Repeat(" ", widest+2-word(e).columns())})
		}
		t.line("", line...)
	}
}

// letter names the nth file: A to Z, then AA.
func letter(n int) string {
	s := ""
	for ; n >= 0; n = n/26 - 1 {
		s = string(rune('A'+n%26)) + s
	}
	return s
}

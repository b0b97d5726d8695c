package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"

	"inquest/internal/artifact"
	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// spokenFor is what an output may say because a report holds it: the sentences of claims, the
// names and lines that were read, and what the catalogue says of the classes that were found.
type spokenFor struct {
	list  []string // without white space, longest first
	lines []string // verbatim lines and formulas, which a page may cut short
}

// squeezed is text without white space, so that it is found across line breaks.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// leastSaid is from how many bytes a text is looked for; shorter ones would be found
// within words.
const leastSaid = 5

func readingOf(r *report.Report) *spokenFor {
	seen := map[string]bool{}
	s := &spokenFor{}
	add := func(text string) {
		t := squeezed(strings.ReplaceAll(text, "`", ""))
		if len(t) >= leastSaid && !seen[t] {
			seen[t] = true
			s.list = append(s.list, t)
		}
	}
	var day string
	if len(r.Window.From) > 10 {
		day = r.Window.From[:10] + " "
	}
	for _, id := range r.Claims.IDs() {
		c := r.Claims.Claim(id)
		text := c.Sentence(func(q string) string { return q })
		for _, v := range []string{text, strings.ReplaceAll(text, day, ""), strings.TrimSuffix(text, ".")} {
			add(v)
		}
		for _, v := range c.Values() {
			add(v.Formula)
			s.lines = append(s.lines, squeezed(v.Formula))
			if len(v.Formula) > 160 { // a page cuts it there
				add(v.Formula[:160])
			}
		}
		for _, ref := range c.Refs() {
			add(ref.File)
		}
	}
	for _, q := range r.Quotations() {
		text := q.Text.Open(func(s string) string { return s })
		add(text)
		s.lines = append(s.lines, squeezed(text))
	}
	for _, part := range []any{r.Hypotheses, r.Recommendations, r.References, r.Conflicts, r.Exhibits, r.Units, r.Inputs, r.Skipped} {
		texts(reflect.ValueOf(part), true, add)
	}
	for i := range r.Sections { // names and lines; headings are the product's own words
		texts(reflect.ValueOf(r.Sections[i]), false, add)
		for _, b := range r.Sections[i].Blocks {
			for _, f := range b.Facts {
				for _, t := range []report.Text{f.Lead, f.Command, f.Note} {
					add(openedText(t))
				}
			}
		}
	}
	sort.SliceStable(s.list, func(i, k int) bool { return len(s.list[i]) > len(s.list[k]) })
	return s
}

func openedText(t report.Text) string {
	same := func(s string) string { return s }
	return t.Open(same, same)
}

// texts finds what a value holds of quotes and, with own, of the product's own text.
func texts(v reflect.Value, own bool, add func(string)) {
	switch v.Type() {
	case reflect.TypeFor[evidence.Quote]():
		v.Interface().(evidence.Quote).Open(func(s string) string { add(s); return s })
		return
	case reflect.TypeFor[report.Text]():
		if own {
			add(openedText(v.Interface().(report.Text)))
		}
		for _, p := range v.Interface().(report.Text) {
			if p.Quoted {
				p.Quote.Open(func(s string) string { add(s); return s })
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		if own {
			add(v.String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				texts(v.Field(i), own, add)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), own, add)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), own, add)
		}
	}
}

// rest is what of a text is said by nothing of the report, in pieces.
func (s *spokenFor) rest(text string) []string {
	var flat strings.Builder
	var at []int // of each byte of flat, where it stands in text
	for i, r := range text {
		if t := squeezed(string(r)); t != "" {
			flat.WriteString(t)
			for range len(t) {
				at = append(at, i)
			}
		}
	}
	whole := flat.String()
	covered := make([]bool, len(text))
	for _, said := range s.list {
		for from := 0; ; {
			i := strings.Index(whole[from:], said)
			if i < 0 {
				break
			}
			begin, end := from+i, from+i+len(said)
			for k := at[begin]; k <= at[end-1]; k++ {
				covered[k] = true
			}
			from = end
		}
	}
	var out []string
	var piece strings.Builder
	end := func() {
		if p := strings.TrimSpace(piece.String()); p != "" && !s.cutLine(p) {
			out = append(out, p)
		}
		piece.Reset()
	}
	for i, r := range text {
		if covered[i] || r == '\n' {
			end()
			continue
		}
		piece.WriteRune(r)
	}
	end()
	return out
}

// cutLine tells the beginning of a verbatim line or of a formula, cut short with dots.
func (s *spokenFor) cutLine(piece string) bool {
	head, after, cut := strings.Cut(piece, "…")
	if _, line, ok := strings.Cut(head, "▌"); ok {
		head = line
	}
	head = squeezed(head)
	return cut && wording(after) == "" && len(head) > 3 && slices.ContainsFunc(s.lines, func(l string) bool { return strings.Contains(l, head) })
}

var (
	aNumber = regexp.MustCompile(`[^\s()\[\]]*\d[^\s()\[\]]*`)
	between = regexp.MustCompile(`[^\p{L}#]+`)
)

// wording is a piece of the interface without its numbers, signs and drawings. One of one or two
// words is a label, which says nothing: it is empty.
func wording(piece string) string {
	var out []string
	words := 0
	for _, w := range strings.Fields(between.ReplaceAllString(aNumber.ReplaceAllString(piece, "#"), " ")) {
		switch {
		case w == "#":
			if len(out) > 0 && out[len(out)-1] != "#" {
				out = append(out, w)
			}
		case len(w) > 1:
			words++
			out = append(out, w)
		}
	}
	if words < 3 {
		return ""
	}
	return strings.TrimSuffix(strings.Join(out, " "), " #")
}

// visibleText is what a reader sees of an output.
func visibleText(t *testing.T, name string, data []byte) string {
	t.Helper()
	if strings.HasSuffix(name, ".txt") {
		return string(data)
	}
	d, err := document.Read(name, data, document.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b strings.Builder
	if d.Format == document.PDF {
		b.Write(d.Source) // lines as they are set: a sentence may go over several
		return b.String()
	}
	for i := range d.Blocks {
		k := &d.Blocks[i]
		b.WriteString(k.Text.S + "\n")
		for _, l := range k.Lines {
			b.WriteString(l.S + "\n")
		}
		for _, row := range k.Rows {
			for _, c := range row {
				b.WriteString(c.S + "\n")
			}
		}
	}
	return b.String()
}

// saidIn are the texts that other systems show of an artefact.
func saidIn(t *testing.T, f artifact.File) string {
	t.Helper()
	var v any
	var err error
	switch filepath.Ext(f.Name) {
	case ".json":
		err = json.Unmarshal(f.Data, &v)
	case ".yaml":
		err = yaml.Unmarshal(f.Data, &v)
	default:
		return visibleText(t, f.Name, f.Data)
	}
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	var b strings.Builder
	shownTexts(v, false, &b)
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", `{{ "{{" }}`, "{{", "`", "").Replace(b.String())
}

// shownKeys are the members of artefacts that hold text for people.
var shownKeys = []string{"text", "summary", "description", "title", "content", "impact", "next", "needs", "annotations"}

func shownTexts(v any, shown bool, b *strings.Builder) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(keysOf(v)) {
			shownTexts(v[k], slices.Contains(shownKeys, k) || shown && k != "runbook_url", b)
		}
	case []any:
		for _, x := range v {
			shownTexts(x, shown, b)
		}
	case string:
		if shown {
			b.WriteString(v + "\n")
		}
	}
}

func keysOf(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

const wordsFile = "testdata/interface_words.txt"

// knownWords are the words of the interface; a line that begins with "# " is a remark.
func knownWords(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	b, err := os.ReadFile(wordsFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(b), "\n") {
		if l != "" && !strings.HasPrefix(l, "# ") {
			out[l] = true
		}
	}
	return out
}

// TestEverySentenceIsClaimed holds every medium for every audience, and every artefact, to what
// the report can prove: a text is the sentence of a claim, a line or name that was read, what the
// catalogue says of a class that was found, or one of the words of the interface that
// testdata/interface_words.txt lists. A sentence that is typed into a renderer shows as a new line
// there.
func TestEverySentenceIsClaimed(t *testing.T) {
	known, found := knownWords(t), map[string]bool{}
	hold := func(where, text string, s *spokenFor) {
		for _, piece := range s.rest(text) {
			w := wording(piece)
			if len(w) < 2 || found[w] {
				continue
			}
			found[w] = true
			if !known[w] && !*update {
				t.Errorf("%s says %q, which no claim says (%q)", where, piece, w)
			}
		}
	}
	outputs := 0
	for _, example := range exampleFolders(t) {
		for _, audience := range report.Audiences() {
			dir := t.TempDir()
			args := []string{"analyze", filepath.Join(examplesDir, example), "--audience", audience, "--redact=off", "--width", "100000"}
			for _, ending := range []string{"json", "txt", "md", "html", "pdf"} {
				args = append(args, "-o", filepath.Join(dir, "r."+ending))
			}
			run(t, ExitOK, args...)
			raw, err := os.ReadFile(filepath.Join(dir, "r.json"))
			if err != nil {
				t.Fatal(err)
			}
			r, _, err := report.Read(raw)
			if err != nil {
				t.Fatal(err)
			}
			s := readingOf(r)
			for _, ending := range []string{"txt", "md", "html", "pdf"} {
				data, err := os.ReadFile(filepath.Join(dir, "r."+ending))
				if err != nil {
					t.Fatal(err)
				}
				outputs++
				hold(filepath.Base(example)+" for "+audience+" as "+ending, visibleText(t, "r."+ending, data), s)
			}
			files, err := artifact.Make(r, artifact.Options{})
			if err != nil {
				continue // nothing failed
			}
			for _, f := range files {
				outputs++
				hold(filepath.Base(example)+" for "+audience+" as "+f.Name, saidIn(t, f), s)
			}
		}
	}
	if outputs < 80 {
		t.Errorf("only %d outputs were held", outputs)
	}
	if *update {
		writeWords(t, found)
		return
	}
	for w := range known {
		if !found[w] {
			t.Errorf("no output says %q any more: take it off the list", w)
		}
	}
}

const wordsHead = `# What outputs say besides the sentences of claims, what was read, and what the catalogue says: headings,
# labels, captions of figures (their numbers are the figure's, which verify compares whole), hints. Numbers and
# signs are left out. A sentence on what happened has no place here: it is a claim. go test -update writes the list.
`

func writeWords(t *testing.T, found map[string]bool) {
	t.Helper()
	list := make([]string, 0, len(found))
	for w := range found {
		list = append(list, w)
	}
	sort.Strings(list)
	if err := os.WriteFile(wordsFile, []byte(wordsHead+strings.Join(list, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestASentenceOfItsOwnIsFound: the test above can fail.
func TestASentenceOfItsOwnIsFound(t *testing.T) {
	s := &spokenFor{list: []string{squeezed("19 runs failed. The logs do not tell the cause.")}, lines: []string{squeezed("2026-01-05 ERROR Job A1 failed")}}
	for text, want := range map[string]string{
		"19 runs\nfailed. The logs do not tell the\ncause. [c1]":           "",
		"19 runs failed. The logs do not tell the cause. It was the disk.": "It was the disk",
		"⋮ 12 ▌ 2026-01-05 ERROR Job …":                                    "",
		"The disk of 10.0.0.1 was full at 10:00, 37 % of it":               "The disk of # was full at # of it",
	} {
		var got []string
		for _, p := range s.rest(text) {
			if w := wording(p); w != "" {
				got = append(got, w)
			}
		}
		if g := strings.Join(got, " | "); g != want {
			t.Errorf("%q leaves %q, want %q", text, g, want)
		}
	}
}

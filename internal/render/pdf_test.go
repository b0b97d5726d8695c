package render

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"inquest/internal/evidence"
	"inquest/internal/report"

	"pgregory.net/rapid"
)

// loosePDF is a report as PDF with its streams uncompressed.
func loosePDF(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (pdfRenderer{loose: true}).Render(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfObject is a numbered object of a file.
type pdfObject struct {
	dict   string
	stream []byte
}

var (
	objectHead = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)
	lengthOf   = regexp.MustCompile(`/Length (\d+)`)
)

// pdfObjects reads a file's objects by its cross-reference table, so that a wrong
// table is found as well.
func pdfObjects(t *testing.T, file []byte) map[int]pdfObject {
	t.Helper()
	at := bytes.LastIndex(file, []byte("startxref\n"))
	start, err := strconv.Atoi(strings.Fields(string(file[at+len("startxref\n"):]))[0])
	if err != nil || !bytes.HasPrefix(file[start:], []byte("xref\n")) {
		t.Fatalf("no cross-reference table at %d: %v", start, err)
	}
	out := map[int]pdfObject{}
	for i, line := range strings.Split(string(file[start:at]), "\n")[2:] {
		if !strings.HasSuffix(line, " n ") {
			continue
		}
		offset, err := strconv.Atoi(strings.TrimLeft(line[:10], "0"))
		if err != nil {
			t.Fatal(err)
		}
		head := objectHead.FindSubmatchIndex(file[offset:])
		if head == nil || head[0] != 0 || string(file[offset+head[2]:offset+head[3]]) != strconv.Itoa(i) {
			t.Fatalf("entry %d of the table leads to %q", i, file[offset:offset+20])
		}
		out[i] = readObject(t, file[offset+head[1]:])
	}
	return out
}

func readObject(t *testing.T, b []byte) pdfObject {
	t.Helper()
	end := bytes.Index(b, []byte("endobj"))
	at := bytes.Index(b, []byte("\nstream\n"))
	if at < 0 || at > end {
		return pdfObject{dict: string(b[:end])}
	}
	m := lengthOf.FindSubmatch(b[:at])
	if m == nil {
		t.Fatalf("a stream without a length: %q", b[:at])
	}
	n, _ := strconv.Atoi(string(m[1]))
	from := at + len("\nstream\n")
	return pdfObject{dict: string(b[:at]), stream: b[from : from+n]}
}

var shownText = regexp.MustCompile(`(?s)BT ([\d.-]+) ([\d.-]+) Td \(((?:[^()\\]|\\.)*)\) Tj ET`)

// pdfPages is the text of each page, a line of it for each base line.
func pdfPages(t *testing.T, file []byte) [][]string {
	t.Helper()
	objects := pdfObjects(t, file)
	var pages [][]string
	for i := 1; i <= len(objects)+1; i++ {
		o, ok := objects[i]
		if !ok || !strings.Contains(o.dict, "/Type /Page\n") {
			continue
		}
		m := regexp.MustCompile(`/Contents (\d+) 0 R`).FindStringSubmatch(o.dict)
		n, _ := strconv.Atoi(m[1])
		pages = append(pages, pageLines(t, objects[n].stream))
	}
	return pages
}

func pageLines(t *testing.T, content []byte) []string {
	t.Helper()
	var out []string
	last := -1.0
	for _, m := range shownText.FindAllSubmatch(content, -1) {
		y, _ := strconv.ParseFloat(string(m[2]), 64)
		text := decodeUTF16(t, m[3])
		if len(out) > 0 && y < last+4 && y > last-4 {
			out[len(out)-1] += " " + text
		} else {
			out = append(out, text)
		}
		last = y
	}
	return out
}

func decodeUTF16(t *testing.T, escaped []byte) string {
	t.Helper()
	var raw []byte
	for i := 0; i < len(escaped); i++ {
		c := escaped[i]
		if c == '\\' {
			i++
			if c = escaped[i]; c == 'r' {
				c = '\r'
			}
		}
		raw = append(raw, c)
	}
	if len(raw)%2 != 0 {
		t.Fatalf("text of %d bytes is not UTF-16: %q", len(raw), raw)
	}
	var u []uint16
	for i := 0; i < len(raw); i += 2 {
		u = append(u, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(u))
}

func pdfText(t *testing.T, r *report.Report) string {
	t.Helper()
	var b strings.Builder
	for i, page := range pdfPages(t, loosePDF(t, r)) {
		fmt.Fprintf(&b, "── page %d\n", i+1)
		for _, l := range page {
			b.WriteString(strings.ReplaceAll(strings.TrimRight(l, " "), "\u00a0", "~") + "\n")
		}
	}
	return b.String()
}

// TestGoldenPDF keeps the words of the pages; how they look is reviewed as
// pictures.
func TestGoldenPDF(t *testing.T) {
	golden(t, "sample.pdf.words", []byte(pdfText(t, sampleReport(t, nil))))
	for name, r := range handmade(t) {
		golden(t, name+".pdf.words", []byte(pdfText(t, r)))
	}
}

func TestPDFGivesTheSameBytes(t *testing.T) {
	var first []byte
	for range 5 {
		got := renderSample(t, "pdf", hostile("é漢🙂 \u00ad-\u2010"), Options{})
		if first == nil {
			first = got
		}
		if !bytes.Equal(first, got) {
			t.Fatal("the same report gives other bytes")
		}
	}
}

func TestPDFDateIsTheReports(t *testing.T) {
	for _, c := range []struct{ date, to, want string }{
		{"2026-03-15T00:00:00Z", "2026-03-14T02:00:00", "D:20260315000000"},
		{"", "2026-03-14T02:00:01.5", "D:20260314020001"},
		{"", "", "D:19700101000000"},
		{"yesterday", "then", "D:19700101000000"},
	} {
		r := calmReport(t)
		r.Date, r.Window.To = c.date, c.to
		if out := loosePDF(t, r); bytes.Count(out, []byte("("+c.want+")")) != 2 {
			t.Errorf("date %q, window to %q: want %s twice", c.date, c.to, c.want)
		}
	}
}

// TestPDFClaimsLeadToTheirProof: each citation is a link, its target is a place
// of the file, and the ledger's entries lead back.
func TestPDFClaimsLeadToTheirProof(t *testing.T) {
	r := sampleReport(t, nil)
	out := string(loosePDF(t, r))
	links := regexp.MustCompile(`/Dest \[(\d+) 0 R /XYZ 0 ([\d.]+) null\]`).FindAllStringSubmatch(out, -1)
	if len(links) < 2*r.Claims.Len() {
		t.Errorf("%d links for %d claims", len(links), r.Claims.Len())
	}
	objects := pdfObjects(t, []byte(out))
	for _, m := range links {
		n, _ := strconv.Atoi(m[1])
		if !strings.Contains(objects[n].dict, "/Type /Page\n") {
			t.Errorf("a link leads to object %d, which is no page", n)
		}
	}
	text := pdfText(t, r)
	if !strings.Contains(text, "1 of ") || !strings.Contains(text, "2 of ") {
		t.Error("pages are not numbered")
	}
	if n := strings.Count(out, "/Parent") - len(pdfPages(t, []byte(out))); n < 7 {
		t.Errorf("%d bookmarks", n)
	}
}

// TestPDFIsInert: a payload adds text and nothing that acts.
func TestPDFIsInert(t *testing.T) {
	acting := regexp.MustCompile(`/(JS|JavaScript|Launch|OpenAction|AA|SubmitForm|GoToR|GoToE|ImportData|RichMedia|EmbeddedFile|AcroForm|XFA)\b`)
	address := regexp.MustCompile(`/URI \(([^)]*)\)`)
	count := func(out []byte) map[string]int {
		n := map[string]int{}
		for _, k := range acting.FindAllSubmatch(withoutFonts(t, out), -1) {
			n[string(k[1])]++
		}
		return n
	}
	clean := count(loosePDF(t, sampleReport(t, nil)))
	for some := range slices.Chunk(payloads, 5) { // each file subsets its fonts anew, which takes its time
		p := strings.Join(some, " ")
		out := loosePDF(t, sampleReport(t, hostile(p)))
		if got := count(out); fmt.Sprint(got) != fmt.Sprint(clean) {
			t.Errorf("payload %q: %v, the clean file has %v", p, got, clean)
		}
		for _, m := range address.FindAllSubmatch(out, -1) {
			if string(m[1]) != "https://www.postgresql.org/docs/current/explicit-locking.html" {
				t.Errorf("payload %q: live address %q", p, m[1])
			}
		}
		for _, page := range pdfPages(t, out) {
			for _, l := range page {
				noActs(t, p, l, "")
			}
		}
	}
}

// withoutFonts is a file without its fonts' streams, which hold any bytes, and
// without page contents, whose texts are looked at by themselves.
func withoutFonts(t *testing.T, file []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	objects := pdfObjects(t, file)
	for i := 1; i <= len(objects)+1; i++ {
		b.WriteString(objects[i].dict + "\n")
	}
	b.Write(file[bytes.LastIndex(file, []byte("trailer")):])
	return regexp.MustCompile(`(?s)\((?:[^()\\]|\\.)*\)`).ReplaceAll(b.Bytes(), []byte("()"))
}

func testBook(t *testing.T) *fontBook {
	t.Helper()
	p, err := newPDF(calmReport(t))
	if err != nil {
		t.Fatal(err)
	}
	return p.book
}

func TestUncoveredRunesAreNamed(t *testing.T) {
	b := testBook(t)
	for in, want := range map[string]string{
		"plain – é ä Ω Ж": "plain – é ä Ω Ж", "a\U0001f642b": "a[U+1F642]b", "\x1b[2J": `\x1b[2J`,
		"\U0001d54f": "[U+1D54F]", "接続 연결": "接続 연결", "\u202etxt": `\u202etxt`,
	} {
		if got := b.shown(sans, in); got != want {
			t.Errorf("shown(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := b.shown(face(rapid.IntRange(0, int(faceCount)-1).Draw(t, "face")), rapid.String().Draw(t, "text"))
		for _, r := range s {
			if r > 0xffff || acts(r) {
				t.Fatalf("%U is left in %q", r, s)
			}
		}
	})
}

// TestLinesFitAndLoseNothing: no row is wider than its column, and the words of
// all rows are the words given.
func TestLinesFitAndLoseNothing(t *testing.T) {
	b := testBook(t)
	rapid.Check(t, func(t *rapid.T) {
		var runs []run
		want := ""
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			text := rapid.StringMatching(`([a-zA-Z0-9/_.:-]{0,40} ?){0,6}`).Draw(t, "text")
			f := []face{sans, sansBold, mono}[rapid.IntRange(0, 2).Draw(t, "face")]
			runs = append(runs, run{text: text, face: f, size: rapid.Float64Range(5, 20).Draw(t, "size")})
			want += text
		}
		width := rapid.Float64Range(20, 500).Draw(t, "width")
		got := ""
		for _, r := range b.set(runs, width) {
			if r.width > width+0.01 && len(r.parts) > 1 {
				t.Fatalf("a row of %.1f in a column of %.1f", r.width, width)
			}
			end := 0.0
			for _, p := range r.parts {
				if p.x < end-0.01 {
					t.Fatalf("runs overlap: %v", r.parts)
				}
				end = p.x + p.w
				got += p.text
			}
		}
		strip := strings.NewReplacer(" ", "")
		if strip.Replace(got) != strip.Replace(want) {
			t.Fatalf("rows say %q, want %q", got, want)
		}
	})
}

func TestVerbatimRowsAreTheLine(t *testing.T) {
	b := testBook(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~]{0,300}`).Draw(t, "line")
		width := rapid.Float64Range(30, 400).Draw(t, "width")
		got := ""
		for _, r := range b.setVerbatim(run{text: text, face: mono, size: 7}, width) {
			got += r.parts[0].text
			if r.parts[0].w > width+0.01 {
				t.Fatalf("a row of %.1f in %.1f", r.parts[0].w, width)
			}
		}
		if got != text {
			t.Fatalf("rows give %q, want %q", got, text)
		}
	})
}

func TestShareOutFillsTheRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "columns")
		var need, least []float64
		for range n {
			l := rapid.Float64Range(1, 110).Draw(t, "least")
			least = append(least, l)
			need = append(need, l+rapid.Float64Range(0, 900).Draw(t, "more"))
		}
		sum := 0.0
		for i, w := range shareOut(need, least, 480) {
			sum += w
			if w < 0 {
				t.Fatalf("column %d has width %.1f", i, w)
			}
		}
		if sum > 480.01 {
			t.Fatalf("columns of %.1f in all for a room of 480", sum)
		}
	})
}

// TestTablesGoOnWithTheirHeads: a table over several pages has its head on each
// of them and all of its rows, once.
func TestTablesGoOnWithTheirHeads(t *testing.T) {
	r := calmReport(t)
	tb := &report.Table{Columns: []report.Column{{Title: "Zebra"}, {Title: "Count", Numeric: true}}}
	const rows = 150
	for i := range int64(rows) {
		v := evidence.Count("n", 90000+i, "")
		name := report.Quoted(fmt.Sprintf("row-%03d", i))
		if i == 75 {
			name = report.Quoted(strings.Repeat("tall ", 2000)) // higher than a page
		}
		tb.Rows = append(tb.Rows, []report.Cell{{Text: name}, {Value: &v}})
	}
	r.Sections = append(r.Sections, report.Section{ID: "x", Title: "Long", Blocks: []report.Block{{Kind: report.TableBlock, Table: tb}}})
	pages := pdfPages(t, loosePDF(t, r))
	heads, seen := 0, 0
	for _, page := range pages {
		text := strings.Join(page, "\n")
		holds := strings.Contains(text, "row-") || strings.Contains(text, "tall tall")
		if n := strings.Count(text, "Zebra"); holds && n != 1 {
			t.Errorf("a page of the table has %d heads", n)
		} else {
			heads += n
		}
		seen += strings.Count(text, "row-")
	}
	if heads < 4 || seen != rows-1 {
		t.Errorf("%d heads, %d rows on %d pages", heads, seen, len(pages))
	}
}

// TestPDFOfExtremes: odd reports give a file all the same.
func TestPDFOfExtremes(t *testing.T) {
	empty := &report.Report{}
	long := sampleReport(t, func(s string) string { return strings.Repeat(s+" ", 200) + strings.Repeat("W", 3000) })
	tall := sampleReport(t, nil)
	for i := range tall.Sections {
		for k := range tall.Sections[i].Blocks {
			f := tall.Sections[i].Blocks[k].Figure
			switch {
			case f == nil:
			case f.Timeline != nil:
				f.Timeline.Lanes = slices.Repeat(f.Timeline.Lanes, 60)
			case f.HeatMap != nil:
				f.HeatMap.Rows = slices.Repeat(f.HeatMap.Rows, 200)
			case f.Ladder != nil:
				f.Ladder.Rungs = slices.Repeat(f.Ladder.Rungs, 100)
			}
		}
	}
	for name, r := range map[string]*report.Report{"empty": empty, "long": long, "tall": tall} {
		if err := (pdfRenderer{}).Render(io.Discard, r, Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i, page := range pdfPages(t, loosePDF(t, r)) {
			if len(page) == 0 {
				t.Errorf("%s: page %d is empty", name, i+1)
			}
		}
	}
	if text := pdfText(t, tall); !strings.Contains(text, "Not drawn here: ") {
		t.Error("what a chart leaves out is not counted")
	}
}

func TestPDFStaysOnThePage(t *testing.T) {
	r := sampleReport(t, func(s string) string { return s + " " + strings.Repeat("long-name/", 40) })
	for _, m := range regexp.MustCompile(`BT ([\d.-]+) ([\d.-]+) Td`).FindAllStringSubmatch(string(loosePDF(t, r)), -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		if x < marginX-1 || x > paperWidth-marginX+1 || y < 30 || y > paperHeight-30 {
			t.Errorf("text at %.0f, %.0f", x, y)
		}
	}
}

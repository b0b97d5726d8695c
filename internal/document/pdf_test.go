package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// pdfOf makes a PDF of one page from a content stream; font is the body of its font
// object, extra are further objects from number 6 on.
func pdfOf(content, font string, flate bool, extra ...string) string {
	data, filter := content, ""
	if flate {
		data, filter = deflated(content), "/Filter/FlateDecode"
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>>>>> endobj\n")
	b.WriteString("3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n")
	fmt.Fprintf(&b, "4 0 obj <<%s/Length %d>> stream\n%s\nendstream endobj\n5 0 obj %s endobj\n", filter, len(data), data, font)
	for i, x := range extra {
		fmt.Fprintf(&b, "%d 0 obj %s endobj\n", 6+i, x)
	}
	b.WriteString("trailer <</Root 1 0 R>>\n%%EOF")
	return b.String()
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

func TestPDFText(t *testing.T) {
	content := "BT /F1 12 Tf 50 700 Td (The job failed) Tj 0 -14 Td (after 258 seconds.) Tj ET BT /F1 12 Tf 50 600 Td [(J)20(ob)-400(two)] TJ ET"
	for _, flate := range []bool{false, true} {
		d := read(t, "r.pdf", pdfOf(content, helvetica, flate))
		if got := outlineOf(d); got != "p The job failed after 258 seconds.\np Job two\n" {
			t.Errorf("flate %v: %q", flate, got)
		}
		if p := d.Place(0); p.Page != 1 || p.Line != 1 {
			t.Errorf("place %+v", p)
		}
	}
}

func TestPDFColumnsAreTables(t *testing.T) {
	var b strings.Builder
	for i, row := range [][2]string{{"Bucket", "Failed"}, {"0-100", "3"}, {"101-200", "4"}} {
		fmt.Fprintf(&b, "BT /F1 10 Tf 50 %d Td (%s) Tj ET BT /F1 10 Tf 300 %d Td (%s) Tj ET ", 700-12*i, row[0], 700-12*i, row[1])
	}
	d := read(t, "r.pdf", pdfOf(b.String(), helvetica, true))
	if got := outlineOf(d); got != "table [Bucket,Failed] [0-100,3] [101-200,4]\n" {
		t.Error(got)
	}
}

func TestPDFWideFontsHaveAMap(t *testing.T) {
	cmap := "/CIDInit begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0003> <0005> <0061> endbfrange 1 beginbfchar <0010> <00e4> endbfchar endcmap"
	font := "<</Type/Font/Subtype/Type0/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>"
	d := read(t, "r.pdf", pdfOf("BT /F1 12 Tf 50 700 Td <0003000400050010> Tj ET", font, true,
		fmt.Sprintf("<</Length %d>> stream\n%s\nendstream", len(cmap), cmap), "<</DW 500/W[3[600 600]]>>"))
	if got := outlineOf(d); got != "p abcä\n" {
		t.Error(got)
	}
}

func TestPDFObjectStreams(t *testing.T) {
	in := "<</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Kids[3 0 R]>> <</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> " + helvetica
	offs := []int{0, strings.Index(in, "<</Type/Pages"), strings.Index(in, "<</Type/Page/"), strings.Index(in, helvetica)}
	head := fmt.Sprintf("1 %d 2 %d 3 %d 5 %d ", offs[0], offs[1], offs[2], offs[3])
	packed := deflated(head + in)
	content := "BT /F1 12 Tf 50 700 Td (packed) Tj ET"
	pdf := fmt.Sprintf("%%PDF-1.5\n9 0 obj <</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>> stream\n%s\nendstream endobj\n4 0 obj <</Length %d>> stream\n%s\nendstream endobj\n",
		len(head), len(packed), packed, len(content), content)
	if got := outlineOf(read(t, "r.pdf", pdf)); got != "p packed\n" {
		t.Error(got)
	}
}

func TestPDFThatCannotBeReadSaysSo(t *testing.T) {
	for name, tt := range map[string]struct{ pdf, says string }{
		"encrypted":  {pdfOf("BT (x) Tj ET", helvetica, false) + "\ntrailer <</Encrypt 8 0 R>>", "encrypted"},
		"a scan":     {pdfOf("q 100 0 0 100 0 0 cm /Im0 Do Q", helvetica, false), "a scan"},
		"no map":     {pdfOf("BT /F1 12 Tf <0001> Tj ET", "<</Subtype/Type0>>", false), "character map"},
		"no page":    {"%PDF-1.7\n1 0 obj <<>> endobj", "no page"},
		"a bad pack": {strings.Replace(pdfOf("BT ET", helvetica, true), "x\x9c", "zz", 1), "none of its 1 pages"},
	} {
		_, err := Read("r.pdf", []byte(tt.pdf), Limits{})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: error %v, want %q", name, err, tt.says)
		}
	}
}

func TestPDFPagesWithoutTextAreNamed(t *testing.T) {
	pdf := strings.Replace(pdfOf("BT /F1 12 Tf 50 700 Td (text) Tj ET", helvetica, false, "<</Type/Page/Parent 2 0 R>>"), "/Kids[3 0 R]", "/Kids[3 0 R 6 0 R]", 1)
	d := read(t, "r.pdf", pdf)
	if len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "1 of 2 pages") {
		t.Errorf("notes %q", d.Notes)
	}
}

func TestPDFBombsAreBounded(t *testing.T) {
	bomb := pdfOf(strings.Repeat("BT /F1 1 Tf (aaaa) Tj ET ", 100_000), helvetica, true)
	d, err := Read("r.pdf", []byte(bomb), Limits{Inflated: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Source) > 1<<20 || len(d.Notes) == 0 {
		t.Errorf("%d bytes of text, notes %q", len(d.Source), d.Notes)
	}
	loop := "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Kids[2 0 R 2 0 R]/Type/Pages>> endobj"
	if _, err := Read("r.pdf", []byte(loop), Limits{}); err == nil {
		t.Error("a page tree that holds itself was read")
	}
	open := "%PDF-1.4\n" + strings.Repeat("1 0 obj (", 20_000)
	if _, err := Read("r.pdf", []byte(open), Limits{}); err == nil {
		t.Error("objects without an end were read")
	}
	nested := "%PDF-1.4\n1 0 obj " + strings.Repeat("[", 1<<18)
	if _, err := Read("r.pdf", []byte(nested), Limits{}); err == nil {
		t.Error("a million brackets were read")
	}
}

func FuzzPDF(f *testing.F) {
	f.Add([]byte(pdfOf("BT /F1 12 Tf 50 700 Td (a) Tj ET", helvetica, true)))
	f.Add([]byte(pdfOf("BT /F1 12 Tf [(a)-300<62>] TJ T* (b) ' ET", helvetica, false)))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = Read("r.pdf", append([]byte("%PDF-1.4\n"), data...), Limits{Inflated: 1 << 18})
	})
}

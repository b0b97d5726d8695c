package document

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sheet is the content of a page under way.
type sheet struct{ strings.Builder }

func (s *sheet) text(x, y, size float64, t string) {
	fmt.Fprintf(s, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", size, x, y, strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(t))
}

func (s *sheet) box(x, y, dx, dy float64) { fmt.Fprintf(s, "%g %g %g %g re S\n", x, y, dx, dy) }

func (s *sheet) read(t interface {
	Helper()
	Fatal(...any)
}) *Doc {
	t.Helper()
	pdf := strings.Replace(pdfOf(s.String(), helvetica, true), "/Type/Page/", "/Type/Page/MediaBox[0 0 595 842]/", 1)
	d, err := Read("r.pdf", []byte(pdf), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPDFTables holds tables as several writers lay them out.
func TestPDFTables(t *testing.T) {
	for name, tt := range map[string]struct {
		draw func(s *sheet)
		want string
	}{
		"cells that hold several lines, in the middle of boxes": {func(s *sheet) {
			for _, y := range []float64{700, 660, 640} {
				s.box(50, y, 60, 700-y+20)
				s.box(110, y, 200, 700-y+20)
			}
			s.text(53, 706, 10, "Time")
			s.text(113, 706, 10, "Event")
			s.text(53, 676, 10, "10:00:01")
			s.text(113, 682, 10, "the pool is full, and")
			s.text(113, 670, 10, "all others wait")
			s.text(53, 646, 10, "10:00:02")
			s.text(113, 646, 10, "first failure")
		}, "table [Time,Event] [10:00:01,the pool is full, and all others wait] [10:00:02,first failure]\n"},
		"cells that hold several lines, without boxes": {func(s *sheet) {
			s.text(50, 700, 10, "Step")
			s.text(120, 700, 10, "What it does")
			s.text(50, 684, 10, "one")
			s.text(120, 684, 10, "opens the door and")
			s.text(120, 672, 10, "lets the cat in")
			s.text(50, 656, 10, "two")
			s.text(120, 656, 10, "shuts it")
		}, "table [Step,What it does] [one,opens the door and lets the cat in] [two,shuts it]\n"},
		"a head whose words stand close": {func(s *sheet) {
			s.text(50, 700, 10, "Project")
			s.text(87, 700, 10, "Jobs")
			s.text(112, 700, 10, "Failed")
			for i, r := range [][3]string{{"docs", "3", "0"}, {"play", "4", "2"}, {"all", "7", "2"}} {
				y := 684 - 14*float64(i)
				s.text(50, y, 10, r[0])
				s.text(87, y, 10, r[1])
				s.text(112, y, 10, r[2])
			}
		}, "table [Project,Jobs,Failed] [docs,3,0] [play,4,2] [all,7,2]\n"},
		"cells drawn column by column": {func(s *sheet) {
			for c, col := range [][]string{{"Bucket", "0-9", "10-19", "sum"}, {"Runs", "3", "4", "7"}} {
				for r, cell := range col {
					s.text(50+150*float64(c), 700-14*float64(r), 10, cell)
				}
			}
		}, "table [Bucket,Runs] [0-9,3] [10-19,4] [sum,7]\n"},
		"a pipe in a cell": {func(s *sheet) {
			for i, r := range [][2]string{{"a|b", "n"}, {"c", "1"}, {"d", "2"}} {
				s.text(50, 700-14*float64(i), 10, r[0])
				s.text(200, 700-14*float64(i), 10, r[1])
			}
		}, "table [a|b,n] [c,1] [d,2]\n"},
		"a list is none": {func(s *sheet) {
			for i, r := range []string{"first, stop", "then, look", "last, go"} {
				s.text(50, 700-14*float64(i), 10, fmt.Sprintf("%d.", i+1))
				s.text(70, 700-14*float64(i), 10, r)
			}
		}, "- first, stop\n- then, look\n- last, go\n"},
		"prose in two columns is none": {func(s *sheet) {
			for i := range 12 {
				s.text(50, 700-12*float64(i), 10, "words that go on and on from one line to the next")
				s.text(330, 700-12*float64(i), 10, "other words that go on and on to the very next line")
			}
		}, ""},
		"a heading over a table": {func(s *sheet) {
			s.text(50, 740, 16, "Figures")
			for i, r := range [][2]string{{"Kind", "n"}, {"c", "1"}, {"d", "2"}} {
				s.text(50, 700-14*float64(i), 10, r[0])
				s.text(200, 700-14*float64(i), 10, r[1])
			}
		}, "## Figures\ntable [Kind,n] [c,1] [d,2]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var s sheet
			tt.draw(&s)
			got := outlineOf(s.read(t))
			if tt.want == "" {
				if strings.Contains(got, "table") {
					t.Errorf("a table: %s", got)
				}
				return
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestPDFRunningHeads holds that the small lines at the edges of a page are left out, that
// the reader is told, and that small text which goes on into the edge is not.
func TestPDFRunningHeads(t *testing.T) {
	var s sheet
	s.text(24, 820, 8, "11/29/26, 9:33 PM")
	s.text(50, 700, 10, "The job failed.")
	s.text(24, 20, 8, "page 1 of 1")
	d := s.read(t)
	if got := outlineOf(d); got != "p The job failed.\n" {
		t.Error(got)
	}
	if len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "2 lines at the upper or lower edge") {
		t.Errorf("notes %q", d.Notes)
	}
	var full sheet
	for y := 820.0; y > 15; y -= 10 {
		full.text(24, y, 8, "a log line")
	}
	if d := full.read(t); len(d.Notes) != 0 || strings.Count(string(d.Source), "a log line") != 81 {
		t.Errorf("notes %q, %d lines", d.Notes, strings.Count(string(d.Source), "a log line"))
	}
}

func TestPDFNumbersOfNotes(t *testing.T) {
	var s sheet
	s.text(50, 700, 10, "Three of ten runs failed.")
	s.text(50+11*9.6, 704, 6, "12")
	s.text(180, 700, 10, "x")
	if got := outlineOf(s.read(t)); !strings.Contains(got, "[12]") || strings.Count(got, "\n") != 1 {
		t.Errorf("%q", got)
	}
}

func TestPDFLigaturesAndBlanks(t *testing.T) {
	cmap := "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar <01> <FB01> <02> <0009> <03> <00A0> <04> <FB03> endbfchar endcmap"
	font := "<</Type/Font/Subtype/TrueType/ToUnicode 6 0 R>>"
	d := read(t, "r.pdf", pdfOf(`BT /F1 12 Tf 50 700 Td (con\001g\002le\003o\004ce) Tj ET`, font, true, fmt.Sprintf("<</Length %d>> stream\n%s\nendstream", len(cmap), cmap)))
	if got := outlineOf(d); got != "p config le office\n" {
		t.Error(got)
	}
}

// TestPDFOfWriters holds that the same report comes out of the PDFs of four writers with the
// same two tables.
func TestPDFOfWriters(t *testing.T) {
	want := [][]string{{"Project", "Jobs", "Failed", "Succeeded"}, {"docs", "3", "0", "3"}, {"player", "3", "2", "1"}, {"tools", "2", "0", "2"}, {"codec", "2", "1", "1"}, {"Total", "10", "3", "7"}}
	files, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d := read(t, f, string(data))
		var tables [][][]string
		for i := range d.Blocks {
			var rows [][]string
			for _, r := range d.Blocks[i].Rows {
				var row []string
				for k := range r {
					row = append(row, r[k].S)
				}
				rows = append(rows, row)
			}
			if rows != nil {
				tables = append(tables, rows)
			}
		}
		if len(tables) != 2 {
			t.Errorf("%s: %d tables: %q", f, len(tables), tables)
			continue
		}
		if !slices.EqualFunc(tables[0], want, slices.Equal) {
			t.Errorf("%s: %q", f, tables[0])
		}
		if len(tables[1]) != 4 || len(tables[1][3]) != 3 || tables[1][3][0] != "18:42:03" || !strings.HasSuffix(tables[1][3][1], "exit code 1.") || tables[1][3][2] != "gitlab-runner.log, 88206.log" {
			t.Errorf("%s: %q", f, tables[1])
		}
	}
}

// TestPDFGrids holds that a grid of any words, laid out in columns, comes back cell by cell.
func TestPDFGrids(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(2, 5).Draw(t, "columns"), rapid.IntRange(3, 12).Draw(t, "rows")
		boxed := rapid.Bool().Draw(t, "boxed")
		pitch := rapid.Float64Range(12, 28).Draw(t, "pitch")
		width := 480 / float64(cols)
		var s sheet
		var want strings.Builder
		want.WriteString("table")
		for r := range rows {
			y := 780 - pitch*float64(r)
			want.WriteString(" [")
			for c := range cols {
				cell := rapid.StringMatching(`[a-z]{1,9}( [0-9]{1,4})?`).Draw(t, "cell")
				x := 50 + width*float64(c)
				s.text(x+3, y, 10, cell)
				if boxed {
					s.box(x, y-pitch/3, width, pitch)
				}
				if c > 0 {
					want.WriteString(",")
				}
				want.WriteString(cell)
			}
			want.WriteString("]")
		}
		want.WriteString("\n")
		if got := outlineOf(s.read(t)); got != want.String() {
			t.Fatalf("got  %s\nwant %s", got, want.String())
		}
	})
}

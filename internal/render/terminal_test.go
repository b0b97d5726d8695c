package render

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"inquest/internal/report"
)

// terminal runs text through a terminal emulator and tells what it did besides
// printing. The screen is as high as the text, so that nothing scrolls.
func terminal(t *testing.T, text string, width int) (rows []string, acts []string) {
	t.Helper()
	lines := strings.Count(text, "\n") + 1
	e := vt.NewEmulator(width, lines+2)
	did := func(what string) { acts = append(acts, what) }
	e.SetCallbacks(vt.Callbacks{
		Bell:             func() { did("bell") },
		Title:            func(s string) { did("title " + s) },
		IconName:         func(s string) { did("icon " + s) },
		AltScreen:        func(bool) { did("alternate screen") },
		CursorVisibility: func(bool) { did("cursor shown or hidden") },
		CursorStyle:      func(vt.CursorStyle, bool) { did("cursor style") },
		CursorColor:      func(color.Color) { did("cursor colour") },
		BackgroundColor:  func(color.Color) { did("background colour") },
		ForegroundColor:  func(color.Color) { did("foreground colour") },
		WorkingDirectory: func(s string) { did("folder " + s) },
		EnableMode:       func(m ansi.Mode) { did(fmt.Sprint("mode ", m)) },
		DisableMode:      func(m ansi.Mode) { did(fmt.Sprint("mode off ", m)) },
	})
	if _, err := e.WriteString(strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	for y := range lines {
		row := ""
		for x := 0; x < width; {
			c := e.CellAt(x, y)
			if c == nil || c.Width == 0 {
				row, x = row+" ", x+1
				continue
			}
			if c.Link != (uv.Link{}) {
				did("link " + c.Link.URL)
			}
			row, x = row+c.Content, x+c.Width
		}
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return rows, acts
}

func textAt(t *testing.T, dirty func(string) string, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := (textRenderer{}).Render(&b, sampleReport(t, dirty), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTerminalPrintsAndDoesNothingElse: in an emulator a payload neither moves the
// cursor nor sets a mode, a title, a colour or a link; each row of the screen is a
// line of the page.
func TestTerminalPrintsAndDoesNothingElse(t *testing.T) {
	for i, p := range payloads {
		if len(p) > 400 && i%2 == 0 {
			continue // long ones are alike
		}
		page := textAt(t, hostile(p), Options{Width: 100, Color: true})
		rows, acts := terminal(t, page, 130)
		if len(acts) > 0 {
			t.Errorf("payload %q: the terminal did %v", p, acts)
		}
		want := strings.Split(stripStyles(page), "\n")
		for y, row := range rows {
			if row != strings.TrimRight(want[y], " ") {
				t.Fatalf("payload %q: row %d is %q, the page says %q", p, y, row, want[y])
			}
		}
	}
}

// TestEmulatorSeesWhatActs: the check above can fail.
func TestEmulatorSeesWhatActs(t *testing.T) {
	for _, p := range []string{"\x1b]0;x\x07", "\x07", "\x1b[?1049h", "\x1b[?25l", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\", "\x1b]11;#fff\x07"} {
		if _, acts := terminal(t, "a"+p+"b", 20); len(acts) == 0 {
			t.Errorf("%q goes unseen", p)
		}
	}
}

// wideTexts are of scripts whose characters take two columns, none, or join.
var wideTexts = []string{
	"データベース接続", "연결이 거부되었습니다", "连接超时", "e\u0301e\u0301e\u0301", "👍🏽👍🏽", "🇩🇪🇫🇷", "ﬁ", "ｆｕｌｌ", "नमस्ते", "สวัสดี", "שלום", "مرحبا", "✈️", "①②③",
}

// TestWideTextIsAligned: at every width no line is wider than the page, and the
// columns of a table begin where they begin in the clean page's grid.
func TestWideTextIsAligned(t *testing.T) {
	for _, s := range wideTexts {
		dirty := func(x string) string { return x + " " + s + s }
		for _, width := range []int{60, 80, 100, 132, 200} {
			page := textAt(t, dirty, Options{Width: width})
			for _, l := range strings.Split(page, "\n") {
				if n := columns(l); n > width {
					t.Errorf("%q at %d columns: a line has %d: %q", s, width, n, l)
				}
			}
			rows, acts := terminal(t, page, width+4)
			if len(acts) > 0 {
				t.Errorf("%q: %v", s, acts)
			}
			for y, want := range strings.Split(page, "\n") {
				if got := rows[y]; columns(got) != columns(strings.TrimRight(want, " ")) {
					t.Errorf("%q at %d columns: the terminal shows %q, the page means %q", s, width, got, want)
				}
			}
		}
	}
}

// TestTableColumnsStandUnderEachOther looks at where the numbers of a table end.
func TestTableColumnsStandUnderEachOther(t *testing.T) {
	tb := &report.Table{Columns: []report.Column{{Title: "Name"}, {Title: "Count", Numeric: true}, {Title: "End"}}}
	for _, s := range append([]string{"plain"}, wideTexts...) {
		tb.Rows = append(tb.Rows, []report.Cell{{Text: report.Quoted(s)}, {Text: report.Words("42")}, {Text: report.Words("|")}})
	}
	r := calmReport(t)
	r.Sections = append(r.Sections, report.Section{ID: "x", Title: "T", Blocks: []report.Block{{Kind: report.TableBlock, Table: tb}}})
	full := &textPage{r: r, width: 80, full: true, cited: map[report.ID]bool{}, said: map[report.ID]bool{}, answered: map[string]bool{}}
	full.table(tb)
	at := map[int]int{}
	for _, l := range strings.Split(full.b.String(), "\n") {
		if before, _, ok := strings.Cut(l, "|"); ok {
			at[columns(before)]++
		}
	}
	if len(at) != 1 {
		t.Errorf("the last column begins at %v:\n%s", at, full.b.String())
	}
}

func TestFirstScreenFits(t *testing.T) {
	for name, r := range handmade(t) {
		for _, width := range []int{80, 100} {
			first, _, _ := strings.Cut(renderText(t, r, width), "\n── ")
			if n := strings.Count(first, "\n"); n > 30 {
				t.Errorf("%s at %d columns: the verdict takes %d lines", name, width, n)
			}
		}
	}
}

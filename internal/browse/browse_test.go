package browse

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"inquest/internal/evidence"
	"inquest/internal/report"
	"inquest/internal/source"
)

const examples = "../../examples"

func example(t testing.TB, name string) *report.Report {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(examples, "expected", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	r, foreign, err := report.Read(b)
	if err != nil || foreign != 0 {
		t.Fatalf("%s: %d foreign, %v", name, foreign, err)
	}
	return r
}

// keyOf is the message of a key by the name that bindings use.
func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]tea.Key{
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: tea.KeySpace, Text: " "}, "f1": {Code: tea.KeyF1},
	}
	if k, ok := codes[name]; ok {
		return tea.KeyPressMsg(k)
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg(tea.Key{Code: rune(rest[0]), Mod: tea.ModCtrl})
	}
	r, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg(tea.Key{Code: r, Text: name})
}

// drive sends keys and runs what they ask for.
func drive(m *Model, keys ...string) *Model {
	for _, k := range keys {
		_, cmd := m.Update(keyOf(k))
		if cmd != nil && !m.quit {
			m.Update(cmd())
		}
	}
	return m
}

func sized(t testing.TB, name string, width, height int, o Options) *Model {
	t.Helper()
	m := New(example(t, name), o)
	m.Update(tea.WindowSizeMsg{Width: width, Height: height})
	return m
}

var ownStyles = regexp.MustCompile(`\x1b\[(0|1|2|7|32|1;31|1;34)m`)

// checkScreen holds what is true of every screen: as many rows as the terminal,
// none wider, and nothing that acts but our own styles.
func checkScreen(t interface{ Fatalf(string, ...any) }, m *Model) {
	if m.quit {
		return
	}
	screen := m.screen()
	rows := strings.Split(screen, "\n")
	if len(rows) != m.height {
		t.Fatalf("%d rows on a terminal of %d", len(rows), m.height)
	}
	for i, r := range rows {
		if w := ansi.StringWidth(r); w > m.width {
			t.Fatalf("row %d has %d columns of %d: %q", i, w, m.width, r)
		}
		plain := r
		if m.o.Color {
			plain = ownStyles.ReplaceAllString(r, "")
		}
		for _, c := range plain {
			if unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
				t.Fatalf("row %d holds %U: %q", i, c, r)
			}
		}
	}
}

func TestFirstScreenIsTheVerdict(t *testing.T) {
	for name, want := range map[string][]string{
		"nightly-jobs": {"INCIDENT", "cause supported", "[1 Verdict]", "23 of 214 logged runs failed", "What failed", "q quit"},
		"shared-event": {"OPEN", "cause undetermined", "[1 Verdict]"},
		"healthy":      {"NO INCIDENT", "nothing failed that these logs show"},
	} {
		m := sized(t, name, 80, 24, Options{})
		checkScreen(t, m)
		for _, w := range want {
			if !strings.Contains(m.screen(), w) {
				t.Errorf("%s: the first screen lacks %q:\n%s", name, w, m.screen())
			}
		}
	}
}

// TestStories are what a reader does and must then see.
func TestStories(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
		not  []string
	}{
		{"a cause in full", []string{"2", "enter"}, []string{"[2 Causes]", "order in time", "8 of 8 parts hold"}, []string{"> ◆ 1"}},
		{"and back", []string{"2", "enter", "esc"}, []string{"> ◆ 1", "  ○ 4 Connection"}, nil},
		{"the second cause", []string{"2", "j", "enter"}, []string{"2 · Packages of"}, nil},
		{"the timeline drawn", []string{"3", "down", "enter"}, []string{"pg-main/postgresql", "█"}, nil},
		{"a verbatim line with what cites it", []string{"4", "down", "down", "down", "enter"}, []string{"ledger-batch.log:318", "Statements that cite it", "sha256"}, nil},
		{"failing units come first", []string{"5"}, []string{"> ✕ job LB-4"}, nil},
		{"a unit", []string{"5", "l"}, []string{"failed", "took", "Lines that name it"}, nil},
		{"a template with its course", []string{"6", "enter"}, []string{"tells of failure", "For example", "█"}, nil},
		{"who speaks to whom", []string{"2", "down", "down", "down", "down", "enter"}, []string{"Who speaks to whom", "ledger.batch on batch-01"}, nil},
		{"around a line, from the report alone", []string{"4", "down", "down", "down", "o"}, []string{">    318", "     317"}, []string{"not at hand"}},
		{"the whole text", []string{"7", "end", "enter"}, []string{"Data quality", "accounted for"}, nil},
		{"a claim with its proof", []string{"8", "enter"}, []string{"Proof:", "runs("}, nil},
		{"tab goes round", []string{"tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab"}, []string{"[1 Verdict]"}, nil},
		{"and the other way", []string{"shift+tab"}, []string{"[8 Claims]"}, nil},
		{"search", []string{"/", "s", "t", "a", "t", "s", "d", "enter"}, []string{"»", "hit 1 of"}, nil},
		{"search goes on", []string{"/", "s", "t", "a", "t", "s", "d", "enter", "n"}, []string{"hit 2 of"}, nil},
		{"search goes back over the begin", []string{"/", "s", "t", "a", "t", "s", "d", "enter", "N"}, []string{"hit "}, []string{"hit 1 of"}},
		{"nothing found", []string{"/", "z", "q", "z", "q", "enter"}, []string{`"zqzq" is nowhere in the report`}, nil},
		{"a search is left", []string{"/", "z", "q", "enter", "esc"}, []string{"q quit"}, []string{"nowhere"}},
		{"a prompt is left", []string{"2", "/", "x", "esc"}, []string{"> ◆ 1", "q quit"}, nil},
		{"typing mends", []string{"/", "a", "b", "backspace"}, []string{"/a"}, []string{"/ab"}},
		{"help", []string{"?"}, []string{"search everything", "any key: back"}, nil},
		{"help is left", []string{"2", "?", "x"}, []string{"> ◆ 1"}, []string{"any key"}},
		{"keys at the prompt are text", []string{"/", "q"}, []string{"/q"}, nil},
		{"without logs", []string{"3", "enter", "esc", "4", "end", "o"}, []string{"syslog:"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := drive(sized(t, "nightly-jobs", 80, 24, Options{Name: "report.json"}), c.keys...)
			checkScreen(t, m)
			for _, w := range c.want {
				if !strings.Contains(m.screen(), w) {
					t.Errorf("after %v the screen lacks %q:\n%s", c.keys, w, m.screen())
				}
			}
			for _, w := range c.not {
				if strings.Contains(m.screen(), w) {
					t.Errorf("after %v the screen still has %q:\n%s", c.keys, w, m.screen())
				}
			}
		})
	}
}

func TestQuit(t *testing.T) {
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"/", "a", "ctrl+c"}, {"?", "ctrl+c"}} {
		m := drive(sized(t, "healthy", 80, 24, Options{}), keys...)
		if !m.quit || m.View().AltScreen || m.screen() != "" {
			t.Errorf("%v does not leave a clean terminal", keys)
		}
	}
	if m := drive(sized(t, "healthy", 80, 24, Options{}), "/", "q"); m.quit {
		t.Error("a letter at the prompt quits")
	}
}

func TestWideScreenShowsBoth(t *testing.T) {
	m := drive(sized(t, "nightly-jobs", 140, 30, Options{}), "2", "down")
	checkScreen(t, m)
	for _, want := range []string{"> ◆ 2", "│", "2 · Packages of"} {
		if !strings.Contains(m.screen(), want) {
			t.Errorf("the wide screen lacks %q:\n%s", want, m.screen())
		}
	}
	m.Update(tea.WindowSizeMsg{Width: 60, Height: 20})
	checkScreen(t, m)
	if strings.Contains(m.screen(), "│") || !strings.Contains(m.screen(), "> ◆ 2") {
		t.Errorf("narrowed, the choice is lost:\n%s", m.screen())
	}
}

// TestHelpIsWhole: every key of the table is in the help and does something or
// is a number.
func TestHelpIsWhole(t *testing.T) {
	m := drive(sized(t, "healthy", 100, 40, Options{}), "?")
	for _, b := range bindings() {
		if !strings.Contains(m.screen(), b.help) {
			t.Errorf("the help lacks %q", b.help)
		}
		if b.do == nil && b.keys[0] != "1" {
			t.Errorf("%v does nothing", b.keys)
		}
	}
}

func TestEmptyReport(t *testing.T) {
	m := New(&report.Report{Schema: report.Schema}, Options{})
	for _, size := range [][2]int{{80, 24}, {20, 7}, {200, 60}, {1, 1}} {
		m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for _, k := range []string{"1", "2", "enter", "down", "end", "o", "3", "4", "5", "6", "7", "esc", "n", "?", "x", "/", "a", "enter"} {
			drive(m, k)
			checkScreen(t, m)
		}
	}
}

// TestAnyKeysAnySize: whatever is pressed at whatever size, the screen is whole.
func TestAnyKeysAnySize(t *testing.T) {
	var keys []string
	for _, b := range bindings() {
		for _, k := range b.keys {
			if k != "q" && k != "ctrl+c" {
				keys = append(keys, k)
			}
		}
	}
	keys = append(keys, "x", "é", "漢")
	r := example(t, "two-days")
	rapid.Check(t, func(t *rapid.T) {
		m := New(r, Options{Color: rapid.Bool().Draw(t, "color"), Foreign: rapid.IntRange(0, 2).Draw(t, "foreign")})
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			if rapid.IntRange(0, 5).Draw(t, "resize") == 0 {
				m.Update(tea.WindowSizeMsg{Width: rapid.IntRange(1, 220).Draw(t, "width"), Height: rapid.IntRange(1, 70).Draw(t, "height")})
			} else {
				drive(m, rapid.SampledFrom(keys).Draw(t, "key"))
			}
			checkScreen(t, m)
		}
	})
}

type fakeLogs struct {
	near []Neighbour
	same bool
	err  error
}

func (f fakeLogs) Around(evidence.Ref, int) ([]Neighbour, bool, error) { return f.near, f.same, f.err }

func TestHostileNeighboursAreInert(t *testing.T) {
	for _, text := range []string{"\x1b[2J", "\x1b]0;x\x07", "a\rb", "\u202e", "\x9b31m", "漢字" + strings.Repeat("é🙂", 200), "\xff", ""} {
		m := sized(t, "nightly-jobs", 80, 24, Options{Logs: fakeLogs{near: []Neighbour{{Line: 7, Text: evidence.NewQuote(text), Here: true}}}})
		drive(m, "4", "o")
		checkScreen(t, m)
		if !strings.Contains(m.screen(), "other bytes here than the report cites") {
			t.Errorf("%q: a changed file is not told:\n%s", text, m.screen())
		}
	}
	m := drive(sized(t, "nightly-jobs", 80, 24, Options{Logs: fakeLogs{err: errors.New("gone \x1b[2J")}}), "4", "o")
	checkScreen(t, m)
	if !strings.Contains(m.screen(), "cannot be read: gone") {
		t.Error("an error is not shown")
	}
}

func TestWithoutLogsTheReaderIsTold(t *testing.T) {
	r := example(t, "nightly-jobs")
	r.Exhibits.Around = nil
	m := New(r, Options{Name: "report.json"})
	if drive(m, "4", "o"); !strings.Contains(m.screen(), "The logs are not at hand") {
		t.Errorf("lacks the hint:\n%s", m.screen())
	}
}

func TestAroundACitedLine(t *testing.T) {
	set, err := source.Find([]string{filepath.Join(examples, "nightly-jobs")}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	logs := Files{Set: set}
	m := drive(sized(t, "nightly-jobs", 130, 50, Options{Logs: logs}), "4", "down", "down", "down", "o")
	for _, want := range []string{">    318", "     310", "     319"} {
		if !strings.Contains(m.screen(), want) {
			t.Errorf("lacks %q:\n%s", want, m.screen())
		}
	}
	drive(m, "end")
	if strings.Contains(m.screen(), "other bytes") || !strings.Contains(m.screen(), "     326") || strings.Contains(m.screen(), "     327") {
		t.Errorf("the file is called changed, or too much is shown:\n%s", m.screen())
	}
	drive(m, "esc")
	if strings.Contains(m.screen(), ">    318") {
		t.Error("esc does not lead back to the line")
	}
	for _, ref := range []evidence.Ref{{File: "/etc/passwd", Line: 1}, {File: "../x", Line: 1}, {File: "batch-01/ledger-batch.log", Line: 99999, Offset: 1 << 40, Length: 3}} {
		if near, _, err := logs.Around(ref, 3); err == nil {
			t.Errorf("%s:%d gives %v", ref.File, ref.Line, near)
		}
	}
}

// TestRunLeavesTheTerminal drives the whole program through its input and output.
func TestRunLeavesTheTerminal(t *testing.T) {
	var out bytes.Buffer
	if err := Run(context.Background(), strings.NewReader("2jq"), &out, example(t, "healthy"), Options{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(ctx, strings.NewReader(""), &out, example(t, "healthy"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run gives %v", err)
	}
}

func TestTypedText(t *testing.T) {
	for in, want := range map[string]string{"ab c": "ab c", "\x1b[2J": "[2J", "a\nb": "ab", "\u202ex": "x", "漢": "漢", "\xff": ""} {
		if got := typed(in); got != want {
			t.Errorf("typed(%q) = %q, want %q", in, got, want)
		}
	}
	m := drive(sized(t, "healthy", 80, 24, Options{}), "/")
	m.Update(tea.PasteMsg{Content: "pasted\x1b[2J\n"})
	if m.query != "pasted[2J" {
		t.Errorf("pasting gives %q", m.query)
	}
}

func TestForeignClaimsAreTold(t *testing.T) {
	m := sized(t, "healthy", 120, 24, Options{Foreign: 3})
	if want := fmt.Sprintf("%d statements of another version", 3); !strings.Contains(m.screen(), want) {
		t.Errorf("lacks %q", want)
	}
}

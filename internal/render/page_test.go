package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

func TestNamesAndUnknownFormat(t *testing.T) {
	if got := fmt.Sprint(Names()); got != "[html json md pdf text]" {
		t.Errorf("formats are %s", got)
	}
	if _, err := ByName("pdf2"); err == nil || !strings.Contains(err.Error(), "html") {
		t.Errorf("the error names no format that works: %v", err)
	}
}

// TestPolicy holds that script and style sheet are those that the policy names,
// and that nothing else could be styled, loaded, sent or run.
func TestPolicy(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	for what, pattern := range map[string]string{"style": `(?s)<style>(.*?)</style>`, "script": `(?s)<script>(.*?)</script>`} {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(page, -1)
		if len(found) != 1 {
			t.Fatalf("%d %ss, want one", len(found), what)
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		if want := what + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(page, want) {
			t.Errorf("the policy does not name %s", want)
		}
	}
	if !strings.Contains(page, "default-src 'none'") || strings.Contains(page, "unsafe-") {
		t.Error("the policy lets something load")
	}
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("%d script elements, want the data and the script", n)
	}
	for _, bad := range []string{" style=", " onload", " onclick", "@import", "url(http", "<img", "<iframe", "<link ", "<object", "<embed"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

// TestScriptMakesNoMarkup holds that the script puts text on the page as text,
// loads nothing and runs no text.
func TestScriptMakesNoMarkup(t *testing.T) {
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon", "</script", "<!--"} {
		if strings.Contains(pageScript, bad) {
			t.Errorf("the script holds %q", bad)
		}
	}
}

// TestScriptIsTheSame holds that the page's script does not depend on the
// report: no action of a template reaches it.
func TestScriptIsTheSame(t *testing.T) {
	script := regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	clean := script.FindStringSubmatch(string(renderSample(t, "html", nil, Options{})))
	dirty := script.FindStringSubmatch(string(renderSample(t, "html", hostile(`</script><script>alert(1)</script>`), Options{})))
	if clean == nil || dirty == nil || clean[1] != dirty[1] || clean[1] != pageScript {
		t.Error("the script of two reports differs")
	}
}

// TestDataIsInert holds that the data block is JSON that no text in it can
// leave.
func TestDataIsInert(t *testing.T) {
	block := regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)
	for _, p := range payloads {
		m := block.FindStringSubmatch(string(renderSample(t, "html", hostile(p), Options{})))
		if m == nil {
			t.Fatalf("payload %q: no data", p)
		}
		var d pageData
		if err := json.Unmarshal([]byte(m[1]), &d); err != nil {
			t.Fatalf("payload %q: %v", p, err)
		}
		if strings.ContainsAny(m[1], "<>&\u2028\u2029") {
			t.Errorf("payload %q: the data hold markup", p)
		}
		if len(d.Lanes) == 0 || len(d.Axis) == 0 {
			t.Errorf("payload %q: the data hold no timeline", p)
		}
	}
}

var idAttribute = regexp.MustCompile(`(?:[^-\w])id="([^"]+)"`)
var fragment = regexp.MustCompile(` href="#([^"]+)"`)
var labelled = regexp.MustCompile(`aria-labelledby="([^"]+)"`)

// TestLinksLead holds that ids are unique and that every link within the page
// and every label has a target.
func TestLinksLead(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	ids := map[string]bool{}
	for _, m := range idAttribute.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range fragment.FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("link to #%s leads nowhere", m[1])
		}
	}
	for _, m := range labelled.FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !ids[id] {
				t.Errorf("label #%s does not exist", id)
			}
		}
	}
}

// TestChartsHaveWords holds that each chart has a title, a description and its
// words beside it.
func TestChartsHaveWords(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	charts := strings.Count(page, `role="img" aria-labelledby="t`)
	if charts < 6 || charts != strings.Count(page, "<desc id=") || charts != strings.Count(page, "<title id=") {
		t.Errorf("%d charts, %d titles, %d descriptions", charts, strings.Count(page, "<title id="), strings.Count(page, "<desc id="))
	}
	if strings.Count(page, "<figcaption>") != strings.Count(page, "<figure") {
		t.Error("a figure has no caption")
	}
}

// TestWidth holds that no line of the terminal report is wider than asked.
func TestWidth(t *testing.T) {
	for _, width := range []int{44, 60, 80, 100, 140} {
		out := string(renderSample(t, "text", nil, Options{Width: width}))
		for _, line := range strings.Split(out, "\n") {
			if n := columns(line); n > width {
				t.Errorf("width %d: %d columns in %q", width, n, line)
			}
		}
	}
}

// TestColorChangesNothingElse holds that colour is never the only sign.
func TestColorChangesNothingElse(t *testing.T) {
	with := stripStyles(string(renderSample(t, "text", nil, Options{Width: 90, Color: true})))
	without := string(renderSample(t, "text", nil, Options{Width: 90}))
	trim := func(s string) string {
		return regexp.MustCompile(`(?m) +$`).ReplaceAllString(s, "")
	}
	if trim(with) != trim(without) {
		t.Error("the coloured report says something else")
	}
}

func TestVerdictIsOnTheFirstScreen(t *testing.T) {
	out := strings.Split(string(renderSample(t, "text", nil, Options{Width: 100})), "\n")
	first := strings.Join(out[:24], "\n")
	for _, want := range []string{"INCIDENT", "cause supported", "14 of 20 runs", "What failed", "Leading hypothesis", "Runs that ended"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first screen lacks %q", want)
		}
	}
}

// TestEmptyReport holds that a report of nothing renders everywhere.
func TestEmptyReport(t *testing.T) {
	for _, v := range []cause.Verdict{cause.NoIncident, cause.Open, ""} {
		for _, name := range Names() {
			r, err := ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := r.Render(&b, &report.Report{Schema: report.Schema, Verdict: v}, Options{}); err != nil || b.Len() == 0 {
				t.Errorf("%s of an empty report: %d bytes, %v", name, b.Len(), err)
			}
		}
	}
}

func TestCutBars(t *testing.T) {
	bins := func(ns ...int64) []report.Bin {
		var out []report.Bin
		for i, n := range ns {
			out = append(out, report.Bin{At: int64(i), N: n})
		}
		return out
	}
	for _, c := range []struct {
		bins []report.Bin
		want int64
	}{{bins(), 0}, {bins(5), 5}, {bins(5, 4, 3), 5}, {bins(60, 6, 6), 9}, {bins(60, 1), 60}, {bins(30, 10), 30}} {
		if got := ceiling(c.bins); got != c.want {
			t.Errorf("ceiling(%v) = %d, want %d", c.bins, got, c.want)
		}
	}
}

func TestShortDuration(t *testing.T) {
	for _, c := range []struct {
		ns   int64
		unit bool
		want string
	}{{0, true, "0 s"}, {2967e9, true, "2,967 s"}, {100e9, false, "100"}, {86400e9, true, "1 d"}, {40e6, true, "40 ms"}} {
		if got := shortDuration(c.ns, c.unit); got != c.want {
			t.Errorf("shortDuration(%d) = %q, want %q", c.ns, got, c.want)
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	spans := []span{{strong, "one two"}, {plain, ", three  four"}, {dim, " [c1]"}}
	for width := 8; width < 40; width++ {
		var words []string
		for _, l := range wrap(spans, width) {
			s := ""
			for _, p := range l {
				s += p.text
			}
			if columns(s) > width {
				t.Errorf("width %d: %q", width, s)
			}
			words = append(words, strings.Fields(s)...)
		}
		if got := strings.Join(words, " "); got != "one two, three four [c1]" {
			t.Errorf("width %d: %q", width, got)
		}
	}
}

func TestWrapBreaksWideRunesAndLongWords(t *testing.T) {
	for _, s := range []string{strings.Repeat("漢", 50), strings.Repeat("x", 99), "a " + strings.Repeat("🙂", 30)} {
		for width := 8; width < 30; width++ {
			got := ""
			for _, l := range wrap([]span{{plain, s}}, width) {
				line := ""
				for _, p := range l {
					line += p.text
				}
				if columns(line) > width {
					t.Fatalf("width %d: %d columns in %q", width, columns(line), line)
				}
				got += line
			}
			if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(s, " ", "") {
				t.Fatalf("width %d changed %q to %q", width, s, got)
			}
		}
	}
}

// TestLedgerShowsProof holds that the ledger of each page names file and line,
// and the begin of the hash where there is room for it.
func TestLedgerShowsProof(t *testing.T) {
	for _, name := range []string{"text", "md", "html"} {
		out := string(renderSample(t, name, nil, Options{Width: 100}))
		hash := evidence.HashBytes([]byte("lock wait timeout on ledger"))[:8]
		if name == "text" {
			if !strings.Contains(out, "A jobs/bake.log") || !regexp.MustCompile(`(?m)^c1 A:14 \+1\b`).MatchString(out) {
				t.Error("text: the ledger does not lead from c1 to its line")
			}
			continue
		}
		if !strings.Contains(out, "jobs/bake.log:14") || !strings.Contains(out, hash) {
			t.Errorf("%s: the ledger does not show the proof of c1", name)
		}
	}
}

// TestPageSizeIsBounded holds that names and lines of any length do not make a
// page that a browser cannot open.
func TestPageSizeIsBounded(t *testing.T) {
	long := strings.Repeat("<é>", 70000)
	out := renderSample(t, "html", func(s string) string { return s + long }, Options{})
	if len(out) > 2<<20 {
		t.Errorf("the page has %d bytes, want at most 2 MiB", len(out))
	}
}

package fault

import (
	"slices"
	"strings"
	"testing"
)

// TestEveryBuiltInClassIsSaidInPlainWords: the page for who decides must not fall back on a
// layer for a class that we wrote ourselves, and no two classes of a family say the same.
func TestEveryBuiltInClassIsSaidInPlainWords(t *testing.T) {
	if len(Embedded().Classes()) < 170 {
		t.Fatalf("only %d classes", len(Embedded().Classes()))
	}
	for _, c := range Embedded().Classes() {
		for key, words := range map[string]string{"what": c.Plain.What, "now": c.Plain.Now, "later": c.Plain.Later} {
			if what := unplain(key, words); what != "" {
				t.Errorf("%s: %s: %s: %q", c.ID, key, what, words)
			}
		}
	}
}

func TestPlainWordsAreRefused(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"jargon", "- what: the TCP port was shut\n- now: Open it\n- later: Watch it", "a word of the trade"},
		{"ending", "- what: a deadlocked program\n- now: Open it\n- later: Watch it", "a word of the trade"},
		{"stop", "- what: a disk was full.\n- now: Open it\n- later: Watch it", "full stop"},
		{"large", "- what: A disk was full\n- now: Open it\n- later: Watch it", "begins small"},
		{"small", "- what: a disk was full\n- now: open it\n- later: Watch it", "begins small"},
		{"path", "- what: a disk was full\n- now: Empty /var\n- later: Watch it", "a path or a command"},
		{"long", "- what: a disk was full\n- now: Open " + strings.Repeat("it ", 50) + "all\n- later: Watch it", "longer than"},
		{"missing", "- what: a disk was full\n- now: Open it", `"later" is missing`},
		{"twice", "- what: a disk was full\n- what: a disk was full\n- now: Open it", "not a plain sentence"},
		{"stray", "A disk was full", "not a plain sentence"},
	} {
		var lines []textLine
		for i, l := range strings.Split(c.text, "\n") {
			lines = append(lines, textLine{i + 1, l})
		}
		_, ps := readPlain("x.md", section{headPlain, 1, lines})
		if err := ps.err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestJargonIsFoundOnWordEdges(t *testing.T) {
	for text, want := range map[string][]string{
		"a database was full":            nil,
		"restart the support desk":       nil, // holds "port" and "rest", as parts of words
		"a rest of work":                 {"rest"},
		"TCP/IP, SIGTERM and deadlocks":  {"TCP", "IP", "SIGTERM", "deadlocks"},
		"Kubernetes evicted the pods":    {"Kubernetes", "evicted", "pods"},
		"ports of a harbour, a portrait": {"ports"},
	} {
		if got := Jargon(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

package profile

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// longTrace is a chained trace of more bytes than are kept.
func longTrace(frames int) string {
	link := func(head string) string {
		return head + "\n" + strings.Repeat("\tat lab.Store.put(Store.java:40)\n", frames)
	}
	return link("lab.StoreException: not stored") + link("Caused by: lab.NetException: no answer") + strings.TrimSuffix(link("Caused by: lab.CertException: it has expired"), "\n")
}

func TestAbridgeKeepsTheLinksOfAChain(t *testing.T) {
	body := longTrace(100)
	text, elided := abridge([]byte(body), 4096)
	if len(text) > 4096 || len(elided) == 0 {
		t.Fatalf("%d bytes, %d gaps", len(text), len(elided))
	}
	for _, want := range []string{"lab.StoreException: not stored", "Caused by: lab.NetException: no answer", "Caused by: lab.CertException: it has expired"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is left out", want)
		}
	}
}

func TestAbridgeLeavesShortTextsAlone(t *testing.T) {
	for _, body := range []string{"", "a", "a\n\tb\nc"} {
		if text, elided := abridge([]byte(body), 64); text != body || elided != nil {
			t.Errorf("%q became %q, %v", body, text, elided)
		}
	}
	long := strings.Repeat("x", 100)
	if text, elided := abridge([]byte(long), 64); text != long[:64] || elided != nil {
		t.Errorf("a single long line became %q, %v", text, elided)
	}
}

// TestAbridgedTextsAreWholeLines: putting back what the gaps count gives the
// length of the whole, every kept line stands where the gaps say, and the limit holds.
func TestAbridgedTextsAreWholeLines(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.StringMatching(`(\tat )?[a-z ]{0,20}`), 1, 60).Draw(r, "lines"), "\n")
		limit := rapid.IntRange(16, 400).Draw(r, "limit")
		text, elided := abridge([]byte(body), limit)
		if len(text) > max(limit, 16) {
			r.Fatalf("%d bytes of at most %d", len(text), limit)
		}
		if len(elided) == 0 {
			if !strings.HasPrefix(body, text) {
				r.Fatalf("%q is no begin of the text", text)
			}
			return
		}
		at, lines, pos := int64(0), int64(0), 0
		for _, e := range elided {
			if body[at:at+int64(e.At-pos)] != text[pos:e.At] {
				r.Fatalf("%q stands elsewhere", text[pos:e.At])
			}
			at += int64(e.At-pos) + e.Bytes
			lines += int64(strings.Count(text[pos:e.At], "\n")) + e.Lines
			if n := int64(strings.Count(body[:at], "\n")); n != lines && at != int64(len(body)) {
				r.Fatalf("%d lines before byte %d, said %d", n, at, lines)
			}
			pos = e.At
		}
		if body[at:] != text[pos:] {
			r.Fatalf("tail %q, want %q", text[pos:], body[at:])
		}
	})
}

// TestTheLineThatSpeaksIsCited: where a format writes the time on a line of its own,
// the line with the message is the one that is shown and cited.
func TestTheLineThatSpeaksIsCited(t *testing.T) {
	text := "Mar 01, 2026 7:10:11 PM lab.Store put\nSEVERE: could not store crate 7\nlab.StoreException: no\n\tat lab.Store.put(Store.java:4)\n" +
		"Mar 01, 2026 7:10:12 PM lab.Store put\nINFO: stored crate 8\n"
	v := viewOf(t, text)
	for _, tm := range v.Templates {
		for _, row := range tm.Rows {
			for _, e := range row.Early {
				if from := e.Ref.Offset; text[from:from+e.Ref.Length] != e.Raw || !strings.Contains(e.Raw, e.Message) {
					t.Errorf("%q is cited as %q", e.Message, e.Raw)
				}
				if e.Level >= 6 && (e.Line != 1 || e.Ref.Line != 2 || e.BodyLine != 2 || !strings.HasPrefix(text[e.BodyAt:], e.Body)) {
					t.Errorf("places: %+v", e)
				}
			}
		}
	}
}

package source

import (
	"strings"
	"testing"
)

func TestLimitTableIsComplete(t *testing.T) {
	defaults, seen := Defaults(), map[*int64]bool{}
	for _, info := range LimitTable() {
		field := info.Field(&defaults)
		if seen[field] {
			t.Errorf("%s shares its field with another limit", info.Name)
		}
		seen[field] = true
		if *field != info.Default || *field <= 0 {
			t.Errorf("%s defaults to %d, the table says %d", info.Name, *field, info.Default)
		}
		if info.Flag != "--limit-"+info.Name || info.Doc == "" || strings.HasSuffix(info.Doc, ".") {
			t.Errorf("%s: flag %q, doc %q", info.Name, info.Flag, info.Doc)
		}
	}
	if defaults.Files == 0 || len(seen) != 13 {
		t.Errorf("%d limits in the table; every field of Limits needs a row", len(seen))
	}
}

func TestZeroLimitsMeanDefaults(t *testing.T) {
	l := Limits{Line: 7, Files: -1}.WithDefaults()
	if l.Line != 7 || l.Files != Defaults().Files || l.Ratio != Defaults().Ratio {
		t.Errorf("%+v", l)
	}
}

func TestInflateLimit(t *testing.T) {
	l := Defaults()
	for _, c := range []struct{ size, want int64 }{
		{-1, 8 * gib}, {0, 64 * mib}, {1000, 64 * mib}, {1 * mib, 200 * mib}, {1 * gib, 8 * gib}, {1 << 62, 8 * gib},
	} {
		if got := l.inflateLimit(c.size); got != c.want {
			t.Errorf("a file of %d bytes may inflate to %d, want %d", c.size, got, c.want)
		}
	}
}

func TestEveryReasonThatLosesLines(t *testing.T) {
	for _, r := range []string{ReasonHidden, ReasonDuplicate, ReasonFolderLink, ReasonMemberLink} {
		if (Skip{Reason: r}).LosesLines() {
			t.Errorf("%s loses lines", r)
		}
	}
	for _, r := range []string{ReasonUnreadable, truncatedReason("gzip"), ReasonBinary, ReasonContainer, ReasonLinkOutside, "a reason to come"} {
		if !(Skip{Reason: r}).LosesLines() {
			t.Errorf("%s loses nothing", r)
		}
	}
}

func TestErrorsSayWhatWasSkipped(t *testing.T) {
	skip := Skip{Name: "a.bin", Reason: ReasonBinary, Hint: "leave it out"}
	for _, c := range []struct {
		skips      []Skip
		says, hint string
	}{
		{nil, "hold no files", "pipe"},
		{[]Skip{skip}, `"a.bin" was skipped (binary)`, "leave it out"},
		{[]Skip{skip, skip}, "all 2 entries", "leave it out"},
	} {
		e := &NothingError{Skipped: c.skips}
		if !strings.Contains(e.Error(), c.says) || !strings.Contains(e.Hint(), c.hint) {
			t.Errorf("%q, hint %q", e.Error(), e.Hint())
		}
	}
}

package render

import (
	"strings"
	"testing"
)

func TestPlacesKeepTheirLineNumber(t *testing.T) {
	for _, c := range []struct {
		place, want string
		width       int
	}{
		{"pg-main/postgresql-15-main.log:4", "…gresql-15-main.log:4", 21},
		{"a.log:7", "a.log:7", 20},
		{"a.log:7", "a.log:7", 7},
		{"日本語/漢字.log:12", "…漢字.log:12", 12},
		{"日本語/漢字.log:12", "…字.log:12", 11},
	} {
		got := fitTail(c.place, c.width)
		if got != c.want || columns(got) > c.width {
			t.Errorf("fitTail(%q, %d) = %q of %d columns, want %q", c.place, c.width, got, columns(got), c.want)
		}
		if !strings.HasSuffix(got, c.place[strings.LastIndex(c.place, ":"):]) {
			t.Errorf("%q lost its line number", got)
		}
	}
}

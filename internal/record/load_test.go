package record

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEmbeddedFormatsProveThemselves(t *testing.T) {
	set, err := Load(os.DirFS("."), "formats", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.list) < 40 {
		t.Fatalf("only %d formats", len(set.list))
	}
}

const goodFormat = `
name: shop
description: The shop's log.
rank: 99
patterns: ["{time} <{level}> {message}"]
samples:
  - {text: "2026-03-01 07:10:11 <warn> late", time: 2026-03-01T07:10:11Z, level: warn, message: late}
negative: ["2026-03-01 07:10:11 late"]
`

func loadOne(name, text string, base *Formats) error {
	_, err := Load(fstest.MapFS{"d/" + name + ".yaml": {Data: []byte(text)}}, "d", base)
	return err
}

func TestLoadAcceptsAFormatOnTopOfTheEmbedded(t *testing.T) {
	if err := loadOne("shop", goodFormat, Embedded()); err != nil {
		t.Fatal(err)
	}
}

// TestLoadRefuses changes one thing of a good format at a time.
func TestLoadRefuses(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"an unknown key", "rank: 99", "rank: 99\ncolour: red", "colour"},
		{"no description", "description: The shop's log.", "", "description"},
		{"no samples", "samples:\n  - {text: \"2026-03-01 07:10:11 <warn> late\", time: 2026-03-01T07:10:11Z, level: warn, message: late}", "samples: []", "needs samples"},
		{"no negative samples", `negative: ["2026-03-01 07:10:11 late"]`, "", "negative"},
		{"a sample with another level", "level: warn", "level: error", `level is "warn", must be "error"`},
		{"a sample with another time", "07:10:11Z", "07:10:12Z", "time is"},
		{"a sample with another message", "message: late", "message: early", "message is"},
		{"a sample that does not match", "<warn> late", "warn late", "must be"},
		{"a sample of two records", "<warn> late\"", "<warn> late\\n2026-03-01 07:10:12 <warn> late\"", "gives 2 records"},
		{"a negative sample that matches", `negative: ["2026`, `negative: ["2026-03-01 07:10:11 <info> x", "2026`, "negative sample 1"},
		{"a name that is not the file's", "name: shop", "name: ship", "file says"},
		{"a pattern with an open brace", "{message}\"", "{message\"", "lacks its }"},
		{"a pattern with an open group", "{message}\"", "{? {message}\"", "lacks its ?}"},
		{"a pattern with an unknown type", "{message}\"", "{message:words}\"", "unknown type"},
		{"an empty pattern", "\"{time} <{level}> {message}\"", "\"\"", "is empty"},
		{"an unknown kind", "rank: 99", "kind: xml", "unknown"},
		{"patterns for JSON", "rank: 99", "kind: json", "patterns"},
		{"an unknown level", "rank: 99", "levels: {LOUD: loud}", "loud"},
		{"a line that another format owns", "rank: 99", "rank: -5", "owns its line"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(goodFormat, c.old) {
				t.Fatalf("the good format has no %q", c.old)
			}
			err := loadOne("shop", strings.Replace(goodFormat, c.old, c.new, 1), Embedded())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, must say %q", err, c.want)
			}
		})
	}
	if err := loadOne("redis", strings.Replace(goodFormat, "name: shop", "name: redis", 1), Embedded()); err == nil || !strings.Contains(err.Error(), "given twice") {
		t.Errorf("a duplicate name gives %v", err)
	}
}

package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest"
	"inquest/internal/audit"
	"inquest/internal/document"
)

// TestNoOtherNumberIsProven goes over all numbers near the right one: the right one alone is
// proven.
func TestNoOtherNumberIsProven(t *testing.T) {
	stock, shop := caseLogs["stock"](t), newShop(t)
	for _, c := range []struct {
		b     *bench
		form  string
		right int
		top   int
		also  int // a number that another reading of the words gives: all jobs, the setting before, a sum
	}{
		{stock, "%d jobs failed.\n", 15, 60, -1},
		{stock, "%d of 34 jobs failed.\n", 15, 34, -1},
		{stock, "Of 34 jobs %d succeeded.\n", 19, 34, 34},
		{stock, "All %d archive jobs succeeded.\n", 7, 34, -1},
		{stock, "%d %% of the jobs failed.\n", 44, 100, -1},
		{shop, "It logged \"no connection within 5000 ms\" %d times.\n", 3, 40, -1},
		{shop, "At 14:02:05 the pool size was set to %d.\n", 2, 60, 40},
		{shop, "The backup of home wrote %d GB.\n", 34, 90, 37},
		{shop, "The backup of home took %d seconds.\n", 473, 480, 477},
		{shop, "The backup of wiki failed with exit code %d.\n", 11, 40, -1},
	} {
		for n := max(0, c.top-80); n <= c.top; n++ {
			text := fmt.Sprintf(c.form, n)
			proven := false
			r := c.b.audit(t, "r.md", text)
			at := strings.Index(c.form, "%d")
			for i := range r.Statements {
				s := &r.Statements[i]
				proven = proven || s.Verdict == audit.Proven && s.Span.Offset <= at && at < s.Span.Offset+s.Span.Length
				if n == c.right && (s.Verdict == audit.Refuted || s.Verdict == audit.Unsupported && s.Kind != audit.KindOmission) {
					t.Errorf("%q is right: %s", text, told(s))
				}
			}
			outcome := n == 34 && strings.HasPrefix(c.form, "%d of 34") || n == 56 && strings.Contains(c.form, "%%") // the runs that ended well, read the other way
			if proven != (n == c.right) && !outcome && n != c.also {
				t.Errorf("%q: proven %v: %s", text, proven, strings.Join(tell(r), "; "))
			}
		}
	}
}

// TestNoClaimNoDoubt holds that text which states nothing of the logs is left alone.
func TestNoClaimNoDoubt(t *testing.T) {
	b := newShop(t)
	words := rapid.SampledFrom(strings.Fields("we met today to talk about this and that while the sun was out nobody said much it was a pleasant afternoon with tea for all"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words, 3, 14).Draw(t, "words"), " ") + ".\n"
		doc, err := document.Read("r.md", []byte(text), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := audit.Run(context.Background(), audit.Input{Name: "r.md", Doc: doc, Bytes: []byte(text), View: b.res.View, Fresh: b.res.Report, Set: b.res.Set, Source: b.res.Source, Index: b.index})
		if err != nil {
			t.Fatal(err)
		}
		if s := r.Summary; s.Refuted+s.Unsupported+s.Proven > 0 {
			t.Fatalf("%q: %s", text, strings.Join(tell(r), "; "))
		}
	})
}

// TestSameForAnyWorkers holds that an audit is the same, byte for byte, however many workers
// read the logs, and with an index made before.
func TestSameForAnyWorkers(t *testing.T) {
	text := longReport(3)
	var want []byte
	for _, workers := range []int{1, 2, 5} {
		res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{"testdata/logs/imports", "testdata/logs/pods"}, Version: "test", Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := document.Read("r.md", []byte(text), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		in := audit.Input{Name: "r.md", Doc: doc, Bytes: []byte(text), View: res.View, Fresh: res.Report, Set: res.Set, Source: res.Source, Version: "test"}
		index, err := audit.NewIndex(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []*audit.Index{nil, index, index} {
			in.Index = x
			r, err := audit.Run(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := audit.WriteJSON(&out, r); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = out.Bytes()
			} else if !bytes.Equal(want, out.Bytes()) {
				t.Errorf("%d workers give another audit", workers)
			}
		}
	}
}

package report

import (
	"encoding/json"
	"strings"
	"testing"

	"inquest/internal/evidence"
)

var testPhrase = evidence.NewPhrase("report.test", "{n:count} of {what:name}.")

type trusting struct{}

func (trusting) Resolve(evidence.Ref) error { return nil }

func testClaim(t *testing.T, n int64, what string) evidence.Claim {
	t.Helper()
	ref := evidence.Ref{File: "a.log", Line: 1, Length: 1, SHA256: evidence.HashBytes([]byte("x"))}
	c, err := evidence.NewClaim(testPhrase, []evidence.Ref{ref}, trusting{}, evidence.Count("n", n, "1"), evidence.Name("what", what))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLedgerNumbersClaimsOnce(t *testing.T) {
	var l Ledger
	for i, want := range []ID{"c1", "c2", "c1", "c3", "c2"} {
		id, err := l.Add(testClaim(t, []int64{1, 2, 1, 3, 2}[i], "jobs"))
		if err != nil || id != want {
			t.Errorf("claim %d got id %s (%v), want %s", i, id, err, want)
		}
	}
	if l.Len() != 3 || len(l.IDs()) != 3 || l.IDs()[2] != "c3" {
		t.Errorf("the ledger holds %v", l.IDs())
	}
}

func TestLedgerRefusesTheZeroClaim(t *testing.T) {
	var l Ledger
	if id, err := l.Add(evidence.Claim{}); err == nil {
		t.Errorf("the zero claim got id %s", id)
	}
}

func TestLedgerIsWrittenInOrder(t *testing.T) {
	var l Ledger
	for n := range int64(12) {
		if _, err := l.Add(testClaim(t, n, "x")); err != nil {
			t.Fatal(err)
		}
	}
	b, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, id := range l.IDs() {
		at := strings.Index(string(b), `"`+string(id)+`":{`)
		if at <= last {
			t.Errorf("%s stands at %d, the one before it at %d", id, at, last)
		}
		last = at
	}
	if json.Unmarshal(b, &l) == nil {
		t.Error("a ledger decodes without a resolver")
	}
}

func TestIDNumber(t *testing.T) {
	for id, want := range map[ID]int{"c1": 1, "c120": 120, "": 0, "c": 0, "c0": 0, "c01": 0, "x1": 0, "c1x": 0, "c-1": 0, "c99999999999999999999": 0} {
		if got := id.Number(); got != want {
			t.Errorf("%q is number %d, want %d", id, got, want)
		}
	}
	var l Ledger
	if !l.Claim("c1").IsZero() || !l.Claim("c0").IsZero() {
		t.Error("a claim that is not there is found")
	}
}

func TestTextKeepsTrustApart(t *testing.T) {
	text := Join(Words("job "), Quoted("<b>"), nil, Words(" & more"))
	got := text.Open(func(s string) string { return strings.ToUpper(s) + "!" }, func(s string) string { return "[" + s + "]" })
	if want := "[job ]<B>![ & more]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var back Text
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != 1 || !back[0].Quoted || opened(back) != "job <b> & more" {
		t.Errorf("a text read back is %+v: all of it must count as untrusted", back)
	}
	if json.Unmarshal([]byte("7"), &back) == nil {
		t.Error("a number reads as a text")
	}
	if !Join().Empty() || !Words("").Empty() || Words("x").Empty() || Quoted("x").Empty() {
		t.Error("Empty is wrong")
	}
}

func TestHeadingsBeginWithACapital(t *testing.T) {
	for _, c := range []struct {
		in   Text
		want string
	}{{Words("job x"), "Job x"}, {Quoted("job"), "job"}, {Words("Job"), "Job"}, {nil, ""}, {Words(""), ""}, {Words("é"), "é"}} {
		if got := opened(capital(c.in)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestUniqueKeepsOrder(t *testing.T) {
	got := unique([]ID{"c3", "c1", "c3", "c2", "c1"})
	if len(got) != 3 || got[0] != "c3" || got[1] != "c1" || got[2] != "c2" {
		t.Errorf("got %v", got)
	}
}

// FuzzDecode holds that no bytes make the reader panic, and that what it
// accepts has numbered claims.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema":"inquest.report/v1","claims":{"c1":{}}}`))
	f.Add([]byte(`{"schema":"inquest.report/v1","claims":{"c2":{}}}`))
	f.Add([]byte(`{"schema":"inquest.report/v1","sections":[{"blocks":[{"kind":"figure","heading":"x","figure":{"title":"y"}}]}],"units":[null]}`))
	f.Add([]byte(`[]`))
	f.Add([]byte(`{"schema":"inquest.report/v1","claims":null,"suspects":null,"hypotheses":[{"title":3}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Decode(b)
		if err != nil {
			return
		}
		for i, id := range d.IDs() {
			if id.Number() != i+1 {
				t.Errorf("ids are %v", d.IDs())
			}
			if _, err := d.Check(id, trusting{}); err != nil {
				continue
			}
		}
		if _, err := d.Check("c0", trusting{}); err == nil {
			t.Error("a claim that is not there checks")
		}
	})
}

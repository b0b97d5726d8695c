package evidence

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	testPhrase = NewPhrase("test.failed", "{unit:name} failed in {failed:count} of {runs:count} runs after {took:duration}")
	bare       = NewPhrase("test.bare", "nothing was restarted")
	plural     = NewPhrase("test.plural", "{n:count} run{|s} of {all:count} {line says|lines say} so, {n2:count} {is|are} open")
)

type anyRef struct{}

func (anyRef) Resolve(Ref) error { return nil }

type noRef struct{}

func (noRef) Resolve(r Ref) error { return errors.New("not read: " + r.File) }

func ref(line int64) Ref {
	return Ref{File: "a.log", Line: line, Offset: line * 10, Length: 9, SHA256: HashBytes([]byte("x"))}
}

func goodValues() []Value {
	return []Value{Name("unit", "J<1>"), Count("failed", 1234, `runs("job")`), Count("runs", 2000, `runs("job")`), Duration("took", 61e9, "max(x)")}
}

func TestClaimSentence(t *testing.T) {
	c, err := NewClaim(testPhrase, []Ref{ref(2), ref(1), ref(2)}, anyRef{}, goodValues()...)
	if err != nil {
		t.Fatal(err)
	}
	got := c.Sentence(func(s string) string { return strings.ReplaceAll(s, "<", "&lt;") })
	if want := "J&lt;1> failed in 1,234 of 2,000 runs after 1 m 1 s"; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
	if refs := c.Refs(); len(refs) != 2 || refs[0].Line != 1 {
		t.Errorf("references are not sorted and unique: %v", refs)
	}
}

func TestWordsFollowTheirCount(t *testing.T) {
	for _, c := range []struct {
		n, all, open int64
		want         string
	}{
		{1, 1, 1, "1 run of 1 line says so, 1 is open"}, {2, 1, 0, "2 runs of 1 line says so, 0 are open"},
		{1, 3, 5, "1 run of 3 lines say so, 5 are open"}, {-1, 0, 1, "-1 runs of 0 lines say so, 1 is open"},
	} {
		claim, err := NewClaim(plural, []Ref{ref(1)}, anyRef{}, Count("n", c.n, "1"), Count("all", c.all, "1"), Count("n2", c.open, "1"))
		if err != nil {
			t.Fatal(err)
		}
		if got := claim.Sentence(plain); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		b, err := json.Marshal(claim)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeClaim(b, anyRef{}); err != nil {
			t.Errorf("it does not decode: %v", err)
		}
	}
}

func TestClaimIsRefused(t *testing.T) {
	without := func(drop int) []Value { v := goodValues(); return append(v[:drop], v[drop+1:]...) }
	tests := []struct {
		name   string
		phrase Phrase
		refs   []Ref
		res    Resolver
		values []Value
		want   string
	}{
		{"no phrase", Phrase{}, []Ref{ref(1)}, anyRef{}, nil, "without a phrase"},
		{"no reference", bare, nil, anyRef{}, nil, "no reference"},
		{"no resolver", bare, []Ref{ref(1)}, nil, nil, "no resolver"},
		{"unknown bytes", bare, []Ref{ref(1)}, noRef{}, nil, "not read: a.log"},
		{"reference without hash", bare, []Ref{{File: "a", Line: 1}}, anyRef{}, nil, "no SHA-256"},
		{"absolute file", bare, []Ref{{File: "/etc/passwd", Line: 1, SHA256: HashBytes(nil)}}, anyRef{}, nil, "relative"},
		{"empty slot", testPhrase, []Ref{ref(1)}, anyRef{}, without(1), "is empty"},
		{"stray value", bare, []Ref{ref(1)}, anyRef{}, goodValues(), "no slot"},
		{"wrong kind", testPhrase, []Ref{ref(1)}, anyRef{}, append(without(0), Word("unit", "x")), "wants name"},
		{"number without formula", testPhrase, []Ref{ref(1)}, anyRef{}, append(without(1), Count("failed", 1, "")), "without a formula"},
		{"slot filled twice", testPhrase, []Ref{ref(1)}, anyRef{}, append(goodValues(), Name("unit", "x")), "filled twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := NewClaim(tt.phrase, tt.refs, tt.res, tt.values...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if !c.IsZero() {
				t.Error("a refused claim is not zero")
			}
		})
	}
}

func TestZeroClaimDoesNotEncode(t *testing.T) {
	if _, err := json.Marshal(Claim{}); err == nil {
		t.Error("the zero claim was encoded")
	}
}

func TestDecodeGoesThroughTheConstructor(t *testing.T) {
	c, err := NewClaim(testPhrase, []Ref{ref(1)}, anyRef{}, goodValues()...)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(c.WithTotal(40))
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeClaim(b, anyRef{})
	if err != nil || back.Total() != 40 {
		t.Fatalf("decode: %v, total %d", err, back.Total())
	}
	for _, edit := range [][2]string{
		{"1,234", "1,235"},                     // the text alone
		{`"int":1234`, `"int":1235`},           // a value alone
		{"test.failed", "test.unknown"},        // the phrase
		{`"formula":"max(x)"`, `"formula":""`}, // a number without its formula
	} {
		edited := strings.ReplaceAll(string(b), edit[0], edit[1])
		if edited == string(b) {
			t.Fatalf("edit %q changed nothing in %s", edit, b)
		}
		if _, err := DecodeClaim([]byte(edited), anyRef{}); err == nil {
			t.Errorf("edited claim was decoded: %v", edit)
		}
	}
	if _, err := DecodeClaim(b, noRef{}); err == nil {
		t.Error("a claim whose reference does not resolve was decoded")
	}
}

func TestClaimRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := []Value{
			Name("unit", rapid.String().Draw(t, "unit")),
			Count("failed", rapid.Int64().Draw(t, "failed"), "f()"),
			Count("runs", rapid.Int64().Draw(t, "runs"), "f()"),
			Duration("took", rapid.Int64Range(-1e18, 1e18).Draw(t, "took"), "f()"),
		}
		c, err := NewClaim(testPhrase, []Ref{ref(1)}, anyRef{}, v...)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeClaim(b, anyRef{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(b) {
			t.Fatalf("round trip changed\n%s\nto\n%s (%v)", b, again, err)
		}
	})
}

func TestPhrasesAreChecked(t *testing.T) {
	for name, text := range map[string]string{
		"open slot": "a {b:count", "no kind": "a {b}", "no count in front": "a {b|c}", "no count but a name": "{a:name} {b|c}", "unknown kind": "a {b:int}", "no name": "a {:count}",
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("phrase %q was accepted", text)
				}
			}()
			NewPhrase("test."+name, text)
		})
	}
}

func FuzzDecodeClaim(f *testing.F) {
	c, err := NewClaim(testPhrase, []Ref{ref(1)}, anyRef{}, goodValues()...)
	if err != nil {
		f.Fatal(err)
	}
	b, err := json.Marshal(c)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"phrase":"test.bare"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := DecodeClaim(b, anyRef{})
		if err == nil && (c.IsZero() || len(c.Refs()) == 0) {
			t.Errorf("decoded a claim without phrase or reference from %q", b)
		}
	})
}

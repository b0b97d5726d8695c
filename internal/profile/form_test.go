package profile

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestForm(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"none", "none"},
		{"a 7", "a 1"},
		{"took 23305 ms rows=27526", "took 11111 ms rows=11111"},
		{"from 10.0.200.7:5432 to db7", "from 11.1.111.1:1111 to db1"},
		{"request 3f2504e0-4f89-41d3-9a0c-0305e82c3301 done", "request 1a1a1a1a-1a1a-1a1a-1a1a-1a1a1a1a1a1a done"},
		{"at 0x7ffe12ab, code 0x1g", "at 0x1a1a1a1a, code 0x1g"},
		{"trace deadbeef01 of 12345678", "trace 1a1a1a1a1a of 11111111"},
		{"ID ABCDEF12", "ID 1A1A1A1A"},
		{"a1b2c is short, cafebabe is a word", "a1b1c is short, cafebabe is a word"},
		{"port 80 and v1.2.3é4", "port 11 and v1.1.1é1"},
	} {
		want := []byte(c.want)
		if got := appendForm([]byte("x"), []byte(c.text)); !bytes.Equal(got[1:], want) {
			t.Errorf("%q: %q, want %q", c.text, got[1:], want)
		}
	}
}

// TestFormIsThatOfWords: eight bytes at a time find the same as one at a time.
func TestFormIsThatOfWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]byte("0123456789abcdefxgzAFXZ-_ ./:\x00\xb5\xff`@[{/:~")), 0, 60).Draw(t, "text")
		want := bytes.Clone(text)
		for i, c := range want {
			if isDigit(c) {
				want[i] = '1'
			}
		}
		flattenWords(want, text)
		got := appendForm(nil, text)
		if !bytes.Equal(got, want) {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
		if again := appendForm(nil, text); !bytes.Equal(got, again) {
			t.Fatalf("%q: %q, then %q", text, got, again)
		}
	})
}

func TestVaryKeepsExactDigits(t *testing.T) {
	form := []byte("a 1 b 111 c 11 1a1a1a")
	exact := []span{{2, 3}}
	vary(form, exact)
	if string(form[:3]) != "a 1" || bytes.Contains(form, []byte("111")) {
		t.Errorf("%q", form)
	}
	form = []byte("a 1 b 111")
	zero(form, exact)
	if string(form) != "a 1 b 000" {
		t.Errorf("%q", form)
	}
}

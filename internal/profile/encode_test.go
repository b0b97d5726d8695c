package profile

import (
	"bytes"
	"testing"
)

func sampleProfile(t testing.TB) *Profile {
	return profileOf(t, Limits{}, timeline(`
		0 INFO Job A1 started
		1 WARNING Job A1: attempt 1/3 on db1 failed: refused, retrying
		2 ERROR Job A1 failed after 2 seconds`), timeline(`
		0 INFO Connected to 10.0.0.1:5432
		1 ERROR Connection timeout to 10.0.0.1`))
}

func TestDecodeRefusesDamage(t *testing.T) {
	good := sampleProfile(t).Encode()
	if _, err := Decode(good); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(good); i += 7 {
		bad := bytes.Clone(good)
		bad[i] ^= 1 << (i % 8)
		if _, err := Decode(bad); err == nil {
			t.Fatalf("a flipped bit in byte %d was not noticed", i)
		}
		if _, err := Decode(good[:i]); err == nil {
			t.Fatalf("truncation to %d bytes was not noticed", i)
		}
	}
}

// FuzzDecodeBody reads bodies whose hash is not checked: it must neither panic
// nor take memory out of proportion.
func FuzzDecodeBody(f *testing.F) {
	good := sampleProfile(f).Encode()
	f.Add(good[len(magic) : len(good)-32])
	f.Add([]byte{})
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, body []byte) {
		p := New(Config{})
		c := &codec{reading: true, cfg: &p.cfg, buf: body}
		p.code(c)
		if c.err == nil {
			p.code(&codec{cfg: &p.cfg, number: map[*kept]uint64{}})
		}
	})
}

func TestMergeRefusesOtherConfig(t *testing.T) {
	a, b := New(Config{Sources: []string{"a"}}), New(Config{Sources: []string{"b"}})
	if a.Merge(b) == nil {
		t.Error("other sources were merged")
	}
	if New(Config{}).Merge(New(Config{Limits: Limits{Rows: 3}})) == nil {
		t.Error("other limits were merged")
	}
	if a.Merge(a) != nil {
		t.Error("a profile does not merge with itself")
	}
}

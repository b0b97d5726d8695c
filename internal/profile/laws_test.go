package profile

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"inquest/internal/source"
)

// TestMergeLaws: whatever the split, the order, the tree of merges and the
// repetitions, the encoded bytes and the view are the same.
func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		want := c.whole(t)
		var all []source.Chunk
		for i := range c.data {
			all = append(all, c.chunks(t, i)...)
		}
		all = rapid.Permutation(all).Draw(t, "order")
		parts := c.parts(t, all)
		got := mergeTree(t, parts)
		for i := range c.sums {
			got.AddSummary(i, c.sums[i], c.layouts[i])
		}
		mustEqual(t, got, want)
	})
}

// parts profiles chunks in a drawn number of profiles, some chunks twice.
func (c *logCase) parts(t *rapid.T, all []source.Chunk) []*Profile {
	parts := make([]*Profile, rapid.IntRange(1, 5).Draw(t, "parts"))
	for i := range parts {
		parts[i] = New(c.cfg)
	}
	var w Worker
	for _, chunk := range all {
		p := parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")]
		for range rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "times") {
			data := bytes.Clone(chunk.Data)
			own := chunk
			own.Data = data
			if err := p.AddChunk(&w, c.layouts[chunk.Source], own); err != nil {
				t.Fatal(err)
			}
			clear(data) // nothing may point into the chunk afterwards
		}
	}
	return parts
}

// mergeTree merges random pairs until one is left. Now and then the other one is
// merged twice, encoded, or sent over the wire before.
func mergeTree(t *rapid.T, parts []*Profile) *Profile {
	for len(parts) > 1 {
		i := rapid.IntRange(1, len(parts)-1).Draw(t, "pair")
		a, b := parts[0], parts[i]
		switch rapid.IntRange(0, 5).Draw(t, "how") {
		case 0:
			mustMerge(t, a, b)
		case 1:
			a.View()
		case 2:
			b = mustDecode(t, b.Encode())
		case 3:
			mustMerge(t, a, New(a.cfg))
		}
		mustMerge(t, a, b)
		parts = append(slices.Delete(parts, i, i+1), a)[1:]
	}
	return parts[0]
}

func mustMerge(t *rapid.T, a, b *Profile) {
	before := b.Encode()
	if err := a.Merge(b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, b.Encode()) {
		t.Fatal("merging changed the other profile")
	}
}

func mustDecode(t *rapid.T, b []byte) *Profile {
	p, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.Encode(), b) {
		t.Fatal("decoding and encoding again gives other bytes")
	}
	return p
}

func mustEqual(t *rapid.T, got, want *Profile) {
	if bytes.Equal(got.Encode(), want.Encode()) {
		if g, w := dump(t, got.View()), dump(t, want.View()); g != w {
			t.Fatalf("equal bytes, other views:\n%s", cmp.Diff(w, g))
		}
		w := dump(t, want.View())
		if g := dump(t, mustDecode(t, want.Encode()).Finish()); g != w {
			t.Fatalf("the view that uses the profile up differs:\n%s", cmp.Diff(w, g))
		}
		return
	}
	t.Fatalf("other bytes; views differ by:\n%s", cmp.Diff(dump(t, want.View()), dump(t, got.View())))
}

func dump(t fataler, v *View) string {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOverlapIsRefused: a profile that shares some chunks but not all changes
// nothing.
func TestOverlapIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		chunks := c.chunks(t, 0)
		if len(chunks) < 2 {
			t.Skip("one chunk cannot overlap in part")
		}
		var w Worker
		a, b := New(c.cfg), New(c.cfg)
		for i, x := range chunks {
			if i > 0 {
				a.AddChunk(&w, c.layouts[0], x)
			}
			if i < len(chunks)-1 || len(chunks) == 2 {
				b.AddChunk(&w, c.layouts[0], x)
			}
		}
		before := a.Encode()
		if err := a.Merge(b); err == nil {
			t.Fatal("a partial overlap was merged")
		}
		if err := a.AddChunk(&w, c.layouts[0], source.Chunk{Line: 1, Data: c.data[0]}); err == nil {
			t.Fatal("a chunk that overlaps in part was added")
		}
		if !bytes.Equal(before, a.Encode()) {
			t.Fatal("a refused merge changed the profile")
		}
	})
}

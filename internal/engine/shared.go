package engine

import (
	"context"
	"slices"

	"github.com/zeebo/xxh3"

	"inquest/internal/record"
	"inquest/internal/source"
)

// sighting is when a source first and last spoke of something.
type sighting struct {
	source      int32
	n           int32
	first, last int64
}

// Bounds of the comparison of sources by what they name.
const (
	sharedBytes   = 4 << 20 // of all samples together
	leastSample   = 16 << 10
	mostNames     = 1 << 14 // of one source
	mostSightings = 64      // a name that a source says more often names no single event
	mostSharers   = 8       // sources that say a name; more share a word, not an event
	leastName     = 5       // bytes
	mostName      = 80
)

// pair is two sources that name the same things; a < b.
type pair struct{ a, b int32 }

// difference is by how much b's first and last word of something come after a's.
type difference struct{ first, last int64 }

// shared compares sources by the things that they name: ids of requests, traces,
// jobs, connections. It returns the differences between their times for each pair
// that shares some, in an order that depends on the names alone.
func shared(ctx context.Context, set *source.Set, o Options, layouts []*record.Layout) (map[pair][]difference, error) {
	if len(layouts) < 2 {
		return nil, nil
	}
	most := max(leastSample, min(sampleSize, sharedBytes/len(layouts)))
	seen := make([]map[uint64]sighting, len(layouts))
	err := each(ctx, set, o.Workers, func(i int) {
		sample, err := set.Sample(i, most, o.Source)
		if err == nil {
			seen[i] = sightings(int32(i), layouts[i], sample)
		}
	})
	if err != nil {
		return nil, err
	}
	return differences(seen), nil
}

// sightings finds what a sample names. Its offsets are not those of the source,
// so that layouts with eras are read as their first one.
func sightings(source int32, l *record.Layout, sample []byte) map[uint64]sighting {
	out := map[uint64]sighting{}
	p := takeParser()
	defer parsers.Put(p)
	p.Parse(l, record.Chunk{Line: 1, Data: sample}, func(r *record.Record) {
		if !r.HasTime || r.Follows {
			return
		}
		see := func(name []byte) {
			k := xxh3.Hash(name)
			s, known := out[k]
			switch {
			case !known && len(out) >= mostNames:
				return
			case !known:
				s = sighting{source: source, first: r.Time, last: r.Time}
			}
			s.n++
			s.first, s.last = min(s.first, r.Time), max(s.last, r.Time)
			out[k] = s
		}
		names(r.Message, see)
		for i := range r.Fields {
			names(r.Fields[i].Value, see)
		}
	})
	for k, s := range out {
		if s.n > mostSightings {
			delete(out, k)
		}
	}
	return out
}

// names calls see for the words of a text that can be ids: letters and digits
// mixed, or long numbers; an address with a port as one.
func names(text []byte, see func([]byte)) {
	const most = 2 << 10
	text = text[:min(len(text), most)]
	for i := 0; i < len(text); {
		if !nameByte[text[i]] {
			i++
			continue
		}
		j, digits, letters, dots := i, 0, 0, 0
		for j < len(text) && (nameByte[text[j]] || text[j] == ':' && j+1 < len(text) && isDigit(text[j+1]) && dots == 3) {
			switch c := text[j]; {
			case isDigit(c):
				digits++
			case c == '.':
				dots++
			case c != '-' && c != '_' && c != ':':
				letters++
			}
			j++
		}
		if n := j - i; n >= leastName && n <= mostName && distinct(text[i:j], digits, letters, dots) {
			see(text[i:j])
		}
		i = j
	}
}

// distinct tells words that can name one event from numbers, addresses without a
// port, versions and words of a language.
func distinct(w []byte, digits, letters, dots int) bool {
	switch {
	case dots == 3 && letters == 0:
		return slices.Contains(w, ':')
	case dots > 0:
		return false
	case letters == 0:
		return digits >= 7
	}
	return digits >= 1
}

var nameByte = func() (t [256]bool) {
	for c := range t {
		b := byte(c)
		t[c] = isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' || b == '-' || b == '_' || b == '.'
	}
	return t
}()

// differences joins the sightings of all sources.
func differences(seen []map[uint64]sighting) map[pair][]difference {
	sharers := map[uint64][]sighting{}
	for _, m := range seen {
		for k, s := range m {
			if n := len(sharers[k]); n <= mostSharers {
				sharers[k] = append(sharers[k], s)
			}
		}
	}
	out := map[pair][]difference{}
	for _, list := range sharers {
		if len(list) < 2 || len(list) > mostSharers {
			continue
		}
		for i, a := range list {
			for _, b := range list[i+1:] {
				p := pair{a.source, b.source}
				out[p] = append(out[p], difference{b.first - a.first, b.last - a.last})
			}
		}
	}
	return out
}

package profile

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"inquest/internal/record"
	"inquest/internal/source"
)

// realSet is a folder of real logs, the first part of each.
type realSet struct {
	name    string
	cfg     Config
	data    [][]byte
	layouts []*record.Layout
	want    [sha256.Size]byte // of the encoded profile of all, each source as one chunk
}

// Bounds of a set, so that many splits can be tried.
const (
	setSources = 6
	setBytes   = 24 << 10 // of a source
)

// realSets are the folders of the examples and those that INQUEST_SETS names (parted
// by the list separator): each folder with logs is a set.
func realSets(t *testing.T) []*realSet {
	t.Helper()
	var out []*realSet
	byDir := map[string]*realSet{}
	for _, root := range append([]string{"../../examples"}, filepath.SplitList(os.Getenv("INQUEST_SETS"))...) {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(path, "expected") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || len(data) == 0 || bytes.IndexByte(data[:min(len(data), setBytes)], 0) >= 0 {
				return err
			}
			set := byDir[filepath.Dir(path)]
			if set == nil {
				set = &realSet{name: filepath.Dir(path)}
				byDir[set.name] = set
				out = append(out, set)
			}
			set.add(filepath.Base(path), data)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func (s *realSet) add(name string, data []byte) {
	if len(s.data) == setSources {
		return
	}
	if len(data) > setBytes {
		data = data[:bytes.LastIndexByte(data[:setBytes], '\n')+1]
	}
	if len(data) == 0 {
		return
	}
	s.cfg.Sources, s.data = append(s.cfg.Sources, name), append(s.data, data)
	s.layouts = append(s.layouts, formats.Detect(data, record.Hints{Year: 2026}))
}

// chunks cuts the set's sources between records, about every share-th time.
func (s *realSet) chunks(r *rand.Rand, share int) []source.Chunk {
	var out []source.Chunk
	for i, data := range s.data {
		from, line, first := 0, int64(1), int64(1)
		for at := 0; at < len(data); line++ {
			end := at + bytes.IndexByte(data[at:], '\n') + 1
			if end == at {
				end = len(data)
			}
			if at > from && r.IntN(share) == 0 && s.layouts[i].StartsRecord(nil, bytes.TrimRight(data[at:end], "\r\n")) {
				out = append(out, source.Chunk{Source: i, Offset: int64(from), Line: first, Data: data[from:at]})
				from, first = at, line
			}
			at = end
		}
		out = append(out, source.Chunk{Source: i, Offset: int64(from), Line: first, Data: data[from:]})
	}
	return out
}

// hash profiles chunks in a random order, some twice, in up to five profiles that
// are merged in a random tree.
func (s *realSet) hash(t *testing.T, r *rand.Rand, w *Worker, all []source.Chunk) [sha256.Size]byte {
	t.Helper()
	parts := make([]*Profile, 1+r.IntN(5))
	for i := range parts {
		parts[i] = New(s.cfg)
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, c := range all {
		p := parts[r.IntN(len(parts))]
		for range 1 + r.IntN(8)/7 {
			if err := p.AddChunk(w, s.layouts[c.Source], c); err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
	}
	for len(parts) > 1 {
		i := 1 + r.IntN(len(parts)-1)
		for range 1 + r.IntN(8)/7 {
			if err := parts[0].Merge(parts[i]); err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
		parts = append(parts[1:i], append(parts[i+1:], parts[0])...)
	}
	return sha256.Sum256(parts[0].Encode())
}

// TestMergeLawsOnRealSets tries random splits, orders, repetitions and trees of merges
// of real logs: each must give the profile of the whole. INQUEST_LAWS is how many are
// tried in all.
func TestMergeLawsOnRealSets(t *testing.T) {
	tries := 300
	if s := os.Getenv("INQUEST_LAWS"); s != "" {
		var err error
		if tries, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	sets := realSets(t)
	if len(sets) < 4 {
		t.Fatalf("only %d sets", len(sets))
	}
	r, w := rand.New(rand.NewPCG(11, 23)), &Worker{}
	for _, s := range sets {
		for k, low := range []bool{false, true} {
			if low {
				s.cfg.Limits = Limits{Rows: 24, DetailRows: 6, Early: 2, Late: 2, Sample: 2, Fields: 4, SlotValues: 4, Buckets: 64, Units: 5, UnitEvents: 40, Peers: 3, Steps: 6, Durations: 6}
			}
			p := New(s.cfg)
			for i := range s.data {
				if err := p.AddChunk(w, s.layouts[i], source.Chunk{Source: i, Line: 1, Data: s.data[i]}); err != nil {
					t.Fatalf("%s: %v", s.name, err)
				}
			}
			s.want = sha256.Sum256(p.Encode())
			for n := range tries/(2*len(sets)) + 1 {
				if got := s.hash(t, r, w, s.chunks(r, 1+r.IntN(40))); got != s.want {
					t.Fatalf("%s: limits %d, try %d: another profile than that of the whole", s.name, k, n)
				}
			}
		}
	}
	fmt.Printf("%d splits, orders and repetitions of %d sets, half of them with low limits: one profile each\n", 2*len(sets)*(tries/(2*len(sets))+1), len(sets))
}

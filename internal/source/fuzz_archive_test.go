package source

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inquest/internal/pack"
)

// fuzzSeeds are small archives and streams of every kind, whole and cut.
func fuzzSeeds() []string {
	files := []pack.File{file("a.log", "@1\nmore\n"), file("d/b.log.gz", packed("gzip", "@2\n")), {Name: "l", Link: "a.log"}}
	seeds := []string{tarOf(files...), zipOf(files...), must(pack.Zip(files, true)), tarOf(file("i.zip", zipOf(files...))), "PK\x05\x06", "@plain\n"}
	for _, c := range codecs {
		seeds = append(seeds, packed(c.name, "@1\n@2\n"), packed(c.name, tarOf(files...)), packed(c.name, packed(c.name, "@1\n")))
	}
	for _, s := range seeds {
		if len(s) > 20 {
			seeds = append(seeds, s[:len(s)*2/3])
		}
	}
	return seeds
}

// FuzzArchive lists and reads anything as it comes on standard input and, by
// its directory where it has one, from memory: no panic, nothing beyond the
// limits, names that lead nowhere, and every reading gives the same bytes.
func FuzzArchive(f *testing.F) {
	for _, s := range fuzzSeeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 1 << 20
		o := Options{Stdin: strings.NewReader(string(data)), Limits: Limits{Inflated: most, Window: 1 << 20, Members: 50}}
		set, err := Find([]string{"-"}, o)
		var nothing *NothingError
		if errors.As(err, &nothing) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		total := int64(0)
		first := map[int]string{}
		for round := range 2 {
			for _, i := range set.Groups()[0] {
				in := set.Inputs[i]
				if in.archive == nil && round > 0 {
					continue // a plain stream comes once
				}
				var got strings.Builder
				sum, err := set.Read(context.Background(), i, 4096, everyLine, o, func(c Chunk) error {
					got.Write(c.Data)
					return nil
				})
				if err != nil || int64(got.Len())+sum.Dropped != sum.Bytes || slices.Contains(strings.Split(in.Name, "/"), "..") {
					t.Fatalf("%q: %d bytes, %+v, %v", in.Name, got.Len(), sum, err)
				}
				if in.archive != nil && in.Compression != "" {
					total += sum.Bytes
				}
				if round == 0 {
					first[i] = got.String()
				} else if first[i] != got.String() {
					t.Fatalf("%q: other bytes when read again", in.Name)
				}
			}
		}
		if total > 2*most {
			t.Fatalf("%d bytes were inflated", total)
		}
	})
}

// FuzzDecoder inflates anything with every codec, read in two ways.
func FuzzDecoder(f *testing.F) {
	for _, s := range fuzzSeeds() {
		f.Add([]byte(s), uint8(1))
	}
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		c := codecs[int(kind)%len(codecs)]
		read := func(sizes ...int) (string, Summary) {
			set := streamSet(nil)
			in := &dripReader{r: strings.NewReader(string(data)), sizes: sizes}
			set.stdin.s = decodeStream(in, nil, Input{Size: -1, Compression: c.name}, Options{Limits: Limits{Inflated: 100_000, Window: 1 << 20}})
			return readFile(t, set, Options{})
		}
		got, sum := read()
		if sum.Bytes > 100_000 {
			t.Fatalf("%s: %d bytes", c.name, sum.Bytes)
		}
		again, sumAgain := read(1, 50, 7)
		if got != again || !cmp.Equal(sum, sumAgain) {
			t.Fatalf("%s: %d bytes, then %d; %+v, then %+v", c.name, len(got), len(again), sum, sumAgain)
		}
	})
}

// FuzzNames holds what is asked of names from data and of the order of any names.
func FuzzNames(f *testing.F) {
	f.Add("../../etc/passwd", "app.log.1")
	f.Add(`C:\x`, "messages-20260301.gz")
	f.Fuzz(func(t *testing.T, a, b string) {
		n := safeName(a)
		if n == "" || strings.HasPrefix(n, "/") || strings.Contains("/"+n+"/", "/../") || strings.IndexFunc(n, isControl) >= 0 || len(n) > maxMemberName {
			t.Fatalf("%q becomes %q", a, n)
		}
		if compareTurns(turnOf(a), turnOf(b)) != -compareTurns(turnOf(b), turnOf(a)) {
			t.Fatalf("%q and %q have no order", a, b)
		}
	})
}

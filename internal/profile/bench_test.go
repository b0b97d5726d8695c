package profile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// benchCorpora are generated logs, and the file that INQUEST_BENCH names.
func benchCorpora(tb testing.TB) map[string][]byte {
	out := map[string][]byte{"jobs": jobCorpus(1 << 22), "json": jsonCorpus(1 << 22), "bomb": bombCorpus(1 << 22)}
	for _, file := range strings.Fields(os.Getenv("INQUEST_BENCH")) {
		b, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		out[file[strings.LastIndexByte(file, '/')+1:]] = b
	}
	return out
}

func jobCorpus(size int) []byte {
	var b bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	for id := 0; b.Len() < size; id++ {
		stamp := func() string {
			at = at.Add(time.Duration(r.IntN(40)) * time.Millisecond)
			return at.Format("2006-01-02 15:04:05,000")
		}
		fmt.Fprintf(&b, "%s INFO     [worker-%d] billing: Job B%06d started (invoice).\n", stamp(), id%9, id)
		for s := range 1 + r.IntN(3) {
			fmt.Fprintf(&b, "%s DEBUG    [worker-%d] billing: Job B%06d: step read%d on db%d done in %d ms\n", stamp(), id%9, id, s, id%4, r.IntN(900))
		}
		fmt.Fprintf(&b, "%s INFO     [worker-%d] billing: Job B%06d completed successfully in %d.%02d seconds.\n", stamp(), id%9, id, r.IntN(9), r.IntN(100))
	}
	return b.Bytes()
}

func jsonCorpus(size int) []byte {
	var b bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	words := []string{"request completed", "cache miss", "retrying upstream call", "session opened"}
	for b.Len() < size {
		at = at.Add(time.Duration(r.IntN(40)) * time.Millisecond)
		fmt.Fprintf(&b, `{"level":"info","ts":"%s","logger":"api%d","msg":%q,"trace_id":"%016x","path":"/v1/items/%d","status":%d,"duration_ms":%d.%d}`+"\n",
			at.Format(time.RFC3339Nano), r.IntN(8), words[r.IntN(4)], r.Uint64(), r.IntN(5000), 200+r.IntN(2)*4, r.IntN(50), r.IntN(999))
	}
	return b.Bytes()
}

// bombCorpus makes every line a new shape.
func bombCorpus(size int) []byte {
	var b bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	letters := "abcdefghijklmnopqrstuvwxyz"
	for b.Len() < size {
		fmt.Fprintf(&b, "2026-03-01 10:00:00,000 INFO [main] x: ")
		for range 8 {
			for range 4 + r.IntN(4) {
				b.WriteByte(letters[r.IntN(26)])
			}
			b.WriteByte(' ')
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// cutLines cuts data into chunks of about size bytes at line ends in front of a
// line that starts a record.
func cutLines(l *record.Layout, data []byte, size int) []source.Chunk {
	var out []source.Chunk
	line := int64(1)
	for from := 0; from < len(data); {
		to := min(from+size, len(data))
		for to < len(data) {
			to += bytes.IndexByte(data[to:], '\n') + 1
			if end := bytes.IndexByte(data[to:], '\n'); end < 0 || l.StartsRecord(nil, data[to:to+end]) {
				break
			}
		}
		out = append(out, source.Chunk{Offset: int64(from), Line: line, Data: data[from:to]})
		line += int64(bytes.Count(data[from:to], newline))
		from = to
	}
	return out
}

func BenchmarkAddChunk(b *testing.B) {
	corpora := benchCorpora(b)
	for _, name := range sortedKeys(corpora) {
		data := corpora[name]
		b.Run(name, func(b *testing.B) {
			l := formats.Detect(data[:min(len(data), 256<<10)], record.Hints{Year: 2026})
			chunks := cutLines(l, data, 1<<20)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			defer cpuRate(b, len(data))()
			for b.Loop() {
				p := New(Config{Sources: []string{"a.log"}})
				var w Worker
				for _, c := range chunks {
					if err := p.AddChunk(&w, l, c); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkParseAlone(b *testing.B) {
	corpora := benchCorpora(b)
	for _, name := range sortedKeys(corpora) {
		data := corpora[name]
		b.Run(name, func(b *testing.B) {
			l := formats.Detect(data[:min(len(data), 256<<10)], record.Hints{Year: 2026})
			chunks := cutLines(l, data, 1<<20)
			b.SetBytes(int64(len(data)))
			var parser record.Parser
			defer cpuRate(b, len(data))()
			for b.Loop() {
				for i := range chunks {
					parser.Parse(l, parserChunk(&chunks[i]), func(*record.Record) {})
				}
			}
		})
	}
}

func BenchmarkMergeAndEncode(b *testing.B) {
	data := jobCorpus(1 << 22)
	l := formats.Detect(data[:256<<10], record.Hints{})
	var parts [2]*Profile
	var w Worker
	for i := range parts {
		parts[i] = New(Config{Sources: []string{"a.log"}})
	}
	for i, c := range cutLines(l, data, 1<<20) {
		if err := parts[i%2].AddChunk(&w, l, c); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		p := New(Config{Sources: []string{"a.log"}})
		for _, o := range parts {
			if err := p.Merge(o); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(p.Encode())), "encoded-bytes")
	}
}

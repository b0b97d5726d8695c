package template

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// BenchmarkMask masks the lines of the file named by INQUEST_BENCH_LOG, or a few
// lines of its own.
func BenchmarkMask(b *testing.B) {
	data := []byte(ownLines)
	if name := os.Getenv("INQUEST_BENCH_LOG"); name != "" {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
	lines := bytes.Split(data, []byte("\n"))
	var m Masker
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range lines {
			m.Mask(l)
		}
	}
}

const ownLines = `2026-03-02 10:11:12,345 INFO  [pool-3-thread-12] shop.Cart - Cart 8812 of customer c-77120 saved in 17 ms
2026-03-02 10:11:12,951 WARN  [pool-3-thread-4] shop.Stock - No answer from 192.0.2.17:5432 after 1500ms, attempt 2 of 5
192.0.2.81 - - [02/Mar/2026:10:11:13 +0000] "GET /carts/8812?full=1 HTTP/1.1" 200 5120 "-" "probe/1.4"
Mar  2 10:11:14 db01 postgres[4411]: connection received: host=192.0.2.40 port=51122
{"level":"info","ts":"2026-03-02T10:11:15.112Z","caller":"order/worker.go:88","msg":"order done","order":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","took":0.031}
Mar  2 10:11:16 db01 kernel: EXT4-fs (sda1): mounted filesystem with ordered data mode
`

// crowds are sets of n distinct shapes that each lay a burden on one pass.
var crowds = map[string]func(i int) string{
	"words": func(i int) string { return fmt.Sprintf("%s of the %s went %s", name(i), name(i/7), name(i/3)) },
	"names": func(i int) string { return fmt.Sprintf("session opened for user %s by <num>", name(i)) },
	"keys": func(i int) string {
		return fmt.Sprintf("set key_%s=%s to %s in <num> ms", name(i), name(i/2), name(i/5))
	},
	"lists":     func(i int) string { return name(i%100) + " drops" + strings.Repeat(" <num>", i/100%50) },
	"two words": twoWords,
	"json": func(i int) string {
		return fmt.Sprintf(`{"a":"%s","b":{"c":[%s]}}`, name(i), strings.Repeat("<num>,", i%40))
	},
	"endings":  func(i int) string { return "the far end says " + name(i) + strings.Repeat(" "+name(i/2), i%9) },
	"all slot": func(i int) string { return strings.TrimSpace(strings.Repeat("<num> x ", i%300)) + name(i/300) },
	"one word": name,
}

// name returns a word of letters for i.
func name(i int) string {
	w := []byte("x")
	for ; i > 0; i /= 23 {
		w = append(w, 'a'+byte(i%23))
	}
	return string(w)
}

// twoWords gives shapes of words from a vocabulary of two, with a slot in one place.
func twoWords(i int) string {
	w := make([]string, 17)
	for k := range w {
		w[k] = [...]string{"left", "right"}[i>>k&1]
	}
	w[i%17] = "<num>"
	return strings.Join(w, " ")
}

// BenchmarkGeneralize shows that the cost grows with the number of shapes, not
// with its square.
func BenchmarkGeneralize(b *testing.B) {
	for _, crowd := range slices.Sorted(maps.Keys(crowds)) {
		for _, n := range []int{1000, 10000, 100000} {
			shapes := make([]Counted, n)
			for i := range shapes {
				shapes[i] = Counted{crowds[crowd](i), uint64(i%5 + 1)}
			}
			b.Run(fmt.Sprintf("%s/%d", crowd, n), func(b *testing.B) {
				for b.Loop() {
					Generalize(shapes)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/shape")
			})
		}
	}
}

// hostile are texts that, repeated, try each rule again and again.
var hostile = []string{
	"aa:", "1:", "1.", "=\"", "='a", "=\"\\\"", "/", "-", "<", "<num", "a.b.", "0x", "Jan ", "GET ", "1,", "1,111,", "::", "a::", "\\", "ab\\", "x-1-",
	"Mon, ", "1 ", " ", "\x00", "\xff", "a", "7", "a1", "a1.", "12:34:", "2026-01-", "1 Jan ", "true ", "true", "http://", "a:", "abc-1-", "_1", "/a.", "~/", "@/", "10.0.0.", "500 OK ", "code 500 ",
}

// BenchmarkMaskHostile shows the slowest of them; none may cost much more a byte than
// common text.
func BenchmarkMaskHostile(b *testing.B) {
	for _, h := range hostile {
		msg := []byte(strings.Repeat(h, MaxMessage/len(h)))
		b.Run(fmt.Sprintf("%q", h), func(b *testing.B) {
			m := Masker{KeepStatus: true}
			b.SetBytes(int64(len(msg)))
			for b.Loop() {
				m.Mask(msg)
			}
		})
	}
}

package profile

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"inquest/internal/record"
	"inquest/internal/source"
)

// logCase is a few generated logs with their layouts.
type logCase struct {
	cfg     Config
	data    [][]byte
	layouts []*record.Layout
	sums    []source.Summary
}

var formats = record.Embedded()

// drawCase draws up to three logs of different kinds and limits that are often
// too low for them.
func drawCase(t *rapid.T) *logCase {
	c := &logCase{cfg: Config{Limits: drawLimits(t)}}
	for i := range rapid.IntRange(1, 3).Draw(t, "sources") {
		kind := rapid.SampledFrom([]func(*rapid.T, *strings.Builder, time.Time){jobLine, jsonLine, traceLines, netLine, freeLine, lifeLine}).Draw(t, "kind")
		var b strings.Builder
		at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
		for range rapid.IntRange(0, 40).Draw(t, "lines") {
			at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 40, 700, 5000, 90_000, -300, 86_400_000}).Draw(t, "step")) * time.Millisecond)
			kind(t, &b, at)
		}
		data := []byte(b.String())
		c.cfg.Sources = append(c.cfg.Sources, fmt.Sprintf("host%d/app.log", i))
		c.data = append(c.data, data)
		c.layouts = append(c.layouts, formats.Detect(data, record.Hints{Year: 2026}))
		c.sums = append(c.sums, source.Summary{Bytes: int64(len(data)), Lines: int64(bytes.Count(data, newline)), SHA256: strings.Repeat("ab", 32)})
	}
	return c
}

func drawLimits(t *rapid.T) Limits {
	if rapid.Bool().Draw(t, "default limits") {
		return Limits{}
	}
	small := func(name string, most int) int { return rapid.IntRange(1, most).Draw(t, name) }
	return Limits{Rows: small("rows", 24), DetailRows: small("detail", 8), Early: small("early", 4), Late: small("late", 4),
		Sample: small("sample", 4), Raw: small("raw", 200), Body: small("body", 100), Fields: small("fields", 5),
		SlotValues: small("values", 8), Buckets: small("buckets", 64), Units: small("units", 6), UnitEvents: small("events", 64),
		Peers: small("peers", 3), Steps: small("steps", 8), Durations: small("durations", 8)}
}

func jobLine(t *rapid.T, b *strings.Builder, at time.Time) {
	stamp := at.Format("2006-01-02 15:04:05,000")
	id := rapid.IntRange(100, 112).Draw(t, "job")
	n := rapid.IntRange(0, 30).Draw(t, "n")
	switch rapid.IntRange(0, 6).Draw(t, "what") {
	case 0:
		fmt.Fprintf(b, "%s INFO [worker-%d] batch: Job A%d started (nightly).\n", stamp, n%3, id)
	case 1:
		fmt.Fprintf(b, "%s INFO [worker-%d] batch: Job A%d completed successfully in %d seconds.\n", stamp, n%3, id, n)
	case 2:
		fmt.Fprintf(b, "%s ERROR [worker-%d] batch: Job A%d failed after %d seconds.\n", stamp, n%3, id, n)
	case 3:
		fmt.Fprintf(b, "%s WARNING [worker-%d] batch: Job A%d: attempt %d/4 on 10.0.0.%d:5432 failed: Connection refused\n", stamp, n%3, id, n%4, n%4)
	case 4:
		fmt.Fprintf(b, "%s DEBUG [worker-%d] batch: Job A%d: step load on store%d done in %d ms\n", stamp, n%3, id, n%2, n*7)
	case 5:
		fmt.Fprintf(b, "%s INFO [main] batch: queue depth %d\n", stamp, n)
	default:
		fmt.Fprintf(b, "\n%s ERROR [main] batch: unforeseen %s\n", stamp, rapid.StringMatching(`[a-z]{3,6}( [a-z]{2,5}){0,4}`).Draw(t, "words"))
	}
}

// lifeLine tells of runs that no list knows.
func lifeLine(t *rapid.T, b *strings.Builder, at time.Time) {
	id := rapid.IntRange(0, 9).Draw(t, "parcel")
	line := rapid.SampledFrom([]string{"INFO rating parcel P-%d", "INFO parcel P-%d rated", "ERROR could not rate parcel P-%d: no tariff",
		"WARNING parcel P-%d: no answer", "INFO order %d accepted", "INFO order %d shipped", "INFO Job J1: rating parcel P-%d"}).Draw(t, "life")
	fmt.Fprintf(b, "%s "+line+"\n", at.Format("2006-01-02 15:04:05,000"), id)
}

func jsonLine(t *rapid.T, b *strings.Builder, at time.Time) {
	n := rapid.IntRange(0, 40).Draw(t, "n")
	fmt.Fprintf(b, `{"ts":%q,"level":%q,"logger":"api%d","msg":%q,"status":%d,"took":"%dms"`, at.Format(time.RFC3339Nano),
		[]string{"info", "warn", "error"}[n%3], n%2, []string{"request done", "call failed", "cache miss", "job accepted"}[n%4], 200+n%4*100, n)
	if n%5 == 0 {
		fmt.Fprintf(b, `,"err":"dial tcp 10.1.0.%d:80: i/o timeout","job":"j-%04d"`, n%7, n%6)
	}
	for i := range n % 7 {
		fmt.Fprintf(b, `,"f%d":"v%d"`, (n+i)%11, n%(i+2))
	}
	b.WriteString("}\n")
}

func traceLines(t *rapid.T, b *strings.Builder, at time.Time) {
	n := rapid.IntRange(0, 20).Draw(t, "n")
	fmt.Fprintf(b, "%s ERROR [exec-%d] c.e.shop.Cart - request %d failed\n", at.Format("2006-01-02 15:04:05.000"), n%3, n)
	if n%2 == 0 {
		fmt.Fprintf(b, "java.lang.IllegalStateException: no cart %d\n\tat com.example.Cart.get(Cart.java:%d)\n", n, n+10)
	}
	if n%4 == 0 {
		b.WriteString("Caused by: java.net.ConnectException: Connection refused\n\tat java.base/sun.nio.ch.Net.connect(Net.java:5)\n\n")
	}
}

func netLine(t *rapid.T, b *strings.Builder, at time.Time) {
	n := rapid.IntRange(0, 20).Draw(t, "n")
	line := []string{
		fmt.Sprintf("WARNING - Connection attempt to 10.2.0.%d on port %d using TCP.", n%3, 400+n%2),
		fmt.Sprintf("ERROR - High latency detected (%dms). Possible network congestion.", n),
		fmt.Sprintf("ERROR - Connection timeout to 10.2.0.%d. No response received.", n%3),
		"ERROR - Network failure. Retrying...",
		fmt.Sprintf("CRITICAL - Connection permanently lost to 10.2.0.%d.", n%3),
		fmt.Sprintf("INFO - Connected to 10.2.0.%d:%d", n%3, 400+n%2),
	}[n%6]
	fmt.Fprintf(b, "[%s] %s\n", at.Format("2006-01-02 15:04:05"), line)
}

// freeLine is text that no format knows, with hostile bytes.
func freeLine(t *rapid.T, b *strings.Builder, _ time.Time) {
	b.WriteString(rapid.SampledFrom([]string{"\x00\x01 <num> <*>", "plain words here", "\xff\xfe bad", "  indented", "", "{\"a\":", "Job X failed after 3 seconds"}).Draw(t, "free"))
	b.WriteByte('\n')
}

// chunks cuts source i at lines that start a record.
func (c *logCase) chunks(t *rapid.T, i int) []source.Chunk {
	data := c.data[i]
	var out []source.Chunk
	from, line, first := 0, int64(1), int64(1)
	for at := 0; at < len(data); {
		end := at + bytes.IndexByte(data[at:], '\n') + 1
		if at > from && c.layouts[i].StartsRecord(nil, bytes.TrimSuffix(data[at:end-1], []byte("\r"))) && rapid.IntRange(0, 3).Draw(t, "cut") == 0 {
			out = append(out, source.Chunk{Source: i, Offset: int64(from), Line: first, Data: data[from:at]})
			from, first = at, line
		}
		at = end
		line++
	}
	if from < len(data) {
		out = append(out, source.Chunk{Source: i, Offset: int64(from), Line: first, Data: data[from:]})
	}
	return out
}

// whole profiles every source as one chunk.
func (c *logCase) whole(t fataler) *Profile {
	p, w := New(c.cfg), &Worker{}
	for i := range c.data {
		if err := p.AddChunk(w, c.layouts[i], source.Chunk{Source: i, Line: 1, Data: c.data[i]}); err != nil {
			t.Fatal(err)
		}
		p.AddSummary(i, c.sums[i], c.layouts[i])
	}
	return p
}

type fataler interface{ Fatal(...any) }

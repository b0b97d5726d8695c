package record

import (
	"bytes"
	"syscall"
	"testing"
	"time"
)

// BenchmarkParse reports bytes per second and allocations of Parse, per format:
// the format's own samples, repeated to about a megabyte.
func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"python-logging", "bracketed-time", "json-lines", "logfmt", "syslog-3164", "syslog-5424", "docker-json",
		"log4j", "klog", "clf", "nginx-error", "postgres", "mysql-error", "redis", "time-level", "stamped", "level-program"} {
		b.Run(name, func(b *testing.B) { benchmarkParse(b, benchText(name)) })
	}
	b.Run("plain", func(b *testing.B) {
		benchmarkParse(b, bytes.Repeat([]byte("checking for library functions in the usual places\n"), 20_000))
	})
	b.Run("stack-traces", func(b *testing.B) {
		text := "2026-03-01 07:10:11,204 ERROR [main] com.shop.Stock: gone\njava.io.IOException: closed\n"
		text += "\tat com.shop.Stock.read(Stock.java:7)\n\tat com.shop.Stock.main(Stock.java:1)\nCaused by: java.lang.Error: x\n\t... 3 more\n"
		benchmarkParse(b, bytes.Repeat([]byte(text), 5_000))
	})
}

// benchText repeats the first sample of a format.
func benchText(name string) []byte {
	for _, f := range proven().list {
		if f.Name == name {
			line := append([]byte(f.samples[0].Text), '\n')
			return bytes.Repeat(line, 1<<20/len(line))
		}
	}
	panic("no format " + name)
}

func benchmarkParse(b *testing.B, data []byte) {
	l := Embedded().Detect(data[:min(len(data), 64<<10)], Hints{Year: 2026})
	var p Parser
	records := 0
	p.Parse(l, Chunk{Line: 1, Data: data}, func(*Record) { records++ }) // warm
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	start := cpu()
	for b.Loop() {
		p.Parse(l, Chunk{Line: 1, Data: data}, func(*Record) {})
	}
	used := float64(cpu()-start) / float64(b.N)
	b.ReportMetric(used/float64(records), "cpu-ns/record")
	b.ReportMetric(float64(len(data))*1000/used, "MB/cpu-s")
}

// cpu is the processor time that the process has used, which other programs on
// the machine disturb less than the time of day.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkStamp(b *testing.B) {
	for _, text := range []string{"2026-11-22 20:03:25,123 INFO", "2026-11-22T20:03:25.123456789Z x", "Nov 22 20:03:25 box", "22/Nov/2026:20:03:25 +0000]"} {
		b.Run(text[:10], func(b *testing.B) {
			var s stamp
			c := calendar{year: 2026}
			for b.Loop() {
				if parseStamp([]byte(text), &s) == 0 {
					b.Fatal(text)
				}
				_ = c.time(&s)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	data := benchText("json-lines")[:256<<10]
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Embedded().Detect(data, Hints{})
	}
}

func BenchmarkLoadEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := read(embedded, "formats"); err != nil {
			b.Fatal(err)
		}
	}
}

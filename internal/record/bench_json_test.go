package record

import (
	"bytes"
	"testing"

	"github.com/valyala/fastjson"
)

// BenchmarkJSONWalk holds the own flat walk against the library that would do
// the same work: every member of the object as key and value, no allocation.
func BenchmarkJSONWalk(b *testing.B) {
	text := benchText("json-lines")
	line := text[:bytes.IndexByte(text, '\n')]
	b.Run("own", func(b *testing.B) {
		var m matcher
		b.SetBytes(int64(len(line)))
		b.ReportAllocs()
		for b.Loop() {
			if !m.runJSON(line, nil) {
				b.Fatal("the line is no object")
			}
		}
	})
	b.Run("fastjson", func(b *testing.B) {
		var p fastjson.Parser
		b.SetBytes(int64(len(line)))
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			v, err := p.ParseBytes(line)
			if err != nil {
				b.Fatal(err)
			}
			o, err := v.Object()
			if err != nil {
				b.Fatal(err)
			}
			o.Visit(func(key []byte, v *fastjson.Value) { n += len(key) + len(v.GetStringBytes()) })
		}
	})
}

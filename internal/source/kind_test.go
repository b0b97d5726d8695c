package source

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestEveryMagicIsFound(t *testing.T) {
	for _, m := range magics {
		content := strings.Repeat(" ", m.at) + m.bytes + " and more text that would pass for a log\n"
		in, skip := classify(Input{Name: "x.log", Size: 9}, []byte(content), nil)
		if skip == nil {
			t.Errorf("%s is taken for a log: %+v", m.name, in)
			continue
		}
		if skip.Reason != m.reason || skip.Detail != m.name || skip.Hint == "" || skip.Bytes != 9 {
			t.Errorf("%s: %+v", m.name, skip)
		}
	}
}

func utf16Bytes(s string, big, mark bool) []byte {
	var out []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestTextAndBinaryAreToldApart(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	line := "2025-03-01 10:00:00 INFO  started the worker pool\n"
	fix := strings.Repeat("8=FIX.4.4\x019=112\x0135=D\x0149=A\x0156=B\x0110=062\x01\n", 50)
	for _, c := range []struct {
		name         string
		head, tail   []byte
		binary       bool
		wantEncoding string
	}{
		{"plain lines", []byte(strings.Repeat(line, 50)), nil, false, ""},
		{"nothing", nil, nil, false, ""},
		{"Latin-1", []byte(strings.Repeat("Fehler beim \xd6ffnen der Datei f\xfcr \xe4\xf6\xfc\n", 50)), nil, false, ""},
		{"Shift-JIS", []byte(strings.Repeat("\x83\x47\x83\x89\x81\x5b\x82\xaa\x94\xad\x90\xb6\n", 50)), nil, false, ""},
		{"colours", []byte(strings.Repeat("\x1b[31mERROR\x1b[0m no\n", 50)), nil, false, ""},
		{"separators of the FIX protocol", []byte(fix), nil, false, ""},
		{"some NULs", []byte(strings.Repeat(line+"\x00\x00", 50)), nil, false, ""},
		{"blanked beginning, text at the end", make([]byte, probeSize), []byte(strings.Repeat(line, 50)), false, ""},
		{"NULs throughout", make([]byte, probeSize), make([]byte, probeSize), true, ""},
		{"random bytes", noise, noise, true, ""},
		{"numbers of four bytes", bytes.Repeat([]byte{7, 1, 0, 0, 9, 2, 0, 0}, 64), nil, true, ""},
		{"UTF-16 LE with a mark", utf16Bytes(line, false, true), nil, false, encodingUTF16LE},
		{"UTF-16 BE with a mark", utf16Bytes(line, true, true), nil, false, encodingUTF16BE},
		{"UTF-16 LE without a mark", utf16Bytes(line, false, false), nil, false, encodingUTF16LE},
		{"UTF-16 BE without a mark", utf16Bytes(line, true, false), nil, false, encodingUTF16BE},
		{"gzip inside", []byte(gzipMagic + "\x00more"), nil, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, skip := classify(Input{Name: "x"}, c.head, c.tail)
			if (skip != nil) != c.binary {
				t.Fatalf("skip %+v", skip)
			}
			if in.Encoding != c.wantEncoding {
				t.Errorf("encoding %q, want %q", in.Encoding, c.wantEncoding)
			}
		})
	}
}

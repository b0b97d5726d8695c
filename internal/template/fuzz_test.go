package template

import (
	"bytes"
	"testing"
)

func FuzzMask(f *testing.F) {
	for _, l := range bytes.Split([]byte(ownLines), []byte("\n")) {
		f.Add(l)
	}
	for _, s := range []string{
		"", "<*><num>< *>", "=\"a\\\"b\" x='", "::1::", "1:2:3:4:5:6:7:8", "C:\\", "../", "~/", "/.", "GET / HTTP/", "GET  HTTP/1.1",
		"Mon Jan", "Mon, 2 Jan 2026 10:11", "1,234,", "0x", "#", "-", "\xff\xfe0\x00", "a=b=1=2", "10.0.0.1/", "[::ffff:10.0.0.1]:80",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, msg []byte) {
		plain := checkMask(t, &Masker{}, msg)
		checkMask(t, &Masker{KeepStatus: true}, msg)
		if again := checkMask(t, &Masker{}, []byte(" \t"+string(msg)+"\r\n")); len(msg) < MaxMessage-4 && again != plain {
			t.Fatalf("%q: blanks around the message change the shape from %q to %q", msg, plain, again)
		}
	})
}

// FuzzGeneralize reads lines as messages and as shapes.
func FuzzGeneralize(f *testing.F) {
	f.Add([]byte(ownLines))
	f.Add([]byte("user <*> in\nuser ann in\nuser bob in\nuser eve in\nwait () x\nwait (<num>) x"))
	f.Add([]byte("a <num>, <num>\na <num>\nx=<*> y (\nx=<*>.<*> y (\n<*><*>\n<*>:<*>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := bytes.Split(data, []byte("\n"))
		if len(lines) > 200 {
			lines = lines[:200]
		}
		var shapes []Counted
		var m Masker
		for i, l := range lines {
			shape, _ := m.Mask(l)
			shapes = append(shapes, Counted{string(shape), uint64(i%3) + 1}, Counted{string(l[:min(len(l), 300)]), 1})
		}
		checkGeneralize(t, shapes)
	})
}

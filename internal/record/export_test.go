package record

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// journalField writes a field as the journal does where it is no plain text.
func journalField(key, value string) string {
	var size [8]byte
	binary.LittleEndian.PutUint64(size[:], uint64(len(value)))
	return key + "\n" + string(size[:]) + value + "\n"
}

// TestExport reads entries of the journal whose messages have several lines.
func TestExport(t *testing.T) {
	head := func(i int) string {
		return fmt.Sprintf("__CURSOR=s=0a;i=%d\n__REALTIME_TIMESTAMP=%d\n_HOSTNAME=box7\nPRIORITY=3\nSYSLOG_IDENTIFIER=cart\n", i, 1772349011204567+i*1e6)
	}
	trace := "java.io.IOException: gone\n\tat a.b(C.java:7)\n\n2026-01-01 00:00:00 INFO x"
	text := head(0) + "MESSAGE=no stock\n_PID=42\n\n" +
		head(1) + journalField("MESSAGE", trace) + "_PID=43\n\n" +
		head(2) + journalField("COREDUMP", "0123456789") + "MESSAGE=ten bytes before\n_PID=44\n\n" +
		head(3) + "MESSAGE\n\xff\xff\xff\xff\xff\xff\xff\xff" + "cut\n_PID=45\n\n" +
		head(4) + "MESSAGE=last\n_PID=46"
	data := []byte(text)
	l := Embedded().Detect(data, Hints{})
	if l.Names()[0] != "journald-export" {
		t.Fatalf("formats %q", l.Names())
	}
	var got []string
	a := new(Parser).Parse(l, Chunk{Line: 1, Data: data}, func(r *Record) {
		got = append(got, fmt.Sprintf("%d %s %s|%s", r.Time/1e9, r.PID, r.Message, strings.ReplaceAll(string(r.Body), "\n", "/")))
	})
	want := []string{
		"1772349011 42 no stock|",
		"1772349012 43 java.io.IOException: gone|\tat a.b(C.java:7)//2026-01-01 00:00:00 INFO x",
		"1772349013 44 ten bytes before|",
		"1772349014 45 __CURSOR=s=0a;i=3|",
		"1772349015 46 last|",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("records\n%q\nwant\n%q", got, want)
	}
	if a.bytes() != int64(len(data)) {
		t.Errorf("%d of %d bytes accounted for", a.bytes(), len(data))
	}
}

// FuzzExport reads any bytes as an entry: all of it is accounted for, nothing is
// read twice, and lengths that lie do no harm.
func FuzzExport(f *testing.F) {
	f.Add([]byte("__REALTIME_TIMESTAMP=1772349011204567\nMESSAGE=a\n"))
	f.Add([]byte(journalField("MESSAGE", "a\n\nb") + "_PID=4\n"))
	f.Add([]byte("MESSAGE\n\xff\xff\xff\xff\xff\xff\xff\x7fx"))
	f.Fuzz(func(t *testing.T, entry []byte) {
		head := "__CURSOR=s=0a\n__REALTIME_TIMESTAMP=1772349011204567\n"
		data := []byte(head + "MESSAGE=first\n\n" + head + string(entry))
		l := Embedded().Detect([]byte(head+"MESSAGE=first\n\n"+head+"MESSAGE=x\n"), Hints{})
		n := 0
		a := new(Parser).Parse(l, Chunk{Line: 1, Data: data}, func(r *Record) {
			total := 0
			for _, x := range r.Fields {
				total += len(x.Key) + len(x.Value)
			}
			if n++; total > len(data) {
				t.Errorf("%d bytes of fields out of %d", total, len(data))
			}
		})
		if a.bytes() != int64(len(data)) || a.Records != int64(n) {
			t.Errorf("%d of %d bytes accounted for, %d records of %d", a.bytes(), len(data), n, a.Records)
		}
	})
}

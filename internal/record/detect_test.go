package record

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestEveryFormatIsFoundByItsLines repeats each sample and wants its format first.
func TestEveryFormatIsFoundByItsLines(t *testing.T) {
	for _, f := range proven().All() {
		if f.payload {
			continue // looked for behind envelopes only
		}
		for i, s := range f.samples {
			text := strings.Repeat(s.Text+"\n", 20)
			if strings.HasPrefix(s.Text, "\t\t ") {
				continue // a follower alone is no evidence; its format has other samples
			}
			l := Embedded().Detect([]byte(text), Hints{})
			if l.Names()[0] != f.Name {
				t.Errorf("format %s, sample %d: 20 such lines are taken for %v", f.Name, i+1, l.Names())
			}
		}
	}
}

func TestDetectMixedSources(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "2026-03-01 07:10:%02d - INFO - step %d\n", i, i)
		fmt.Fprintf(&b, "192.0.2.7 - - [01/Mar/2026:07:10:%02d +0000] \"GET /%d HTTP/1.1\" 200 1\n", i, i)
		if i%3 == 0 {
			fmt.Fprintf(&b, "{\"time\":\"2026-03-01T07:10:%02dZ\",\"level\":\"warn\",\"msg\":\"m\"}\n", i)
		}
	}
	l := Embedded().Detect([]byte(b.String()), Hints{})
	if got := fmt.Sprint(l.Names()); got != "[clf-common python-logging json-lines]" {
		t.Errorf("formats are %s", got)
	}
	timed := 0
	new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(b.String())}, func(r *Record) { timed += count(r.HasTime && r.Lines == 1) })
	if timed != 70 {
		t.Errorf("%d of 70 records have a time", timed)
	}
}

// TestAccidentsAreNoFormats has a few messages that read like another format.
func TestAccidentsAreNoFormats(t *testing.T) {
	text := strings.Repeat("2026-03-01 07:10:11 INFO stock is read\n", 30) + "2026-03-01 07:10:11 ERROR stock: gone\n2026-03-01 07:10:11 [7] LOG:  x\n"
	if got := fmt.Sprint(Embedded().Detect([]byte(text), Hints{}).Names()); !strings.HasPrefix(got, "[time-level") || strings.Contains(got, "log4j") {
		t.Errorf("formats are %s", got)
	}
	dump := strings.Repeat("2026-03-01 07:10:11 INFO answer follows\n", 60) + "{\"size\": 7}\n1772349011 aa bb\n"
	if got := fmt.Sprint(Embedded().Detect([]byte(dump), Hints{}).Names()); got != "[time-level]" {
		t.Errorf("formats are %s, dumped data is no format", got)
	}
}

func TestPlainIsTheLastResort(t *testing.T) {
	for _, text := range []string{"", "\n\n", "words\nand words\n", "\x00\x01\x02", strings.Repeat("\xff", 5000)} {
		if got := fmt.Sprint(Embedded().Detect([]byte(text), Hints{}).Names()); got != "[plain]" {
			t.Errorf("%.20q is taken for %s", text, got)
		}
	}
}

func TestWhatStampsLeaveOut(t *testing.T) {
	cases := []struct {
		line               string
		yearless, zoneless bool
	}{
		{"Mar  1 07:10:11 box7 relayd[811]: x", true, true},
		{"2026-03-01 07:10:11 INFO x", false, true},
		{"2026-03-01T07:10:11Z INFO x", false, false},
		{"I0301 07:10:11.123456 7 a.go:1] x", true, true},
		{"words", false, false},
	}
	for _, c := range cases {
		l := Embedded().Detect([]byte(strings.Repeat(c.line+"\n", 5)), Hints{})
		if l.Yearless() != c.yearless || l.Zoneless() != c.zoneless {
			t.Errorf("%q: yearless %t, zoneless %t", c.line, l.Yearless(), l.Zoneless())
		}
	}
}

// TestNewYear reads year-less lines across the turn of a year, whole and in two chunks.
func TestNewYear(t *testing.T) {
	head, tail := "Dec 31 23:59:58 box7 relayd[811]: a\n", "Jan  1 00:00:02 box7 relayd[811]: b\nFeb  3 00:00:02 box7 relayd[811]: c\n"
	l := Embedded().Detect([]byte(head+tail), Hints{}).WithHints(Hints{Year: 2025})
	want := []string{"2025-12-31T23:59:58Z", "2026-01-01T00:00:02Z", "2026-02-03T00:00:02Z"}
	for _, pieces := range [][]string{{head + tail}, {head, tail}} {
		var got []string
		for _, piece := range pieces {
			new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(piece)}, func(r *Record) { got = append(got, time.Unix(0, r.Time).UTC().Format(time.RFC3339)) })
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("times are %v, want %v", got, want)
		}
	}
}

func TestWithHintsIsDetectWithHints(t *testing.T) {
	text := []byte("Mar  1 07:10:11 box7 relayd[811]: x\nMar  1 07:10:12 box7 relayd[811]: y\n")
	h := Hints{Year: 2024, Zone: 7200, ZoneIsUser: true}
	a, _ := collect(Embedded().Detect(text, h), new(Parser), Chunk{Line: 1, Data: text})
	b, _ := collect(Embedded().Detect(text, Hints{}).WithHints(h), new(Parser), Chunk{Line: 1, Data: text})
	if fmt.Sprint(a) != fmt.Sprint(b) || len(a) != 2 {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestStartsRecordIsWhatParseDoes(t *testing.T) {
	for _, line := range someLines() {
		if strings.Contains(line, "\n") {
			continue
		}
		text := []byte(strings.Repeat("2026-03-01 07:10:11 INFO x\n", 3) + line + "\n")
		l := Embedded().Detect(text, Hints{})
		starts := false
		new(Parser).Parse(l, Chunk{Line: 1, Data: text}, func(r *Record) { starts = starts || r.Line == 4 })
		if l.StartsRecord(nil, []byte(line)) && !starts {
			t.Errorf("%q starts a record for StartsRecord, not for Parse", line)
		}
	}
}

// TestFormatNameByFields parts the users of one format by the fields that say who
// they are.
func TestFormatNameByFields(t *testing.T) {
	for line, want := range map[string]string{
		"CEF:0|Acme|Gate Guard|2.1|100|refused|7|src=192.0.2.7 spt=40000":                                                    "cef/Gate-Guard",
		"<131>Mar  1 07:10:11 box7 CEF:0|Acme|Wall\x01|2.1|100|refused|7|src=192.0.2.7":                                      "syslog/cef/Wall-",
		"LEEF:1.0|Acme|Gate|2.1|logon|sev=8\tsrc=192.0.2.7":                                                                  "leef/Gate",
		"date=2026-03-01 time=07:10:11 devname=\"e\" devid=\"FG1\" logid=\"0000000013\" type=\"traffic\" srcip=192.0.2.7":    "fortinet/traffic",
		"1,2026/03/01 07:10:11,001606000001,SYSTEM,general,0,2026/03/01 07:10:11,,general,,0,0,general,critical,\"x\",7,0x0": "palo-alto/SYSTEM",
		"2026-03-01T07:10:11.204Z info vpxd[27059] [Originator@6876 sub=drmLogger opID=SWI-5] started":                       "vmware",
		"2026-03-01T07:10:11.559Z cpu7:35233)Path: 2002: path is dead":                                                       "vmkernel",
	} {
		text := []byte(line + "\n")
		new(Parser).Parse(Embedded().Detect(text, Hints{}), Chunk{Line: 1, Data: text}, func(r *Record) {
			if got := r.FormatName(); got != want {
				t.Errorf("%q is %s, want %s", line, got, want)
			}
		})
	}
}

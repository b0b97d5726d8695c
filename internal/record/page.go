package record

import (
	"bytes"
	"fmt"
	"strings"
)

// Kind names how the format is read: layout, json, json-block or logfmt.
func (f *Format) Kind() string {
	for name, kind := range formatKinds {
		if kind == f.kind && name != "" {
			return name
		}
	}
	return "table"
}

// Rank is the format's place among those that know a line: the highest owns it.
func (f *Format) Rank() int { return f.rank }

// Samples counts the lines that prove the format: those that it must read, and
// those that it must not.
func (f *Format) Samples() (positive, negative int) { return len(f.samples), len(f.negative) }

// Markdown is the page that lists the formats with a sample of each.
func (c *Formats) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Formats

Inquest reads these %d formats, and tables whose header names the columns (CSV, Zeek,
W3C Extended Log Format). They are files, internal/record/formats/NAME.yaml, each with
samples that its loader insists on. 'inquest formats show NAME' prints one, 'inquest
formats new FILE' drafts another from a log of yours, and '--formats DIR' adds a folder
of them to a run. This page is generated.

| format | what it is | a line of it |
|---|---|---|
`, len(c.list))
	for _, f := range c.ByName() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, cellText(f.Description), codeText(f.sampleLine()))
	}
	return b.Bytes()
}

func (f *Format) sampleLine() string {
	if len(f.samples) == 0 {
		return ""
	}
	line, _, _ := strings.Cut(f.samples[0].Text, "\n")
	const most = 110
	if r := []rune(line); len(r) > most {
		line = string(r[:most]) + " ..."
	}
	return line
}

func cellText(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

// codeText is a sample as code inside a table's cell.
func codeText(s string) string {
	s = strings.NewReplacer("|", "\\|", "\t", " ", "`", "'").Replace(s)
	return "`" + s + "`"
}

package fault

import (
	"fmt"
	"strings"
)

// Markdown is the class as a page for readers: what it means, how to confirm,
// fix and prevent, what it explains, where to read on, and lines that show it.
// It holds text of the catalogue alone, never of a log.
func (c *Class) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", c.ID, sentence(c.Title))
	fmt.Fprintf(&b, "| role | layer | depth | acts | hedged |\n|---|---|---|---|---|\n| %s | %s | %d | %s | %s |\n\n",
		c.Role, c.Layer, c.Depth, c.Owner, yesNo(c.Hedged))
	fmt.Fprintf(&b, "## What it means\n\n%s\n\n*Rests on:* %s\n\n", c.Meaning, c.Confidence)
	if p := c.Plain; p.What != "" {
		fmt.Fprintf(&b, "## In plain words\n\n%s. First: %s. Later: %s.\n\n", upper(p.What), lowerFirst(p.Now), lowerFirst(p.Later))
	}
	b.WriteString("## How to confirm\n\n")
	for _, f := range c.Confirm {
		fmt.Fprintf(&b, "- `%s`\n  - confirms: %s\n  - refutes: %s\n", f.Command, f.Confirms, f.Refutes)
	}
	writeList(&b, "Fix", c.Fix)
	writeList(&b, "Prevent", c.Prevent)
	writeList(&b, "Explains", code(c.Explains))
	writeList(&b, "Ends with", code(c.Reversal))
	b.WriteString("\n## Read on\n\n")
	for _, r := range c.Refs {
		fmt.Fprintf(&b, "- [%s](%s), %s (%s)\n", r.Title, r.URL, r.Publisher, r.Checked)
		for _, t := range r.Takeaways {
			fmt.Fprintf(&b, "  - %s\n", t)
		}
	}
	writeSamples(&b, "Lines that show it", c.Samples(), true)
	writeSamples(&b, "Lines that do not", c.Samples(), false)
	return []byte(b.String())
}

func sentence(title string) string {
	title = strings.ReplaceAll(title, "{component}", "*component*")
	return strings.ToUpper(title[:1]) + title[1:] + "."
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

func code(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, "`"+id+"`")
	}
	return out
}

func writeList(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, item := range items {
		fmt.Fprintf(b, "- %s\n", item)
	}
}

func writeSamples(b *strings.Builder, title string, samples []Sample, match bool) {
	fmt.Fprintf(b, "\n## %s\n\n```\n", title)
	for _, s := range samples {
		if s.Match == match {
			b.WriteString(s.Line.Message + fieldsOf(s.Line) + "\n")
		}
	}
	b.WriteString("```\n")
}

// fieldsOf writes a sample's fields after its message.
func fieldsOf(l Line) string {
	var b strings.Builder
	for _, k := range sortedKeys(l.Fields) {
		fmt.Fprintf(&b, " %s=%q", k, l.Fields[k])
	}
	return b.String()
}

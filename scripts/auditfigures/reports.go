package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"inquest"
	"inquest/internal/audit"
	"inquest/internal/document"
	"inquest/internal/render"
	"inquest/internal/source"
)

// factual is a place of a report that states a fact of the logs. In hand-written
// reports it is marked: ⟦kind:text⟧. complete is a run of quoted lines that
// leaves none out.
type factual struct {
	kind     string // count, sum, time, date, name, line, drop, swap, or one of others
	from, to int    // in the report without the marks
}

// correct is a report that is right in all that it says, and where its facts
// are.
type correct struct {
	name, logs, text string
	facts            []factual
	names            []string // to put in each other's place
	own              bool     // written by Inquest
}

var marked = regexp.MustCompile(`⟦(\w+):([^⟧]*)⟧`)

// handReports reads the reports that people wrote, of one set: "reports" or
// "fresh". Their first line names the logs that they speak of.
func handReports(root, set string) ([]correct, error) {
	paths, err := filepath.Glob(filepath.Join(root, "internal/audit/testdata", set, "*"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no hand-written reports under %s: %w", root, err)
	}
	var out []correct
	for _, path := range paths {
		_, b, err := source.ReadWhole(path, source.Options{})
		if err != nil {
			return nil, err
		}
		c, err := readHand(filepath.Base(path), string(b))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

var logsLine = regexp.MustCompile(`^<!-- logs: (\S+) -->\n`)

func readHand(name, s string) (correct, error) {
	head := logsLine.FindStringSubmatch(s)
	if head == nil {
		return correct{}, fmt.Errorf("%s: the first line names no logs", name)
	}
	c := correct{name: name, logs: head[1]}
	s = s[len(head[0]):]
	var text strings.Builder
	last := 0
	for _, m := range marked.FindAllStringSubmatchIndex(s, -1) {
		text.WriteString(s[last:m[0]])
		from := text.Len()
		text.WriteString(s[m[4]:m[5]])
		c.facts = append(c.facts, factual{s[m[2]:m[3]], from, text.Len()})
		last = m[1]
	}
	text.WriteString(s[last:])
	c.text = text.String()
	for _, f := range c.facts {
		if f.kind == "name" {
			c.names = append(c.names, c.text[f.from:f.to])
		}
	}
	c.blocks()
	c.more()
	return c, nil
}

var fence = regexp.MustCompile("(?ms)^```[^\n]*\n(.*?)^```")

var saysAll = regexp.MustCompile(`(?i)\b(?:all|complete|every|alle|vollständig)\b`)

// blocks adds what can be done to quoted lines as a whole: a line of a run is left
// out where the report says that it shows all, and two neighbours are swapped.
func (c *correct) blocks() {
	for _, m := range fence.FindAllStringSubmatchIndex(c.text, -1) {
		body := c.text[m[2]:m[3]]
		if strings.Count(body, "\n") < 3 || !stampedLine.MatchString(body) {
			continue
		}
		if !numberedLine.MatchString(body) { // a number says where a line stands
			c.facts = append(c.facts, factual{"swap", m[2], m[3]})
		}
		before := strings.TrimRight(c.text[:m[0]], "\n")
		if saysAll.MatchString(before[strings.LastIndexByte(before, '\n')+1:]) {
			c.facts = append(c.facts, factual{"drop", m[2], m[3]})
		}
	}
}

var stampedLine = regexp.MustCompile(`^(?:\d+: )?[^\n]{0,6}\d\d`)

var numberedLine = regexp.MustCompile(`^\d+: `)

// folders are the folders of logs of which Inquest writes a report here.
func folders(root string) ([]string, error) {
	var out []string
	for _, pattern := range []string{"examples/*", "testdata/cases/*/logs"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return nil, err
			}
			if info, err := os.Stat(p); err == nil && info.IsDir() && filepath.Base(p) != "expected" && filepath.Base(p) != "audit" {
				out = append(out, filepath.ToSlash(rel))
			}
		}
	}
	if len(out) < 10 {
		return nil, errors.New("hardly any folders of logs under " + root)
	}
	return out, nil
}

// bench holds reports against one set of logs, which is analysed once.
type bench struct {
	res   *inquest.Result
	index *audit.Index
}

func newBench(root, logs string) (*bench, error) {
	res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{filepath.Join(root, filepath.FromSlash(logs))}, Version: "figures"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", logs, err)
	}
	index, err := audit.NewIndex(context.Background(), audit.Input{View: res.View, Set: res.Set, Source: res.Source})
	if err != nil {
		return nil, err
	}
	return &bench{res, index}, nil
}

func (b *bench) audit(name, text string) (*audit.Result, error) {
	doc, err := document.Read(name, []byte(text), document.Limits{})
	if err != nil {
		return nil, err
	}
	return audit.Run(context.Background(), audit.Input{
		Name: name, Doc: doc, Bytes: []byte(text), View: b.res.View, Fresh: b.res.Report, Set: b.res.Set, Source: b.res.Source, Version: "figures", Index: b.index,
	})
}

// write is the report that Inquest writes in Markdown, with its facts.
func (b *bench) write(logs string) (correct, error) {
	r, err := render.ByName("md")
	if err != nil {
		return correct{}, err
	}
	var out bytes.Buffer
	if err := r.Render(&out, b.res.Report, render.Options{}); err != nil {
		return correct{}, err
	}
	c := correct{name: strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(logs, "testdata/cases/"), "examples/"), "/logs") + ".md", logs: logs, text: out.String(), own: true}
	c.find(b)
	c.blocks()
	return c, nil
}

// forms are how facts look in the reports that Inquest writes.
var forms = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"time", regexp.MustCompile(`\b\d{4}-\d\d-\d\d (\d\d:\d\d:\d\d(?:\.\d+)?)`)},
	{"date", regexp.MustCompile(`\b(\d{4}-\d\d-\d\d) \d\d:`)},
	{"sum", regexp.MustCompile(`[ (]((?:\d+ (?:d|h|m) )*\d+(?:\.\d+)? (?:d|h|m|s|ms))\b`)},
	{"count", regexp.MustCompile(` (\d[\d,]*) (?:of|[a-z]{3,})`)},
	{"line", regexp.MustCompile("(?m)^(?:\\d+: )([^\n]{30,200})$")},
}

// find lists the facts of a report that Inquest wrote, each sort in the order of
// the text. Headings, drawings and the list of references are left out.
func (c *correct) find(b *bench) {
	taken := map[int]bool{}
	for _, f := range forms {
		for _, m := range f.re.FindAllStringSubmatchIndex(c.text, -1) {
			if line := c.lineAt(m[2]); taken[m[2]] || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "[") || strings.HasPrefix(line, "- <a id=") || strings.Contains(line, "──") {
				continue
			}
			taken[m[2]] = true
			c.facts = append(c.facts, factual{f.kind, m[2], m[3]})
		}
	}
	for i := range b.res.View.Units {
		c.names = append(c.names, b.res.View.Units[i].ID)
	}
	slices.Sort(c.names)
	for _, n := range slices.Compact(c.names) {
		if i := strings.Index(c.text, "`"+n+"`"); i >= 0 && len(n) > 3 {
			c.facts = append(c.facts, factual{"name", i + 1, i + 1 + len(n)})
		}
	}
	if len(c.names) == 0 {
		c.names = []string{"none"}
	}
}

func (c *correct) lineAt(i int) string {
	from := strings.LastIndexByte(c.text[:i], '\n') + 1
	line, _, _ := strings.Cut(c.text[from:], "\n")
	return line
}

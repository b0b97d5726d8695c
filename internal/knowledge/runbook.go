package knowledge

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/lazy"
	"inquest/internal/source"
)

// Passage is a part of a runbook under one heading.
type Passage struct {
	File    string // relative to the folder
	Heading string
	Line    int // of the heading
	Text    string
}

var heading = lazy.Compile(`^#{1,6}\s+(.+?)\s*#*\s*$`)

// ReadRunbooks reads all Markdown files of a folder and cuts them at headings.
func ReadRunbooks(dir string) ([]Passage, error) {
	fsys, names, err := source.FilesBelow(dir, ".md")
	switch {
	case err != nil:
		return nil, fmt.Errorf("runbooks: %w", err)
	case len(names) == 0:
		return nil, hinted{fmt.Errorf("runbooks: no Markdown file in %s", filepath.Base(dir)), "name the folder that holds the .md files"}
	}
	var out []Passage
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, hinted{fmt.Errorf("runbooks: %w", err), unreadHint}
		}
		out = append(out, passages(name, string(data))...)
	}
	return out, nil
}

// passages cuts a document at its headings; fenced blocks hold none.
func passages(file, text string) []Passage {
	var out []Passage
	fenced := false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if t := strings.TrimSpace(line); strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
			fenced = !fenced
		}
		if m := heading.FindStringSubmatch(line); m != nil && !fenced {
			out = append(out, Passage{File: file, Heading: m[1], Line: i + 1})
			continue
		}
		if len(out) > 0 && strings.TrimSpace(line) != "" {
			out[len(out)-1].Text += line + "\n"
		}
	}
	return out
}

var word = lazy.Compile(`[a-z0-9][a-z0-9-]{3,}`)

// common words say nothing about what a passage is for.
var common = map[string]bool{"component": true, "with": true, "from": true, "that": true, "this": true, "when": true, "what": true, "does": true, "have": true, "lost": true, "server": true, "service": true}

// fit scores a passage for a class at a component: its id, the words of its
// title, and the component's own words.
func (p *Passage) fit(c *fault.Class, component map[string]bool) int {
	head, body := strings.ToLower(p.Heading), strings.ToLower(p.Text)
	score := 0
	if strings.Contains(head+" "+body, c.ID) {
		score += 10
	}
	for _, w := range word.FindAllString(strings.ToLower(c.Title), -1) {
		switch stem := strings.TrimSuffix(strings.TrimSuffix(w, "s"), "ed"); {
		case common[w]:
		case strings.Contains(head, stem):
			score += 3
		case strings.Contains(body, stem):
			score++
		}
	}
	for w := range component {
		if len(w) > 3 && strings.Contains(head, w) {
			score += 3
		} else if len(w) > 3 && strings.Contains(body, w) {
			score++
		}
	}
	return score
}

// leastFit is the score from which a passage is named.
const leastFit = 5

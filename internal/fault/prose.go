package fault

import (
	"fmt"
	"strings"
)

// The sections that a class file must have, in this order. Samples may stand
// anywhere; by custom they come last, under "Samples".
const (
	headMeaning = "What it means"
	headConfirm = "How to confirm"
	headFix     = "Fix"
	headPrevent = "Prevent"
	headSamples = "Samples"
)

// A section of plain words stands between the first two; only built-in classes must have it.
var heads = []string{headMeaning, headConfirm, headFix, headPrevent}

// readProse fills the class from the page's sections.
func readProse(c *Class, p *page) Problems {
	var ps Problems
	seen := map[string]bool{}
	for _, s := range p.sections {
		if seen[s.title] {
			ps = append(ps, Problem{p.file, s.line, fmt.Sprintf("section %q stands twice", s.title), "join the two"})
		}
		seen[s.title] = true
		ps = append(ps, readSection(c, p.file, s)...)
	}
	for _, h := range heads {
		if !seen[h] {
			ps = append(ps, Problem{p.file, 0, fmt.Sprintf("section %q is missing", h), "add a line \"## " + h + "\" and its text"})
		}
	}
	return ps
}

func readSection(c *Class, file string, s section) Problems {
	var ps Problems
	switch s.title {
	case headMeaning:
		c.Meaning = paragraphs(s.text)
		if c.Meaning == "" {
			ps = Problems{{file, s.line, "section says nothing", "say in two or three sentences what has happened when this line appears"}}
		}
	case headConfirm:
		c.Confirm, ps = readConfirm(file, s)
	case headFix:
		c.Fix, ps = readItems(file, s)
	case headPrevent:
		c.Prevent, ps = readItems(file, s)
	case headPlain:
		c.Plain, ps = readPlain(file, s)
	case headSamples:
	default:
		ps = Problems{{file, s.line, fmt.Sprintf("unknown section %q", s.title), "sections are: " + strings.Join(heads, ", ") + ", " + headPlain + ", " + headSamples}}
	}
	return ps
}

// paragraphs joins lines; a blank line parts paragraphs.
func paragraphs(text []textLine) string {
	var paras []string
	var cur []string
	for _, t := range append(text, textLine{}) {
		if line := strings.TrimSpace(t.text); line != "" {
			cur = append(cur, line)
		} else if len(cur) > 0 {
			paras = append(paras, strings.Join(cur, " "))
			cur = nil
		}
	}
	return strings.Join(paras, "\n\n")
}

// readItems reads "- item" lines; an indented line continues the item.
func readItems(file string, s section) ([]string, Problems) {
	var items []string
	for _, t := range s.text {
		line := strings.TrimSpace(t.text)
		switch {
		case line == "":
		case strings.HasPrefix(t.text, "- "):
			items = append(items, strings.TrimSpace(t.text[2:]))
		case len(items) > 0 && strings.HasPrefix(t.text, "  "):
			items[len(items)-1] += " " + line
		default:
			return nil, Problems{{file, t.n, "not a list item", `write one step a line, each beginning with "- "`}}
		}
	}
	if len(items) == 0 {
		return nil, Problems{{file, s.line, fmt.Sprintf("section %q has no items", s.title), `add at least one line "- ..."`}}
	}
	return items, nil
}

// readConfirm reads items of a command and its two answers:
//
//   - `command`
//   - confirms: what the answer looks like when this is the fault
//   - refutes: and when it is not
//
// The answers are indented by two spaces.
func readConfirm(file string, s section) ([]Confirm, Problems) {
	const form = "write \"- `command`\", then indented \"- confirms: ...\" and \"- refutes: ...\""
	var out []Confirm
	for _, t := range s.text {
		line := strings.TrimSpace(t.text)
		last := len(out) - 1
		confirms, isConfirms := strings.CutPrefix(line, "- confirms: ")
		refutes, isRefutes := strings.CutPrefix(line, "- refutes: ")
		switch {
		case line == "":
		case strings.HasPrefix(t.text, "- `") && strings.HasSuffix(line, "`"):
			out = append(out, Confirm{Command: strings.Trim(line[2:], "`")})
		case last >= 0 && isConfirms && out[last].Confirms == "":
			out[last].Confirms = confirms
		case last >= 0 && isRefutes && out[last].Refutes == "":
			out[last].Refutes = refutes
		default:
			return nil, Problems{{file, t.n, "not a command with its answers", form}}
		}
	}
	for _, c := range out {
		if c.Confirms == "" || c.Refutes == "" {
			return nil, Problems{{file, s.line, fmt.Sprintf("command %q lacks an answer", c.Command), form}}
		}
	}
	if len(out) == 0 {
		return nil, Problems{{file, s.line, "no command to confirm", form}}
	}
	return out, nil
}

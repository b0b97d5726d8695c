package fault

import (
	"strings"
)

// page is a class file taken apart: front matter, sections by heading, sample
// fences. It knows nothing of what the parts mean.
//
//	---
//	<YAML front matter>
//	---
//	## <heading>
//	<text>
//	```log match
//	<one sample a line>
//	```
type page struct {
	file      string
	front     string
	frontLine int // line of the first line of front
	sections  []section
	fences    []fence
}

// section is the text under a heading.
type section struct {
	title string
	line  int
	text  []textLine
}

// fence is a fenced block under the info string "log match" or "log no-match".
type fence struct {
	info string
	line int
	text []textLine
}

// textLine is a line with its number in the file, from 1.
type textLine struct {
	n    int
	text string
}

// readPage splits a class file.
func readPage(file string, data []byte) (*page, Problems) {
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	p := &page{file: file}
	if lines[0] != "---" {
		return nil, Problems{{file, 1, "no front matter", `begin the file with a line "---", then YAML, then "---"`}}
	}
	end := 1
	for end < len(lines) && lines[end] != "---" {
		end++
	}
	if end == len(lines) {
		return nil, Problems{{file, 1, "front matter does not end", `close it with a line "---"`}}
	}
	p.front, p.frontLine = strings.Join(lines[1:end], "\n"), 2
	return p, p.readBody(lines, end+1)
}

// readBody collects sections and fences from line index i on.
func (p *page) readBody(lines []string, i int) Problems {
	for ; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch {
		case strings.HasPrefix(line, "```"):
			end := closing(lines, i+1)
			if end < 0 {
				return Problems{{p.file, i + 1, "fence is not closed", "end the block with a line of three backticks"}}
			}
			p.addFence(strings.TrimSpace(line[3:]), i+1, lines[i+1:end])
			i = end
		case strings.HasPrefix(line, "## "):
			p.sections = append(p.sections, section{title: strings.TrimSpace(line[3:]), line: i + 1})
		case line == "":
			p.addText(textLine{i + 1, ""})
		case len(p.sections) == 0:
			return Problems{{p.file, i + 1, "text before the first heading", `put it under "## What it means"`}}
		default:
			p.addText(textLine{i + 1, line})
		}
	}
	return nil
}

func closing(lines []string, from int) int {
	for i := from; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " \t") == "```" {
			return i
		}
	}
	return -1
}

func (p *page) addFence(info string, line int, text []string) {
	f := fence{info: info, line: line}
	for i, t := range text {
		f.text = append(f.text, textLine{line + 1 + i, t})
	}
	p.fences = append(p.fences, f)
}

func (p *page) addText(t textLine) {
	if n := len(p.sections); n > 0 {
		p.sections[n-1].text = append(p.sections[n-1].text, t)
	}
}

// Package document reads a report that somebody wrote - Markdown, plain text,
// HTML, PDF - into blocks of text whose every byte knows where it stands in the
// file.
//
// It knows the form of a text and not its meaning: what a sentence claims is
// package audit's. It opens no files and follows no link. A report is hostile
// input: all passes are linear, depth and sizes are bounded, and what a limit
// cut off is told by Doc.Notes.
package document

import (
	"slices"
	"sort"
)

// Kind of a block.
type Kind uint8

// Kinds of blocks.
const (
	Paragraph Kind = iota + 1
	Heading
	Item  // of a list
	Code  // fenced, indented or preformatted lines
	Table // also one drawn with characters in a code block
	Rule
)

// Format of a report.
type Format string

// Formats that can be read.
const (
	Markdown Format = "markdown"
	Plain    Format = "text"
	HTML     Format = "html"
	PDF      Format = "pdf"
)

// Block is a paragraph, a heading, an item, a table or a run of code lines.
type Block struct {
	Kind    Kind
	Level   int      // of a heading from 1; depth of an item from 0
	Number  int      // of an ordered item, 0 when it has none
	Info    string   // what a fence says of its lines
	Drawn   bool     // a table drawn with characters
	Text    Text     // of headings, paragraphs and items
	Lines   []Text   // of code
	Rows    [][]Text // of a table, the header first
	Begin   int      // offset of the first byte in Doc.Source
	End     int      // offset behind the last byte
	Heading []int    // indexes of the headings that it stands under, outermost first
}

// Doc is a report as it was read.
type Doc struct {
	Format Format
	Source []byte // what offsets count in: the file, or of a PDF the text found in it
	Blocks []Block
	Notes  []string // what could not be read, and which limits were reached

	lines []int // offset of each line's first byte
	pages []int // of a PDF: offset of each page's first byte
}

// Limits of reading. Zero fields mean the defaults.
type Limits struct {
	Bytes    int // of the report that are read
	Blocks   int // that are kept
	Inflated int // bytes that the streams of a PDF may inflate to
}

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 16 << 20
	}
	if l.Blocks <= 0 {
		l.Blocks = 100_000
	}
	if l.Inflated <= 0 {
		l.Inflated = 64 << 20
	}
	return l
}

// Read reads a report. name serves to tell the format where the content does
// not. The error is a *NotTextError for what holds no text.
func Read(name string, data []byte, l Limits) (*Doc, error) {
	l = l.withDefaults()
	d := &Doc{Format: detect(name, data), Source: data}
	if d.Format == "" {
		return nil, &NotTextError{Name: name, Problem: "it is neither text nor a PDF"}
	}
	if len(data) > l.Bytes {
		d.Source = data[:l.Bytes]
		d.note("only the first %d of %d bytes were read", l.Bytes, len(data))
	}
	switch d.Format {
	case PDF:
		if err := readPDF(d, l); err != nil {
			return nil, &NotTextError{Name: name, Problem: err.Error()}
		}
		newReader(d, l, true).run()
	case HTML:
		readHTML(d, l)
	default:
		newReader(d, l, d.Format == Plain).run()
	}
	d.outline()
	return d, nil
}

// NotTextError tells a file in which there is no report to read.
type NotTextError struct{ Name, Problem string }

func (e *NotTextError) Error() string { return e.Name + " cannot be read as a report: " + e.Problem }

// Hint says what to do next.
func (e *NotTextError) Hint() string {
	return "give the report as Markdown, text, HTML, or a PDF with text in it"
}

// outline tells every block the headings that it stands under.
func (d *Doc) outline() {
	var path []int
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind != Heading {
			b.Heading = path
			continue
		}
		path = slices.Clone(path)
		for len(path) > 0 && d.Blocks[path[len(path)-1]].Level >= b.Level {
			path = path[:len(path)-1]
		}
		b.Heading = path
		path = append(slices.Clone(path), i)
	}
}

// Place is a position in the report as people name it.
type Place struct {
	Page   int // of a PDF, from 1; else 0
	Line   int // from 1; of a PDF a line of the text found in it
	Column int // bytes from 1
}

// Place tells line and column of an offset into Source.
func (d *Doc) Place(offset int) Place {
	d.index()
	i := sort.SearchInts(d.lines, offset+1) - 1
	p := Place{Line: i + 1, Column: offset - d.lines[i] + 1}
	if len(d.pages) > 0 {
		p.Page = sort.SearchInts(d.pages, offset+1)
	}
	return p
}

// LineStart is the offset at which the line with that number (from 1) begins.
func (d *Doc) LineStart(line int) int {
	d.index()
	return d.lines[min(max(line, 1), len(d.lines))-1]
}

func (d *Doc) index() {
	if d.lines != nil {
		return
	}
	d.lines = []int{0}
	for i, c := range d.Source {
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
}

// Package render turns a report into a page: terminal text, JSON, Markdown,
// self-contained HTML, PDF. Each medium has files of its own; no analysis, no clock, no I/O but the
// writer. Each medium has one escaper, and untrusted text reaches the page
// through it alone.
package render

import (
	"fmt"
	"io"
	"sort"

	"inquest/internal/report"
)

// Renderer writes a report to one medium.
type Renderer interface {
	Render(w io.Writer, r *report.Report, o Options) error
}

// Options of rendering.
type Options struct {
	Width int  // columns of the terminal, 0: 80
	Color bool // terminal colours

	// Assets is the folder, as the Markdown report links it, in which the files of
	// [Assets] lie. Empty: charts are drawn in blocks of text.
	Assets string
}

var renderers = map[string]Renderer{}

// ByName finds a renderer: "text", "json", "md", "html", "pdf".
func ByName(name string) (Renderer, error) {
	r, ok := renderers[name]
	if !ok {
		return nil, fmt.Errorf("no such format %q, know %v", name, Names())
	}
	return r, nil
}

// Names lists the formats.
func Names() []string {
	names := make([]string, 0, len(renderers))
	for n := range renderers {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

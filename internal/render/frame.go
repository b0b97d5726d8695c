package render

import "io"

// Frame is a page that looks like the HTML report and is none: its style, its table
// of contents, its policy. There is no script in it.
type Frame struct {
	Title string      // of the window; untrusted
	Brand string      // what the page is, as "Inquest diff"
	About string      // one line above the page; untrusted
	Foot  string      // one line below it
	Parts []FramePart // in order
}

// FramePart is a section of a frame.
type FramePart struct {
	ID, Title string // of the product's own
	Write     func(*Sheet)
}

// Sheet is where the parts of a frame are written.
type Sheet struct{ p *page }

// Put formats HTML; every argument that is no number is escaped.
func (s *Sheet) Put(format string, args ...any) {
	for i, a := range args {
		if m, ok := a.(markup); ok { // only this package may put text as it is
			args[i] = string(m)
		}
	}
	s.p.put(format, args...)
}

// Render writes the page.
func (f *Frame) Render(w io.Writer) error {
	p := &page{}
	p.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.put("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", markup("default-src 'none'; style-src "+hashSource(styleSheet)+"; base-uri 'none'; form-action 'none'"))
	p.put("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.put("<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<div class=\"app\">\n", f.Title, markup(styleSheet))
	p.put("<nav class=\"rail\" aria-label=\"Contents\"><div class=\"brand\"><b>%s</b></div>\n<ol>", f.Brand)
	for i, t := range f.Parts {
		p.put("<li><a href=\"#%s\"><span>%d</span>%s</a></li>", t.ID, i+1, t.Title)
	}
	p.put("</ol></nav>\n<div class=\"page\">\n<header class=\"top\"><span><b>%s</b></span><span>%s</span></header>\n<main>\n", f.Brand, f.About)
	for i, t := range f.Parts {
		p.put("<section class=\"part\" id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\"><span>%d</span>%s</h2>\n", t.ID, t.ID, t.ID, i+1, t.Title)
		t.Write(&Sheet{p})
		p.put("</section>\n")
	}
	p.put("</main>\n<footer class=\"foot\">%s</footer>\n</div>\n</div>\n</body>\n</html>\n", f.Foot)
	_, err := w.Write(p.b.Bytes())
	return err
}

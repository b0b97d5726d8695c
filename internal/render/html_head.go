package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"

	"inquest/internal/report"
)

//go:embed style.css
var styleSheet string

// The parts of the page's script, in the order in which they are put together.
var (
	//go:embed script/core.js
	scriptCore string
	//go:embed script/copy.js
	scriptCopy string
	//go:embed script/proof.js
	scriptProof string
	//go:embed script/filter.js
	scriptFilter string
	//go:embed script/scale.js
	scriptScale string
	//go:embed script/timeline.js
	scriptTimeline string
	//go:embed script/tables.js
	scriptTables string
	//go:embed script/keys.js
	scriptKeys string
)

// pageScript is the one script of a page, in one function.
var pageScript = "(function () {\n'use strict';\n" + scriptCore + scriptCopy + scriptProof + scriptFilter +
	scriptScale + scriptTimeline + scriptTables + scriptKeys + "start();\n})();\n"

func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// pagePolicy is the page's Content-Security-Policy: nothing is loaded or sent, and
// the one script and the one style sheet are named by their hashes.
func pagePolicy() string {
	return "default-src 'none'; script-src " + hashSource(pageScript) + "; style-src " + hashSource(styleSheet) + "; base-uri 'none'; form-action 'none'"
}

// headline is the first sentence as plain text; the page escapes it.
func (p *page) headline() string {
	if !p.r.Title.Empty() {
		return plainText(p.r.Title)
	}
	if p.r.Headline == "" {
		return "Report"
	}
	return p.r.Claims.Claim(p.r.Headline).Sentence(clipped(asIs, longQuote))
}

func (p *page) head() {
	p.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.put("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", markup(pagePolicy()))
	p.put("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.put("<meta name=\"description\" content=\"Root cause report, verdict %s, %s.\">\n", verdictWord(p.r.Verdict), standing(p.r))
	p.put("<title>Inquest: %s</title>\n", p.headline())
	p.put("<style>%s</style>\n</head>\n<body%s>\n", markup(styleSheet), bodyClass(p.r))
	p.skip()
	p.put("%s", chartDefs)
	p.put("<div class=\"app\">\n")
}

// bodyClass marks the pages for readers without the trade, which offer no choice of logs.
func bodyClass(r *report.Report) markup {
	if plainReaders(r) {
		return " class=\"plain\""
	}
	return ""
}

// skip is the link that leads past the contents, to the verdict or, on the pages
// for other readers, to the first part.
func (p *page) skip() {
	to, name := "verdict", "the verdict"
	if len(p.r.Sections) > 0 && p.r.Sections[0].ID != to {
		to, name = p.contents()[0].id, "the text"
	}
	p.put("<a class=\"skip\" href=\"#%s\">Skip to %s</a>\n", to, name)
}

// rail is the table of contents: beside the page where there is room, else a
// bar above it.
func (p *page) rail(parts []part) {
	p.put("<nav class=\"rail\" aria-label=\"Contents\"><div class=\"brand\"><b>Inquest</b> <span class=\"%s\">%s</span></div>\n<ol>", pillClass(p.r.Verdict), verdictWord(p.r.Verdict))
	for i, t := range parts {
		p.put("<li><a href=\"#%s\"><span>%d</span>%s</a></li>", t.id, i+1, t.title)
	}
	p.put("</ol></nav>\n")
}

func (p *page) top() {
	files, lines, _ := sizes(p.r)
	p.put("<header class=\"top\"><span><b>Inquest</b> report</span><span>%s</span><span>%s, %s</span>",
		windowWords(p.r.Window), countWords(int64(files), "input"), countWords(lines, "line"))
	if p.r.Date != "" {
		p.put("<span>dated %s</span>", p.r.Date)
	}
	if p.r.Author.Len() > 0 {
		p.put("<span>by %s</span>", p.r.Author.Open(asIs))
	}
	p.put("<span class=\"r\">recheck: <code>inquest verify REPORT.json PATH...</code></span></header>\n")
}

// title is the document's name, where no verdict gives the page its headline.
func (p *page) title() {
	if !p.r.Title.Empty() && (len(p.r.Sections) == 0 || p.r.Sections[0].ID != "verdict") {
		p.put("<h1>%s</h1>\n", plainText(p.r.Title))
	}
}

func (p *page) foot() {
	p.put("<footer class=\"foot\">Written by %s %s; schema %s. One file, nothing is loaded from anywhere.", p.r.Tool.Name, p.r.Tool.Version, p.r.Schema)
	if n := len(p.r.Unproven); n > 0 {
		p.put(" <b class=\"f\">%s</b>", unprovenWords(n))
	}
	p.put("</footer>\n")
}

package document

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// detect tells the format: from the content where that is plain, else from the
// name's ending. "" means that there is no text.
func detect(name string, data []byte) Format {
	head := data[:min(len(data), 4096)]
	if i := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); i >= 0 {
		return PDF
	}
	if !textual(head) {
		return ""
	}
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	lower := bytes.ToLower(bytes.TrimLeft(head, " \t\r\n\ufeff"))
	switch {
	case ext == ".html" || ext == ".htm" || ext == ".xhtml",
		bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		return HTML
	case ext == ".txt" || ext == ".text" || ext == ".log":
		if looksLikeMarkdown(data) {
			return Markdown
		}
		return Plain
	}
	return Markdown
}

// textual reports whether bytes are text: no NUL, and hardly any control byte or
// broken UTF-8.
func textual(head []byte) bool {
	if len(head) == 0 {
		return true
	}
	bad := 0
	for i := 0; i < len(head); {
		r, n := utf8.DecodeRune(head[i:])
		switch {
		case r == 0:
			return false
		case r == utf8.RuneError && n == 1 && i+4 < len(head), r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != 0x1b:
			bad++
		}
		i += n
	}
	return bad*20 <= len(head)
}

// looksLikeMarkdown tells text that is written in Markdown whatever its name.
func looksLikeMarkdown(data []byte) bool {
	signs := 0
	for line := range strings.Lines(string(data[:min(len(data), 64<<10)])) {
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "### ") || strings.HasPrefix(line, "```") {
			signs++
		}
	}
	return signs >= 2
}

package render

import (
	"fmt"
	"net/url"
	"strings"
)

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// escapeHTML makes untrusted text harmless in HTML and SVG, as content and
// within a quoted attribute.
func escapeHTML(s string) string { return htmlEscapes.Replace(visible(s)) }

// markup is HTML that a builder of this package made; everything else is
// escaped when it is put on a page.
type markup string

// put formats with every argument escaped that is not markup or a number.
func (p *page) put(format string, args ...any) {
	for i, a := range args {
		args[i] = escapeArgument(a)
	}
	fmt.Fprintf(&p.b, format, args...)
}

func escapeArgument(a any) any {
	switch v := a.(type) {
	case markup:
		return string(v)
	case string:
		return escapeHTML(v)
	case int, int64, float64:
		return v
	}
	return escapeHTML(fmt.Sprint(a))
}

// safeURL gives an address that may stand in a link: http or https, else none.
func safeURL(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", false
	}
	return u.String(), true
}

package render

// EscapeHTML makes untrusted text harmless in HTML, as content and within a
// quoted attribute. It is the escaper of the HTML page, for other pages.
func EscapeHTML(s string) string { return escapeHTML(s) }

// EscapeMarkdown makes untrusted text a code span, in which nothing is live.
func EscapeMarkdown(s string) string { return escapeMarkdown(s) }

// EscapeText makes untrusted text harmless for a terminal.
func EscapeText(s string) string { return escapeText(s) }

// EscapeJSON escapes in compact JSON the runes that would act on a terminal.
func EscapeJSON(b []byte) []byte { return appendString(nil, b) }

// LayoutJSON indents compact JSON as the report's is, runes that would act on a terminal
// written as \u escapes.
func LayoutJSON(b []byte) []byte { return layoutJSON(b) }

package render

// escapeText makes untrusted text harmless for a terminal: all that acts is
// shown as a visible escape.
func escapeText(s string) string { return visible(s) }

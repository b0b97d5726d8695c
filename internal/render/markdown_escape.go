package render

import "strings"

// escapeMarkdown makes untrusted text a code span: in it no Markdown, HTML,
// link, image, mention or autolink is live. The fence is longer than any run of
// backticks inside.
func escapeMarkdown(s string) string {
	s = visible(s)
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escapeMarkdownCell is escapeMarkdown inside a table, whose cells end at a
// pipe even within a code span.
func escapeMarkdownCell(s string) string {
	return strings.ReplaceAll(escapeMarkdown(s), "|", `\|`)
}

// escapeFenced is for a line inside a fenced block; the fence is chosen by
// [fenceFor].
func escapeFenced(s string) string { return visible(s) }

// fenceFor is a fence longer than any run of backticks in the lines.
func fenceFor(lines []string) string {
	n := 2
	for _, l := range lines {
		n = max(n, longestRun(l, '`'))
	}
	return strings.Repeat("`", n+1)
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

var markdownWords = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`)

// markdownTrusted is for the product's own text, which may hold code between
// backticks but no other Markdown.
func markdownTrusted(s string) string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return markdownWords.Replace(strings.ReplaceAll(s, "`", "'"))
	}
	for i := range parts {
		if i%2 == 0 {
			parts[i] = markdownWords.Replace(parts[i])
		} else {
			parts[i] = escapeMarkdown(parts[i])
		}
	}
	return strings.Join(parts, "")
}

// escapeLink is for an address, already checked, within <...>.
func escapeLink(u string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A", "\\", "%5C").Replace(u)
}

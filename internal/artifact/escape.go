package artifact

import (
	"strings"
	"unicode"

	"inquest/internal/report"
)

// oneLine is text without anything that acts: control characters and the runes
// that turn the direction of text become spaces, white space is one space.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
	return strings.Join(strings.Fields(s), " ")
}

// templateText keeps the template language of annotations from seeing anything
// in a text.
func templateText(s string) string {
	s = oneLine(s)
	if !strings.Contains(s, "{{") {
		return s
	}
	return strings.ReplaceAll(s, "{{", `{{ "{{" }}`)
}

// code is text as a code span of Markdown, where nothing is live: no link, no
// mark-up, no mention.
func code(s string) string {
	s = strings.ReplaceAll(oneLine(s), "`", "'")
	if s == "" {
		return "``"
	}
	return "`" + s + "`"
}

// inCell keeps a pipe in a code span from ending a cell of a table.
func inCell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\|`, "|"), "|", `\|`)
}

var slackEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// slackText is text for Slack's mark-up: its three signs are escaped, so that no
// mention, channel or link comes alive.
func slackText(s string) string {
	return slackEscaper.Replace(strings.ReplaceAll(oneLine(s), "`", "'"))
}

// clip cuts text after n runes.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// proseEscaper takes the signs of Markdown and HTML out of the product's own words.
var proseEscaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "~", `\~`, "&", "&amp;", "!", `\!`, "$", `\$`)

// prose is a text of the product as Markdown: its words read on, names from a log and what
// stands between backticks are code.
func prose(t report.Text) string {
	return strings.TrimSpace(t.Open(code, func(words string) string {
		parts := strings.Split(words, "`")
		for i, part := range parts {
			if i%2 == 1 && len(parts)%2 == 1 {
				parts[i] = code(part)
			} else {
				parts[i] = proseEscaper.Replace(plainSpaces(part))
			}
		}
		return strings.Join(parts, "")
	}))
}

// plainSpaces is [oneLine] with the white space at both ends kept as one space.
func plainSpaces(s string) string {
	out := oneLine(s)
	if strings.TrimLeft(s, " ") != s {
		out = " " + out
	}
	if strings.TrimRight(s, " ") != s && strings.TrimSpace(s) != "" {
		out += " "
	}
	return out
}

package audit

import (
	"strings"

	"inquest/internal/lazy"
)

// chatStamp is the time in front of a message of a chat, with who wrote it.
var chatStamp = lazy.Compile(`^\W{0,3}(?:\d{4}-\d\d-\d\d[T ,]+)?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?\W{1,4}@?[A-Za-z][\w. -]{0,24}:\s+|^@?[A-Za-z][\w.-]{0,24}(?: [A-Z][\w.-]{0,24})?,? \W?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?\W{1,3}`)

var (
	notLetters = lazy.Compile(`[^A-Za-z]+`)
	noAuthor   = lazy.Compile(`(?i)^(?:uhr|utc|gmt|z|t|cet|cest|h|event|error|info|warn(?:ing)?)?$`)
)

// chatted cuts what stands in front of the messages of a chat off: when somebody wrote of
// something says nothing of when it was. Three messages make a chat;
// those of programs that the logs know make none.
func chatted(all []piece, known func(string) bool) {
	wrote := map[string]int{}
	n, again := 0, false
	for i := range all {
		if s := chatStamp.FindString(all[i].text.S); s != "" {
			who := strings.Trim(notLetters.ReplaceAllString(s, " "), " ")
			if noAuthor.MatchString(who) || known(who) {
				return
			}
			wrote[who]++
			n, again = n+1, again || wrote[who] > 1
		}
	}
	if n < 3 || !again {
		return
	}
	for i := range all {
		p := &all[i]
		if k := chatStamp.FindStringIndex(p.text.S); k != nil && k[1] < len(p.text.S) && p.row == nil {
			p.text = p.text.Sub(k[1], len(p.text.S))
			p.inline, p.label = 0, ""
		}
		p.prev = p.prev[len(chatStamp.FindString(p.prev)):]
		for k := range p.back {
			p.back[k] = p.back[k][len(chatStamp.FindString(p.back[k])):]
		}
	}
}

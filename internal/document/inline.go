package document

import (
	"html"
	"sort"
	"strings"
)

// bounds of what the inline pass looks ahead for; what is longer is plain text.
const (
	maxLink   = 4096
	maxTag    = 512
	maxNested = 4
)

// inline takes the markup out of the lines of one paragraph, item or cell.
func inline(lines []srcLine, cell bool) Text {
	p := &inliner{cell: cell}
	for i, l := range lines {
		if i > 0 {
			prev := lines[i-1]
			p.breakLine(prev, l)
		}
		s, off := l.s, l.off
		if i > 0 {
			t := strings.TrimLeft(s, " \t")
			off, s = off+len(s)-len(t), t
		}
		p.ticks = tickRuns(s)
		p.scan(strings.TrimRight(strings.TrimSuffix(s, `\`), " \t"), off, 0)
	}
	return p.b.text()
}

type inliner struct {
	b      builder
	cell   bool
	strong int   // where an open ** began, +1
	ticks  []run // of backticks in the line
	work   int   // bytes looked at for links that were none
}

type run struct{ at, n int }

func tickRuns(s string) []run {
	var out []run
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		from := i
		for i < len(s) && s[i] == '`' {
			i++
		}
		out = append(out, run{from, i - from})
	}
	return out
}

// breakLine joins a line to the one before: by a line break when the author
// meant one (two blanks, a backslash, or a line that begins with a label or a
// time), else by a blank.
func (p *inliner) breakLine(prev, next srcLine) {
	end := prev.off + len(prev.s)
	if strings.HasSuffix(prev.s, "  ") || strings.HasSuffix(prev.s, `\`) || labelled(next.s) && !goesOn(prev.s) {
		p.b.instead("\n", end, 1)
		return
	}
	p.b.instead(" ", end, 1)
}

// joins are words behind which no sentence ends.
var joins = map[string]bool{"at": true, "from": true, "until": true, "till": true, "and": true, "to": true, "by": true, "since": true, "on": true, "of": true, "the": true, "between": true,
	"around": true, "about": true, "before": true, "after": true, "with": true, "or": true, "is": true, "was": true, "in": true, "for": true,
	"um": true, "von": true, "bis": true, "ab": true, "gegen": true, "seit": true, "nach": true, "vor": true, "und": true, "der": true, "die": true, "das": true, "am": true, "im": true}

// goesOn tells a line whose sentence goes on in the next one: it ends in a comma or in a
// word behind which none ends.
func goesOn(s string) bool {
	s = strings.TrimRight(s, " \t")
	return strings.HasSuffix(s, ",") || joins[strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])]
}

// labelled tells a line that begins a statement of its own: "Key: value" or a
// time stamp.
func labelled(s string) bool {
	s = strings.TrimLeft(s, " \t*_[(")
	if len(s) >= 5 && isDigits(s[:2]) && (s[2] == ':' || isDigits(s[2:4])) && (s[2] == ':' || s[4] == '-' || s[4] == '/') {
		return true
	}
	i := strings.IndexByte(s, ':')
	if i <= 0 || i > 40 || strings.Count(s[:i], " ") > 4 || i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '*' {
		return false
	}
	return s[0] >= 'A' && s[0] <= 'Z' && !strings.ContainsAny(s[:i], ".,;(`")
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// scan takes the markup out of s, which stands at off.
func (p *inliner) scan(s string, off, depth int) {
	from := 0
	for i := 0; i < len(s); {
		n, ok := p.special(s, off, i, from, depth)
		if !ok {
			i++
			continue
		}
		i += n
		from = i
	}
	p.b.verbatim(s[from:], off+from)
}

// special handles the markup at s[i]; what precedes it from from on is added
// first. ok is false where s[i] is ordinary.
func (p *inliner) special(s string, off, i, from, depth int) (n int, ok bool) {
	put := func() { p.b.verbatim(s[from:i], off+from) }
	switch c := s[i]; c {
	case '\\':
		if i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|<>~&\"':;/=@$%^,?", s[i+1]) >= 0 {
			put()
			p.b.verbatim(s[i+1:i+2], off+i+1)
			return 2, true
		}
	case '`':
		if n := p.codeLength(s, i); n > 0 {
			put()
			p.code(s[i:i+n], off+i)
			return n, true
		}
	case '!', '[':
		if depth >= maxNested || p.work > 16*len(s)+1<<16 || !strings.Contains(s[i:min(len(s), i+maxLink)], "](") {
			return 0, false
		}
		l, found := findLink(s, i)
		p.work += l.looked
		if found {
			put()
			p.link(s, off, l, depth)
			return l.end - i, true
		}
	case '<':
		if n := tagLength(s, i); n > 0 {
			put()
			p.tag(s[i:i+n], off+i)
			return n, true
		}
	case '&':
		if j := strings.IndexByte(s[i:min(len(s), i+12)], ';'); j > 0 {
			if u := html.UnescapeString(s[i : i+j+1]); u != s[i:i+j+1] {
				put()
				p.b.instead(u, off+i, j+1)
				return j + 1, true
			}
		}
	case '*', '_', '~':
		if n := emphasis(s, i); n > 0 {
			put()
			p.stars(c, n, off+i)
			return n, true
		}
	}
	return 0, false
}

func (p *inliner) stars(c byte, n, at int) {
	if c == '~' || n < 2 {
		p.b.instead("", at, n)
		return
	}
	if p.strong == 0 {
		p.strong = p.b.len() + 1
	} else {
		p.b.mark(Strong, p.strong-1, "")
		p.strong = 0
	}
	p.b.instead("", at, n)
}

// emphasis is the length of a run of * _ or ~ that is markup.
func emphasis(s string, i int) int {
	j := i
	for j < len(s) && s[j] == s[i] {
		j++
	}
	left := i == 0 || isBlank(s[i-1])
	right := j == len(s) || isBlank(s[j])
	switch {
	case left && right, j-i > 3, s[i] == '~' && j-i != 2:
		return 0
	case s[i] == '_' && !left && !right && wordByte(s[i-1]) && wordByte(s[j]):
		return 0
	case s[i] == '*' && j-i == 1 && !left && !right && wordByte(s[i-1]) && wordByte(s[j]):
		return 0 // 2*3
	}
	return j - i
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 || c == '_'
}

// codeLength is the length of the code span that begins at i, 0 when none ends.
func (p *inliner) codeLength(s string, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] == '`' {
		n++
	}
	seen := sort.Search(len(p.ticks), func(k int) bool { return p.ticks[k].at > i })
	const most = 64 // runs looked at: a line of backticks stays linear
	for _, t := range p.ticks[seen:min(len(p.ticks), seen+most)] {
		if t.n == n && t.at > i && t.at+n <= len(s) {
			return t.at + n - i
		}
	}
	return 0
}

func (p *inliner) code(span string, off int) {
	n := len(span) - len(strings.TrimLeft(span, "`"))
	in, at := span[n:len(span)-n], off+n
	if len(in) > 2 && in[0] == ' ' && in[len(in)-1] == ' ' && strings.TrimSpace(in) != "" {
		in, at = in[1:len(in)-1], at+1
	}
	from := p.b.len()
	for p.cell {
		j := strings.Index(in, `\|`)
		if j < 0 {
			break
		}
		p.b.verbatim(in[:j], at)
		in, at = in[j+1:], at+j+1
		p.b.verbatim(in[:1], at)
		in, at = in[1:], at+1
	}
	p.b.verbatim(in, at)
	p.b.mark(CodeSpan, from, "")
	p.b.end = off + len(span)
}

// found is a link or an image: [text](url).
type found struct {
	image          bool
	from, to       int // of the text
	url            string
	end            int
	urlFrom, urlTo int
	looked         int // bytes
}

// findLink looks for [text](url) or ![text](url) at i.
func findLink(s string, i int) (found, bool) {
	f := found{from: i + 1}
	if s[i] == '!' {
		if i+1 >= len(s) || s[i+1] != '[' {
			return f, false
		}
		f.image = true
		f.from = i + 2
	}
	deep, j := 0, f.from
	limit := min(len(s), i+maxLink)
	for ; j < limit; j++ {
		if s[j] == '[' {
			deep++
		}
		if s[j] == ']' {
			if deep == 0 {
				break
			}
			deep--
		}
	}
	f.looked = j - i
	if j+1 >= limit || s[j+1] != '(' {
		return f, false
	}
	f.to = j
	k := j + 2
	for deep = 0; k < limit; k++ {
		if s[k] == '(' {
			deep++
		}
		if s[k] == ')' {
			if deep == 0 {
				break
			}
			deep--
		}
	}
	f.looked = k - i
	if k >= limit {
		return f, false
	}
	f.urlFrom, f.urlTo, f.end = j+2, k, k+1
	f.url = address(s[f.urlFrom:f.urlTo])
	return f, true
}

// address is the target of a link without its title and brackets.
func address(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "<") {
		if j := strings.IndexByte(s, '>'); j > 0 {
			return s[1:j]
		}
	}
	if j := strings.IndexAny(s, " \t"); j > 0 {
		s = s[:j]
	}
	return s
}

func (p *inliner) link(s string, off int, f found, depth int) {
	from := p.b.len()
	outer := p.ticks
	p.ticks = tickRuns(s[f.from:f.to])
	p.scan(s[f.from:f.to], off+f.from, depth+1)
	p.ticks = outer
	kind := Link
	if f.image {
		kind = Image
	}
	p.b.mark(kind, from, f.url)
	p.b.end = off + f.end
}

// tagLength is the length of an HTML tag, comment or <address> at i, else 0.
func tagLength(s string, i int) int {
	if i+2 >= len(s) {
		return 0
	}
	c := s[i+1]
	if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '/' || c == '!') {
		return 0
	}
	limit := min(len(s), i+maxTag)
	j := strings.IndexByte(s[i:limit], '>')
	if j < 0 {
		return 0
	}
	in := s[i+1 : i+j]
	if strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://") || knownTag(in) || in[0] == '!' {
		return j + 1
	}
	return 0
}

// tags that are markup in Markdown; <ip> or <num> is text.
var tags = map[string]bool{
	"a": true, "b": true, "i": true, "em": true, "strong": true, "code": true, "br": true, "p": true, "div": true, "span": true,
	"details": true, "summary": true, "img": true, "sub": true, "sup": true, "kbd": true, "u": true, "s": true, "small": true,
	"table": true, "tr": true, "td": true, "th": true, "thead": true, "tbody": true, "ul": true, "ol": true, "li": true, "hr": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "pre": true, "blockquote": true, "center": true, "font": true,
	"script": true, "style": true, "iframe": true, "svg": true, "mark": true, "del": true, "ins": true, "section": true, "figure": true,
}

func knownTag(in string) bool {
	in = strings.TrimPrefix(in, "/")
	end := strings.IndexAny(in, " \t/")
	if end < 0 {
		end = len(in)
	}
	return tags[strings.ToLower(in[:end])]
}

func (p *inliner) tag(tag string, off int) {
	in := tag[1 : len(tag)-1]
	switch lower := strings.ToLower(in); {
	case strings.HasPrefix(lower, "http"):
		from := p.b.len()
		p.b.verbatim(in, off+1)
		p.b.mark(Link, from, in)
		p.b.end = off + len(tag)
	case strings.HasPrefix(lower, "br"), strings.HasPrefix(lower, "/p"), strings.HasPrefix(lower, "/li"), strings.HasPrefix(lower, "/div"):
		p.b.instead("\n", off, len(tag))
	default:
		p.b.instead("", off, len(tag))
	}
}

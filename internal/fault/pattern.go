package fault

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// pattern is a regular expression compiled when it is first needed: most runs
// meet a handful of classes, and a start must not pay for all.
type pattern struct {
	src  string
	once sync.Once
	re   *regexp.Regexp
}

// compile checks src and sets *to; an empty src leaves it nil. All patterns
// ignore case.
func compile(src string, to **pattern) error {
	if src == "" {
		return nil
	}
	if _, err := syntax.Parse(src, syntax.Perl); err != nil {
		return err
	}
	*to = &pattern{src: src}
	return nil
}

func (p *pattern) regexp() *regexp.Regexp {
	p.once.Do(func() {
		re, err := regexp.Compile("(?i)" + p.src)
		if err != nil { // too large a repetition: syntax alone does not see it
			re = regexp.MustCompile(`[^\x00-\x{10FFFF}]`) // matches nothing
		}
		p.re = re
	})
	return p.re
}

// match reports whether s matches; a nil pattern matches everything.
func (p *pattern) match(s string) bool { return p == nil || p.regexp().MatchString(s) }

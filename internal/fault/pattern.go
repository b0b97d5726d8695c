package fault

import (
	"regexp"
	"sync"
)

// pattern is a regular expression compiled when it is first needed: most runs
// meet a handful of classes, and a start must not pay for all.
type pattern struct {
	src  string
	once sync.Once
	re   *regexp.Regexp
}

// newPattern keeps src for later; nil for an empty one. All patterns ignore
// case.
func newPattern(src string) *pattern {
	if src == "" {
		return nil
	}
	return &pattern{src: src}
}

// check reports why the pattern does not compile.
func (p *pattern) check() error {
	if p == nil {
		return nil
	}
	_, err := regexp.Compile(p.src)
	return err
}

func (p *pattern) regexp() *regexp.Regexp {
	p.once.Do(func() {
		re, err := regexp.Compile("(?i)" + p.src)
		if err != nil { // only when check was not asked: match nothing rather than panic
			re = regexp.MustCompile(`[^\x00-\x{10FFFF}]`)
		}
		p.re = re
	})
	return p.re
}

// match reports whether s matches; a nil pattern matches everything.
func (p *pattern) match(s string) bool { return p == nil || p.regexp().MatchString(s) }

package fault

import (
	"fmt"
	"strings"
)

// check proves classes by their samples and by the clean corpus.
func (c *Catalog) check(classes []*Class) error {
	fresh := map[*Class]bool{}
	var ps Problems
	for _, k := range classes {
		fresh[k] = true
		ps = append(ps, c.checkClass(k)...)
	}
	for _, l := range cleanCorpus() {
		for _, h := range c.Match(l.line) {
			if fresh[h.Class] {
				ps = append(ps, Problem{h.Class.File, h.Class.lines["match"],
					fmt.Sprintf("class fires on a healthy line, %s:%d: %s", l.file, l.n, bound(l.line.Message, 160)),
					"ask for more of the line, or veto with not"})
			}
		}
	}
	return sorted(ps).err()
}

// checkClass proves one class by its samples.
func (c *Catalog) checkClass(k *Class) Problems {
	var ps Problems
	counts := map[bool]int{}
	for _, s := range k.Samples() {
		counts[s.Match]++
		if c.shows(k, s.Line) == s.Match {
			continue
		}
		if s.Match {
			ps = append(ps, Problem{k.File, s.At, "no branch matches this sample", "mind word edges, level bounds and vetoes"})
		} else {
			ps = append(ps, Problem{k.File, s.At, "a branch matches this no-match sample", "ask for more of the line, or veto with not"})
		}
	}
	for _, kind := range []bool{true, false} {
		if name := map[bool]string{true: "match", false: "no-match"}[kind]; counts[kind] == 0 {
			ps = append(ps, Problem{k.File, 0, "no " + name + " sample", "add a fence \"```log " + name + "\" with one line a sample"})
		}
	}
	return append(ps, c.checkReached(k)...)
}

// shows reports whether the line shows the class.
func (c *Catalog) shows(k *Class, l Line) bool {
	for _, h := range c.Match(l) {
		if h.Class == k {
			return true
		}
	}
	return false
}

// checkReached asks that samples reach every branch, every alternative of it
// and every veto.
func (c *Catalog) checkReached(k *Class) Problems {
	var ps Problems
	x := c.detail.index
	for i := range x.branches {
		b := &x.branches[i]
		if b.class != k {
			continue
		}
		r := reach{shown: map[int32]bool{}, vetoed: map[int32]bool{}}
		for _, s := range k.Samples() {
			l := s.Line
			text := l.text()
			at, _ := x.scan(text, l.Fields)
			_, ok := b.try(x, &l, levelOf(l.Level), text, at)
			r.note(s.Match, ok, at)
			r.vetoedByRE = r.vetoedByRE || b.branch.notRE != nil && !s.Match && b.branch.notRE.match(text)
		}
		ps = append(ps, b.unreached(x, r)...)
	}
	return ps
}

// reach is what the samples of a class touch of one branch.
type reach struct {
	hit        bool
	shown      map[int32]bool // phrases in match samples that the branch matches
	vetoed     map[int32]bool // phrases in no-match samples that it does not match
	vetoedByRE bool
}

func (r *reach) note(match, ok bool, at found) {
	if match != ok {
		return
	}
	into := r.vetoed
	if match {
		r.hit, into = true, r.shown
	}
	for p := range at {
		into[p] = true
	}
}

func (b *indexed) unreached(x *index, r reach) Problems {
	var ps Problems
	bad := func(what, hint string) {
		ps = append(ps, Problem{b.class.File, b.branch.line, what, hint})
	}
	if !r.hit {
		bad("no match sample reaches this branch", "add a line that it matches, or take the branch out")
		return ps
	}
	if m := x.missing(b.any, r.shown); m != "" {
		bad("no match sample reaches the alternatives "+m, "add a line for each, or take them out")
	}
	if m := x.missing(b.not, r.vetoed); m != "" {
		bad("no no-match sample holds the vetoes "+m, "add a line for each that would match without it")
	}
	if b.branch.notRE != nil && !r.vetoedByRE {
		bad("no no-match sample reaches not_re", "add a line that would match without it")
	}
	return ps
}

// missing lists the phrases that are not among those reached.
func (x *index) missing(list []int32, reached map[int32]bool) string {
	var out []string
	for _, p := range list {
		if !reached[p] {
			out = append(out, fmt.Sprintf("%q", x.phrases[p].text))
		}
	}
	return strings.Join(out, ", ")
}

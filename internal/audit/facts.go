package audit

import (
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/profile"
)

// facts are what the view says, in the form in which reports are asked.
type facts struct {
	v       *profile.View
	c       *corpus
	at      map[place]int32 // lines of the corpus by where they stand
	units   []*profile.Unit
	byID    map[string]*profile.Unit // by lower-case id
	names   map[string]string        // names of jobs by their lower case
	hosts   map[string]bool          // and services, loggers, folders, in lower case
	peers   map[string]bool          // addresses
	hedges  []hedge
	ips     []string // addresses in the lines, once they were asked for
	notable []moment

	kindStems, placeStems map[string]bool // of the names of jobs and of where they run, once they were asked for
}

type place struct {
	file string
	off  int64
}

// hedge is a line that guesses.
type hedge struct {
	line  int32
	guess string   // as the line writes it
	stems []string // of the guess
}

// moment is a time at which something began, ended or changed.
type moment struct {
	at   int64
	what string
	line int32

	ofRun bool
}

func newFacts(v *profile.View, c *corpus) *facts {
	f := &facts{v: v, c: c, at: map[place]int32{}, byID: map[string]*profile.Unit{}, names: map[string]string{}, hosts: map[string]bool{}, peers: map[string]bool{}}
	for i := range c.lines {
		f.at[place{c.files[c.lines[i].src], c.lines[i].off}] = int32(i)
	}
	for i := range v.Units {
		u := &v.Units[i]
		f.units = append(f.units, u)
		f.byID[strings.ToLower(u.ID)] = u
		if u.Name != "" {
			f.names[strings.ToLower(u.Name)] = u.Name
		}
	}
	for i := range v.Templates {
		for _, r := range v.Templates[i].Rows {
			for _, n := range []string{r.Host, r.Service, r.Logger} {
				if n != "" {
					f.hosts[strings.ToLower(n)] = true
				}
			}
		}
	}
	for _, name := range c.files {
		for part := range strings.SplitSeq(strings.ToLower(name), "/") {
			f.hosts[part] = true
			if i := strings.IndexByte(part, '.'); i > 2 {
				f.hosts[part[:i]] = true
			}
		}
	}
	for i := range v.Peers {
		f.peers[strings.ToLower(v.Peers[i].Addr)] = true
	}
	f.findHedges()
	f.findMoments()
	return f
}

// mark gives the line that a mark of the view stands at, -1 when it is not held.
func (f *facts) mark(m profile.Mark) int32 {
	if m.Line == 0 || m.Source >= len(f.v.Sources) {
		return -1
	}
	if i, ok := f.at[place{f.v.Sources[m.Source].Name, m.Offset}]; ok {
		return i
	}
	return -1
}

// hedgeWords begin a guess.
var hedgeWords = []string{"possible ", "possibly ", "probable ", "probably ", "perhaps ", "maybe ", "may be ", "might be ", "suspected ", "likely ", "could be ", "suspect "}

func (f *facts) findHedges() {
	for _, w := range hedgeWords {
		first, _, _ := strings.Cut(w, " ")
		for _, i := range f.c.words[stem(first)] {
			lower := strings.ToLower(f.c.lines[i].text)
			k := strings.Index(lower, w)
			if k < 0 || len(f.hedges) > 10_000 {
				continue
			}
			guess := f.c.lines[i].text[min(k+len(w), len(f.c.lines[i].text)):]
			if e := strings.IndexAny(guess, ".;,([{\""); e >= 0 {
				guess = guess[:e]
			}
			if st := content(guess); len(st) > 0 {
				f.hedges = append(f.hedges, hedge{i, strings.TrimSpace(guess), st})
			}
		}
	}
	slices.SortFunc(f.hedges, func(a, b hedge) int { return int(a.line - b.line) })
}

// findMoments lists the first and last of each template, of the runs and of the
// sources.
func (f *facts) findMoments() {
	add := func(m profile.Mark, what string) {
		if m.HasTime {
			f.notable = append(f.notable, moment{at: m.Time, what: what, line: f.mark(m), ofRun: strings.Contains(what, " run of ")})
		}
	}
	for i := range f.v.Templates {
		t := &f.v.Templates[i]
		add(t.First, "first of "+itoa(int64(t.Count))+" lines of one kind")
		if t.Count > 1 {
			add(t.Last, "last of "+itoa(int64(t.Count))+" lines of one kind")
		}
	}
	for i := range f.v.Sources {
		add(f.v.Sources[i].First, "first line of "+f.v.Sources[i].Name)
		add(f.v.Sources[i].Last, "last line of "+f.v.Sources[i].Name)
	}
	for _, u := range f.units {
		for k := range u.Runs {
			add(u.Runs[k].Start, "start of a run of "+u.ID)
			add(u.Runs[k].End, "end of a run of "+u.ID)
		}
	}
	slices.SortStableFunc(f.notable, func(a, b moment) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
}

// runs are the runs of a scope: of a unit by its id, of a type of jobs by its
// name, of all units for "".
func (f *facts) runs(scope string) []*profile.Run {
	scope = strings.ToLower(scope)
	var out []*profile.Run
	for _, u := range f.units {
		if scope != "" && strings.ToLower(u.ID) != scope && strings.ToLower(u.Name) != scope {
			continue
		}
		for k := range u.Runs {
			out = append(out, &u.Runs[k])
		}
	}
	return out
}

func failed(r *profile.Run) bool { return r.State == profile.RunFailed || r.State == profile.RunLost }

// durations of runs that keep says, ascending, ns.
func durations(runs []*profile.Run, keep func(*profile.Run) bool) []int64 {
	var out []int64
	for _, r := range runs {
		if r.HasDuration && (keep == nil || keep(r)) {
			out = append(out, r.Duration)
		}
	}
	slices.Sort(out)
	return out
}

func count(runs []*profile.Run, keep func(*profile.Run) bool) int64 {
	n := int64(0)
	for _, r := range runs {
		if keep(r) {
			n++
		}
	}
	return n
}

// runLines are the lines that end (or, when they never end, start) the runs.
func (f *facts) runLines(runs []*profile.Run, keep func(*profile.Run) bool) []int32 {
	var out []int32
	for _, r := range runs {
		if !keep(r) {
			continue
		}
		for _, x := range []*profile.Line{r.EndLine, r.StartLine} {
			if x == nil {
				continue
			}
			if i, ok := f.at[place{x.File, x.Offset}]; ok {
				out = append(out, i)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// runEdges are the lines that start and end the runs of a scope.
func (f *facts) runEdges(scope string) []int32 {
	var out []int32
	for _, r := range f.runs(scope) {
		for _, x := range []*profile.Line{r.StartLine, r.EndLine} {
			if x == nil {
				continue
			}
			if i, ok := f.at[place{x.File, x.Offset}]; ok {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// scopeOf finds the unit, or the type of job, that a text names; "" when none or
// more than one.
func (f *facts) scopeOf(s string) string {
	found := ""
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '-' || r == '.' || r == '/' || r == ':' || r == '#')
	}) {
		w = f.unitName(strings.ToLower(strings.Trim(w, ".:-/#")))
		if len(w) < 2 {
			continue
		}
		if found != "" && found != w {
			return ""
		}
		found = w
	}
	return found
}

// unitName is the id or the name of a unit as the logs write it, "" when the word,
// in lower case, is none.
func (f *facts) unitName(w string) string {
	if u := f.byID[w]; u != nil {
		return u.ID
	}
	return f.names[w]
}

// steps of connections of all peers, by kind.
func (f *facts) steps(kinds ...event.Kind) int64 {
	n := int64(0)
	for i := range f.v.Peers {
		for _, k := range kinds {
			n += f.v.Peers[i].Counts[k]
		}
	}
	return n
}

// known tells a name that the logs use: a host, a service, a job, an address, or
// a word of a line.
func (f *facts) known(name string) bool {
	n := strings.ToLower(name)
	return f.unitName(n) != "" || f.hosts[n] || f.peers[n] || len(f.c.find(n)) > 0
}

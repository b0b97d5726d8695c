package finding

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// A value that every line of a template shares, and that is another one from about the
// onset on, is a change that nobody announces: the version of a library, the address of a
// server, a plan, a limit.

// When a value is told to have changed.
const (
	valuesOld = 3 // kept lines with the old value
	valuesNew = 2 // kept lines with the new one
	maxValues = 4 // findings
	longValue = 60
)

var (
	versionRE = lazy.Compile(`^[vV]?\d+(?:\.\d+){1,3}[\w.+~:-]*$|^[vV]\d+$`)
	digestRE  = lazy.Compile(`^(?:sha\d+:)?[0-9a-f]{7,64}$`)
	addressRE = lazy.Compile(`^(?:\w+://)?(?:(?:\d{1,3}\.){3}\d{1,3}|[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]*)(?::\d{1,5})?$`)
	wordRE    = lazy.Compile(`^[A-Za-z][\w-]*$`)
	amountRE  = lazy.Compile(`^\d+(?:\.\d+)?[a-zA-Z%]{0,3}$`)
	versionOf = lazy.Compile(`(?i)^(?:version|ver|revision|rev|build|release|tag|generation|epoch|schema|serial|index|image|digest|commit|sha|checksum|package|lib\w*)$`)
	settingOf = lazy.Compile(`(?i)(?:^|[_-])(?:limit|max|min|size|timeout|capacity|threshold|interval|workers|threads|replicas|quota|ttl|mode|plan|backend|upstream|target|server|primary|master|leader|role|profile|variant|flag|feature|cipher|protocol|region|zone|policy|engine|driver|source)(?:$|[_-])`)
	ofRunRE   = lazy.Compile(`(?i)^(?:\w*pid|tid|\w*thread|session|conn\w*|port|client|\w*time\w*|uptime|seq|\w*id|day|date|hour|month|year|ts|user|status|state|code|result|outcome|level|severity|worker|step|phase|stage|name|job|task|run|host|node|pod)$`)
	wrongWord = lazy.Compile(`(?i)fail|error|down|timeout|refus|bad|dead|lost|unhealthy|unavail|critical|warn|denied|reject`)
)

// valueAt is a place of a template at which lines hold a value.
type valueAt struct {
	key   string
	index int // of the words of a message; -1 of fields
}

// detectValues compares the kept lines of each template with each other.
func detectValues(s *scene) []Finding {
	if !s.onset.Known {
		return nil
	}
	var out []Finding
	for i := range s.view.Templates {
		t := &s.view.Templates[i]
		var lines []profile.Exemplar
		for k := range t.Rows {
			if t.Rows[k].Level < record.LevelError {
				lines = append(lines, keptLines(&t.Rows[k])...)
			}
		}
		lines = slices.DeleteFunc(lines, func(e profile.Exemplar) bool { return !e.HasTime })
		if len(lines) < valuesOld+valuesNew {
			continue
		}
		slices.SortStableFunc(lines, func(a, b profile.Exemplar) int { return compareMarks(a.Mark, b.Mark) })
		if f, ok := s.valueOf(t.ID, lines); ok {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Or(cmp.Compare(b.Score, a.Score), byFirst(a, b)) })
	return out[:min(len(out), maxValues)]
}

// valueOf finds the first value of the lines of a template that changes once, about the onset.
func (s *scene) valueOf(id string, lines []profile.Exemplar) (Finding, bool) {
	var at []valueAt
	values := map[valueAt][]string{}
	for i := range lines {
		for k, v := range valuesIn(&lines[i]) {
			if len(values[k]) == i { // lines before it had one too
				if i == 0 {
					at = append(at, k)
				}
				values[k] = append(values[k], v)
			}
		}
	}
	slices.SortFunc(at, func(a, b valueAt) int { return cmp.Or(cmp.Compare(a.index, b.index), strings.Compare(a.key, b.key)) })
	for _, k := range at {
		list := values[k]
		if len(list) != len(lines) {
			continue
		}
		if cut := changesOnce(list); cut >= valuesOld && len(list)-cut >= valuesNew && telling(k.key, list[0], list[cut]) && s.aboutOnset(&lines[cut-1], &lines[cut]) {
			return s.sayValue(id, k.key, list[0], list[cut], &lines[cut-1], &lines[cut]), true
		}
	}
	return Finding{}, false
}

// valuesIn lists what a line holds, by place: fields by their key, words of the message by
// their number and the word before them.
func valuesIn(e *profile.Exemplar) map[valueAt]string {
	out := map[valueAt]string{}
	for _, f := range e.Fields {
		if f.Key != "" && len(f.Value) <= longValue {
			out[valueAt{f.Key, -1}] = f.Value
		}
	}
	before := ""
	for i, w := range strings.FieldsFunc(e.Message, func(r rune) bool { return strings.ContainsRune(" \t=,;\"'()[]{}<>|", r) }) {
		if w = strings.TrimRight(w, ".:"); len(w) <= longValue {
			out[valueAt{before, i}] = w
		}
		before = w
	}
	return out
}

// changesOnce is where a list goes over from one value to one other for good; 0 when it
// does not.
func changesOnce(list []string) int {
	cut := slices.IndexFunc(list, func(v string) bool { return v != list[0] })
	if cut < 0 || slices.ContainsFunc(list[cut:], func(v string) bool { return v != list[cut] }) {
		return 0
	}
	return cut
}

// telling reports whether two values are of a kind that somebody sets: versions, digests,
// addresses; words and amounts behind the name of a setting.
func telling(key, was, is string) bool {
	if ofRunRE.MatchString(key) || wrongWord.MatchString(is) || wrongWord.MatchString(was) {
		return false
	}
	both := func(re *lazy.Regexp) bool { return re.MatchString(was) && re.MatchString(is) }
	switch {
	case both(addressRE) && !both(versionRE):
		return strings.ContainsAny(was+is, ".") && settingOf.MatchString(key)
	case both(versionRE):
		return strings.Count(was, ".") > 1 || strings.ContainsAny(was, "vV-+~") || versionOf.MatchString(key) || wordRE.MatchString(key) && strings.HasPrefix(strings.ToLower(key), "lib")
	case both(digestRE) && strings.ContainsAny(was, "abcdef") && strings.ContainsAny(was, "0123456789"):
		return true
	case both(amountRE):
		return versionOf.MatchString(key) || settingOf.MatchString(key)
	case both(wordRE):
		return settingOf.MatchString(key)
	}
	return false
}

// aboutOnset reports whether a value changed between two lines that lie about the onset.
func (s *scene) aboutOnset(last, first *profile.Exemplar) bool {
	near := max(s.onset.Slack, (s.onset.To-s.onset.From)/answerShare)
	return last.Time <= s.onset.FirstBad+s.onset.Slack && last.Time >= s.onset.At-near && first.Time <= s.onset.FirstBad+near
}

func (s *scene) sayValue(id, key, was, is string, last, first *profile.Exemplar) Finding {
	d := &Change{Place: s.dir.Source(first.Source), Ahead: s.onset.At - first.Time, Key: key, Old: was, New: is}
	f := Finding{Kind: KindValue, From: first.Time, To: first.Time, Source: first.Source, Component: d.Place.String(), Host: d.Place.Host, Count: 1,
		Templates: []string{id}, Lines: []profile.Exemplar{*first, *last}, Data: d, Score: (1 + nearness(d.Ahead, s.onset.To-s.onset.From)) / 2}
	src := s.view.Sources[f.Source]
	s.say.Add(&f.Claims, phraseValue, append(refs(f.Lines, 2), src.Coverage), name("key", key), name("old", was), name("new", is), name("source", src.Name),
		instant("last", s.say.LineTime(last)), instant("first", s.say.LineTime(first)))
	return f
}

package audit

import (
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// counters lists the readings of a noun.
func (a *auditor) counters(noun []string, scope string) []counter {
	var out []counter
	out = append(out, a.runCounters(noun, scope)...)
	out = append(out, a.levelCounters(noun, scope)...)
	out = append(out, a.inputCounters(noun)...)
	out = append(out, a.stepCounters(noun)...)
	out = append(out, a.lineCounters(noun, scope)...)
	return out
}

// runCounters count runs and units.
func (a *auditor) runCounters(noun []string, scope string) []counter {
	runs := a.f.runs(scope)
	if len(runs) == 0 {
		return nil
	}
	f := count(runs, failed)
	s := count(runs, func(r *profile.Run) bool { return r.State == profile.RunSucceeded })
	lost := count(runs, func(r *profile.Run) bool { return r.State == profile.RunLost })
	var out []counter
	add := func(n int64, what string, keep func(*profile.Run) bool, tight bool) {
		out = append(out, counter{n, itoa(n) + " " + what + of(scope), a.f.runLines(runs, keep), tight, 0})
	}
	ofRuns := hasStem(noun, "run", "job", "execution", "execut", "task", "batch", "unit", "jobid", "instanc", "attempt", "pipelin", "import", "load", "export")
	switch {
	case hasStem(noun, "lost", "hang", "stuck"):
		add(lost, "lost runs", func(r *profile.Run) bool { return r.State == profile.RunLost }, false)
	case hasStem(noun, "fail") && (ofRuns || len(noun) == 1 || hasStem(noun, "total", "count", "record", "log")):
		add(f, "failed runs", failed, true)
		add(f-lost, "runs that say they failed", failed, false)
	case hasStem(noun, "success", "complet") && (ofRuns || len(noun) <= 2):
		add(s, "runs that ended well", func(r *profile.Run) bool { return r.State == profile.RunSucceeded }, true)
	}
	if ofRuns {
		if scope == "" {
			out = append(out, a.unitCounters(noun)...)
		}
		tight := !hasStem(noun, "fail", "success", "complet", "lost", "cancel", "affect") && len(noun) <= 2
		add(int64(len(runs)), "runs", func(*profile.Run) bool { return true }, tight && scope != "")
		add(f, "failed runs", failed, false)
		add(s, "runs that ended well", func(r *profile.Run) bool { return r.State == profile.RunSucceeded }, false)
	}
	return out
}

// unitCounters count units, and those with a failed run.
func (a *auditor) unitCounters(noun []string) []counter {
	failing, names, failingNames := int64(0), map[string]bool{}, map[string]bool{}
	for _, u := range a.f.units {
		bad := false
		for k := range u.Runs {
			bad = bad || failed(&u.Runs[k])
		}
		names[u.Name] = true
		if bad {
			failing++
			failingNames[u.Name] = true
		}
	}
	out := []counter{
		{int64(len(a.f.units)), itoa(len(a.f.units)) + " jobs", nil, true, 0},
		{failing, itoa(failing) + " jobs with a failed run", nil, false, 0},
	}
	if hasStem(noun, "typ", "type", "kind", "sort", "class", "category") {
		out = append(out, counter{int64(len(names)), itoa(len(names)) + " types of jobs", nil, false, 0},
			counter{int64(len(failingNames)), itoa(len(failingNames)) + " types of jobs with a failed run", nil, false, 0})
	}
	return out
}

// levelCounters count lines by level.
func (a *auditor) levelCounters(noun []string, scope string) []counter {
	var low, high record.Level
	var name string
	switch {
	case hasStem(noun, "warning"):
		low, high, name = record.LevelWarn, record.LevelWarn, "lines at level WARNING"
	case hasStem(noun, "critical", "fatal", "crit"):
		low, high, name = record.LevelCritical, record.LevelCritical, "lines at level CRITICAL"
	case hasStem(noun, "error"):
		low, high, name = record.LevelError, record.LevelError, "lines at level ERROR"
	default:
		return nil
	}
	var out []counter
	own := subtractStems(noun, "warning", "critical", "fatal", "error", "level", "line", "entry", "messag", "log", "event", "record", "total")
	for _, top := range []record.Level{high, record.LevelCritical} {
		var lines []int32
		for _, i := range a.c.atLevel(int(low), int(top)) {
			if (scope == "" || a.names1(i, scope)) && a.hasAll(i, own) {
				lines = append(lines, i)
			}
		}
		out = append(out, counter{int64(len(lines)), plural(len(lines), "line", "lines") + strings.TrimPrefix(name, "lines") + of(scope), lines, len(own) == 0 && top == high && scope == "", 0})
	}
	return out
}

func (a *auditor) hasAll(i int32, stems []string) bool {
	for _, w := range stems {
		if _, ok := slices.BinarySearch(a.c.words[w], i); !ok {
			return false
		}
	}
	return true
}

func subtractStems(list []string, without ...string) []string {
	var out []string
	for _, w := range list {
		if !slices.Contains(without, w) {
			out = append(out, w)
		}
	}
	return out
}

// inputCounters count files, lines and records, and hosts, addresses and
// services.
func (a *auditor) inputCounters(noun []string) []counter {
	v := a.f.v
	lines, records, size := int64(0), int64(0), int64(0)
	var out []counter
	for _, s := range v.Sources {
		lines, records, size = lines+s.Lines, records+s.Records, size+s.Bytes
	}
	switch {
	case hasStem(noun, "fil", "file", "sourc", "source", "input", "log") && len(noun) <= 3 && !hasStem(noun, "lin", "line", "entry"):
		out = append(out, counter{int64(len(v.Sources)), plural(len(v.Sources), "input", "inputs"), nil, hasStem(noun, "fil", "file", "sourc", "source", "input"), 0})
	case hasStem(noun, "lin", "line", "entry", "record") && len(subtractStems(noun, "lin", "line", "entry", "record", "log", "total", "messag", "read", "pars", "analys", "analyz", "scan", "process", "cover", "overall")) == 0:
		out = append(out, counter{lines, itoa(lines) + " lines", nil, true, 0}, counter{records, itoa(records) + " records", nil, false, 0})
		for _, s := range v.Sources {
			out = append(out, counter{s.Lines, itoa(s.Lines) + " lines of " + s.Name, nil, false, 0}, counter{s.Records, itoa(s.Records) + " records of " + s.Name, nil, false, 0})
		}
	case len(noun) <= 2 && len(a.sourcesCalled(noun)) > 0:
		for _, i := range a.sourcesCalled(noun) {
			s := &v.Sources[i]
			out = append(out, counter{s.Lines, itoa(s.Lines) + " lines of " + s.Name, nil, false, 0}, counter{s.Records, itoa(s.Records) + " records of " + s.Name, nil, false, 0})
		}
	case hasStem(noun, "byt", "byte"):
		out = append(out, counter{size, itoa(size) + " bytes", nil, true, 0})
	case hasStem(noun, "host", "nod", "node", "machin"):
		out = append(out, counter{int64(a.distinct(func(r *profile.Row) string { return r.Host })), itoa(a.distinct(func(r *profile.Row) string { return r.Host })) + " hosts", nil, false, 0})
	case hasStem(noun, "service", "component"):
		out = append(out, counter{int64(a.distinct(func(r *profile.Row) string { return r.Service })), itoa(a.distinct(func(r *profile.Row) string { return r.Service })) + " services", nil, false, 0})
	case hasStem(noun, "ip", "address", "endpoint", "peer", "target"):
		seen := map[string]bool{}
		for i := range v.Peers {
			seen[v.Peers[i].Addr] = true
		}
		out = append(out, counter{int64(len(seen)), itoa(len(seen)) + " far ends of connections", nil, false, 0})
	}
	return out
}

// sourcesCalled are the sources whose file is named as a noun is: pings of ping.log.
func (a *auditor) sourcesCalled(noun []string) []int {
	var out []int
	for i, name := range a.c.files {
		base := name[strings.LastIndexByte(name, '/')+1:]
		base, _, _ = strings.Cut(base, ".")
		if i < len(a.f.v.Sources) && slices.Contains(noun, stem(strings.ToLower(base))) {
			out = append(out, i)
		}
	}
	return out
}

func (a *auditor) distinct(of func(*profile.Row) string) int {
	seen := map[string]bool{}
	for i := range a.f.v.Templates {
		for k := range a.f.v.Templates[i].Rows {
			if s := of(&a.f.v.Templates[i].Rows[k]); s != "" {
				seen[s] = true
			}
		}
	}
	return len(seen)
}

// stepCounters count connection events.
func (a *auditor) stepCounters(noun []string) []counter {
	var out []counter
	for _, x := range []struct {
		stem string
		kind event.Kind
		what string
	}{
		{"timeout", event.ConnTimeout, "timeouts of connections"}, {"refus", event.ConnRefused, "refused connections"},
		{"retry", event.ConnRetry, "retries of connections"}, {"lost", event.ConnLost, "lost connections"},
		{"attempt", event.ConnAttempt, "attempts to connect"}, {"fail", event.ConnFailed, "failed connections"},
		{"slow", event.ConnSlow, "slow answers"},
	} {
		if hasStem(noun, x.stem) {
			n := a.f.steps(x.kind)
			out = append(out, counter{n, itoa(n) + " " + x.what, nil, false, 0})
		}
	}
	return out
}

// lineCounters count the lines that have the words of the noun.
func (a *auditor) lineCounters(noun []string, scope string) []counter {
	own := subtractStems(noun, "line", "lin", "messag", "entry", "event", "log", "time", "occurrenc", "total", "instanc", "distinct", "differ", "uniqu", "separat", "identic", "consecut", "individual", "similar", "such", "more", "further", "addition")
	if len(own) == 0 {
		return nil
	}
	for _, w := range own {
		if len(a.c.words[w]) == 0 {
			return a.knownPart(own, scope)
		}
	}
	lines := a.c.having(own...)
	var out []counter
	if scope != "" {
		in := a.scoped(lines, scope)
		out = append(out, counter{int64(len(in)), plural(len(in), "line", "lines") + " with " + strings.Join(own, ", ") + of(scope), in, false, 0})
	}
	tight := scope == "" && len(lines) > 0 && !hasStem(own, "job", "run", "server", "service", "host", "database", "user", "connect", "request", "minut", "second", "hour")
	out = append(out, counter{int64(len(lines)), plural(len(lines), "line", "lines") + " with " + strings.Join(own, ", "), lines, tight, 0})
	return out
}

// knownWords are those words that the logs have and that say more than "line".
func (a *auditor) knownWords(words []string) (known []string) {
	for _, w := range words {
		if len(a.c.words[w]) > 0 && !generic[w] {
			known = append(known, w)
		}
	}
	return known
}

// knownPart counts the lines with those words of a noun that the logs know.
func (a *auditor) knownPart(own []string, scope string) []counter {
	known := a.knownWords(own)
	if len(known) == 0 {
		return nil
	}
	lines := a.c.having(known...)
	if scope != "" {
		lines = a.scoped(lines, scope)
	}
	return []counter{{int64(len(lines)), plural(len(lines), "line", "lines") + " with " + strings.Join(known, ", "), lines, false, 0}}
}

func (a *auditor) scoped(lines []int32, scope string) []int32 {
	var in []int32
	for _, i := range lines {
		if a.names1(i, scope) {
			in = append(in, i)
		}
	}
	return in
}

// narrowed counts lines with the noun's words and more words of the sentence:
// what it quotes, and names in it.
func (a *auditor) narrowed(p *piece, m *mention, noun []string) []counter {
	var out []counter
	for _, q := range quotedParts(&p.text) {
		s := strings.TrimSpace(p.text.S[q[0]:q[1]])
		lines := a.c.phrase(s)
		if wildcard.MatchString(s) && len(lines) == 0 {
			lines = a.c.pattern(s)
		}
		if as := a.c.asWritten(lines, s); len(as) > 0 {
			lines = as
		}
		if len(lines) > 0 {
			out = append(out, counter{int64(len(lines)), plural(len(lines), "line has", "lines have") + " the words quoted", lines, false, 0})
			out = append(out, a.inNamed(p, lines)...)
			if own := a.c.having(noun...); len(own) > 0 {
				both := intersect(lines, own)
				out = append(out, counter{int64(len(both)), plural(len(both), "line has", "lines have") + " them and the noun", both, false, 0})
			}
		}
	}
	n := a.anchorOf(p.text.S)
	if len(n.lines) > 0 && n.hits >= 2 && !n.more {
		out = append(out, counter{int64(len(n.lines)), plural(len(n.lines), "line shares", "lines share") + " the words of the sentence", n.lines, false, 0})
	}
	return out
}

// asWritten keeps the lines that have words in the same capital and small letters.
func (c *corpus) asWritten(lines []int32, s string) []int32 {
	var out []int32
	for _, i := range lines {
		if strings.Contains(c.lines[i].text, s) {
			out = append(out, i)
		}
	}
	return out
}

// inNamed counts those of the lines that stand in a source which the sentence
// names by its file or folder.
func (a *auditor) inNamed(p *piece, lines []int32) []counter {
	bySource := map[int16][]int32{}
	for _, i := range lines {
		bySource[a.c.lines[i].src] = append(bySource[a.c.lines[i].src], i)
	}
	if len(bySource) < 2 {
		return nil
	}
	var out []counter
	for src, name := range a.c.files {
		if in := bySource[int16(src)]; len(in) > 0 && a.namesSource(p.text.S, name) {
			out = append(out, counter{int64(len(in)), plural(len(in), "line of ", "lines of ") + name, in, false, 0})
		}
	}
	return out
}

// namesSource tells a text that uses a part of the name of a source.
func (a *auditor) namesSource(text, file string) bool {
	lower := strings.ToLower(text)
	for part := range strings.SplitSeq(strings.ToLower(file), "/") {
		base, _, _ := strings.Cut(part, ".")
		if len(base) >= 2 && wholeWord(lower, base) {
			return true
		}
	}
	return false
}

// claimCount finds a claim of the fresh report that has the number as one of its
// values and shares words with the sentence.
func (a *auditor) claimCount(p *piece, m *mention, noun []string) bool {
	if a.in.Fresh == nil || a.in.Internal || m.n < 3 {
		return false
	}
	own := tokens(p.text.S)
	ledger := &a.in.Fresh.Claims
	for _, id := range ledger.IDs() {
		claim := ledger.Claim(id)
		has := false
		for _, v := range claim.Values() {
			has = has || v.Kind == evidence.KindCount && v.Int == int64(m.n)
		}
		if !has {
			continue
		}
		sentence := claim.Sentence(func(s string) string { return s })
		shared := 0
		for w := range tokens(sentence) {
			if own[w] && !generic[w] && !stopWords[w] && strings.Trim(w, "0123456789") != "" {
				shared++
			}
		}
		if shared >= 2 && besides(sentence, itoa(int64(m.n)), noun) {
			a.say(KindCount, Proven, p, m.from, m.to, "these logs give: "+sentence, "", cite(said{refs: claim.Refs(), total: claim.Total()}))
			return true
		}
	}
	return false
}

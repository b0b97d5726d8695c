package finding

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"

	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/template"
	"inquest/internal/trail"
)

// Build is the Data of findings of kind "build": what the log of a build says of
// its end, and which of its lines tell why.
type Build struct {
	Failed    bool
	Succeeded bool           // neither: no tool says how it ended
	End       trail.TailLine // the line that tells the end
	Lines     []BuildLine    // that tell why, best first; of a build that failed
	Compared  bool           // a healthy run's log was at hand
	Fresh     bool           // the best line is not in it
}

// BuildLine is a line with its score.
type BuildLine struct {
	Line  trail.TailLine
	Text  string // cleaned
	Score float64
	Wide  bool // cited because it follows one that tells
}

// Scores of the parts of a line that tells why a build failed.
const (
	scoreMark      = 1.0  // an error mark at its begin
	scoreStrong    = 1.0  // strong words
	scoreException = 0.6  // the head of an exception
	scoreCause     = 0.6  // "Caused by"
	scorePlace     = 0.6  // a place in the source text
	scoreSummary   = 0.4  // the build tool's own summary
	scoreLate      = 0.6  // at the end of the log
	timesWarning   = 0.5  // only a warning
	timesDull      = 0.15 // what a tool always says; a frame
	timesHealthy   = 0.3  // in the healthy run's log too
)

const (
	maxTold   = 10  // lines of their own shape
	maxBuild  = 40  // lines in all
	wideAfter = 8   // lines that follow one that tells
	toldShare = 0.6 // of the best line's score
	minTold   = 0.9 // what a line must reach
)

// BuildSources tells the sources in which a tool that builds or tests says how it
// ended.
func BuildSources(v *profile.View) []bool {
	out := make([]bool, len(v.Sources))
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			if out[r.Source] || len(r.Late) == 0 {
				continue
			}
			if end, _ := endOf(cleanLine(r.Late[len(r.Late)-1].Raw)); end != endNone {
				out[r.Source] = true
			}
		}
	}
	return out
}

// detectBuilds reads the logs of builds.
func detectBuilds(s *scene) []Finding {
	if s.in.Trail == nil {
		return nil
	}
	healthy := healthyShapes(s.in.BaseTrail)
	var out []Finding
	for i := range s.in.Trail.Tails {
		t := &s.in.Trail.Tails[i]
		d := readBuild(t, healthy)
		if d == nil {
			continue
		}
		f := Finding{Kind: KindBuild, Source: t.Source, Component: s.dir.Source(t.Source).String(), Count: int64(len(d.Lines)), Score: 0.8, Data: d}
		for k := range d.Lines {
			f.Lines = append(f.Lines, Exemplar(&d.Lines[k].Line.Line, d.Lines[k].Line.Level, "", ""))
		}
		f.Lines = append(f.Lines, Exemplar(&d.End.Line, d.End.Level, "", ""))
		s.sayBuild(&f, d)
		out = append(out, f)
	}
	return out
}

func healthyShapes(t *trail.Trail) map[string]bool {
	if t == nil {
		return nil
	}
	var m template.Masker
	out := map[string]bool{}
	for i := range t.Tails {
		for k := range t.Tails[i].Lines {
			out[lineShape(&m, cleanLine(t.Tails[i].Lines[k].Text))] = true
		}
	}
	return out
}

func lineShape(m *template.Masker, text string) string {
	shape, _ := m.Mask([]byte(text))
	return string(shape)
}

// readBuild reads one log; nil when no tool says how it ended.
func readBuild(t *trail.Tail, healthy map[string]bool) *Build {
	lines := make([]string, len(t.Lines))
	for i := range t.Lines {
		lines[i] = cleanLine(t.Lines[i].Text)
	}
	at, end := endAt(lines)
	if end == endNone {
		return nil
	}
	d := &Build{Failed: end == endFailed, Succeeded: end == endSucceeded, End: t.Lines[at], Compared: healthy != nil}
	if !d.Succeeded {
		d.tell(t, lines, healthy)
	}
	return d
}

// endAt finds the last line that tells how the build ended: what who ran the
// tool says, else what the tool says, else nothing but that it was a build.
func endAt(lines []string) (at int, end ending) {
	closed := false
	for i, l := range lines {
		e, final := endOf(l)
		switch {
		case e == endNone || e == endHosted && end != endNone || closed && !final:
		case e == endHosted:
			at, end = len(lines)-1, e
		default:
			at, end, closed = i, e, final
		}
	}
	return at, end
}

// tell scores the lines.
func (d *Build) tell(t *trail.Tail, lines []string, healthy map[string]bool) {
	var m template.Masker
	shapes := make([]string, len(lines))
	count := map[string]int{}
	for i, l := range lines {
		shapes[i] = lineShape(&m, l)
		count[shapes[i]]++
	}
	best := map[string]int{} // shape -> line of the best score
	scores := make([]float64, len(lines))
	for i, l := range lines {
		v := lineScore(l)
		if v <= 0 {
			continue
		}
		v += scoreLate * float64(t.Head+int64(i)+1) / float64(t.Total)
		v *= lineFactor(l)
		if healthy[shapes[i]] {
			v *= timesHealthy
		}
		v /= 1 + math.Log(float64(count[shapes[i]]))
		scores[i] = v
		if k, ok := best[shapes[i]]; !ok || v > scores[k] {
			best[shapes[i]] = i
		}
	}
	var order []int
	for _, i := range best {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	if len(order) == 0 {
		return
	}
	d.Fresh = healthy != nil && !healthy[shapes[order[0]]]
	told := map[int]bool{}
	for _, i := range order[:min(len(order), maxTold)] {
		if scores[i] < minTold || scores[i] < toldShare*scores[order[0]] {
			break
		}
		told[i] = true
		d.Lines = append(d.Lines, BuildLine{Line: t.Lines[i], Text: lines[i], Score: scores[i]})
	}
	d.widen(t, lines, shapes, healthy, told, scores, order)
}

// widen cites what follows a line that tells: frames, causes, indented lines.
func (d *Build) widen(t *trail.Tail, lines, shapes []string, healthy map[string]bool, told map[int]bool, scores []float64, order []int) {
	for _, i := range order {
		if !told[i] {
			continue
		}
		for k := i + 1; k <= i+wideAfter && k < len(lines) && len(d.Lines) < maxBuild; k++ {
			if told[k] || healthy[shapes[k]] || !follows(lines[k]) {
				break
			}
			told[k] = true
			d.Lines = append(d.Lines, BuildLine{Line: t.Lines[k], Text: lines[k], Score: scores[i] / 2, Wide: true})
		}
	}
}

// follows reports whether a line goes on with the one before it.
func follows(l string) bool {
	if strings.TrimSpace(l) == "" {
		return false
	}
	return l[0] == ' ' || l[0] == '\t' || strings.HasPrefix(l, "Caused by") || isFrame(l)
}

// cleanLine takes colours and the collector's time stamp off a line.
func cleanLine(raw string) string {
	if strings.IndexByte(raw, 0x1b) >= 0 {
		raw = string(stripColours([]byte(raw)))
	}
	if colourRE.MatchString(raw) { // colours whose escape a collector dropped
		raw = brokenColourRE.ReplaceAllString(raw, "")
	}
	if m := stampRE.FindString(raw); m != "" {
		raw = raw[len(m):]
	}
	return strings.TrimRight(raw, " \t\r")
}

func stripColours(b []byte) []byte {
	var out []byte
	for len(b) > 0 {
		i := bytes.IndexByte(b, 0x1b)
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		b = b[i+1:]
		if len(b) > 0 && b[0] == '[' {
			k := 1
			for k < len(b) && (b[k] < 0x40 || b[k] > 0x7e) {
				k++
			}
			b = b[min(k+1, len(b)):]
		}
	}
	return out
}

// lineScore adds up the parts of a line that speak for it.
func lineScore(l string) float64 {
	v := 0.0
	mark := levelMark(l)
	if mark >= record.LevelError {
		v += scoreMark
	}
	if strongRE.MatchString(l) {
		v += scoreStrong
	}
	if exceptionHeadRE.MatchString(l) {
		v += scoreException
	}
	if strings.HasPrefix(strings.TrimSpace(l), "Caused by") {
		v += scoreCause
	}
	if v == 0 {
		return 0
	}
	if placeRE.MatchString(l) {
		v += scorePlace
	}
	if summaryRE.MatchString(l) {
		v += scoreSummary
	}
	return v
}

// lineFactor damps lines that say nothing of their own.
func lineFactor(l string) float64 {
	switch {
	case dullRE.MatchString(l) || isFrame(l):
		return timesDull
	case levelMark(l) == record.LevelInfo:
		return timesHealthy
	case levelMark(l) == record.LevelWarn && !strongRE.MatchString(l):
		return timesWarning
	}
	if e, _ := endOf(l); e != endNone {
		return timesDull
	}
	return 1
}

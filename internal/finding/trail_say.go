package finding

import (
	"strconv"

	"inquest/internal/evidence"
)

// said is a number that was computed from the order of lines, which the formula
// language does not read.
func said(n int64) string { return "limit(" + strconv.FormatInt(n, 10) + ")" }

func (s *scene) sayTrace(f *Finding) {
	d := f.Data.(*Trace)
	p := phraseTrace
	if d.Times == 1 {
		p = phraseTraceOnce
	}
	against := "in a stack trace"
	if s.in.BaseTrail != nil {
		against = "never in the healthy run"
	}
	s.say.Add(&f.Claims, p, refs(f.Lines, 3), name("exception", firstNonEmpty(d.Stack.Exception, "an error")), name("module", d.Own[0].Module),
		name("service", d.Stack.Owner), name("message", clip(firstNonEmpty(d.Stack.Message, "no message"), 160)), count("times", said(int64(d.Times))), word("against", against))
}

// maxSaid is how many breaks and delays are put into words.
const maxSaid = 6

func (s *scene) sayFlow(f *Finding, d *Flow) {
	for i := range d.Breaks[:min(len(d.Breaks), maxSaid)] {
		b := &d.Breaks[i]
		values := []slot{name("owner", b.Owner), name("missing", clip(firstNonEmpty(b.Missing, b.Logger), 160)), count("healthy", said(b.Healthy)), count("of", said(b.Of)), count("now", said(b.Now)), count("nowof", said(b.NowOf))}
		p := phraseBreakStart
		if b.After != "" {
			p, values = phraseBreak, append(values, name("after", clip(b.After, 160)))
		}
		s.say.Add(&f.Claims, p, []evidence.Ref{b.Line.Ref}, values...)
	}
	for i := range d.Delays[:min(len(d.Delays), maxSaid)] {
		d := &d.Delays[i]
		s.say.Add(&f.Claims, phraseDelay, []evidence.Ref{d.Line.Ref}, name("from", d.From), name("to", d.To), duration("now", said(d.Now)), duration("before", said(d.Before)),
			count("n", said(d.N)), count("nown", said(d.NowN)), name("line", clip(d.Line.Text, 160)))
	}
}

func (s *scene) sayBuild(f *Finding, d *Build) {
	source, end := name("source", s.view.Sources[f.Source].Name), name("end", clip(cleanLine(d.End.Text), 160))
	cite := []evidence.Ref{d.End.Ref}
	if d.Succeeded {
		s.say.Add(&f.Claims, phraseBuildGood, cite, source, end)
		return
	}
	if d.Failed {
		s.say.Add(&f.Claims, phraseBuildFailed, cite, source, end)
	}
	if len(d.Lines) > 0 {
		p := phraseBuildWhy
		if d.Fresh {
			p = phraseBuildFresh
		}
		s.say.Add(&f.Claims, p, []evidence.Ref{d.Lines[0].Line.Ref}, name("line", clip(d.Lines[0].Text, 240)))
	}
}

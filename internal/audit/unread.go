package audit

import (
	"inquest/internal/evidence"
	"inquest/internal/source"
)

// unread lists what of the given logs was not read, though it may hold lines.
func (a *auditor) unread() []source.Skip {
	var out []source.Skip
	add := func(list []source.Skip) {
		for _, s := range list {
			if s.LosesLines() {
				out = append(out, s)
			}
		}
	}
	if a.in.Set != nil {
		add(a.in.Set.Skipped)
	}
	for i := range a.in.View.Sources {
		add(a.in.View.Sources[i].Skipped)
	}
	return out
}

// outside says what of the logs an audit could not look at: "" when it saw all of them.
func (a *auditor) outside() string {
	out := ""
	if list := a.unread(); len(list) > 0 {
		out = plural(len(list), "input or a part of one was", "inputs or parts of them were") + " not read (" + list[0].Name + ": " + list[0].Reason + ")"
	}
	if w := a.in.View.Window; !w.Open() {
		if out != "" {
			out += "; "
		}
		out += "what lies " + beyond(a, w.From, w.To) + " was not asked for"
	}
	return out
}

func beyond(a *auditor, from, to int64) string {
	switch {
	case from == 0:
		return "from " + a.clock(to) + " on"
	case to == 0:
		return "before " + a.clock(from)
	}
	return "before " + a.clock(from) + " or from " + a.clock(to) + " on"
}

// tellUnread says beside all that was not proven that a part of the logs was not looked at.
func (a *auditor) tellUnread(l *Logs) {
	out := a.outside()
	if out == "" {
		return
	}
	l.Notes = append(l.Notes, evidence.NewQuote("Not all of the logs was looked at: "+out+". What is not proven may stand there."))
	for i := range a.out {
		s := &a.out[i]
		if s.Verdict != Unsupported && (s.Verdict != Refuted || s.Kind == KindArithmetic || s.Kind == KindBuckets) {
			continue
		}
		s.Reason = evidence.NewQuote(s.Reason.Open(func(t string) string { return t }) + "; " + out)
	}
}

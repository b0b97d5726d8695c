package cause

import (
	"path"

	"inquest/internal/finding"
)

// A worker whose log ends is a bad sign by itself when its peers go on: those whose log
// has the same name on another host. A server that says nothing may just have nobody who asks;
// its peers would have nobody either.

const (
	silentCap   = 0.45 // confidence in a silence that no run is lost by
	silentTimes = 10   // it is this many times as long as any before it
)

// fellSilent lists the silences of sources whose peers go on.
func (c *court) fellSilent() []*finding.Finding {
	if !c.onlyServices() {
		return nil
	}
	var out []*finding.Finding
	for i := range c.fs {
		if f := &c.fs[i]; f.Kind == finding.KindSilence && len(c.peersGoOn(f)) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// peersGoOn lists the sources of the same name as one that fell silent for good which speak
// to the end of the silence; none when one of them fell silent too.
func (c *court) peersGoOn(f *finding.Finding) []int {
	d := f.Data.(*finding.Silence)
	if d.Resumed || f.Source < 0 || d.Length < silentTimes*d.Longest {
		return nil
	}
	own := &c.view.Sources[f.Source]
	var out []int
	for i := range c.view.Sources {
		s := &c.view.Sources[i]
		if i == f.Source || path.Base(s.Name) != path.Base(own.Name) || c.dir.Source(i).Host == d.Place.Host || s.Timed < own.Timed/4 {
			continue
		}
		if !s.Last.HasTime || s.Last.Time < f.From+d.Length/2 {
			return nil
		}
		out = append(out, i)
	}
	return out
}

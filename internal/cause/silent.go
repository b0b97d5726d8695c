package cause

import (
	"path"
	"slices"

	"inquest/internal/finding"
)

// A worker whose log ends is a bad sign by itself when its peers go on: those whose log
// has the same name on another host. A server that says nothing may just have nobody who asks;
// its peers would have nobody either.

const (
	silentCap   = 0.45 // confidence in a silence that no run is lost by
	silentTimes = 10   // it is this many times as long as any before it
)

// fellSilent reports whether a source fell silent whose peers go on.
func (c *court) fellSilent() bool {
	return c.onlyServices() && slices.ContainsFunc(c.fs, func(f finding.Finding) bool {
		return f.Kind == finding.KindSilence && c.peersGoOn(&f)
	})
}

// peersGoOn reports whether a source fell silent for good while others of the same name speak
// on; none of them may have fallen silent too.
func (c *court) peersGoOn(f *finding.Finding) bool {
	d := f.Data.(*finding.Silence)
	if d.Resumed || f.Source < 0 || d.Length < silentTimes*d.Longest {
		return false
	}
	own, peers := &c.view.Sources[f.Source], 0
	for i := range c.view.Sources {
		s := &c.view.Sources[i]
		if i == f.Source || path.Base(s.Name) != path.Base(own.Name) || c.dir.Source(i).Host == d.Place.Host || s.Timed < own.Timed/4 {
			continue
		}
		if !s.Last.HasTime || s.Last.Time < f.From+d.Length/2 {
			return false
		}
		peers++
	}
	return peers > 0
}

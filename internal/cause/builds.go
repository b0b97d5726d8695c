package cause

import "inquest/internal/finding"

// failedBuilds are the logs of builds that say that they failed, where no run of
// a job is logged.
func (c *court) failedBuilds() []*finding.Finding {
	var out []*finding.Finding
	if len(c.runs) > 0 {
		return nil
	}
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Build); ok && d.Failed {
			out = append(out, &c.fs[i])
		}
	}
	return out
}

// toldBuilds are the logs of builds with lines that tell why: of those that
// failed, else of those whose end no tool tells.
func (c *court) toldBuilds() []*finding.Finding {
	if out := c.failedBuilds(); len(out) > 0 || len(c.runs) > 0 {
		return out
	}
	var out []*finding.Finding
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Build); ok && !d.Succeeded && len(d.Lines) > 0 {
			out = append(out, &c.fs[i])
		}
	}
	return out
}

// buildsEnd reports whether all sources are logs of builds that say how they
// ended, and whether any failed; a failed one is enough.
func (c *court) buildsEnd() (known, failed bool) {
	if len(c.runs) > 0 {
		return false, false
	}
	if len(c.failedBuilds()) > 0 {
		return true, true
	}
	n := 0
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Build); ok && d.Succeeded {
			n++
		}
	}
	return n > 0 && n == len(c.view.Sources), false
}

func (c *court) goodBuild() *finding.Finding {
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Build); ok && d.Succeeded {
			return &c.fs[i]
		}
	}
	return nil
}

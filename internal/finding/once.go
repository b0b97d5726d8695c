package finding

import "sync"

// Shared holds what several steps of one report work out from the same view, each of
// it once. Steps that are given none work it out anew.
type Shared struct {
	once [3]sync.Once
	dir  *Directory
	runs []RunRef
	own  OwnLogs
}

// Directory is who is who in the input's view. It must not be changed.
func (in *Input) Directory() *Directory {
	if in.Shared == nil {
		return NewDirectory(in.View)
	}
	in.Shared.once[0].Do(func() { in.Shared.dir = NewDirectory(in.View) })
	return in.Shared.dir
}

// Runs lists all runs of the input's view, by end. The list must not be changed.
func (in *Input) Runs() []RunRef {
	if in.Shared == nil {
		return Runs(in.View)
	}
	in.Shared.once[1].Do(func() { in.Shared.runs = Runs(in.View) })
	return in.Shared.runs
}

// OwnLogs are the sources of the input's view that are the log of one run each.
func (in *Input) OwnLogs() OwnLogs {
	if in.Shared == nil {
		return readOwnLogs(in.View, in.Runs())
	}
	in.Shared.once[2].Do(func() { in.Shared.own = readOwnLogs(in.View, in.Runs()) })
	return in.Shared.own
}

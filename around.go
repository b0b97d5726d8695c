package inquest

import (
	"bytes"
	"context"

	"inquest/internal/report"
	"inquest/internal/source"
)

// mostReread is how many decoded bytes of an input that can only be read from
// its begin are read a second time, to show the lines around those cited.
const mostReread = 256 << 20

// addAround reads the lines around those that the report cites. What cannot be
// read again is counted in the report.
func (r *Result) addAround(ctx context.Context) error {
	places := r.places()
	pieces := r.Report.AroundStretches(func(file string) int64 { return places[file].size })
	byFile := map[string][]int{}
	var files []string // in order of the pieces, so that the files are read in the same order in every run
	for i := range pieces {
		f := pieces[i].Cited.File
		if byFile[f] == nil {
			files = append(files, f)
		}
		byFile[f] = append(byFile[f], i)
	}
	for _, f := range files {
		if err := r.readPieces(ctx, places[f], pieces, byFile[f]); err != nil {
			return err
		}
	}
	r.Report.SetAround(pieces)
	return nil
}

// rereadable is where an input can be read a second time.
type rereadable struct {
	set  *source.Set
	i    int
	size int64
}

// places finds the inputs of the run that can be read again, by name.
func (r *Result) places() map[string]rereadable {
	out := map[string]rereadable{}
	for i, in := range r.Set.Inputs {
		k := r.View.SourceIndex(in.Name)
		if k < 0 || in.Name == "-" || in.Size < 0 {
			continue
		}
		n := r.View.Sources[k].Bytes
		if seekable(in) || n <= mostReread {
			out[in.Name] = rereadable{r.Set, i, n}
		}
	}
	return out
}

// seekable tells whether a part of an input can be read without what stands in
// front of it.
func seekable(in source.Input) bool { return in.Compression == "" && in.Encoding == "" }

// readPieces fills the pieces of one input. A file that changed or went away in
// the meantime leaves them empty.
func (r *Result) readPieces(ctx context.Context, at rereadable, pieces []report.Stretch, which []int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if seekable(at.set.Inputs[at.i]) {
		for _, k := range which {
			if data, err := at.set.ReadRange(at.i, pieces[k].Offset, pieces[k].Length, r.Source); err == nil {
				pieces[k].Data = data
			}
		}
		return nil
	}
	ranges := make([]source.Range, len(which))
	for n, k := range which {
		ranges[n] = source.Range{Offset: pieces[k].Offset, Length: pieces[k].Length}
	}
	_ = at.set.ReadRanges(ctx, at.i, ranges, r.Source, func(n int, _ int64, data []byte) error {
		pieces[which[n]].Data = bytes.Clone(data)
		return nil
	})
	return ctx.Err()
}

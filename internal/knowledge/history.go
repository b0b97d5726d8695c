package knowledge

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"inquest/internal/report"
	"inquest/internal/source"
)

// Past is an earlier report.
type Past struct {
	File   string
	Report *report.Report // its claims are not read
}

// ReadHistory reads the reports of a folder, oldest first by what they speak of;
// other JSON files are passed over.
func ReadHistory(dir string) ([]Past, error) {
	fsys, names, err := source.FilesBelow(dir, ".json")
	switch {
	case err != nil:
		return nil, fmt.Errorf("history: %w", err)
	case len(names) == 0:
		return nil, hinted{fmt.Errorf("history: no report in %s", filepath.Base(dir)), "keep reports there: 'inquest analyze ... -o history/NAME.json'"}
	}
	var out []Past
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, hinted{fmt.Errorf("history: %w", err), unreadHint}
		}
		d, err := report.Decode(data)
		if err != nil {
			continue
		}
		out = append(out, Past{File: name, Report: d.Unproven()})
	}
	slices.SortStableFunc(out, func(a, b Past) int { return strings.Compare(a.Report.Window.From, b.Report.Window.From) })
	return out, nil
}

// same tells a report that was made from the same bytes.
func same(a, b *report.Report) bool {
	if len(a.Inputs) != len(b.Inputs) {
		return false
	}
	for i := range a.Inputs {
		if a.Inputs[i].SHA256 != b.Inputs[i].SHA256 {
			return false
		}
	}
	return true
}

// rivals is how many hypotheses of a report count as what it found.
const rivals = 3

// shared are the classes that both reports found and their logs do not
// contradict, in the new one's order.
func shared(now, then *report.Report) (out [][2]*report.Hypothesis) {
	for i := range head(now.Hypotheses) {
		a := &now.Hypotheses[i]
		for j := range head(then.Hypotheses) {
			b := &then.Hypotheses[j]
			if a.Fault == b.Fault && a.Outcome != "contradicted" && b.Outcome != "contradicted" && !strings.HasPrefix(a.Fault, "undetermined.") {
				out = append(out, [2]*report.Hypothesis{a, b})
				break
			}
		}
	}
	return out
}

func head(hs []report.Hypothesis) []report.Hypothesis { return hs[:min(rivals, len(hs))] }

// differed says how an earlier incident differs from this one.
func differed(now, then *report.Report, pair [2]*report.Hypothesis) report.Text {
	var out report.Text
	add := func(t report.Text) {
		if len(out) > 0 {
			out = report.Join(out, report.Words("; "))
		}
		out = report.Join(out, t)
	}
	a, b := pair[0], pair[1]
	if !a.Component.Equal(b.Component) {
		add(report.Join(report.Words("then at "), quote(b.Component)))
	}
	if a.Outcome != b.Outcome {
		add(report.Words("then " + known(string(b.Outcome), "supported", "undetermined")))
	}
	if a.Rank != b.Rank {
		add(report.Words(fmt.Sprintf("then ranked %d, now %d", b.Rank, a.Rank)))
	}
	if now.Impact.FailedRuns != then.Impact.FailedRuns {
		add(report.Words(fmt.Sprintf("then %d failed runs, now %d", then.Impact.FailedRuns, now.Impact.FailedRuns)))
	}
	if now.Impact.Score != then.Impact.Score {
		add(report.Words(fmt.Sprintf("impact score then %d, now %d", then.Impact.Score, now.Impact.Score)))
	}
	if len(out) == 0 {
		return report.Words("nothing that is compared")
	}
	return out
}

// known lets only words of a closed set through.
func known(s string, words ...string) string {
	if slices.Contains(words, s) {
		return s
	}
	return "other"
}

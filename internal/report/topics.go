package report

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// topic is a heading of the summary with the kinds of findings that belong
// under it. A kind that is named nowhere goes under "Other".
type topic struct {
	title string
	kinds []finding.Kind
}

// topicQuality is what the section on data quality says, and the summary does
// not.
const topicQuality = "Data quality"

var topics = []topic{
	{"Frequency", []finding.Kind{
		finding.KindOutcome, finding.KindGroup, finding.KindBurst, finding.KindReason, finding.KindNew, finding.KindVanished,
		finding.KindConstant, finding.KindRetry, finding.KindLoss, finding.KindGather, finding.KindSame, finding.KindRate,
	}},
	{"Durations and latency", []finding.Kind{finding.KindDuration, finding.KindLatency, finding.KindShift}},
	{"Protocol and service", []finding.Kind{
		finding.KindClass, finding.KindEpisode, finding.KindHedge, finding.KindRestart, finding.KindChange, finding.KindValue, finding.KindJoin,
	}},
	{"Timing", []finding.Kind{
		finding.KindOnset, finding.KindShared, finding.KindStart, finding.KindPeriod, finding.KindSilence, finding.KindBeat,
		finding.KindTimeGap,
	}},
	{"Disagreement", []finding.Kind{finding.KindConflict}},
	{"Clocks", []finding.Kind{finding.KindFuture}},
	{topicQuality, []finding.Kind{finding.KindOverlap, finding.KindZone}},
	{"Other", nil},
}

func topicOf(k finding.Kind) string {
	for _, t := range topics {
		if slices.Contains(t.kinds, k) {
			return t.title
		}
	}
	return topics[len(topics)-1].title
}

// byScore lists the findings that keep accepts, strongest first; ties keep the
// detectors' order.
func (b *builder) byScore(keep func(*finding.Finding) bool) []*finding.Finding {
	var out []*finding.Finding
	for i := range b.fs {
		if keep(&b.fs[i]) && len(b.fs[i].Claims) > 0 {
			out = append(out, &b.fs[i])
		}
	}
	slices.SortStableFunc(out, func(a, c *finding.Finding) int { return cmp.Compare(c.Score, a.Score) })
	return out
}

// firstClaims are the most telling claims of the n strongest findings of the
// kinds.
func (b *builder) firstClaims(n int, kinds ...finding.Kind) []evidence.Claim {
	var out []evidence.Claim
	for _, f := range b.byScore(func(f *finding.Finding) bool { return slices.Contains(kinds, f.Kind) && len(f.Claims) > 0 }) {
		if len(out) == n {
			break
		}
		out = append(out, f.Claims[0])
	}
	return out
}

package cause

import (
	"strconv"

	"inquest/internal/finding"
)

// lit is a number computed from the lines that the claim cites, where the
// formula language has no function for it.
func lit(n int64) string { return "limit(" + strconv.FormatInt(n, 10) + ")" }

// kind is the kind of unit that failed most, "job" when none did.
func (c *court) kind() string {
	count := map[string]int{}
	best := "job"
	for _, r := range c.bad {
		count[r.Unit.Kind]++
		if count[r.Unit.Kind] > count[best] {
			best = r.Unit.Kind
		}
	}
	if len(c.bad) == 0 && len(c.runs) > 0 {
		return c.runs[0].Unit.Kind
	}
	return best
}

// runsOf counts runs of the failing kind in a state, all of them with "all".
func (c *court) runsOf(state string) string { return finding.Call("runs", c.kind(), "*", state) }

// durationsSum adds the durations of the failed runs.
func (c *court) durationsSum() string {
	return finding.Call("sum", finding.Expr(finding.Call("durations", c.kind(), "*", "failed")))
}

// Package diff says in what two runs differ: what is new, more, less or gone,
// slower or faster, between the logs of a good run and those of a bad one.
//
// It works over the profiles of both, as a report with a baseline does: every row
// is a claim, whose numbers are values of formulas over the two profiles and which
// cites lines of both sides (or, of what one side does not hold, the whole sources
// that were looked through). Rows are ranked by how severe what they speak of is,
// by how much it differs and by how little chance explains it. There is no verdict
// here and no cause: that is what a report with a baseline is for.
//
// Files: pair.go joins the templates of both runs; messages.go, durations.go,
// fields.go, places.go, runs.go, peers.go and steps.go find differences of one
// kind each; rank.go weighs them; page_*.go write them.
package diff

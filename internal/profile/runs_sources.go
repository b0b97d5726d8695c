package profile

import (
	"cmp"
	"slices"

	"inquest/internal/event"
)

// attempts puts the runs of a unit together over all sources. The source that
// knows most of its life leads; the others add what it lacks: an end, a start,
// or runs at another time (another host with a job of the same id).
func attempts(events []runEvent) []attempt {
	bySource := map[int32][]*runEvent{}
	for i := range events {
		e := &events[i]
		bySource[e.src] = append(bySource[e.src], e)
	}
	sources := make([]int32, 0, len(bySource))
	for src := range bySource {
		sources = append(sources, src)
	}
	slices.SortFunc(sources, func(a, b int32) int {
		return cmp.Or(cmp.Compare(knowledge(bySource[b]), knowledge(bySource[a])), cmp.Compare(a, b))
	})
	var all []attempt
	for n, src := range sources {
		runs := pairRuns(src, bySource[src])
		if n == 0 {
			all = runs
			continue
		}
		for _, r := range runs {
			all = joinAttempt(all, r)
		}
	}
	return all
}

// knowledge ranks sources by how much of a life they tell.
func knowledge(events []*runEvent) int {
	starts, ends := 0, 0
	for _, e := range events {
		switch e.kind {
		case event.RunStart:
			starts++
		case event.RunEnd:
			ends++
		}
	}
	return 2*min(starts, ends) + max(starts, ends)
}

// joinAttempt adds a run that another source tells of.
func joinAttempt(all []attempt, r attempt) []attempt {
	for i := range all {
		a := &all[i]
		if a.src == r.src || !overlap(a, &r) {
			continue
		}
		if a.end == nil {
			a.end = r.end
		}
		if a.start == nil {
			a.start = r.start
		}
		a.retries = max(a.retries, r.retries)
		if a.target == "" {
			a.target = r.target
		}
		return all
	}
	if r.start == nil && r.end == nil {
		return all
	}
	return append(all, r)
}

// overlap tells whether two runs can be the same one: they were under way at the
// same time, give or take a second and a tenth of their length. A run that is
// not known to have ended overlaps whatever ends after it began.
func overlap(a, b *attempt) bool {
	af, ok1 := a.from()
	bf, ok2 := b.from()
	if !ok1 || !ok2 {
		return true
	}
	at, _ := a.to()
	bt, _ := b.to()
	slack := second + max(at-af, bt-bf)/10
	return (af <= bt+slack || b.end == nil && af >= bf-slack) && (bf <= at+slack || a.end == nil && bf >= af-slack)
}

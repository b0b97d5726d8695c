package finding

import (
	"strings"

	"inquest/internal/profile"
)

// Loss is the Data of a finding of kind "loss": numbered answers of which some
// never came.
type Loss struct {
	Place   Place // the far end
	Near    Place // who counts
	Seen    int64
	Missing int64 // 0: all numbers were answered, late or not
	First   float64
	Last    float64
}

// minLoss and minLossShare: a few missing numbers at the end of a log are
// answers still under way.
const (
	minLoss      = 3
	minLossShare = 0.02
	lossLines    = 10 // answers whose numbers are looked at
)

// detectLoss compares the range of a sequence number with the number of lines
// that carry it. Every number appears once when nothing is lost; late answers
// still appear, so that a slow path is not a lossy one.
func detectLoss(s *scene) []Finding {
	var out []Finding
	for i := range s.rows {
		h := &s.rows[i]
		for j := range h.row.Slots {
			sl := &h.row.Slots[j]
			if !sl.Numeric || !strings.Contains(strings.ToLower(sl.Key), "seq") {
				continue
			}
			seen, span := int64(h.row.Count), int64(sl.Max-sl.Min)+1
			missing := span - seen
			if seen < lossLines || seen*4 < span || !s.answers(h) {
				continue
			}
			if missing < minLoss || float64(missing) < minLossShare*float64(span) {
				missing = 0
			}
			out = append(out, s.lossFinding(h, sl, seen, missing))
		}
	}
	return out
}

// answers reports whether a row's lines are answers from a far end, and not the
// complaints that one is missing.
func (s *scene) answers(h *rowHit) bool {
	if len(h.row.Early) == 0 {
		return false
	}
	m := strings.ToLower(h.row.Early[0].Message)
	return !strings.Contains(m, "no answer") && !strings.Contains(m, "timeout") && !strings.Contains(m, "unreachable") && !strings.Contains(m, "lost")
}

func (s *scene) lossFinding(h *rowHit, sl *profile.Slot, seen, missing int64) Finding {
	e := h.row.Early[0]
	d := &Loss{Place: s.peerOf(nil, &e), Near: s.dir.Source(h.row.Source), Seen: seen, Missing: missing, First: sl.Min, Last: sl.Max}
	f := Finding{Kind: KindLoss, Source: h.row.Source, Component: d.Place.String(), Host: d.Place.Host, Count: missing, Templates: []string{h.template.ID}, Score: 0.9, Data: d}
	f.Lines = keptLines(h.row)
	f.From, f.To = s.lossWindow(h.row)
	if missing == 0 {
		f.Score = 0.1
		s.say.Add(&f.Claims, phraseNoLoss, append(refs(f.Lines, 4), s.view.Sources[h.row.Source].Coverage), name("peer", d.Place.String()), name("source", s.view.Sources[h.row.Source].Name),
			count("seen", s.say.rowsOf(seen, h)))
		return f
	}
	s.say.Add(&f.Claims, phraseLoss, append(refs(f.Lines, 4), s.view.Sources[h.row.Source].Coverage), name("peer", d.Place.String()), name("source", s.view.Sources[h.row.Source].Name),
		count("seen", s.say.rowsOf(seen, h)), count("missing", s.say.missing(missing, h)))
	return f
}

// lossWindow is the time in which the answers come less often than before: the
// onset to the end when nothing tells better.
func (s *scene) lossWindow(r *profile.Row) (from, to int64) {
	from, _ = rowFirst(r)
	to, _ = rowLast(r)
	if s.onset.Known {
		from = max(from, s.onset.At)
	}
	return from, to
}

// rowsOf is the number of a row's records, of its template in its source when
// that is the same.
func (s *Sayer) rowsOf(n int64, h *rowHit) string {
	all, _, _ := partsAt("")
	return s.countOf(n, all, &Finding{Templates: []string{h.template.ID}}, []templateRow{{h.template.ID, h.row}})
}

// missing is how many numbers the slot's range holds beyond the records of the
// row; no slot is tried that does not give it.
func (s *Sayer) missing(n int64, h *rowHit) string {
	seen := s.rowsOf(int64(h.row.Count), h)
	var out []string
	for j := range h.row.Slots {
		out = append(out, call("slot_max", h.template.ID, j)+" - "+call("slot_min", h.template.ID, j)+" + limit(1) - "+seen)
	}
	return s.Exact(n, out...)
}

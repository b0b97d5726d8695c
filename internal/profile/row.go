package profile

import (
	"cmp"
	"slices"

	"inquest/internal/record"
	"inquest/internal/template"
)

// row counts the records of one identity.
type row struct {
	key    string
	hash   uint64
	count  uint64
	series series
	ends   extremes[entry] // first and last by mark
	sample []entry         // of smallest hash, ascending
	slots  []slotStat      // of the message, by position
	fields []slotStat      // of record fields
	known  knownFields

	touched uint32 // serial of the last chunk that added to it
}

func (r *row) place() (uint64, string) { return r.hash, r.key }

// isSevere tells the levels whose rows have their own share of the limit, so that
// a flood of ordinary lines does not drive out errors, nor the other way round.
func isSevere(level byte) bool { return record.Level(level) >= record.LevelWarn }

func (r *row) add(e *entry, c *caps) {
	r.count++
	if e.timed {
		r.series.add(e.time, c.buckets)
	}
	r.ends.add(e, c.early, c.late, compareEntries)
	r.addSample(e, c.sample)
}

func compareSample(a, b *entry) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.src, b.src), cmp.Compare(a.offset, b.offset))
}

func (r *row) addSample(e *entry, limit int) {
	n := len(r.sample)
	if n >= limit && compareSample(e, &r.sample[n-1]) >= 0 {
		return
	}
	i, found := slices.BinarySearchFunc(r.sample, e, func(a entry, b *entry) int { return compareSample(&a, b) })
	if found {
		return
	}
	if n >= limit {
		r.sample = r.sample[:n-1]
	}
	r.sample = slices.Insert(r.sample, i, *e)
}

// addSlots counts the values of the variable parts of a record.
func (r *row) addSlots(message []byte, slots []template.Slot, limit int) {
	if len(slots) != len(r.slots) {
		if r.count != 1 {
			return // the shape names other slots than the masker: never counted twice
		}
		r.slots = make([]slotStat, len(slots))
		for i := range slots {
			r.slots[i].kind = slots[i].Kind
		}
	}
	for i := range slots {
		r.slots[i].add(message[slots[i].Start:slots[i].End], limit)
	}
}

// field finds the slot of a field. Records of one shape mostly have the same
// fields at the same place, so i is looked at first.
func (r *row) field(key []byte, i, names int) *slotStat {
	key = key[:min(len(key), maxOrigin)]
	if i < len(r.fields) && r.fields[i].key == string(key) {
		return &r.fields[i]
	}
	for j := range r.fields {
		if r.fields[j].key == string(key) {
			return &r.fields[j]
		}
	}
	hash := hashKey(key)
	if len(r.fields) >= names {
		return r.replaceField(slotStat{key: string(key), hash: hash})
	}
	r.fields = append(r.fields, slotStat{key: string(key), hash: hash})
	return &r.fields[len(r.fields)-1]
}

// replaceField lets the field of largest hash make way for s, or returns nil
// when s itself has it. A field that has left does not come back.
func (r *row) replaceField(s slotStat) *slotStat {
	last := 0
	for j := range r.fields {
		if compareFields(&r.fields[j], &r.fields[last]) > 0 {
			last = j
		}
	}
	if compareFields(&s, &r.fields[last]) >= 0 {
		return nil
	}
	r.fields[last] = s
	return &r.fields[last]
}

func compareFields(a, b *slotStat) int { return comparePlaces(a.hash, a.key, b.hash, b.key) }

// merge adds another row's content. The other row keeps its own memory.
func (r *row) merge(o *row, c *caps, names int) {
	if depth(r.key[0]) <= noOrigin {
		r.mergeSlots(o, c.values, names)
	}
	r.mergeCounts(o, c)
}

// mergeCounts adds all but the slots.
func (r *row) mergeCounts(o *row, c *caps) {
	r.count += o.count
	r.series.merge(&o.series, c.buckets)
	for i := range o.ends.list {
		r.ends.add(&o.ends.list[i], c.early, c.late, compareEntries)
	}
	for i := range o.sample {
		r.addSample(&o.sample[i], c.sample)
	}
}

func (r *row) mergeSlots(o *row, limit, names int) {
	r.forgetFields()
	o.forgetFields()
	if r.count == 0 {
		r.slots = make([]slotStat, len(o.slots))
		for i := range o.slots {
			r.slots[i].kind = o.slots[i].kind
		}
	}
	for i := range min(len(r.slots), len(o.slots)) {
		r.slots[i].merge(&o.slots[i], limit)
	}
	for i := range o.fields {
		f := &o.fields[i]
		if s := r.field([]byte(f.key), i, names); s != nil {
			s.merge(f, limit)
		}
	}
}

// settle puts the row into its canonical form under the given caps.
func (r *row) settle(c *caps) {
	r.forgetFields()
	r.touched = 0
	r.series.fit(c.buckets)
	r.ends.trim(c.early, c.late)
	if len(r.sample) > c.sample {
		clear(r.sample[c.sample:])
		r.sample = r.sample[:c.sample]
	}
	for i := range r.slots {
		r.slots[i].settle(c.values)
	}
	for i := range r.fields {
		r.fields[i].settle(c.values)
	}
	slices.SortFunc(r.fields, func(a, b slotStat) int { return cmp.Compare(a.key, b.key) })
}

// entries calls fn for all entries of the row.
func (r *row) entries(fn func(*entry)) {
	for i := range r.ends.list {
		fn(&r.ends.list[i])
	}
	for i := range r.sample {
		fn(&r.sample[i])
	}
}

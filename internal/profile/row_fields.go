package profile

import "inquest/internal/record"

// knownFields remembers, for records with the same keys one after the other, where
// the row has their fields, so that keys are looked up once. Fields about which
// nothing more can be learned are only counted.
type knownFields struct {
	keys  uint64 // record.Record.Keys of the records; 0: none are known
	seen  uint64 // records that are not counted yet in the fields that are done
	open  []openField
	done  []int32 // indices of fields that have too many values, some of them no numbers
	fresh bool    // keys came once: the next time the fields are noted
}

// openField is the place of a field among the record's and among the row's.
type openField struct{ in, at int32 }

// addFields counts the values of fields.
func (r *row) addFields(fields []record.Field, keys uint64, names, limit int) {
	k := &r.known
	if keys != 0 && keys == k.keys {
		if !k.fresh {
			r.addKnown(fields, limit)
			return
		}
		r.addEach(fields, names, limit)
		r.knowFields(fields, names)
		return
	}
	if k.keys != 0 {
		r.forgetFields()
	}
	k.keys, k.fresh = keys, true
	r.addEach(fields, names, limit)
}

func (r *row) addEach(fields []record.Field, names, limit int) {
	for i := range fields {
		if s := r.field(fields[i].Key, i, names); s != nil {
			s.add(fields[i].Value, limit)
		}
	}
}

// addKnown counts the values of fields whose places are known.
func (r *row) addKnown(fields []record.Field, limit int) {
	k := &r.known
	k.seen++
	for i := 0; i < len(k.open); i++ {
		f := k.open[i]
		s := &r.fields[f.at]
		s.add(fields[f.in].Value, limit)
		if s.many && s.other {
			s.records -= k.seen // counted when it is settled
			k.done = append(k.done, f.at)
			k.open = append(k.open[:i], k.open[i+1:]...)
			i--
		}
	}
}

// knowFields notes where the fields of records with these keys stand. It does so
// only when each field has a place of its own: names that were left out may come
// again otherwise.
func (r *row) knowFields(fields []record.Field, names int) {
	k := &r.known
	k.fresh, k.seen = false, 0
	k.open, k.done = k.open[:0], k.done[:0]
	if len(r.fields) >= names {
		k.keys = 0
		return
	}
	for i := range fields {
		s := r.field(fields[i].Key, i, names)
		at := int32(0)
		for &r.fields[at] != s {
			at++
		}
		if s.many && s.other {
			k.done = append(k.done, at)
		} else {
			k.open = append(k.open, openField{int32(i), at})
		}
	}
}

// forgetFields counts what was left to be counted.
func (r *row) forgetFields() {
	k := &r.known
	if k.keys == 0 {
		return
	}
	for _, at := range k.done {
		r.fields[at].records += k.seen
	}
	k.keys, k.seen, k.open, k.done = 0, 0, k.open[:0], k.done[:0]
}

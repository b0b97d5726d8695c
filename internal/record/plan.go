package record

import "unsafe"

// linePlan is what parsing finds in all lines of one form: which record they
// begin and where between their values its parts stand. It saves matching a line
// whose form is known.
type linePlan struct {
	layout  *Layout
	hash    uint64
	size    int
	values  int
	lengths []int32 // values of the stamp, whose lengths may decide which format a line has
	exact   []int32 // values that decide what the line is; the plans behind this one have these, or those lengths, in their hash
	slow    bool    // lines of the form are matched one by one
	format  *Format
	inner   *Format // that read the message, nil when none did
	timeKey part
	level   Level
	web     bool // level and message are put together from request and status
	folded  bool // the message may hold fields
	stamp   Stamp
	at      part
	guards  []part // other stamps, which must be ones
	message part
	host    part
	service part
	logger  part
	thread  part
	pid     part
	fields  []fieldPart
	keys    uint64 // Record.Keys
}

// part is where a part of the record stands in a line; the zero value: nowhere. Plans
// are read for every line, so that it has to be small.
type part struct {
	from, to anchor
	constant *[]byte // not nil: the same in all lines
}

type fieldPart struct{ key, value part }

// anchor is a place in a line: so many bytes behind the end of a value, or
// behind the beginning of the line. A form has no more than maxFormed bytes.
type anchor struct {
	value int16 // nowhere, atBegin, or atBegin+1 and up: behind that value
	off   int16
}

// atBegin is the anchor at the beginning of the line.
const atBegin = 1

func (a anchor) in(f *lineForm) int {
	if a.value <= atBegin {
		return int(a.off)
	}
	return int(f.to[a.value-atBegin-1]) + int(a.off)
}

// of returns the part of a line; nil when the record has none.
func (p *part) of(line []byte, f *lineForm) []byte {
	if p.constant != nil {
		return *p.constant
	}
	if p.from.value == 0 {
		return nil
	}
	return line[p.from.in(f):p.to.in(f)]
}

// anchorOf finds the anchor of a place; false when it lies inside of a value.
func anchorOf(f *lineForm, at int) (anchor, bool) {
	a := anchor{value: atBegin, off: int16(at)}
	for i := range f.to {
		if int(f.to[i]) > at {
			return a, int(f.from[i]) >= at
		}
		a = anchor{value: int16(i) + atBegin + 1, off: int16(at - int(f.to[i]))}
	}
	return a, true
}

// partOf finds where in a line a part of it stands, by its address. What stands
// elsewhere is taken for the same in all lines of the form, which making the plan
// checks.
func partOf(line []byte, f *lineForm, b []byte) (part, bool) {
	if b == nil {
		return part{}, true
	}
	var p part
	at, ok := offsetIn(line, b)
	if !ok {
		own := append([]byte{}, b...)
		p.constant = &own
		return p, true
	}
	var fits, ends bool
	p.from, fits = anchorOf(f, at)
	p.to, ends = anchorOf(f, at+len(b))
	return p, fits && ends
}

func offsetIn(line, b []byte) (int, bool) {
	a := uintptr(unsafe.Pointer(unsafe.SliceData(b))) - uintptr(unsafe.Pointer(unsafe.SliceData(line)))
	return int(a), a <= uintptr(len(line)) && int(a)+len(b) <= len(line)
}

// planTable remembers the plans of the forms that a parser met. A form is planned
// when it is met for the second time. What is remembered changes no result.
type planTable struct {
	slots   []planSlot // a power of two, once there are lines enough
	seen    []uint32   // as many
	plans   int        // that were put into slots
	layouts map[*Layout]uint64
	layout  *Layout // the one at hand
	seed    uint64  // of its hashes
	prober  *Parser
	probe   prober
}

// planSlot has the hash of a plan beside it: plans lie wherever there was memory, and
// one that is looked at for nothing costs as much as parsing a stamp.
type planSlot struct {
	hash uint64
	plan *linePlan
}

const (
	firstSlots = 1 << 9 // few forms lie close together in the processor's cache
	planSlots  = 1 << 14
	plannedLog = 16 << 10 // bytes of a chunk that is worth plans
)

// begin is called before the lines of a layout.
func (t *planTable) begin(l *Layout) {
	if t.slots == nil {
		t.slots, t.seen = make([]planSlot, firstSlots), make([]uint32, firstSlots)
	}
	if t.layout == l {
		return
	}
	if t.layouts == nil || len(t.layouts) > planSlots {
		t.layouts = make(map[*Layout]uint64)
	}
	seed, ok := t.layouts[l]
	if !ok {
		seed = mixWord(uint64(len(t.layouts)), valueMark)
		t.layouts[l] = seed
	}
	t.layout, t.seed = l, seed
}

// find returns the plan of a line, nil when there is none (yet).
func (t *planTable) find(line []byte, f *lineForm) *linePlan {
	hash := mixWord(f.hash, t.seed)
	for range 3 {
		p := t.lookup(hash, line, f)
		if p == nil || len(p.exact)+len(p.lengths) == 0 {
			return p
		}
		hash = p.behind(hash, line, f)
	}
	return nil
}

// behind is the hash of the plan that a line has behind this one.
func (p *linePlan) behind(hash uint64, line []byte, f *lineForm) uint64 {
	for _, i := range p.lengths {
		hash = mixWord(hash, valueMark+uint64(f.to[i]-f.from[i]))
	}
	for _, i := range p.exact {
		hash = mixText(mixWord(hash, valueMark), line[f.from[i]:f.to[i]])
	}
	return hash
}

func (t *planTable) lookup(hash uint64, line []byte, f *lineForm) *linePlan {
	i := hash & uint64(len(t.slots)-1)
	for _, k := range [...]uint64{i, i ^ 1} {
		s := &t.slots[k]
		if s.plan == nil || s.hash != hash {
			continue
		}
		if p := s.plan; p.layout == t.layout && p.size == f.size && p.values == len(f.to) {
			return p
		}
	}
	if tag := uint32(hash >> 32); t.seen[i] != tag {
		t.seen[i] = tag
		return nil
	}
	p := t.make(hash, line, f)
	t.put(p)
	return p
}

// put remembers a plan.
func (t *planTable) put(p *linePlan) {
	if t.plans++; t.plans > len(t.slots)/2 && len(t.slots) < planSlots {
		t.grow()
	}
	i := p.hash & uint64(len(t.slots)-1)
	if t.slots[i].plan != nil { // the older one moves to the neighbour
		t.slots[i^1] = t.slots[i]
	}
	t.slots[i] = planSlot{p.hash, p}
}

// grow makes room for four times as many plans.
func (t *planTable) grow() {
	old := t.slots
	t.slots, t.seen = make([]planSlot, 4*len(old)), make([]uint32, 4*len(old))
	t.plans = 0
	for _, s := range old {
		if s.plan != nil {
			t.put(s.plan)
		}
	}
}

// planned takes a line whose form is known to begin a record that its own stamp
// dates; false when the line has to be matched.
func (r *run) planned(at, end, next int, number int64) bool {
	reader := &r.readers[1-r.now]
	line := trimCR(r.chunk.Data[at:end])
	if !reader.form.read(line) {
		return false
	}
	p := r.plans.find(line, &reader.form)
	if p == nil || p.slow {
		return false
	}
	if r.rec0.part.open || r.rec0.part.indent { // what it is depends on the line before
		return false
	}
	from, to := p.at.from.in(&reader.form), p.at.to.in(&reader.form)
	stamp := p.stamp.At(line, from, to)
	ns, zoned, ok := r.layout.Time(stamp)
	if !ok || !p.guarded(line, &reader.form) {
		return false
	}
	r.flush()
	r.now = 1 - r.now
	r.rec0 = pending{open: true, format: p.format, start: at, end: end, line: number, lines: 1,
		plan: p, stamp: stamp, time: ns, zoned: zoned, part: p.part(line, &reader.form)}
	r.account.Records++
	r.account.Parsed += int64(next - at)
	return true
}

// part is what the line behind must know of a line with this plan, which goes on in
// no other.
func (p *linePlan) part(line []byte, f *lineForm) linePart {
	if p.format.split == splitNot {
		return linePart{}
	}
	part := linePart{format: p.format}
	for i := range p.fields {
		if x := &p.fields[i]; string(x.key.of(line, f)) == keyStream {
			part.stream = x.value.of(line, f)
			break
		}
	}
	return part
}

// guarded checks that what must be a stamp is one.
func (p *linePlan) guarded(line []byte, f *lineForm) bool {
	for i := range p.guards {
		g := p.guards[i].of(line, f)
		var s stamp
		if at, _ := offsetIn(line, g); parseStamp(line[at:], &s) != len(g) {
			return false
		}
	}
	return true
}

// fillPlanned is fill for a line with a plan.
func (r *run) fillPlanned(rec *Record, p *pending) {
	plan, line, f := p.plan, rec.Raw, &r.readers[r.now].form
	rec.Format, rec.Level, rec.from = plan.format.Name, plan.level, plan.format
	if rec.inner = plan.inner; plan.inner != nil {
		rec.Inner = plan.inner.Name
	}
	rec.timeKey = plan.timeKey.of(line, f)
	rec.Time, rec.HasTime, rec.Zoned, rec.Stamp = p.time, true, p.zoned, p.stamp
	rec.Host, rec.Service, rec.Logger = plan.host.of(line, f), plan.service.of(line, f), plan.logger.of(line, f)
	rec.Thread, rec.PID = plan.thread.of(line, f), plan.pid.of(line, f)
	rec.Message = plan.message.of(line, f)
	for i := range plan.fields {
		x := &plan.fields[i]
		rec.Fields = append(rec.Fields, Field{Key: x.key.of(line, f), Value: x.value.of(line, f)})
	}
	rec.Keys = plan.keys
	if plan.web {
		r.webMessage(rec, rec.Field("request"), rec.Field("status"))
	}
	if rec.Folded = plan.folded; rec.Folded && !r.folded {
		rec.Folded, rec.Keys = false, 0
		r.extract(rec)
	}
}

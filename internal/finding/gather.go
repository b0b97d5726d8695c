package finding

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Gather is the Data of findings of kind "concentration" and "same-field": a host,
// a service or a value of a field, and how many of the errors and of all records it has.
type Gather struct {
	Key, Value         string
	Errors, AllErrors  int64
	Records, AllRecord int64
	P                  float64
	Tests              int
}

// Limits of what is told of fields.
const (
	gatherErrors = 8    // fewest errors of all values together
	gatherShare  = 0.6  // of the errors, that one value has
	gatherExcess = 1.5  // by which this is more than its share of all records
	gatherAlpha  = 0.01 // over all tests
	gatherValues = 64
	maxGathered  = 5
	maxSame      = 3
	sameRecords  = 20 // without an error, that a field which explains nothing must be in
)

// tellingRE are fields that say which build, place or share of the work a record is of.
var tellingRE = lazy.Compile(`(?i)(?:^|[._-])(?:version|release|build|revision|commit|image|region|zone|az|rack|node|pod|shard|partition|tenant|customer|feature|flag|variant|canary|endpoint|route|backend|upstream|device|cluster)(?:$|[._-])`)

// spread is how errors and all records spread over the values of one key.
type spread struct {
	key    string
	field  bool // a field's, else a property of the record's origin
	values map[string]*gathered
	many   bool
}

type gathered struct {
	errors, all int64
	lines       []profile.Exemplar // error records that have it
	any         []profile.Exemplar // others that have it
	templates   map[string]bool    // of records that are no errors
}

func (p *spread) at(value string) *gathered {
	g := p.values[value]
	if g == nil {
		g = &gathered{templates: map[string]bool{}}
		p.values[value] = g
	}
	return g
}

func (g *gathered) add(id string, r *profile.Row, n int64, holds func(*profile.Exemplar) bool) {
	g.all += n
	list := &g.any
	if r.Level >= record.LevelError {
		g.errors += n
		list = &g.lines
	} else {
		g.templates[id] = true
	}
	for i := range r.Early {
		if len(*list) < maxCited && holds(&r.Early[i]) {
			*list = append(*list, r.Early[i])
			return
		}
	}
}

// spreads gathers hosts and services, and the fields that tell something.
func (s *scene) spreads() []*spread {
	by := map[string]*spread{}
	var keys []string
	of := func(key string, field bool) *spread {
		name := key
		if field {
			name = "field " + key
		}
		p := by[name]
		if p == nil {
			p = &spread{key: key, field: field, values: map[string]*gathered{}}
			by[name] = p
			keys = append(keys, name)
		}
		return p
	}
	every := func(*profile.Exemplar) bool { return true }
	telling := map[string]bool{} // by key of a field
	for i := range s.view.Templates {
		t := &s.view.Templates[i]
		for j := range t.Rows {
			r := &t.Rows[j]
			if r.Host != "" {
				of("host", false).at(r.Host).add(t.ID, r, int64(r.Count), every)
			}
			for k := range r.Slots {
				sl := &r.Slots[k]
				tells, known := telling[sl.Key]
				if !known {
					tells = tellingRE.MatchString(sl.Key)
					telling[sl.Key] = tells
				}
				if !tells {
					continue
				}
				p := of(sl.Key, true)
				p.many = p.many || sl.Many || len(p.values) > gatherValues
				for _, v := range sl.Values {
					p.at(v.Text).add(t.ID, r, int64(v.N), func(e *profile.Exemplar) bool { return strings.Contains(e.Raw, v.Text) })
				}
			}
		}
	}
	slices.Sort(keys)
	var out []*spread
	for _, k := range keys {
		if p := by[k]; !p.many && len(p.values) <= gatherValues {
			out = append(out, p)
		}
	}
	return out
}

// peers are the values whose other records are like those of the rest, so that their
// shares can be compared: hosts that do the same work.
func (p *spread) peers() []string {
	var names []string
	for n := range p.values {
		names = append(names, n)
	}
	slices.Sort(names)
	if p.field {
		return names
	}
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		own, shared := p.values[n].templates, 0
		for id := range own { // a count: the order does not matter
			if slices.ContainsFunc(names, func(o string) bool { return o != n && p.values[o].templates[id] }) {
				shared++
			}
		}
		return len(own) == 0 || 2*shared < len(own)
	})
}

// detectGathered tells where errors gather: which host, version or shard has most of
// them and not most of all else; and which such fields say nothing, as all have one value.
func detectGathered(s *scene) []Finding {
	var found []*Gather
	of := map[*Gather]*spread{}
	tests := 0
	var out []Finding
	for _, p := range s.spreads() {
		names := p.peers()
		if len(names) < 2 {
			out = append(out, s.sameField(p, names)...)
			continue
		}
		var errors, all int64
		for _, n := range names {
			errors, all = errors+p.values[n].errors, all+p.values[n].all
		}
		if errors < gatherErrors || errors == all {
			continue
		}
		for _, n := range names {
			g := p.values[n]
			tests++
			d := &Gather{Key: p.key, Value: n, Errors: g.errors, AllErrors: errors, Records: g.all, AllRecord: all}
			share, size := float64(g.errors)/float64(errors), float64(g.all)/float64(all)
			if share >= gatherShare && share >= gatherExcess*size {
				found = append(found, d)
				of[d] = p
			}
		}
	}
	out = out[:min(len(out), maxSame)]
	for _, d := range found {
		if d.Tests = tests; len(out) < maxGathered+maxSame {
			out = append(out, s.gatherFinding(d, of[d])...)
		}
	}
	return out
}

func (s *scene) gatherFinding(d *Gather, p *spread) []Finding {
	names := p.peers()
	g := p.values[d.Value]
	errors, records := p.formulas(d.Value)
	var everyError, every []string
	for _, n := range names {
		e, a := p.formulas(n)
		everyError, every = append(everyError, e), append(every, a)
	}
	allErrors, all := strings.Join(everyError, " + "), strings.Join(every, " + ")
	if p.field {
		allErrors, all = call("field_from", p.key, "error"), call("field", p.key)
	}
	test := call("fisher_rates", expr(errors), expr(records), expr(allErrors+" - ("+errors+")"), expr(all+" - ("+records+")"))
	v, err := s.say.env.Eval(test)
	if err != nil || v.Num*float64(d.Tests) > gatherAlpha || len(g.lines) == 0 {
		return nil
	}
	d.P = v.Num
	f := Finding{Kind: KindGather, Source: -1, Component: d.Value, Count: d.Errors, Data: d, Lines: g.lines, Score: 0.3}
	if !p.field {
		f.Host = d.Value
	}
	f.widen(f.Lines)
	s.say.Add(&f.Claims, phraseGather, refs(append(slices.Clone(g.lines), s.otherLines(p, d.Value)...), maxCited+2), name("key", p.key), name("value", d.Value),
		count("errors", errors), count("allerrors", allErrors), count("records", records), count("all", all), prob("p", test), count("tests", lit(int64(d.Tests))))
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(d.Errors)
	}
	return []Finding{f}
}

// otherLines are some lines of the other values, to compare with.
func (s *scene) otherLines(p *spread, value string) []profile.Exemplar {
	var out []profile.Exemplar
	for _, n := range p.peers() {
		if n != value && len(p.values[n].any) > 0 && len(out) < 2 {
			out = append(out, p.values[n].any[0])
		}
	}
	return out
}

// formulas count the errors and all records of a value.
func (p *spread) formulas(value string) (errors, all string) {
	if p.field {
		return call("field_value_from", p.key, value, "error"), call("field_value", p.key, value)
	}
	return call("records_of_from", p.key, value, "error"), call("records_of", p.key, value)
}

// sameField tells that a field which could explain errors has the same value in all
// other records.
func (s *scene) sameField(p *spread, names []string) []Finding {
	if len(names) != 1 || !p.field {
		return nil
	}
	g := p.values[names[0]]
	rest := g.all - g.errors
	if g.errors < gatherErrors || rest < sameRecords || len(g.lines) == 0 || len(g.any) == 0 {
		return nil
	}
	d := &Gather{Key: p.key, Value: names[0], Errors: g.errors, AllErrors: g.errors, Records: g.all, AllRecord: g.all}
	f := Finding{Kind: KindSame, Source: -1, Component: d.Value, Count: d.Errors, Data: d, Lines: append(slices.Clone(g.lines[:1]), g.any[0]), Score: 0.05}
	f.widen(f.Lines)
	errors := call("field_from", p.key, "error")
	s.say.Add(&f.Claims, phraseSame, refs(f.Lines, 2), name("key", p.key), name("value", d.Value), count("errors", errors), count("rest", minus(call("field", p.key), errors)))
	return []Finding{f}
}

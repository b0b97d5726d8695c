package diff

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/template"
)

// A field tells something when it has few values, each of them in several records.
const (
	maxValues  = 32
	perValue   = 3
	valueTimes = 2
)

// knownRE are fields that say which build, place or configuration a record is from.
var knownRE = lazy.Compile(`(?i)(?:^|[._-])(?:version|release|build|rev(?:ision)?|commit|sha|image|tag|region|zone|az|rack|node|host|pod|shard|partition|tenant|customer|feature|flag|mode|profile|env(?:ironment)?|config|branch|status|code|state|role)(?:$|[._-])`)

// values are the values of a field in one run.
type values struct {
	n     map[string]float64
	all   float64
	many  bool
	lines map[string][]*profile.Exemplar
}

func valuesOf(v *profile.View) map[string]*values {
	out := map[string]*values{}
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			for k := range r.Slots {
				s := &r.Slots[k]
				if s.Key == "" {
					continue
				}
				x := out[s.Key]
				if x == nil {
					x = &values{n: map[string]float64{}, lines: map[string][]*profile.Exemplar{}}
					out[s.Key] = x
				}
				x.many = x.many || s.Many || s.Kind == template.KindTime || s.Kind == template.KindDur
				for _, val := range s.Values {
					x.n[val.Text] += float64(val.N)
					x.all += float64(val.N)
					x.find(r, val.Text)
				}
			}
		}
	}
	return out
}

// find remembers kept lines of the row that hold the value.
func (x *values) find(r *profile.Row, value string) {
	if len(x.lines[value]) >= citedEach {
		return
	}
	for i := range r.Early {
		e := &r.Early[i]
		if strings.Contains(e.Raw, value) || slices.ContainsFunc(e.Fields, func(f profile.Field) bool { return f.Value == value }) {
			x.lines[value] = append(x.lines[value], e)
			return
		}
	}
}

// few tells fields of names from fields of ids.
func (x *values) few() bool {
	return !x.many && len(x.n) <= maxValues && x.all >= perValue*float64(len(x.n))
}

// fields compares the values of fields that both runs have.
func fields(c *comparison) {
	bad, good := valuesOf(c.bad), valuesOf(c.good)
	for _, key := range sortedKeys(bad) {
		b, g := bad[key], good[key]
		if g == nil || !b.few() || !g.few() || ephemeral(b, g) {
			continue
		}
		texts := sortedKeys(b.n)
		for _, t := range sortedKeys(g.n) {
			if _, ok := b.n[t]; !ok {
				texts = append(texts, t)
			}
		}
		c.compared += len(texts)
		for _, t := range texts {
			c.value(key, t, b, g)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}

// ephemeral tells fields whose values belong to a run and not to what it does:
// process numbers, names with a hash. The runs then share no value.
func ephemeral(b, g *values) bool {
	for t := range b.n {
		if _, ok := g.n[t]; ok || !strings.ContainsAny(t, "0123456789") || versionRE.MatchString(t) {
			return false
		}
	}
	return true
}

var versionRE = lazy.Compile(`^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?$`)

func (c *comparison) value(key, text string, b, g *values) {
	bad, good := b.n[text], g.n[text]
	one, one0 := expr(call("field_value", key, text)), expr(call("baseline_field_value", key, text))
	all, all0 := expr(call("field", key)), expr(call("baseline_field", key))
	size := b.all / g.all
	ratio := call("ratio", all, all0)
	stat, err := c.number(call("rate_g", one, one0, expr(ratio)))
	test := call("rate_p", one, one0, expr(ratio), expr("unrest()"))
	p, err2 := c.number(test)
	if err != nil || err2 != nil {
		return
	}
	alone := bad == 0 || good == 0
	times := (bad + 0.5) / (good*size + 0.5)
	if p > looseP || times < valueTimes && times > 1.0/valueTimes {
		return
	}
	r := Row{Kind: KindField, Change: More, Subject: evidence.NewQuote(clip(text, 240)), Severity: severityField, Sure: p*float64(len(b.n)+len(g.n)) <= sureP}
	if knownRE.MatchString(key) {
		r.Severity = severityKnown
	}
	phrase := phraseValue
	switch {
	case good == 0:
		r.Change, phrase = New, phraseValueNew
	case bad == 0:
		r.Change, phrase = Gone, phraseValueGone
	case times < 1:
		r.Change = Less
	}
	r.Score = r.Severity * logRatio(bad, good, size) * firmG(stat, c.unrest)
	if r.Change == Gone {
		r.Score *= goneShare
	}
	values := []slot{name("key", key), name("subject", text), count("bad", string(one)), count("good", string(one0))}
	if !alone {
		values = append(values, count("n", string(all)), count("n0", string(all0)), prob("p", test))
	}
	c.add(r, phrase, c.both(b.lines[text], g.lines[text]), values...)
}

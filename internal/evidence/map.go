package evidence

import (
	"slices"
	"strconv"
	"strings"
)

// Mapping changes what was read from an input, to put pseudonyms in the place
// of secrets: texts by Text, hashes of bytes by Hash. Neither may be nil.
type Mapping struct {
	Text func(string) string
	Hash func(string) string
}

// Map changes the quoted text.
func (q Quote) Map(m Mapping) Quote { return Quote{text: m.Text(q.text)} }

// Map changes the file name and the hash.
func (r Ref) Map(m Mapping) Ref {
	r.File, r.SHA256 = m.Text(r.File), m.Hash(r.SHA256)
	return r
}

// Map changes a name, and the strings that a formula quotes. Numbers stay.
func (v Value) Map(m Mapping) Value {
	v.Text, v.Formula = v.Text.Map(m), MapFormula(v.Formula, m.Text)
	return v
}

// Map changes all that a claim holds of the input. Its phrase, its numbers and
// the places that it cites stay as they are.
func (c Claim) Map(m Mapping) Claim {
	values, refs := slices.Clone(c.values), slices.Clone(c.refs)
	for i := range values {
		values[i] = values[i].Map(m)
	}
	for i := range refs {
		refs[i] = refs[i].Map(m)
	}
	return Claim{phrase: c.phrase, values: values, refs: refs, total: c.total}
}

// MapFormula changes the quoted strings of an expression.
func MapFormula(expr string, change func(string) string) string {
	if !strings.Contains(expr, `"`) {
		return expr
	}
	var b strings.Builder
	for expr != "" {
		i := strings.IndexByte(expr, '"')
		if i < 0 {
			break
		}
		b.WriteString(expr[:i])
		expr = expr[i:]
		literal, err := strconv.QuotedPrefix(expr)
		if err != nil { // not ours; left as it is
			break
		}
		text, err := strconv.Unquote(literal)
		if changed := change(text); err == nil && changed != text {
			b.WriteString(strconv.Quote(changed))
		} else {
			b.WriteString(literal)
		}
		expr = expr[len(literal):]
	}
	b.WriteString(expr)
	return b.String()
}

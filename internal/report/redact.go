package report

import (
	"reflect"
	"strconv"

	"inquest/internal/evidence"
)

// Redaction says that the report holds pseudonyms, and for what.
type Redaction struct {
	Kinds  []RedactedKind `json:"kinds"`
	Values int            `json:"values"` // different ones
	Places int            `json:"places"` // where they stood in the report
	Hashes string         `json:"hashes"` // HashesKeyed
	Stable bool           `json:"stable"` // pseudonyms are keyed by the user, and so the same in other reports
}

// HashesKeyed says that the hashes of a redacted report are those of the
// original bytes, keyed so that nobody can try guesses at a masked value on
// them. Who has the files can make the key again, as verify does.
const HashesKeyed = "hmac-sha256 of the original bytes' sha256"

// RedactedKind counts what was masked of one kind.
type RedactedKind struct {
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Class  string `json:"class"`
	Values int    `json:"values"`
	Places int    `json:"places"`
}

// Map makes a copy of the report in which all that was read from an input is
// changed: quotes, names of claims, strings in formulas, file names, hashes. The
// walk goes over whatever fields the report has, so that a new one cannot be
// forgotten.
func (r *Report) Map(m evidence.Mapping) *Report {
	out := mapped(reflect.ValueOf(*r), m).Interface().(Report)
	for i := range out.Inputs {
		out.Inputs[i].SHA256 = m.Hash(out.Inputs[i].SHA256)
	}
	return &out
}

var valueType = reflect.TypeFor[evidence.Value]()

func mapped(v reflect.Value, m evidence.Mapping) reflect.Value {
	switch v.Type() {
	case quoteType:
		return reflect.ValueOf(v.Interface().(evidence.Quote).Map(m))
	case refType:
		return reflect.ValueOf(v.Interface().(evidence.Ref).Map(m))
	case valueType:
		return reflect.ValueOf(v.Interface().(evidence.Value).Map(m))
	case ledgerType:
		l := v.Interface().(Ledger)
		return reflect.ValueOf(l.mapped(m))
	}
	switch v.Kind() {
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if out.Field(i).CanSet() {
				out.Field(i).Set(mapped(v.Field(i), m))
			}
		}
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(mapped(v.Index(i), m))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(mapped(v.Elem(), m))
		return out
	}
	return v
}

func (l *Ledger) mapped(m evidence.Mapping) Ledger {
	out := Ledger{claims: make([]evidence.Claim, len(l.claims))}
	for i, c := range l.claims {
		out.claims[i] = c.Map(m)
	}
	return out
}

// AddRedaction tells in the report what was masked: in the contract, and as a
// table in the section on the data's quality.
func (r *Report) AddRedaction(red *Redaction) {
	r.Redaction = red
	t := &Table{Columns: []Column{{Title: "Masked"}, {Title: "Class"}, {Title: "Values", Numeric: true}, {Title: "Places", Numeric: true}}}
	for _, k := range red.Kinds {
		t.Rows = append(t.Rows, []Cell{{Text: Words(k.Title)}, {Text: Words(k.Class)}, countCell(int64(k.Values)), countCell(int64(k.Places))})
	}
	if len(red.Kinds) > 1 {
		t.Total = []Cell{{Text: Words("all")}, {}, countCell(int64(red.Values)), countCell(int64(red.Places))}
	}
	block := Block{Kind: TableBlock, Heading: Words("Redaction: " + strconv.Itoa(red.Values) + " values masked"), Level: 3, Table: t}
	if red.Values == 1 {
		block.Heading = Words("Redaction: 1 value masked")
	}
	if len(red.Kinds) == 0 {
		block = Block{Kind: Facts, Facts: []Fact{{Label: "Redaction", Lead: Words("Nothing was found to mask"), Claims: []ID{}}}}
	}
	for i := range r.Sections {
		if r.Sections[i].ID == sectionQuality {
			r.Sections[i].Blocks = append(r.Sections[i].Blocks, block)
			return
		}
	}
	r.Sections = append(r.Sections, Section{ID: "redaction", Title: "Redaction", Blocks: []Block{block}})
}

// sectionQuality is the section that tells what the data are worth.
const sectionQuality = "quality"

// InsertSection puts a section in front of another, or at the end.
func (r *Report) InsertSection(s Section, before string) {
	for i := range r.Sections {
		if r.Sections[i].ID == before {
			r.Sections = append(r.Sections[:i:i], append([]Section{s}, r.Sections[i:]...)...)
			return
		}
	}
	r.Sections = append(r.Sections, s)
}

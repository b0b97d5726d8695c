package report

import (
	"encoding/json"
	"fmt"

	"inquest/internal/evidence"
)

// told is the sentence of a claim that another version of the program wrote, or
// somebody by hand: it stands as a quotation, because nothing here derives it.
var told = evidence.NewPhrase("report.told", "{text:name}")

// Read reads a report's JSON back for showing it. Nothing in it is trusted: what
// the product writes as its own text must be free of characters that act on a
// terminal, every number that leads somewhere must lead into the report, and
// charts must be drawable. The error names the first place that is not so.
//
// References are not looked up: package verify does that. foreign counts the
// claims whose sentence does not follow from a phrase that this version knows;
// they are kept as quotations.
func Read(b []byte) (r *Report, foreign int, err error) {
	d, err := Decode(b)
	if err != nil {
		return nil, 0, err
	}
	rep := d.report
	rep.Claims = Ledger{}
	for _, want := range d.IDs() {
		c, err := d.Check(want, formAlone{})
		if err != nil {
			foreign++
			if c, err = d.quoted(want); err != nil {
				return nil, 0, err
			}
		}
		id, err := rep.Claims.Add(c)
		if err != nil {
			return nil, 0, err
		}
		if id != want {
			return nil, 0, fmt.Errorf("%s says the same as %s: not a report that inquest wrote", want, id)
		}
	}
	if err := rep.sound(); err != nil {
		return nil, 0, fmt.Errorf("not a report that inquest wrote: %w", err)
	}
	return &rep, foreign, nil
}

// quoted is a claim's text as a quotation, with the references that it names.
func (d *Draft) quoted(id ID) (evidence.Claim, error) {
	var j struct {
		Text  evidence.Quote `json:"text"`
		Refs  []evidence.Ref `json:"refs"`
		Total int64          `json:"total"`
	}
	if err := json.Unmarshal(d.raw[string(id)], &j); err != nil {
		return evidence.Claim{}, fmt.Errorf("claims.%s: %w", id, err)
	}
	text := evidence.Value{Slot: "text", Kind: evidence.KindName, Text: j.Text}
	c, err := evidence.NewClaim(told, j.Refs, formAlone{}, text)
	if err != nil {
		return evidence.Claim{}, fmt.Errorf("claims.%s: %w", id, err)
	}
	return c.WithTotal(j.Total), nil
}

// formAlone accepts every well-formed reference.
type formAlone struct{}

func (formAlone) Resolve(evidence.Ref) error { return nil }

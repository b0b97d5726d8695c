package report

import (
	"encoding/json"
	"fmt"

	"inquest/internal/evidence"
)

// Draft is a report read back, with its claims not yet proven. Nothing in it is
// trusted: texts are quotes, and claims must pass [Draft.Check].
type Draft struct {
	report Report
	raw    map[string]json.RawMessage
}

// Decode reads a report's JSON, without its claims' proof. It fails on another
// schema and on ids that do not count c1, c2 ... without a hole.
func Decode(b []byte) (*Draft, error) {
	type plain Report
	var j struct {
		plain
		Claims map[string]json.RawMessage `json:"claims"`
	}
	if err := json.Unmarshal(b, &j); err != nil {
		return nil, fmt.Errorf("not a report: %w", err)
	}
	if j.Schema != Schema {
		return nil, fmt.Errorf("schema is %q, want %q: make the report again with this version", j.Schema, Schema)
	}
	for id := range j.Claims {
		if n := ID(id).Number(); n < 1 || n > len(j.Claims) {
			return nil, fmt.Errorf("claim id %q: ids count from c1 to c%d", id, len(j.Claims))
		}
	}
	return &Draft{report: Report(j.plain), raw: j.Claims}, nil
}

// IDs lists the claims' ids in order.
func (d *Draft) IDs() []ID {
	ids := make([]ID, 0, len(d.raw))
	for id := range d.raw {
		ids = append(ids, ID(id))
	}
	sortIDs(ids)
	return ids
}

// Check proves one claim: its references resolve, and its sentence follows from
// its phrase and values.
func (d *Draft) Check(id ID, res evidence.Resolver) (evidence.Claim, error) {
	raw, ok := d.raw[string(id)]
	if !ok {
		return evidence.Claim{}, fmt.Errorf("claim %s: not in the report", id)
	}
	c, err := evidence.DecodeClaim(raw, res)
	if err != nil {
		return evidence.Claim{}, fmt.Errorf("%s: %w", id, err)
	}
	return c, nil
}

// Unproven is the report without claims, for reading its other parts.
func (d *Draft) Unproven() *Report { return &d.report }

// Report is the whole report; it fails on the first claim that does not hold.
func (d *Draft) Report(res evidence.Resolver) (*Report, error) {
	r := d.report
	r.Claims = Ledger{}
	for _, want := range d.IDs() {
		c, err := d.Check(want, res)
		if err != nil {
			return nil, err
		}
		id, err := r.Claims.Add(c)
		if err != nil {
			return nil, err
		}
		if id != want {
			return nil, fmt.Errorf("%s says the same as %s", want, id)
		}
	}
	return &r, nil
}

// Quotations lists every verbatim line of the report with the reference it
// claims to come from, for a verifier to read again.
func (r *Report) Quotations() []Line {
	var out []Line
	for _, h := range r.Hypotheses {
		out = append(out, h.Evidence...)
	}
	for _, f := range r.Findings {
		out = append(out, f.Lines...)
	}
	for _, k := range r.KeyLines {
		out = append(out, Line{File: k.File, Line: k.Line, Text: k.Text, Ref: k.Ref})
	}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			for _, f := range b.Facts {
				out = append(out, f.Lines...)
			}
			if b.Excerpt != nil {
				out = append(out, b.Excerpt.Lines...)
			}
		}
	}
	return out
}

package inquest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/redact"
	"inquest/internal/report"
)

// Masked is how a report was redacted: what a check of it needs to know.
type Masked struct {
	*redact.Masker
	hashKey []byte
}

// Hash keys a hash of the report. The key comes from the lines that were kept,
// which whoever has the files can make again and whoever has the report alone
// cannot: there, hashes of lines with a masked part would let guesses at it be
// tried.
func (m *Masked) Hash(sum string) string {
	if sum == "" {
		return ""
	}
	h := hmac.New(sha256.New, m.hashKey)
	write(h, sum)
	return hex.EncodeToString(h.Sum(nil))
}

// redact puts pseudonyms into the report. Values that only their context gives
// away are learned first, from all lines that were kept, so that they are masked
// where they stand alone as well.
func (r *Result) redact(o redact.Options) {
	m := maskOf(o, r.View)
	same := func(s string) string { return s }
	r.Report.Map(evidence.Mapping{Text: func(s string) string { m.Learn(s); return s }, Hash: same})
	r.Report = r.Report.Map(evidence.Mapping{Text: m.Mask, Hash: m.Hash})
	r.Report.AddRedaction(m.Redaction(o))
	r.Masked = m
}

// Redaction tells what was masked so far.
func (m *Masked) Redaction(o redact.Options) *report.Redaction {
	red := &report.Redaction{Kinds: []report.RedactedKind{}, Hashes: report.HashesKeyed, Stable: len(o.Key) > 0}
	for _, c := range m.Counts() {
		red.Kinds = append(red.Kinds, report.RedactedKind(c))
		red.Values += c.Values
		red.Places += c.Places
	}
	return red
}

// Mask makes what redacts that which is made of a result.
func (r *Result) Mask(o redact.Options) *Masked { return maskOf(o, r.View) }

// maskOf makes what redacts: values that only their context gives away are learned
// from all kept lines of the views.
func maskOf(o redact.Options, views ...*profile.View) *Masked {
	m := &Masked{Masker: redact.New(o)}
	for _, v := range views {
		m.hashKey = append(m.hashKey, hashKey(v, o.Key)...)
		eachKept(v, func(e *profile.Exemplar) {
			m.Learn(e.Raw)
			m.Learn(e.Body)
		})
	}
	return m
}

// Mask makes what redacts a comparison.
func (c *Comparison) Mask(o redact.Options) *Masked {
	return maskOf(o, c.Input.View, c.Input.Baseline)
}

func eachKept(v *profile.View, f func(*profile.Exemplar)) {
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			for _, kept := range [][]profile.Exemplar{r.Early, r.Late, r.Sample} {
				for k := range kept {
					f(&kept[k])
				}
			}
		}
	}
}

func hashKey(v *profile.View, key []byte) []byte {
	h := sha256.New()
	write(h, "inquest redaction "+string(key))
	eachKept(v, func(e *profile.Exemplar) { write(h, e.Raw+"\n"+e.Body) })
	for i := range v.Sources {
		write(h, v.Sources[i].SHA256)
	}
	return h.Sum(nil)
}

// write adds a text and an end to it; a hash does not fail.
func write(h hash.Hash, s string) {
	if _, err := io.WriteString(h, s+"\x00"); err != nil {
		panic(err)
	}
}

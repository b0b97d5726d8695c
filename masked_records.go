package inquest

import (
	"bytes"
	"context"
	"io"
	"slices"

	"inquest/internal/engine"
	"inquest/internal/ndjson"
	"inquest/internal/record"
	"inquest/internal/redact"
	"inquest/internal/source"
)

// recordMasker puts pseudonyms into records. Numbers of pseudonyms count values in the
// order of the records, so one worker does it all.
type recordMasker struct{ *redact.Masker }

// learned is a masker that knows the values that only their context gives away. The inputs are
// read once more for it; of standard input, which cannot be, it learns as it goes.
func learned(ctx context.Context, set *source.Set, eo engine.Options, o redact.Options) (recordMasker, error) {
	m := recordMasker{redact.New(o)}
	if slices.ContainsFunc(set.Inputs, func(in source.Input) bool { return in.Path == "-" }) {
		return m, nil
	}
	eo.Progress = nil
	learn := func(dst []byte, _ int, r *record.Record) []byte {
		m.learn(r)
		return dst
	}
	_, _, err := engine.Records(ctx, set, eo, func([]*record.Layout) engine.Writer { return learn }, io.Discard)
	return m, err
}

func (m recordMasker) learn(r *record.Record) {
	m.Learn(textOf(r))
	for i := range r.Fields {
		f := &r.Fields[i]
		m.Learn(string(f.Key) + "=" + string(f.Value))
	}
}

// textOf is all lines of a record: what is masked may begin in one and end in another.
func textOf(r *record.Record) string {
	if r.Body == nil {
		return string(r.Raw)
	}
	return string(r.Raw) + "\n" + string(r.Body)
}

// mask changes every text of a record. Its place stays: offsets and lengths are those
// of the file.
func (m recordMasker) mask(r *record.Record) {
	m.learn(r)
	head, body, more := bytes.Cut([]byte(m.Mask(textOf(r))), []byte{'\n'})
	r.Raw, r.Body = head, nil
	if more {
		r.Body = body
	}
	for _, at := range []*[]byte{&r.Message, &r.Host, &r.Service, &r.Logger, &r.Thread, &r.PID} {
		*at = m.bytes(*at)
	}
	fields := slices.Clone(r.Fields)
	for i := range fields {
		f := &fields[i]
		f.Key, f.Value = m.bytes(f.Key), []byte(m.Mask(m.MaskIn(string(f.Key)+"=", string(f.Value), "")))
	}
	r.Fields = fields
}

// bytes keeps what holds nothing to mask as it is, nil included.
func (m recordMasker) bytes(b []byte) []byte {
	if out := m.Mask(string(b)); out != string(b) {
		return []byte(out)
	}
	return b
}

// writer masks each record before it is written.
func (m recordMasker) writer(set *source.Set, o ParseOptions, layouts []*record.Layout) engine.Writer {
	sources := make([]ndjson.Source, len(set.Inputs))
	for i, in := range set.Inputs {
		sources[i] = ndjson.NewSource(in.Name, layouts[i]).Map(m.Mask)
	}
	out := ndjson.New(!o.NoFields)
	return func(dst []byte, src int, r *record.Record) []byte {
		if !o.keeps(r) {
			return dst
		}
		m.mask(r)
		return out.Append(dst, &sources[src], r)
	}
}

package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxStatus bounds the entries of a status file.
const maxStatus = 1 << 20

// errShape says what a status file looks like.
var errShape = errors.New(`expected a JSON array of objects, an object that holds such an array, or one object a line, like {"jobId": "R-17", "jobStatus": "failed", "jobRuntime": 258}`)

// statusReader walks through a file and keeps track of lines.
type statusReader struct {
	data []byte
	zone int
	out  []Status
	line int64 // line of the byte at seen
	seen int
}

func readStatus(data []byte, zone int) ([]Status, error) {
	r := statusReader{data: data, zone: zone, line: 1}
	body := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, fmt.Errorf("job status: the file is empty; %w", errShape)
	}
	if err := r.values(len(data)-len(body), body); err != nil {
		return nil, fmt.Errorf("job status: %w", err)
	}
	return r.out, nil
}

// values reads one JSON value after another.
func (r *statusReader) values(base int, b []byte) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w; %w", r.lineAt(base+errorOffset(dec, err)), err, errShape)
		}
		if err := r.top(base+int(dec.InputOffset())-len(raw), raw); err != nil {
			return err
		}
	}
}

// errorOffset is where the decoder stopped.
func errorOffset(dec *json.Decoder, err error) int {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return int(max(syntax.Offset, dec.InputOffset()))
	}
	return int(dec.InputOffset())
}

// top reads a value at the top: an array, an entry, or an object around an
// array.
func (r *statusReader) top(at int, raw []byte) error {
	switch raw[0] {
	case '[':
		return r.array(at, raw)
	case '{':
		e := entry{}
		if err := e.read(raw); err != nil {
			return fmt.Errorf("line %d: %w", r.lineAt(at), err)
		}
		if e.id != nil {
			return r.add(at, raw, &e)
		}
		found, err := r.nested(at, raw)
		if found || err != nil {
			return err
		}
		return r.add(at, raw, &e) // says which key is missing
	}
	return fmt.Errorf("line %d: found %.20q; %w", r.lineAt(at), raw, errShape)
}

// array reads the entries of an array.
func (r *statusReader) array(at int, raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		var item json.RawMessage
		if err := dec.Decode(&item); err != nil {
			return fmt.Errorf("line %d: %w", r.lineAt(at+int(dec.InputOffset())), err)
		}
		start := at + int(dec.InputOffset()) - len(item)
		if item[0] != '{' {
			return fmt.Errorf("line %d: found %.20q in the array; %w", r.lineAt(start), item, errShape)
		}
		e := entry{}
		if err := e.read(item); err != nil {
			return fmt.Errorf("line %d: %w", r.lineAt(start), err)
		}
		if err := r.add(start, item, &e); err != nil {
			return err
		}
	}
	return nil
}

// nested looks for arrays of objects among the members of an object.
func (r *statusReader) nested(at int, raw []byte) (found bool, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return false, err
	}
	for dec.More() {
		if _, err := dec.Token(); err != nil {
			return found, err
		}
		var member json.RawMessage
		if err := dec.Decode(&member); err != nil {
			return found, err
		}
		inner := bytes.TrimLeft(bytes.TrimPrefix(member, []byte("[")), " \t\r\n")
		if member[0] == '[' && len(inner) > 0 && inner[0] == '{' {
			found = true
			if err := r.array(at+int(dec.InputOffset())-len(member), member); err != nil {
				return found, err
			}
		}
	}
	return found, nil
}

// add turns an entry into a status.
func (r *statusReader) add(at int, raw []byte, e *entry) error {
	if len(r.out) >= maxStatus {
		return fmt.Errorf("more than %d entries; split the file", maxStatus)
	}
	s, err := e.status(r.zone)
	if err != nil {
		return fmt.Errorf("line %d: %w", r.lineAt(at), err)
	}
	s.Line, s.Offset, s.Length = r.lineAt(at), int64(at), int64(len(raw))
	r.out = append(r.out, s)
	return nil
}

// lineAt counts lines up to an offset; offsets mostly grow.
func (r *statusReader) lineAt(at int) int64 {
	at = min(at, len(r.data))
	if at < r.seen {
		r.seen, r.line = 0, 1
	}
	r.line += int64(bytes.Count(r.data[r.seen:at], []byte("\n")))
	r.seen = at
	return r.line
}

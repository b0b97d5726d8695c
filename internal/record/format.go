package record

import (
	"bytes"
	"time"
)

// Format is one format of formats/*.yaml: how its lines look, and samples that
// prove it.
type Format struct {
	Name        string
	Description string

	kind     formatKind
	rank     int
	patterns []*pattern
	follow   []*pattern // records without a stamp of their own that take the one before; no place to cut
	second   *pattern   // the record's second line carries level and message
	require  [][]byte   // keys that a JSON record must have
	levels   map[string]Level
	keys     map[string]role // what keys of JSON and logfmt records mean here
	inner    bool            // the message may be a record of another format
	split    splitting       // how a line says that the next one goes on with it
	wrap     bool            // wraps every physical line, those of stack traces too
	traces   bool            // of any text behind a stamp, which may be a part of a stack trace
	weak     bool            // not looked for in messages behind a syslog header
	payload  bool            // found inside envelopes only: too weak for a whole file
	block    bool            // lines of no format always belong to the record before
	pairs    bool            // the lines of a record are "key: value" pairs, which are read as those of JSON are
	guess    bool            // the level is a word somewhere in the line's beginning
	least    int             // per cent of a sample's lines that it must own
	roots    [][]byte        // objects whose members count as those of the record
	tags     [][]byte        // ", key: value" parts of the message that become fields
	http     bool            // level and message come from the HTTP status and request line
	family   string          // envelopes that differ in their header alone share a name in FormatName
	by       []string        // fields whose values part the users of the format in FormatName
	generic  bool            // many programs write it: FormatName tells them apart
	table    *table
	samples  []sample
	origin   origin // of a format that was read from a file of its own
	negative []string
}

type formatKind uint8

const (
	kindLayout formatKind = iota
	kindJSON
	kindLogfmt
	kindJSONBlock
	kindExport
	kindBatch
	kindTable // made by detection, from a header
)

var formatKinds = map[string]formatKind{"": kindLayout, "layout": kindLayout, "json": kindJSON, "logfmt": kindLogfmt, "json-block": kindJSONBlock, "export": kindExport, "batch": kindBatch}

// formatFile is the shape of formats/*.yaml.
type formatFile struct {
	Name        string            `yaml:"name" json:"name,omitempty"`
	Description string            `yaml:"description" json:"description,omitempty"`
	Kind        string            `yaml:"kind" json:"kind,omitempty"`
	Rank        int               `yaml:"rank" json:"rank,omitempty"`
	Patterns    []string          `yaml:"patterns" json:"patterns,omitempty"`
	Follow      []string          `yaml:"follow" json:"follow,omitempty"`
	Second      string            `yaml:"second" json:"second,omitempty"`
	Require     []string          `yaml:"require" json:"require,omitempty"`
	Roots       []string          `yaml:"roots" json:"roots,omitempty"`
	Levels      map[string]string `yaml:"levels" json:"levels,omitempty"`
	Keys        map[string]string `yaml:"keys" json:"keys,omitempty"`
	Inner       bool              `yaml:"inner" json:"inner,omitempty"`
	Split       string            `yaml:"split" json:"split,omitempty"`
	Wrap        bool              `yaml:"wrap" json:"wrap,omitempty"`
	Traces      bool              `yaml:"traces" json:"traces,omitempty"`
	Weak        bool              `yaml:"weak" json:"weak,omitempty"`
	Payload     bool              `yaml:"payload" json:"payload,omitempty"`
	Block       bool              `yaml:"block" json:"block,omitempty"`
	Pairs       bool              `yaml:"pairs" json:"pairs,omitempty"`
	Guess       bool              `yaml:"guess" json:"guess,omitempty"`
	Least       int               `yaml:"least" json:"least,omitempty"`
	Tags        []string          `yaml:"tags" json:"tags,omitempty"`
	HTTP        bool              `yaml:"http" json:"http,omitempty"`
	Family      string            `yaml:"family" json:"family,omitempty"`
	By          []string          `yaml:"by" json:"by,omitempty"`
	Generic     bool              `yaml:"generic" json:"generic,omitempty"`
	Samples     []sample          `yaml:"samples" json:"samples,omitempty"`
	Negative    []string          `yaml:"negative" json:"negative,omitempty"`
}

// sample is a line, or a line with its continuation, and the record that it
// must give. Parts that are left out must be empty in the record; of the fields
// those given must be there.
type sample struct {
	Text    string            `yaml:"text"`
	Year    int               `yaml:"year"` // hint for a year-less stamp
	Time    string            `yaml:"time"` // RFC 3339, or "none"
	Level   string            `yaml:"level"`
	Host    string            `yaml:"host"`
	Service string            `yaml:"service"`
	Logger  string            `yaml:"logger"`
	Thread  string            `yaml:"thread"`
	PID     string            `yaml:"pid"`
	Message string            `yaml:"message"`
	Fields  map[string]string `yaml:"fields"`
}

// nanoseconds returns the sample's time, false when it must have none.
func (s *sample) nanoseconds() (int64, bool, error) {
	if s.Time == "" || s.Time == "none" {
		return 0, false, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s.Time)
	if err != nil {
		return 0, false, err
	}
	return t.UnixNano(), true, nil
}

// fit is how a line fits a format.
type fit uint8

const (
	fitsNot    fit = iota
	fitsRecord     // begins a record
	fitsFollow     // begins a record that has no stamp of its own
	fitsSecond     // is the second line of a record
)

// match runs the format over a line and leaves what it found in m.
func (f *Format) match(m *matcher, line []byte) fit {
	m.levels, m.keys, m.roots = f.levels, f.keys, f.roots
	switch f.kind {
	case kindJSON:
		return fitIf(m.runJSON(line, f.require))
	case kindLogfmt:
		return fitIf(m.runLogfmt(line, f.require))
	case kindTable:
		return fitIf(m.runTable(line, f.table))
	case kindBatch:
		m.begin(line)
		return fitIf(isBatch(line))
	case kindExport:
		m.begin(line)
		return fitIf(bytes.HasPrefix(line, exportHead))
	case kindJSONBlock:
		m.begin(line)
		return fitIf(len(line) > 0 && line[0] == '{' && len(trimBlanks(line)) == 1)
	}
	for _, p := range f.patterns {
		if m.run(p, line) {
			return fitsRecord
		}
	}
	for _, p := range f.follow {
		if m.run(p, line) {
			return fitsFollow
		}
	}
	if f.second != nil && m.run(f.second, line) {
		return fitsSecond
	}
	return fitsNot
}

func fitIf(ok bool) fit {
	if ok {
		return fitsRecord
	}
	return fitsNot
}

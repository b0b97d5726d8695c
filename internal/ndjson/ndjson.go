// Package ndjson writes records as lines of JSON, one object a record, with
// where the record stands, when and how severe it is, where it comes from, and
// the typed things that it names. Output is the same for the same record, holds
// no control characters, and is valid UTF-8 whatever the log holds.
package ndjson

import (
	"bytes"
	"strconv"
	"time"

	"inquest/internal/entity"
	"inquest/internal/record"
)

// Writer appends records to text. It keeps scratch space: one for each worker.
type Writer struct {
	scan    entity.Scanner
	origin  origin
	noField bool
}

// New returns a Writer; without fields it leaves out the typed things, which
// cost most of the time.
func New(fields bool) *Writer { return &Writer{noField: !fields} }

// Source is what is known about the source of a record.
type Source struct {
	name     string
	zone     string // how the zone of stamps that name none is known
	yearless bool   // no year was found: dates are in a year that was made up
	dateless bool   // no date was found: times are on a day that was made up

	pod, container, namespace, restart []byte // that the source's name tells
}

// NewSource describes a source by its name and what is known of its records.
func NewSource(name string, l *record.Layout) Source {
	c, o := l.Clock(), l.Origin()
	return Source{name: name, zone: zones[c.Zone], yearless: c.Year == record.HowUnknown, dateless: c.Dateless && c.Date == record.HowUnknown,
		pod: []byte(o.Pod), container: []byte(o.Container), namespace: []byte(o.Namespace), restart: []byte(o.Restart)}
}

// Map is the source with its names changed, to put pseudonyms into them.
func (s Source) Map(change func(string) string) Source {
	s.name = change(s.name)
	for _, at := range []*[]byte{&s.pod, &s.container, &s.namespace, &s.restart} {
		if len(*at) > 0 {
			*at = []byte(change(string(*at)))
		}
	}
	return s
}

// zones say how the zone of a time is known.
var zones = map[record.How]string{
	record.HowLine:    zoneUnknown, // of the lines that do not name it
	record.HowGiven:   "given",     // the user named it
	record.HowShared:  "inferred",  // things that a source with a zone names too fall together so
	record.HowAligned: "aligned",   // brought together with a source whose zone is unknown
	record.HowUnknown: zoneUnknown,
}

const (
	zoneUnknown = "unknown" // the time is as written and read as UTC
	zoneLine    = "line"    // the line names it, or its time is a count since the epoch
)

// Append appends one record and a line end.
func (w *Writer) Append(dst []byte, src *Source, r *record.Record) []byte {
	dst = append(dst, `{"file":`...)
	dst = appendString(dst, []byte(src.name))
	dst = appendInt(dst, `,"line":`, r.Line)
	if r.Lines > 1 {
		dst = appendInt(dst, `,"lines":`, int64(r.Lines))
	}
	dst = appendInt(dst, `,"offset":`, r.Offset)
	dst = appendInt(dst, `,"length":`, r.Length)
	if r.HasTime {
		dst = appendTime(dst, src, r)
	}
	if r.Level != record.LevelNone {
		dst = appendMember(dst, "level", []byte(r.Level.String()))
	}
	dst = appendMember(dst, "format", []byte(r.FormatName()))
	w.origin.read(src, r)
	dst = w.origin.append(dst)
	if !w.noField {
		dst = w.fields(dst, r)
	}
	dst = appendException(dst, r)
	dst = appendMember(dst, "message", r.Message)
	return append(dst, '}', '\n')
}

// appendTime writes the time with its zone where that is known; a time whose
// zone is not known is written as the line has it, without one.
func appendTime(dst []byte, src *Source, r *record.Record) []byte {
	zone := src.zone
	if r.Zoned {
		zone = zoneLine
	}
	t := time.Unix(0, r.Time).UTC()
	dst = append(dst, `,"time":"`...)
	if zone == zoneUnknown || zone == zones[record.HowAligned] {
		dst = t.AppendFormat(dst, "2006-01-02T15:04:05.999999999")
	} else {
		dst = t.In(time.FixedZone("", int(r.East))).AppendFormat(dst, time.RFC3339Nano)
	}
	dst = append(dst, '"')
	dst = appendInt(dst, `,"epoch_ms":`, floorMillis(r.Time))
	dst = appendMember(dst, "zone", []byte(zone))
	if src.yearless {
		dst = append(dst, `,"year":"unknown"`...)
	}
	if src.dateless {
		dst = append(dst, `,"date":"unknown"`...)
	}
	return dst
}

func floorMillis(ns int64) int64 {
	ms := ns / 1e6
	if ns%1e6 < 0 {
		ms--
	}
	return ms
}

// maxBody is how much of the continuation lines is searched.
const maxBody = 32 << 10

// fields writes the typed things of the record: of its pairs, its message, its
// whole first line and what follows it.
func (w *Writer) fields(dst []byte, r *record.Record) []byte {
	s := &w.scan
	s.Reset()
	for i := range r.Fields {
		s.Pair(r.Fields[i].Key, r.Fields[i].Value)
	}
	s.Scan(r.Message)
	s.Scan(r.Raw)
	if len(r.Body) > 0 {
		s.Scan(r.Body[:min(len(r.Body), maxBody)])
	}
	all := s.Fields()
	if len(all) == 0 {
		return dst
	}
	dst = append(dst, `,"fields":[`...)
	for i := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendField(dst, &all[i])
	}
	dst = append(dst, ']')
	return appendList(dst, "protocols", entity.Stack(all))
}

func appendField(dst []byte, f *entity.Field) []byte {
	dst = append(dst, `{"kind":"`...)
	dst = append(dst, f.Kind.String()...)
	dst = append(dst, '"')
	if f.Role != entity.NoRole {
		dst = append(dst, `,"role":"`...)
		dst = append(dst, f.Role.String()...)
		dst = append(dst, '"')
	}
	if len(f.Key) > 0 {
		dst = appendMember(dst, "key", f.Key)
	}
	dst = appendMember(dst, "value", f.Value)
	if f.IsNum {
		dst = append(dst, `,"number":`...)
		dst = strconv.AppendFloat(dst, f.Num, 'g', 12, 64)
	}
	if f.Unit != "" {
		dst = appendMember(dst, "unit", []byte(f.Unit))
	}
	if f.Kind == entity.IP && f.Bits >= 0 {
		dst = appendInt(dst, `,"prefix":`, int64(f.Bits))
	}
	return append(dst, '}')
}

// appendException writes the exception that the record's trace shows, with its
// causes down to the root.
func appendException(dst []byte, r *record.Record) []byte {
	chain := thrown(r)
	if len(chain) == 0 {
		return dst
	}
	dst = append(dst, `,"exception":{"class":`...)
	dst = appendString(dst, chain[0].Class)
	dst = append(dst, `,"message":`...)
	dst = appendString(dst, chain[0].Message)
	if len(chain) > 1 {
		dst = append(dst, `,"causes":[`...)
		for i, c := range chain[1:] {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"class":`...)
			dst = appendString(dst, c.Class)
			dst = append(dst, `,"message":`...)
			dst = append(appendString(dst, c.Message), '}')
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// stackKeys are the usual keys of a field that holds a trace.
var stackKeys = []string{"stack_trace", "error.stack_trace", "stacktrace", "exception.stacktrace", "stack", "exc_info", "traceback", "exception", "error.stack", "err.stack", "thrown.extendedStackTrace", "@x", "backtrace"}

func thrown(r *record.Record) []entity.Thrown {
	if len(r.Body) > 0 {
		chain := entity.Trace(r.Body)
		whole := append(append(append([]byte{}, r.Message...), '\n'), r.Body...)
		if long := entity.Trace(whole); len(long) > len(chain) { // the message is the head
			chain = long
		}
		if len(chain) > 0 {
			return chain
		}
	}
	for _, k := range stackKeys {
		if v := r.Field(k); len(v) > 8 {
			if chain := entity.Trace(v); len(chain) > 0 {
				return chain
			}
		}
	}
	if len(r.Body) > 0 || bytes.HasPrefix(r.Message, []byte("Exception in thread ")) {
		return entity.Trace(r.Message)
	}
	return nil
}

func appendInt(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(dst, name...), n, 10)
}

// appendMember writes a string member; every name is a constant of this package.
func appendMember(dst []byte, name string, v []byte) []byte {
	dst = append(dst, ',', '"')
	dst = append(dst, name...)
	return appendString(append(dst, '"', ':'), v)
}

func appendList(dst []byte, name string, list []string) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, ',', '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':', '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, []byte(v))
	}
	return append(dst, ']')
}

package record

import "bytes"

// OTLP writes attributes as lists of {"key": K, "value": {"stringValue": V}}
// (protobuf's JSON form of OpenTelemetry's KeyValue and AnyValue).

var keyValueHead = []byte(`"key"`)

// keyValues captures a list of attributes at i as fields by their keys, and
// returns the position behind it; -1 when the array is none.
func (m *matcher) keyValues(i int) int {
	b := m.line
	from := len(m.caps)
	for j := space(b, i+1); j < len(b) && b[j] == '{'; {
		k := m.keyValue(space(b, j+1))
		if k < 0 {
			break
		}
		switch k = space(b, k); {
		case k < len(b) && b[k] == ',':
			j = space(b, k+1)
			continue
		case k < len(b) && b[k] == ']':
			return k + 1
		}
		break
	}
	m.caps = m.caps[:from]
	return -1
}

// keyValue captures one attribute; i is behind its '{'. It returns the position
// behind its '}'.
func (m *matcher) keyValue(i int) int {
	b := m.line
	if !bytes.HasPrefix(b[i:], keyValueHead) {
		return -1
	}
	i = m.colon(i + len(keyValueHead))
	key, i := m.text(i)
	if i < 0 {
		return -1
	}
	if i = space(b, i); i >= len(b) || b[i] != ',' {
		return -1
	}
	if i = space(b, i+1); !bytes.HasPrefix(b[i:], []byte(`"value"`)) {
		return -1
	}
	i = m.colon(i + len(`"value"`))
	if i >= len(b) || b[i] != '{' {
		return -1
	}
	kind, i := m.text(space(b, i+1)) // stringValue, intValue ...
	if i < 0 || !bytes.HasSuffix(kind, []byte("Value")) {
		return -1
	}
	i = m.colon(i)
	if i >= len(b) {
		return -1
	}
	if value, j := m.text(i); j > 0 {
		m.field(key, value)
		i = j
	} else if j := m.skip(i, 2); j > 0 {
		m.field(key, b[i:j])
		i = j
	} else {
		return -1
	}
	if i = space(b, i); i >= len(b) || b[i] != '}' {
		return -1
	}
	if i = space(b, i+1); i >= len(b) || b[i] != '}' {
		return -1
	}
	return i + 1
}

// colon returns the position of what stands behind a colon at i, the line's end
// where there is none.
func (m *matcher) colon(i int) int {
	if i = space(m.line, i); i >= len(m.line) || m.line[i] != ':' {
		return len(m.line)
	}
	return space(m.line, i+1)
}

// A line of kindBatch holds many records: the batches of an OTLP exporter.
var (
	keyResourceLogs = []byte("resourceLogs")
	keyScopeLogs    = []byte("scopeLogs")
	keyLogRecords   = []byte("logRecords")
	keyResource     = []byte("resource")
	keyScope        = []byte("scope")
)

// isBatch reports whether a line is one object with the key resourceLogs first.
func isBatch(line []byte) bool {
	i := space(line, 0)
	if i >= len(line) || line[i] != '{' {
		return false
	}
	if i = space(line, i+1); !bytes.HasPrefix(line[i:], []byte(`"resourceLogs"`)) {
		return false
	}
	end := skipValue(line, space(line, 0), 0)
	return end > 0 && space(line, end) == len(line)
}

// memberOf returns the value of a key of the object at i; nil when it has none.
func memberOf(object, key []byte) []byte {
	i := space(object, 0)
	if i >= len(object) || object[i] != '{' {
		return nil
	}
	for i = space(object, i+1); i < len(object) && object[i] == '"'; {
		end := skipString(object, i)
		if end < 0 {
			return nil
		}
		name := object[i+1 : end-1]
		if i = space(object, end); i >= len(object) || object[i] != ':' {
			return nil
		}
		i = space(object, i+1)
		if end = skipValue(object, i, 0); end < 0 {
			return nil
		}
		if bytes.Equal(name, key) {
			return object[i:end]
		}
		if i = space(object, end); i < len(object) && object[i] == ',' {
			i = space(object, i+1)
		}
	}
	return nil
}

// elements calls fn for each element of an array.
func elements(array []byte, fn func(element []byte)) {
	i := space(array, 0)
	if i >= len(array) || array[i] != '[' {
		return
	}
	for i = space(array, i+1); i < len(array) && array[i] != ']'; {
		end := skipValue(array, i, 0)
		if end < 0 {
			return
		}
		fn(array[i:end])
		if i = space(array, end); i < len(array) && array[i] == ',' {
			i = space(array, i+1)
		}
	}
}

// batch gives each log record of a batch as a record of its own, which stands where
// its object does. Service and host are those of the resource, the logger is the
// scope. A batch without records is one record, the line.
func (r *run) batch(f *Format, at, end int, number int64) bool {
	line := r.chunk.Data[at:end]
	n, seen := 0, at
	elements(memberOf(line, keyResourceLogs), func(resourceLogs []byte) {
		res := &r.resource
		res.readObject(memberOf(resourceLogs, keyResource))
		elements(memberOf(resourceLogs, keyScopeLogs), func(scopeLogs []byte) {
			scope := &r.scope
			scope.readObject(memberOf(scopeLogs, keyScope))
			elements(memberOf(scopeLogs, keyLogRecords), func(object []byte) {
				from, _ := offsetIn(r.chunk.Data, object)
				number += int64(bytes.Count(r.chunk.Data[seen:from], lineEnd))
				r.logRecord(f, object, from, number)
				seen = from
				n++
			})
		})
	})
	return n > 0
}

// batchBlock gives the log records of a batch that stands over several lines; false
// when the block is none.
func (r *run) batchBlock(p *pending) bool {
	f, at, end := r.layout.detail.batch, p.start, max(p.end, p.bodyEnd)
	if f == nil || !isBatch(trimLine(r.chunk.Data[at:end])) {
		return false
	}
	r.account.Records-- // of the block
	if !r.batch(f, at, end, p.line) {
		r.account.Records++
		return false
	}
	return true
}

// readObject reads the attributes and the name of a resource or scope.
func (m *matcher) readObject(object []byte) {
	m.begin(object)
	m.arena.reset()
	if len(object) > 0 && m.object(0, nil, 1) < 0 {
		m.caps = m.caps[:0]
	}
}

// logRecord gives one log record.
func (r *run) logRecord(f *Format, object []byte, from int, number int64) {
	m, rec := &r.column, &r.rec
	*rec = Record{Fields: rec.Fields[:0], Format: f.Name, from: f, Line: number, Lines: int32(1 + bytes.Count(object, lineEnd)), Raw: firstRaw(object), Length: int64(len(object))}
	rec.Offset = r.offset(from)
	r.extra.reset()
	m.forget()
	m.levels, m.keys, m.roots = f.levels, f.keys, f.roots
	if m.runJSON(object, nil) {
		r.assign(rec, m, f)
		if m.timed {
			r.set(rec, m)
		}
	}
	rec.of(r.resource.caps)
	if name := r.scope.capture("name"); len(rec.Logger) == 0 {
		rec.Logger = name
	}
	r.last, r.timed = rec.Time, rec.HasTime
	if r.leavesOut(rec.HasTime, rec.Time) {
		r.account.Outside++
		r.account.OutsideBytes += rec.Length
		return
	}
	if r.layout.detail.origin.Known() && !r.whole {
		r.place(rec)
	}
	r.finish(rec, f)
	r.account.Records++
	r.emit(rec)
}

// firstRaw is the first line, as it stands.
func firstRaw(b []byte) []byte {
	line, _, _ := bytes.Cut(b, lineEnd)
	return trimCR(line)
}

// of gives a record what its resource says.
func (r *Record) of(resource []capture) {
	for i := range resource {
		c := &resource[i]
		switch string(c.key) {
		case "service.name":
			if len(r.Service) == 0 {
				r.Service = c.value
				continue
			}
		case "k8s.pod.name", "host.name":
			if len(r.Host) == 0 {
				r.Host = c.value
				continue
			}
		}
		r.add(c.key, c.value)
	}
}

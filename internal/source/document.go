package source

import (
	"bytes"
	"slices"
	"strings"
)

// shape is how a JSON document holds its records: the way from its root to them.
type shape struct {
	steps []string // keys of objects, and "[]" for the elements of an array; the last leads to the records
	with  []string // members of the objects around a record that are read with it
	form  shapeForm
	told  string // a key of with that must stand in front of the records: without it the document is another one
}

// shapeForm is what is put around a record.
type shapeForm uint8

const (
	shapePlain   shapeForm = iota // the members of with, in front of its own
	shapeWrapped                  // the objects that it stands in, with those members
	shapePair                     // a pair of time and line: an object as those of log stores (see package logstore)
)

// shapes are the documents in which services and tools export records.
var shapes = []shape{
	way("resourceLogs[].scopeLogs[].logRecords[]", shapeWrapped, "", "resource", "scope"), // OTLP
	way("data.result[].values[]", shapePair, "stream", "stream"),                          // Loki's answers
	way("hits.hits[]", shapePlain, ""),                                                    // Elasticsearch's and OpenSearch's
	way("log.entries[]", shapePlain, ""),                                                  // HTTP archives
	way("logEvents[]", shapePlain, "", "logGroup", "logStream"),                           // CloudWatch's subscriptions
	way("[]", shapePlain, ""),
	way("items[]", shapePlain, ""),   // lists of Kubernetes
	way("Records[]", shapePlain, ""), // CloudTrail
	way("value[]", shapePlain, ""),   // Azure
	way("records[]", shapePlain, ""), // Azure's blobs
	way("events[]", shapePlain, ""),  // CloudWatch's answers
	way("Events[]", shapePlain, ""), way("results[]", shapePlain, ""), way("entries[]", shapePlain, ""), way("logs[]", shapePlain, ""),
	way("hits[]", shapePlain, ""), way("data[]", shapePlain, ""), way("messages[]", shapePlain, ""),
}

func way(path string, form shapeForm, told string, with ...string) shape {
	return shape{steps: stepsOf(path), with: with, form: form, told: told}
}

// stepsOf parts "data.result[]" into data, result and [].
func stepsOf(path string) []string {
	var steps []string
	for name := range strings.SplitSeq(path, ".") {
		key, list := strings.CutSuffix(name, elements)
		if key != "" {
			steps = append(steps, key)
		}
		if list {
			steps = append(steps, elements)
		}
	}
	return steps
}

const elements = "[]"

// ofEnvelope are keys of such documents that say nothing of what happened.
var ofEnvelope = []string{"apiVersion", "kind", "metadata", "status", "resultType", "stats", "encodingFlags", "schemaUrl", "took", "timed_out", "_shards", "total", "max_score",
	"_scroll_id", "nextToken", "nextForwardToken", "nextBackwardToken", "searchedLogStreams", "nextLink", "nextPageToken", "@odata.context", "count", "version", "creator", "browser", "pages",
	"messageType", "owner", "subscriptionFilters"}

// ofRecord are keys that a record has: what has one of them in front of a list is a
// record with a list in it.
var ofRecord = []string{"time", "timestamp", "@timestamp", "ts", "datetime", "level", "severity", "message", "msg", "log", "logger", "event"}

// leastElements is how many elements a list must have to be one of records where its
// key does not tell it.
const leastElements = 3

// documentShape tells by its beginning a text that is one JSON document with a list of
// records in it, each over several lines or all on one; nil for all others. Lines of
// JSON are none, and neither are arrays of objects that stand on a line each.
func documentShape(head []byte) *shape {
	at := bytes.IndexAny(head, "{[")
	if at < 0 || len(bytes.TrimLeft(bytes.TrimPrefix(head[:at], utf8Mark), " \t\r\n")) > 0 {
		return nil
	}
	for i := range shapes {
		s := &shapes[i]
		if f := findList(head[at:], s.steps); f.found && f.fits(s) {
			return s
		}
	}
	for _, key := range listKeys(head[at:]) {
		s := &shape{steps: []string{key, elements}}
		f := findList(head[at:], s.steps)
		if f.found && f.objects && f.apart && !f.record && (f.n >= leastElements || f.open && f.n > 0) && !f.more {
			return s
		}
	}
	return nil
}

var utf8Mark = []byte("\xEF\xBB\xBF")

// list is what the beginning of a document shows of its list.
type list struct {
	found   bool
	objects bool // its elements are objects
	n       int  // elements begun
	open    bool // the beginning ends inside of it
	full    bool // and is as long as one is looked at
	apart   bool // a line end stands in front of the first element
	within  bool // and one in an element
	lines   bool // and one anywhere but at the end
	record  bool // the objects around it have a key of a record
	more    bool // another document follows
	keys    []string
}

// fits reports whether the list is one of a known shape. One object on one line is what
// its line is, and lines that have lists are lines; so are the elements of an array
// that stand on a line each, and batches of OTLP.
func (f list) fits(s *shape) bool {
	switch {
	case f.n == 0 || f.record && len(s.with) == 0, s.told != "" && !slices.Contains(f.keys, s.told), !f.objects && s.form != shapePair:
		return false
	case f.within:
		return true
	case len(s.steps) == 1:
		return !f.apart && (f.n > 1 || f.open && f.full)
	case f.apart:
		return true
	}
	return s.form != shapeWrapped && !f.lines && (f.n > 1 || f.open && f.full)
}

// findList goes the way that steps are from the beginning of a document.
func findList(head []byte, steps []string) list {
	var f list
	d := newDocScan(steps)
	first, end := false, len(bytes.TrimRight(head, " \t\r\n"))
	f.lines = bytes.IndexByte(bytes.TrimRight(head, "\r\n"), '\n') >= 0
	for i, c := range head {
		was := d.state
		d.step(c)
		switch {
		case d.state == docElement && was != docElement:
			if !first {
				first, f.found, f.objects = true, true, true
			}
			f.n++
			f.objects = f.objects && c == '{'
		case was == docElement && c == '\n':
			f.within = f.within || d.depth > 0 && d.closed == 0 && i+1 < end
		case !first && c == '\n':
			f.apart = true
		case was == docKey && d.state != docKey && !first:
			key := string(d.key)
			f.keys = append(f.keys, key)
			f.record = f.record || slices.ContainsFunc(ofRecord, func(k string) bool { return strings.EqualFold(k, key) }) && !d.onWay(key)
		}
		if d.closed > 0 && (c == '{' || c == '[') {
			f.more = true
		}
	}
	f.open, f.full = d.closed == 0, len(head) >= probeSize/2
	return f
}

// listKeys are the keys of the document's own members that hold an array.
func listKeys(head []byte) []string {
	var keys []string
	d := newDocScan([]string{"\x00"})
	for i, c := range head {
		d.step(c)
		if d.state == docSkip && !d.quoted && d.depth == 1 && c == '[' && i > 0 && len(keys) < 8 {
			keys = append(keys, string(d.key))
		}
	}
	return keys
}

package trail

import (
	"strings"

	"github.com/zeebo/xxh3"

	"inquest/internal/record"
)

// role is what a field's key says of requests.
type role uint8

const (
	roleNone role = iota
	roleRequest
	roleSpan
)

// requestKeys are the usual names of the id that the lines of one request share,
// in small letters without punctuation; spanKeys those of one service's part of it.
var (
	requestKeys = words("requestid reqid request xrequestid traceid trace xtraceid xb3traceid ddtraceid oteltraceid correlationid xcorrelationid correlation transactionid txid txnid operationid activityid globalrequestid conversationid")
	spanKeys    = words("spanid span xb3spanid ddspanid otelspanid")
)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// roles remembers what keys mean.
type roles map[string]role

func (m roles) of(key []byte) role {
	if r, ok := m[string(key)]; ok {
		return r
	}
	r := roleNone
	switch k := plainKey(string(key)); {
	case requestKeys[k]:
		r = roleRequest
	case spanKeys[k]:
		r = roleSpan
	}
	if len(m) < 1<<12 {
		m[string(key)] = r
	}
	return r
}

func plainKey(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 && strings.HasSuffix(strings.ToLower(key), "id") {
		key = strings.TrimPrefix(key[:i], "context") + key[i:]
	}
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c == '_' || c == '-' || c == '.':
			return -1
		}
		return c
	}, key)
}

// minID is the length of the shortest id that tells requests apart.
const minID = 6

// ids are the hashes of a record's request and span, 0 where it names none.
func (c *Collector) ids(r *record.Record) (request, span uint64) {
	for i := range r.Fields {
		f := &r.Fields[i]
		if len(f.Value) < minID {
			continue
		}
		switch c.roles.of(f.Key) {
		case roleRequest:
			if request == 0 {
				request = xxh3.Hash(f.Value)
			}
		case roleSpan:
			if span == 0 {
				span = xxh3.Hash(f.Value)
			}
		}
	}
	if request == 0 {
		request = span
	}
	return request, span
}

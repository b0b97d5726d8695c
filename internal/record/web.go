package record

import "bytes"

// webRequest derives what an access log line does not say in so many words:
// method and path from the request line, the level from the status (5xx error,
// 4xx warn, else info), and a message of request line and status.
func (r *run) webRequest(rec *Record) {
	request, status := rec.Field("request"), rec.Field("status")
	if request == nil && status != nil {
		r.webParts(rec, status)
		return
	}
	if request == nil || status == nil {
		return
	}
	r.webMessage(rec, request, status)
	method, rest, ok := bytes.Cut(request, []byte{' '})
	if !ok || len(method) > 16 {
		return
	}
	path, protocol, _ := bytes.Cut(rest, []byte{' '})
	rec.add(keyMethod, method)
	rec.add(keyPath, path)
	if len(protocol) > 0 {
		rec.add(keyProtocol, protocol)
	}
}

// webParts is webRequest for lines that have method and path in parts of their own.
func (r *run) webParts(rec *Record, status []byte) {
	method, path := rec.Field("method"), rec.Field("path")
	if path == nil {
		path = rec.Field("url")
	}
	if method == nil || path == nil {
		return
	}
	start := r.extra.open()
	r.extra.add(method)
	r.extra.addByte(' ')
	r.extra.add(path)
	r.extra.addByte(' ')
	r.extra.add(status)
	rec.Message = r.extra.close(start)
	rec.Level = statusLevel(status)
}

// webMessage puts the message together.
func (r *run) webMessage(rec *Record, request, status []byte) {
	start := r.extra.open()
	r.extra.add(request)
	r.extra.addByte(' ')
	r.extra.add(status)
	rec.Message = r.extra.close(start)
	rec.Level = statusLevel(status)
}

var keyMethod, keyPath, keyProtocol = []byte("method"), []byte("path"), []byte("protocol")

func statusLevel(status []byte) Level {
	if len(status) != 3 {
		return LevelNone
	}
	switch status[0] {
	case '5':
		return LevelError
	case '4':
		return LevelWarn
	}
	return LevelInfo
}

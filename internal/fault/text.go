package fault

import (
	"slices"
	"strings"
)

// Bounds on what is read of a line, in bytes. A stack trace names its
// exception at the head (Java, .NET) or at the tail (Python).
const (
	messageBound = 8 << 10
	fieldBound   = 2 << 10
	bodyBound    = 2 << 10 // of the head and of the tail
)

// errorKeys are the fields in which programs put the text of an error.
var errorKeys = map[string]bool{
	"err": true, "error": true, "errors": true, "errmsg": true, "error_message": true, "errormessage": true,
	"error_msg": true, "error_description": true, "errordetail": true, "error_detail": true,
	"exc": true, "exc_info": true, "exc_text": true, "exception": true, "cause": true, "reason": true,
	"detail": true, "details": true, "hint": true, "stack": true, "stacktrace": true, "stack_trace": true,
	"traceback": true, "message": true, "text": true, "type": true, "class": true, "result": true,
	"response_flags": true, "attr": true, "status_text": true,
}

// errorParents are objects whose members are errors' texts ("error.message").
var errorParents = []string{"err", "error", "exc", "exception", "cause", "attr"}

// text is all that is matched of a line: message, error fields by key, head
// and tail of the body, parted by line feeds.
func (l *Line) text() string {
	var fields []string
	for k := range l.Fields {
		if isErrorKey(k) {
			fields = append(fields, k)
		}
	}
	message := bound(l.Message, messageBound)
	if len(fields) == 0 && l.Body == "" {
		return message
	}
	slices.Sort(fields)
	var b strings.Builder
	b.WriteString(message)
	for _, k := range fields {
		b.WriteByte('\n')
		b.WriteString(bound(l.Fields[k], fieldBound))
	}
	writeBody(&b, l.Body)
	return b.String()
}

func writeBody(b *strings.Builder, body string) {
	if body == "" {
		return
	}
	b.WriteByte('\n')
	if len(body) <= 2*bodyBound {
		b.WriteString(body)
		return
	}
	b.WriteString(body[:bodyBound])
	b.WriteByte('\n')
	b.WriteString(body[len(body)-bodyBound:])
}

func isErrorKey(key string) bool {
	if len(key) > 40 {
		return false
	}
	k := lower(key)
	if errorKeys[k] {
		return true
	}
	parent, _, dotted := strings.Cut(k, ".")
	return dotted && slices.Contains(errorParents, parent)
}

func bound(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

package record

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDraftsOfOddHeads: what stands in front of the stamp does not keep a format from
// being drafted, and the draft reads its lines.
func TestDraftsOfOddHeads(t *testing.T) {
	for line, want := range map[string]string{
		"#%04d 2026-03-01 10:00:%02d.5 conveyor-7 is too hot":        "#{word} {time} {message}",
		"*** Mar 1 2026 10:00:%02[2]d [pay#%[1]d] Error: no route":   "*** {time} [{thread:text}] {level}: {message}",
		"{10:00:%02[2]d.120} <pay.core> slow answer after %[1]d ms":  `\{{clock:clock}} <{thread:text}> {message}`,
		"pay-service[%d] @ 17723592%02d.250 !! cannot write":         "{word} @ {time:epoch} {message}",
		"01/03/26 10:00:%02[2]d|ERR|%[1]d|mod_pay|cannot reach it":   "{time}|{level}|{number:int}|{logger:name}|{message}",
		"2026-03-01T10:00:%02[2]dZ |WARN | svc=pay | took=%[1]d":     "{time}{~}|{level}{~}|{~}{message}",
		"2026-03-01 10:00:%02[2]d\tERROR\tpay\treq-%[1]d\tno answer": "{time} {level} {logger:name} {part:name} {message}",
	} {
		var lines []string
		for i := range 12 {
			lines = append(lines, fmt.Sprintf(line, i, i+10))
		}
		text := strings.Join(lines, "\n") + "\n"
		out, err := Embedded().Draft("own", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", lines[0], err)
			continue
		}
		formats, err := Load(fstest.MapFS{"own.yaml": {Data: out}}, ".", Embedded())
		if err != nil {
			t.Errorf("%s: %v", lines[0], err)
			continue
		}
		if f := formats.owner(new(matcher), []byte(lines[7])); f.Name != "own" || f.patterns[0].text != want {
			t.Errorf("%s: drafted %s of %s, want %s", lines[0], f.patterns[0].text, f.Name, want)
		}
	}
}

package record

import (
	"fmt"
	"testing"
)

func TestTables(t *testing.T) {
	part := func(r *Record) string {
		return fmt.Sprintf("%s %d %v %s|%s|%s", r.Format, r.Time/nsPerSec, r.Level, r.Service, r.Message, fields(r))
	}
	header := "plain 0  |"
	for text, want := range map[string][]string{
		"Timestamp,Service,Message\n2026-03-01 07:10:11,shop,\"a, \"\"b\"\" ERROR\"\n2026-03-01 07:10:12,shop,c\n": {header + "Timestamp,Service,Message|",
			`csv 1772349011 error shop|a, "b" ERROR|`, "csv 1772349012  shop|c|"},
		"#separator \\x09\n#fields\tts\tuid\tnote\n1772349011.25\tC1\tscan\n1772349012.25\tC2\t-\n": {"plain 0  |#separator \\x09|", header + "#fields\tts\tuid\tnote|",
			"zeek 1772349011  |1772349011.25\tC1\tscan|uid=C1;note=scan;", "zeek 1772349012  |1772349012.25\tC2\t-|uid=C2;"},
		"#Fields: date time cs-method sc-status\n2026-03-01 07:10:11 GET 200\n": {header + "#Fields: date time cs-method sc-status|",
			"w3c 1772349011  |2026-03-01 07:10:11 GET 200|date=2026-03-01;time=07:10:11;cs-method=GET;sc-status=200;"},
	} {
		wantParts(t, text, part, want...)
	}
}

func TestNoTables(t *testing.T) {
	for _, text := range []string{
		"time, they say, heals\n2026-03-01 07:10:11 INFO a\n", "a,b,c\n1,2,3\n", "Timestamp,Service,Message\nno rows\nat all\n", "date,time\n", "",
		"time,a,b\n2026-03-01 07:10:11,x\n",
	} {
		if n := Embedded().Detect([]byte(text), Hints{}).Names()[0]; n == "csv" || n == "zeek" || n == "w3c" {
			t.Errorf("%q is taken for a table", text)
		}
	}
}

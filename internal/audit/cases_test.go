package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// caseLogs are the logs that the files of cases name.
var caseLogs = map[string]func(t *testing.T) *bench{
	"shop":    func(t *testing.T) *bench { return newShop(t) },
	"net":     func(t *testing.T) *bench { return logsOf(t, netLogs) },
	"runs":    func(t *testing.T) *bench { return logsOf(t, runLogs) },
	"sample":  func(t *testing.T) *bench { return logsOf(t, sampleLogs) },
	"imports": func(t *testing.T) *bench { return newBench(t, "testdata/logs/imports") },
	"pods":    func(t *testing.T) *bench { return newBench(t, "testdata/logs/pods") },
	"stock":   func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/mysql-lock-wait-go/logs") },
	"queue":   func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/systemd-watchdog-kill/logs") },
	"ingest": func(t *testing.T) *bench {
		return newBench(t, "../../testdata/cases/nats-authorization-violation/logs")
	},
	"fpm":     func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/php-fpm-max-children/logs") },
	"archive": func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/disk-io-error-readonly/logs") },
	"copies":  func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/bandwidth-limit-changed/logs") },
	"billing": func(t *testing.T) *bench { return newBench(t, "../../testdata/cases/mssql-log-full/logs") },
}

// verdictOf are the signs of a case: what the audit has to say of the marked stretch.
var verdictOf = map[string][]audit.Verdict{
	"+": {audit.Proven}, "-": {audit.Refuted}, "?": {audit.Unsupported}, "!": {audit.Refuted, audit.Unsupported},
	"=": {audit.Proven, audit.NotCheckable}, "0": {audit.NotCheckable},
}

// oneCase is a line of a file of cases: the sign, what stands to the right of "=>", and the
// sentence with the judged stretch in brackets: "+ The pool logged it [[3]] times.".
type oneCase struct {
	sign, text, at, right string
	line                  int
}

func readCases(t *testing.T, path string) (logs string, list []oneCase) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range strings.Split(string(b), "\n") {
		switch {
		case strings.HasPrefix(l, "logs: "):
			logs = strings.TrimPrefix(l, "logs: ")
		case l == "" || strings.HasPrefix(l, "#"):
		default:
			sign, rest, _ := strings.Cut(l, " ")
			rest, right, _ := strings.Cut(rest, " => ")
			c := oneCase{sign: sign, right: right, line: i + 1}
			from, to := strings.Index(rest, "[["), strings.Index(rest, "]]")
			if from < 0 || to < from || verdictOf[sign] == nil {
				t.Fatalf("%s:%d: no case: %s", path, i+1, l)
			}
			c.at = rest[from+2 : to]
			c.text = strings.NewReplacer("[[", "", "]]", "", `\n`, "\n").Replace(rest)
			list = append(list, c)
		}
	}
	return logs, list
}

// TestCases holds the audit against the files of cases, one for each kind of statement: what
// is said of the marked stretch, the right figure where one is due, and that nothing else in
// a right sentence is refuted.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(paths) < 10 {
		t.Fatalf("hardly any files of cases: %v %v", paths, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			logs, list := readCases(t, path)
			if caseLogs[logs] == nil {
				t.Fatalf("%s names logs %q, which are not there", path, logs)
			}
			b := caseLogs[logs](t)
			good, bad := 0, 0
			for _, c := range list {
				b.hold(t, path, c)
				if strings.Contains("+=0", c.sign) {
					good++
				} else {
					bad++
				}
			}
			if good == 0 || bad == 0 {
				t.Errorf("%s has %d right and %d wrong sentences; it wants both", path, good, bad)
			}
		})
	}
}

// hold audits one case and compares.
func (b *bench) hold(t *testing.T, path string, c oneCase) {
	t.Helper()
	r := b.audit(t, "r.md", c.text+"\n")
	from := strings.Index(c.text, c.at)
	worst := audit.NotCheckable
	var hit *audit.Statement
	rank := map[audit.Verdict]int{audit.NotCheckable: 0, audit.Proven: 1, audit.Unsupported: 2, audit.Refuted: 3}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Kind == audit.KindOmission || s.Kind == audit.KindOverlap {
			continue
		}
		if s.Span.Offset < from+len(c.at) && s.Span.Offset+s.Span.Length > from && (hit == nil || rank[s.Verdict] > rank[worst]) {
			worst, hit = s.Verdict, s
		}
		if strings.Contains("+=0", c.sign) && s.Verdict == audit.Refuted {
			t.Errorf("%s:%d: %q is right, and refuted: %s %s", path, c.line, c.text, told(s), plain(s.Reason))
		}
	}
	ok := false
	for _, v := range verdictOf[c.sign] {
		ok = ok || v == worst
	}
	if !ok {
		t.Errorf("%s:%d: %s %q at %q comes out as %s: %s", path, c.line, c.sign, c.text, c.at, worst, strings.Join(tell(r), "\n  "))
		return
	}
	if c.right != "" && !strings.Contains(plain(hit.Correction), c.right) {
		t.Errorf("%s:%d: %q: right is %q, want %q", path, c.line, c.text, plain(hit.Correction), c.right)
	}
}

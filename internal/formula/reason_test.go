package formula

import (
	"strings"
	"testing"

	"inquest/internal/profile"
)

func TestGivenReason(t *testing.T) {
	for message, want := range map[string]string{
		"Run SET-1 failed: engine returned code 7":                      "engine returned code 7",
		"Import 41 aborted: header of part 3 has no checksum":           "header of part 3 has no checksum",
		"export 41 failed (remote index is being rebuilt)":              "remote index is being rebuilt",
		"label 41 failed because the spool has another owner":           "the spool has another owner",
		"job 41 failed with exit status 3":                              "",
		"job 41 failed: exit code 3":                                    "",
		"job 41 failed after 3 attempts: exit status 1":                 "",
		"job 41 failed: see log":                                        "",
		"job 41 failed.":                                                "",
		"job 41 finished: all good":                                     "",
		"transfer 41 failed: unknown error 0x80004005":                  "",
		"Job 41 gave up: the ledger of the branch is not closed yet 41": "the ledger of the branch is not closed yet 41",
	} {
		if got := GivenReason(&profile.Exemplar{Message: message}); got != want {
			t.Errorf("%q gives %q, want %q", message, got, want)
		}
	}
	e := profile.Exemplar{Message: "job failed", Fields: []profile.Field{{Key: "job", Value: "41"}, {Key: "error", Value: "the ledger is not closed"}}}
	if got := GivenReason(&e); got != "the ledger is not closed" {
		t.Errorf("of a field: %q", got)
	}
	long := GivenReason(&profile.Exemplar{Message: "job failed: " + strings.Repeat("größer ", 200)})
	if len(long) == 0 || len(long) > longReason || strings.ContainsRune(long, '\uFFFD') {
		t.Errorf("a long reason has %d bytes: %q", len(long), long)
	}
}

func TestReasonShape(t *testing.T) {
	same := [][2]string{
		{"engine returned code 7", "engine returned code 8"},
		{"player.c:7:20: error: too few arguments to function ‘a’", "codec.c:9:1: error: too few arguments to function ‘b’"},
		{`cannot read "one file.csv" of branch 3`, `cannot read "other.csv" of branch 4`},
	}
	for _, c := range same {
		if ReasonShape(c[0]) != ReasonShape(c[1]) {
			t.Errorf("%q and %q differ: %q, %q", c[0], c[1], ReasonShape(c[0]), ReasonShape(c[1]))
		}
	}
	if ReasonShape("the ledger is closed") == ReasonShape("the ledger is open") {
		t.Error("other words give the same shape")
	}
}

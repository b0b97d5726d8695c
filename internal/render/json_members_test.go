package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"inquest/internal/report"
)

// TestJSONGoesMemberByMember: what is written in pieces is what the encoder makes of the
// whole, of a report with and without claims, and of one with nothing in it.
func TestJSONGoesMemberByMember(t *testing.T) {
	full := sampleReport(t, func(s string) string { return s })
	dirty := sampleReport(t, func(s string) string { return s + " <&>\u202e\x9b\"\\" })
	bare := *full
	bare.Claims = report.Ledger{}
	for name, r := range map[string]*report.Report{"full": full, "dirty": dirty, "without claims": &bare, "empty": {}} {
		whole, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := (jsonRenderer{}).Render(&got, r, Options{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := layoutJSON(whole); !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: written in pieces it is\n%s\nin one\n%s", name, got.Bytes(), want)
		}
	}
}

type closedWriter struct{}

func (closedWriter) Write([]byte) (int, error) { return 0, errors.New("the pipe is closed") }

// TestJSONTellsWhatCouldNotBeWritten: an error of the writer is the renderer's.
func TestJSONTellsWhatCouldNotBeWritten(t *testing.T) {
	err := (jsonRenderer{}).Render(closedWriter{}, sampleReport(t, func(s string) string { return s }), Options{})
	if err == nil || !strings.Contains(err.Error(), "pipe is closed") {
		t.Errorf("got %v", err)
	}
}

package event

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/record"
)

// lifeSamples hold how lives are read of things that no list knows. What is wanted is
// kind, outcome, id, noun, and in brackets the stem where a verb's form says it.
var lifeSamples = []sample{
	// A gerund, a participle.
	{"Rating parcel PCL-03", "start PCL-03 parcel (rat)"},
	{"Parcel PCL-03 rated", "end PCL-03 parcel (rat)"},
	{"Parcel PCL-03 not rated: RuntimeError: 502", "end failed PCL-03 parcel (rat)"},
	{"Parcel PCL-03: RuntimeError: 502 (retry in 0.3s)", "mention PCL-03 parcel"},
	{"Archiving document DOC1", "start DOC1 document (archiv)"},
	{"Document DOC1 archived", "end DOC1 document (archiv)"},
	{"Document DOC1 has been archived", "end DOC1 document (archiv)"},
	{"Document DOC1 is being archived", "start DOC1 document (archiv)"},
	{"Document DOC1 will be archived", ""},
	{"Document DOC1 not archived yet", ""},
	{"Could not archive document DOC1", "end failed DOC1 document"},
	{"Unable to archive document DOC1: disk full", "end failed DOC1 document"},
	{"Failed to archive document DOC1", "end failed DOC1 document"},
	{"Error while archiving document DOC1", "end failed DOC1 document"},
	{"Gave up on document DOC1", "end failed DOC1 document"},
	{"Retrying document DOC1", "retry DOC1 document"},
	{"Skipping document DOC1", "end cancelled DOC1 document"},
	{"No document DOC1", ""},
	{"Finished encoding of video v-12", "end v-12 video"},
	{"Encoding of v-12 finished", "end v-12"},
	{"Copying sheet r-7f", "start r-7f sheet (copy)"},
	{"Shipped order O-77", "end O-77 order (ship)"},
	{"Invoice 4711 sent", "end ok 4711 invoice"},
	{"Payment P-9 declined", "end failed P-9 payment"},
	{"Ticket T-9 printing failed", "end failed T-9 ticket (print)"},
	{"Ticket T-9 printing done", "end ok T-9 ticket (print)"},

	// What is done to it stands between the id and the verb.
	{"document DOC-3214: intake started", "start DOC-3214 document (intake)"},
	{"document DOC-3214: intake finished in 0.2 s", "end DOC-3214 document (intake)"},
	{"document DOC-3214: intake failed: cannot create /tmp/p4", "end failed DOC-3214 document (intake)"},
	{"Article A5090: calculation started (supplier nordmo)", "start A5090 article (calculation)"},
	{"Article A5090: import failed", "end failed A5090 article (import)"},
	{"document DOC-3214: intake of page 4 started", "mention DOC-3214 document"},
	{"document DOC-3214: step load failed", "mention DOC-3214 document"},

	// Another attempt follows.
	{"invoice INV-40116: could not serialize access, trying again", "retry INV-40116 invoice"},
	{"invoice INV-40116 failed, retrying", "retry INV-40116 invoice"},
	{"invoice INV-40116 failed, not retrying", "end failed INV-40116 invoice"},

	// Words of the lexicon around nouns that it does not have.
	{"label request ee77-151 received", "start ee77-151 request"},
	{"label request ee77-151 completed", "end ok ee77-151 request"},
	{"label request ee77-151 could not be completed: no such host", "end failed ee77-151 request"},
	{"request ee77-151 received", "start ee77-151 request"},
	{"order 1042 accepted", "start 1042 order"},
	{"order 1042 fulfilled", "end ok 1042 order"},
	{"Processing PCL-03", "start PCL-03"},

	// An id in front, arrows.
	{"4F2A1B3C: removed", "end 4F2A1B3C"},
	{"START RequestId: 8d08a7ae-77aa-4b1c Version: 12", "start 8d08a7ae-77aa-4b1c"},
	{"8d08a7ae-77aa-4b1c Task timed out after 3.00 seconds", "end failed 8d08a7ae-77aa-4b1c"},
	{"could not mirror site-41: rsync exit 23", "end failed site-41"},
	{"Migration of m0103 failed: column exists", "end failed m0103"},
	{"Auftrag A-77 gestartet", "mention A-77 auftrag"},
	{"ERROR: doc503 out of paper", "mention doc503"},
	{"doc503 out of paper", ""},
	{"4F2A1B3C: to=<a@example.com>, status=bounced (unknown user)", "end failed 4F2A1B3C"},
	{"4F2A1B3C: to=<a@example.com>, status=sent (ok)", "end ok 4F2A1B3C"},
	{"4F2A1B3C: to=<a@example.com>, status=deferred (greylisted)", "retry 4F2A1B3C"},
	{"Backup set bk-3 opened", "start bk-3 set"},
	{"Backup set bk-3 sealed", "end bk-3 set (seal)"},
	{"4F2A1B3C: from=<a@example.com>, size=12", "mention 4F2A1B3C"},
	{"[ST-88] done", "end ok ST-88"},
	{"-> ingest 42", "start 42 ingest (->)"},
	{"<- ingest 42", "end 42 ingest (->)"},
	{"<- ingest 42 failed", "end failed 42 ingest"},

	// A field names it.
	{"rating | parcel=PCL-03", "start PCL-03 parcel (rat)"},
	{"rated | parcel=PCL-03", "end PCL-03 parcel (rat)"},
	{"parcel_rated | parcel=PCL-03", "end PCL-03 parcel (rat)"},
	{"could not rate | parcel=PCL-03", "end failed PCL-03 parcel"},
	{"done | parcel_id=77", "end ok 77 parcel"},
	{"seen | parcel=77", ""},

	{"Syncing tenant-300", "start tenant-300 (sync)"},
	{"Successfully synced tenant-300", "end tenant-300 (sync)"},
	{"Sync of account acct-3043 started", "start acct-3043 sync"},
	{"Sync of account acct-3043 failed: 410 Gone", "end failed acct-3043 sync"},
	{"Sync of account acct-3010 completed, 12 contacts", "end ok acct-3010 sync"},
	{"Importing feed_00677.csv", "start feed_00677.csv (import)"},
	{"Import of feed_00677.csv aborted: no such column", "end failed feed_00677.csv"},
	{"reading set 037/2026-48: sending", "start 037/2026-48 set (send)"},
	{"reading set 037/2026-48: sent", "end ok 037/2026-48 set"},
	{"reading set 037/2026-48: not sent: refused", "end failed 037/2026-48 set"},
	{"poll fx-541 (GBPUSD) ended badly: status 403", "end failed fx-541 poll"},
	{"archiving message | message=msg-a035", "start msg-a035 message (archiv)"},
	{"could not archive message | message=msg-a035", "end failed msg-a035 message"},
	{"message archived | message=msg-a010", "end msg-a010 message (archiv)"},

	{"[fx-rates/32526] poll fx-541 (GBPUSD) began", "start fx-541 poll"},
	{"import.pl:7 - Importing feed_00677.csv", "start feed_00677.csv (import)"},

	{`archiving message {"message":"msg-a000","bytes":35785} [] | message=msg-a000`, "start msg-a000 message (archiv)"},
	{`message archived {"message":"msg-a000","ms":106} [] | message=msg-a000`, "end msg-a000 message (archiv)"},

	{"order ord-70106 not found for confirmation, attempt 1 of 3", "retry ord-70106 order"},
	{"order ord-70106 not found for confirmation, attempt 3 of 3", "end failed ord-70106 order"},

	// No lives.
	{"order 2026-11-29 accepted", ""},
	{"order 11/29/2026 accepted", ""},
	{"connecting to db01.local", ""},
	{"committed | message=msg-a010", ""},
	{"connection c-77 closed", ""},
	{"client connection c-77 closed", ""},
	{"worker w-7 started", ""},
	{"Received block blk_77 of size 12", ""},
	{"took 34 ms", ""},
	{"listening on port 8080", ""},
	{"GET /parcels/PCL-03 200 rated", ""},
	{"release v1.2.3 deployed", ""},
	{"pod web-7d9f started", ""},
	{"at 12:30:11 done", ""},
	{"parcels 3/40 rated", ""},
	{"job R-17 started", ""},
	{"connect() failed, request: GET /q?parcel=PCL-03 | status=502", ""},
}

func TestLifeSamples(t *testing.T) {
	for _, s := range lifeSamples {
		if got := describeLives(readSample(s.text)); got != s.want {
			t.Errorf("%q\n  reads %q\n  want  %q", s.text, got, s.want)
		}
	}
}

func describeLives(events []Event) string {
	var out []string
	for _, e := range events {
		if e.Unit.Kind != KindUnproven {
			continue
		}
		s := strings.TrimSpace(kindNames[e.Kind] + outcomeNames[e.Outcome] + " " + e.Unit.ID + " " + e.Unit.Name)
		if e.Weak && e.Verb != "" {
			s += " (" + e.Verb + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestParentOfALife: the known unit that a record names besides is kept.
func TestParentOfALife(t *testing.T) {
	events := readSample("rating parcel PCL-03 | job_id=R-7")
	if len(events) != 2 || events[0].Unit.ID != "R-7" || events[1].Unit.ID != "PCL-03" || events[1].Parent != "R-7" {
		t.Errorf("events %+v", events)
	}
}

// TestPlansOfLives: what a plan of a form says of its messages is what reading them says.
func TestPlansOfLives(t *testing.T) {
	var x, plain Extractor
	for _, probes := range [][]string{
		{"Rating parcel PCL-11", "Rating parcel PCL-12", "Rating parcel PCL-00"},
		{"order 1111 accepted", "order 1012 accepted", "order 0000 accepted"},
		{"step 1s 11", "step 2s 92", "step 0s 00"},
		{"4F11: removed", "4F12: removed", "4F00: removed"},
	} {
		var records []*record.Record
		for _, text := range probes {
			records = append(records, &record.Record{Message: []byte(text)})
		}
		for _, p := range []*Plan{x.Plan(records...), x.PlanWords(records...)} {
			for i := range 40 {
				text := strings.Map(func(c rune) rune {
					if c >= '0' && c <= '9' {
						return '0' + rune((int(c)*7+i*3)%10)
					}
					return c
				}, probes[0])
				r := &record.Record{Message: []byte(text)}
				want, got := describeLives(plain.Extract(nil, r)), describeLives(x.Follow(nil, p, r))
				if got != want {
					t.Errorf("%q: %q by plan, %q by reading", text, got, want)
				}
			}
		}
	}
}

func TestVerbStems(t *testing.T) {
	for _, pair := range []string{"rating rated", "archiving archived", "shipping shipped", "copying copied", "printing printed", "encoding encoded",
		"sending sent", "building built", "writing written", "paying paid", "passing passed", "cancelling cancelled", "drying dried"} {
		a, b, _ := strings.Cut(pair, " ")
		if g, p := gerundStem([]byte(a)), participleStem([]byte(b)); g == "" || g != p {
			t.Errorf("%s has the stem %q, %s %q", a, g, b, p)
		}
	}
	for _, w := range []string{"string", "nothing", "warning", "need", "speed", "red", "bed", "sing", "based", "a1ing", "x", "", "rate"} {
		if g, p := gerundStem([]byte(w)), participleStem([]byte(w)); g+p != "" {
			t.Errorf("%q has the stems %q and %q", w, g, p)
		}
	}
}

func FuzzLife(f *testing.F) {
	for _, s := range lifeSamples {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var x Extractor
		r := &record.Record{Message: []byte(text)}
		for _, e := range x.Extract(nil, r) {
			if e.Unit.Kind == KindUnproven && (!strings.Contains(text, e.Unit.ID) || !hasDigit([]byte(e.Unit.ID)) || e.Kind > RunEnd || e.Kind == 0) {
				t.Errorf("%q: %+v", text, e)
			}
		}
		if a, b := fmt.Sprint(x.Extract(nil, r)), fmt.Sprint(x.Extract(nil, r)); a != b {
			t.Errorf("%q reads %s, then %s", text, a, b)
		}
	})
}

package event

import (
	"reflect"
	"testing"

	"inquest/internal/record"
)

// TestFollowGivesWhatExtractGives: a plan made from probes tells of other
// records of the form what reading them tells.
func TestFollowGivesWhatExtractGives(t *testing.T) {
	for _, c := range []struct {
		probes []string
		others []string
		how    planKind
	}{
		{[]string{"Task mail.send[111] received", "Task mail.send[112] received", "Task mail.send[000] received"},
			[]string{"Task mail.send[907] received"}, planRun},
		{[]string{"job A-11 done in 1.11s", "job A-12 done in 1.10s", "job A-00 done in 0.00s"},
			[]string{"job A-77 done in 9.25s"}, planRun},
		{[]string{"[R-11111] started", "[R-11112] started", "[R-00000] started"}, []string{"[R-20117] started"}, planRun},
		{[]string{"cache has 11 entries", "cache has 12 entries"}, []string{"cache has 99 entries"}, planNone},
		{[]string{"job A-11 exited with code 1", "job A-12 exited with code 2", "job A-00 exited with code 0"},
			[]string{"job A-77 exited with code 0", "job A-77 exited with code 7"}, planExtract},
		{[]string{"job A-11 attempt 1/1 failed", "job A-12 attempt 2/3 failed"},
			[]string{"job A-77 attempt 3/3 failed", "job A-77 attempt 1/3 failed"}, planExtract},
		{[]string{"connection to 10.1.1.1:1111 refused"}, []string{"connection to 10.9.0.2:5432 refused"}, planExtract},
	} {
		var x Extractor
		var probes []*record.Record
		for _, text := range c.probes {
			probes = append(probes, &record.Record{Message: []byte(text)})
		}
		p := x.Plan(probes...)
		if p.how != c.how {
			t.Errorf("%q: plan %d, want %d", c.probes[0], p.how, c.how)
		}
		for _, text := range append(c.others, c.probes...) {
			r := &record.Record{Message: []byte(text)}
			want, got := x.Extract(nil, r), x.Follow(nil, p, r)
			if len(want)+len(got) > 0 && !reflect.DeepEqual(want, got) {
				t.Errorf("%q: %+v, want %+v", text, got, want)
			}
		}
	}
}

// TestPlanWordsKeepsToTheMessage: fields are read from the record at hand.
func TestPlanWordsKeepsToTheMessage(t *testing.T) {
	var x Extractor
	p := x.PlanWords(&record.Record{Message: []byte("job finished")})
	for _, id := range []string{"A-1", "B-22"} {
		r := &record.Record{Message: []byte("job finished"), Fields: []record.Field{{Key: []byte("job_id"), Value: []byte(id)}}}
		want, got := x.Extract(nil, r), x.Follow(nil, p, r)
		if len(want) != 1 || !reflect.DeepEqual(want, got) {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
}

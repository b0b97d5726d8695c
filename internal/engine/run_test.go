package engine

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestBalanceNamesTheSource(t *testing.T) {
	whole := profile.Source{Name: "b.log", Account: record.Account{Parsed: 50, Continued: 20, Blank: 3, Plain: 7}}
	sum := source.Summary{Bytes: 100, Dropped: 20}
	if err := balance([]profile.Source{whole}, []source.Summary{sum}); err != nil {
		t.Errorf("balanced: %v", err)
	}
	sum.Bytes = 101
	err := balance([]profile.Source{whole}, []source.Summary{sum})
	var b *BalanceError
	if !errors.As(err, &b) || b.Source != "b.log" || b.Hint() == "" || !strings.Contains(err.Error(), "b.log") {
		t.Errorf("one byte missing: %v", err)
	}
	if err := balance(nil, []source.Summary{sum}); err == nil {
		t.Error("a source that the profile does not know balances")
	}
}

func TestPanicBecomesAnErrorWithItsPlace(t *testing.T) {
	set := &source.Set{Inputs: []source.Input{{Name: "bad.log"}}}
	p := &pipeline{set: set} // no layouts: add panics
	err := p.add(profile.New(profile.Config{}), &profile.Worker{}, source.Chunk{Offset: 10, Line: 3, Data: []byte("xyz")})
	var c *ChunkError
	if !errors.As(err, &c) || c.Source != "bad.log" || c.Offset != 10 || c.Line != 3 || c.Length != 3 || c.Hint() == "" {
		t.Errorf("%+v", err)
	}
}

// stalled gives one line and then waits for the end of the run.
type stalled struct {
	ctx  context.Context
	text io.Reader
}

func (s stalled) Read(p []byte) (int, error) {
	if n, _ := s.text.Read(p); n > 0 {
		return n, nil
	}
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

func TestCancellationEndsTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	text := strings.NewReader(strings.Repeat(datedAt("2025-03-01 10:00:00"), sampleSize/40))
	o := Options{ChunkSize: 1 << 10, Workers: 3, Source: source.Options{Stdin: stalled{ctx, text}}}
	calls := 0
	o.Progress = func(Progress) {
		calls++
		cancel()
	}
	set, err := source.Find([]string{"-"}, o.Source)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Profile(ctx, set, o)
	if !errors.Is(err, context.Canceled) || p != nil {
		t.Errorf("profile %v, error %v", p, err)
	}
	if calls == 0 {
		t.Error("no progress was told")
	}
}

func TestCancelledBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	set := oneLog(t, datedAt("2025-03-01 10:00:00"))
	if p, err := Profile(ctx, set, Options{}); !errors.Is(err, context.Canceled) || p != nil {
		t.Errorf("profile %v, error %v", p, err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	logs := map[string]string{"a.log": datedAt("2025-03-01 10:00:00"), "b.log": "", "c.log": strings.Repeat(datedAt("2025-03-01 10:00:01"), 999)}
	set, err := source.Find([]string{folder(t, logs)}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var last Progress
	if _, err := Profile(context.Background(), set, Options{ChunkSize: 500, Progress: func(p Progress) {
		if p.Done < last.Done || p.Done > p.Total {
			t.Errorf("progress went from %+v to %+v", last, p)
		}
		last = p
	}}); err != nil {
		t.Fatal(err)
	}
	if last.Done != last.Total || last.Total != int64(len(logs["a.log"])+len(logs["c.log"])) {
		t.Errorf("the last call said %+v", last)
	}
}

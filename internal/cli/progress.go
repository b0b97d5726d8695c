package cli

import (
	"fmt"
	"io"
	"time"

	"inquest/internal/engine"
)

// progress draws one line on a terminal: share, rate, time left. It starts to
// draw after half a second, so that small inputs stay silent.
type progress struct {
	w     io.Writer
	start time.Time
	drawn bool
}

func newProgress(w io.Writer) *progress { return &progress{w: w, start: time.Now()} }

func (p *progress) update(e engine.Progress) {
	took := time.Since(p.start)
	if took < 500*time.Millisecond || e.Total <= 0 {
		return
	}
	rate := float64(e.Done) / took.Seconds()
	left := "?"
	if rate > 0 {
		left = time.Duration(float64(e.Total-e.Done) / rate * float64(time.Second)).Round(time.Second).String()
	}
	fmt.Fprintf(p.w, "\r\x1b[K%3d %%  %s of %s  %s/s  %s left",
		100*e.Done/e.Total, bytesText(e.Done), bytesText(e.Total), bytesText(int64(rate)), left)
	p.drawn = true
}

// clear removes the line.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

func bytesText(n int64) string {
	const unit = 1000
	if n < unit {
		return fmt.Sprintf("%d B", n)
	}
	value, name := float64(n), ""
	for _, name = range []string{"kB", "MB", "GB", "TB"} {
		value /= unit
		if value < unit {
			break
		}
	}
	return fmt.Sprintf("%.1f %s", value, name)
}

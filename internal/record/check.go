package record

import (
	"errors"
	"fmt"
)

// check runs the samples of all formats and returns everything that is wrong.
func (c *Formats) check() error {
	var errs []error
	seen := make(map[string]bool)
	for _, f := range c.list {
		if seen[f.Name] {
			errs = append(errs, f.origin.problem("$.name", fmt.Errorf("format %s is given twice; take another name", f.Name)))
		}
		seen[f.Name] = true
		for i := range f.samples {
			if err := c.checkSample(f, &f.samples[i]); err != nil {
				errs = append(errs, f.origin.problem(fmt.Sprintf("$.samples[%d]", i), fmt.Errorf("format %s, sample %d: %w", f.Name, i+1, err)))
			}
		}
		var m matcher
		for i, line := range f.negative {
			m.forget()
			if f.match(&m, []byte(line)) == fitsRecord {
				errs = append(errs, f.origin.problem(fmt.Sprintf("$.negative[%d]", i), fmt.Errorf("format %s matches its negative sample %d", f.Name, i+1)))
			}
		}
	}
	return errors.Join(errs...)
}

// checkSample parses one sample with its format alone and compares the record,
// then asks which format of the set owns its line.
func (c *Formats) checkSample(f *Format, s *sample) error {
	l := &Layout{formats: []*Format{f}, hints: Hints{Year: s.Year}}
	l.prepare(c, []byte(s.Text))
	var p Parser
	var err error
	n := 0
	p.Parse(l, Chunk{Line: 1, Data: []byte(s.Text)}, func(r *Record) {
		if n++; n == 1 {
			err = s.compare(r, f.Name)
		}
	})
	if n != 1 {
		return fmt.Errorf("gives %d records, must give 1", n)
	}
	if err != nil || f.payload {
		return err
	}
	var m matcher
	if owner := c.owner(&m, firstLine([]byte(s.Text))); owner != f {
		return fmt.Errorf("format %s owns its line; raise the rank of %s or make %s stricter", owner.Name, f.Name, owner.Name)
	}
	return nil
}

// compare returns what differs between the record and what the sample states.
func (s *sample) compare(r *Record, name string) error {
	var errs []error
	same := func(what, got, want string) {
		if got != want {
			errs = append(errs, fmt.Errorf("%s is %q, must be %q", what, got, want))
		}
	}
	at, timed, err := s.nanoseconds()
	if err != nil {
		return err
	}
	if timed != r.HasTime || at != r.Time {
		errs = append(errs, fmt.Errorf("time is %d (found: %t), must be %d (%s)", r.Time, r.HasTime, at, s.Time))
	}
	same("format", r.Format, name)
	same("level", r.Level.String(), s.Level)
	same("host", string(r.Host), s.Host)
	same("service", string(r.Service), s.Service)
	same("logger", string(r.Logger), s.Logger)
	same("thread", string(r.Thread), s.Thread)
	same("pid", string(r.PID), s.PID)
	same("message", string(r.Message), s.Message)
	for key, want := range s.Fields {
		same("field "+key, string(r.Field(key)), want)
	}
	return errors.Join(errs...)
}

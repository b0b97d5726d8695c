package main

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// usage is the cost of a command.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // KiB
}

// rival is a command that is measured.
type rival struct {
	name string
	argv []string
}

func head(what, first, second string) {
	fmt.Printf("%-10s %-14s %8s %8s %8s %8s %8s %7s\n", what, "command", "cpu s", "/"+first, "/"+second, "wall s", "/"+first, "peak")
}

// compare runs the rivals in turns and prints their costs, as ratios to the first and, of
// CPU, to the second where that is none of ours.
func (c *config) compare(corpus string, rivals []rival) error {
	samples := make([][]usage, len(rivals))
	for range c.rounds {
		for i, r := range rivals {
			u, err := once(r.argv)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", r.name, corpus, err)
			}
			samples[i] = append(samples[i], u)
		}
	}
	first, second := median(samples[0]), median(samples[1])
	for i, r := range rivals {
		u := median(samples[i])
		other := "-"
		if rivals[1].name == "wc -l" {
			other = fmt.Sprintf("%.1f", ratio(u.cpu, second.cpu))
		}
		fmt.Printf("%-10s %-14s %8.2f %8.2f %8s %8.2f %8.2f %7.0f\n", corpus, r.name, u.cpu.Seconds(),
			ratio(u.cpu, first.cpu), other, u.wall.Seconds(), ratio(u.wall, first.wall), float64(u.peak)/1024)
	}
	return nil
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / max(b.Seconds(), 1e-3) }

// once runs a command; exit code 1 of rg (no match) and 3 of inquest (partial)
// are no failures.
func once(argv []string) (usage, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if code := cmd.ProcessState.ExitCode(); err != nil && code != 1 && code != 3 {
		return usage{}, err
	}
	ru, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return usage{}, errors.New("no resource usage on this system")
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return usage{cpu, wall, ru.Maxrss}, nil
}

func median(s []usage) usage {
	pick := func(key func(usage) int64) int64 {
		v := make([]int64, len(s))
		for i, u := range s {
			v[i] = key(u)
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return usage{
		time.Duration(pick(func(u usage) int64 { return int64(u.cpu) })),
		time.Duration(pick(func(u usage) int64 { return int64(u.wall) })),
		pick(func(u usage) int64 { return u.peak }),
	}
}

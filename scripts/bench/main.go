// Command bench measures the binary against wc -l (and rg, gzip where they are
// installed) on generated corpora, in turns, and prints ratios: they hold on any
// machine. It is run by `make bench`; it tests nothing.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// usage is the median cost of a command.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // KiB
}

// rival is a command measured on a corpus.
type rival struct {
	name string
	argv func(file string) []string
}

func main() {
	bin := flag.String("bin", "bin/inquest", "binary under test")
	loggen := flag.String("loggen", "../shared/loggen", "folder of the corpus generator")
	size := flag.String("size", "200MB", "size of each corpus")
	rounds := flag.Int("rounds", 5, "rounds; the median is printed")
	kinds := flag.String("kinds", "python,java,nginx,slog,zap", "corpora")
	flag.Parse()
	if err := run(*bin, *loggen, *size, *rounds, strings.Split(*kinds, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(bin, loggen, size string, rounds int, kinds []string) error {
	work, err := os.MkdirTemp("", "inquest-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	gen := filepath.Join(work, "loggen")
	build := exec.Command("go", "build", "-o", gen, ".")
	build.Dir = loggen
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("no corpus generator at %s: %w\n%s", loggen, err, out)
	}
	fmt.Printf("# make bench: medians of %d rounds in turns, corpora of %s, %d cores\n", rounds, size, runtime.NumCPU())
	fmt.Printf("# CPU and wall as ratios to `wc -l` on the same file; peak is the resident set in MiB\n")
	fmt.Printf("%-8s %-14s %9s %9s %9s %9s %8s\n", "corpus", "command", "cpu s", "cpu/wc", "wall s", "wall/wc", "peak")
	for _, kind := range kinds {
		file := filepath.Join(work, kind+".log")
		if out, err := exec.Command(gen, "-kind", kind, "-size", size, "-o", file).CombinedOutput(); err != nil {
			return fmt.Errorf("generate %s: %w\n%s", kind, err, out)
		}
		if err := measure(bin, kind, file, rounds); err != nil {
			return err
		}
		os.Remove(file)
	}
	return nil
}

func measure(bin, kind, file string, rounds int) error {
	rivals := []rival{
		{"wc -l", func(f string) []string { return []string{"wc", "-l", f} }},
		{"inquest -j1", func(f string) []string { return []string{bin, "-q", "-j1", "--format", "json", f} }},
		{"inquest -j2", func(f string) []string { return []string{bin, "-q", "-j2", "--format", "json", f} }},
	}
	if _, err := exec.LookPath("rg"); err == nil {
		rg := rival{"rg -c (R)", func(f string) []string {
			return []string{"rg", "-c", "(?i)error|fatal|warn|exception", f}
		}}
		rivals = slices.Insert(rivals, 1, rg)
	}
	samples := make([][]usage, len(rivals))
	for range rounds {
		for i, r := range rivals {
			u, err := once(r.argv(file))
			if err != nil {
				return fmt.Errorf("%s on %s: %w", r.name, kind, err)
			}
			samples[i] = append(samples[i], u)
		}
	}
	base := median(samples[0])
	for i, r := range rivals {
		u := median(samples[i])
		fmt.Printf("%-8s %-14s %9.2f %9.1f %9.2f %9.1f %8.0f\n", kind, r.name, u.cpu.Seconds(),
			u.cpu.Seconds()/base.cpu.Seconds(), u.wall.Seconds(), u.wall.Seconds()/base.wall.Seconds(), float64(u.peak)/1024)
	}
	return nil
}

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

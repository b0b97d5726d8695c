// Command reportfigures measures how large the reports of some folders are in
// each medium, and how long they take to render: one table a folder, as text for
// docs/figures/report.txt. Sizes are exact and the same everywhere; times are the
// median of some runs on this machine.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inquest"
	"inquest/internal/evidence"
	"inquest/internal/render"
	"inquest/internal/report"
)

// measure is a column of the table: something to write for a report.
type measure struct {
	name  string
	write func(w io.Writer, r *report.Report) error
}

func main() {
	rounds := flag.Int("rounds", 5, "how often each report is rendered; the median counts")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "reportfigures: name folders of logs")
		os.Exit(64)
	}
	if err := run(os.Stdout, flag.Args(), *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "reportfigures:", err)
		os.Exit(1)
	}
}

// measures are all media, and the Markdown report's charts.
func measures() []measure {
	var out []measure
	for _, name := range render.Names() {
		out = append(out, measure{name, func(w io.Writer, r *report.Report) error {
			m, err := render.ByName(name)
			if err != nil {
				return err
			}
			o := render.Options{}
			if name == "md" {
				o.Assets = "report.assets"
			}
			return m.Render(w, r, o)
		}})
	}
	return append(out, measure{"md charts", func(w io.Writer, r *report.Report) error {
		assets, err := render.Assets(r)
		for _, a := range assets {
			if _, err := w.Write(a.Data); err != nil {
				return err
			}
		}
		return err
	}})
}

func run(w io.Writer, folders []string, rounds int) error {
	fmt.Fprintln(w, "Rendering alone: bytes of each report, and the time to write it once it is made.")
	fmt.Fprintln(w, "Bytes are the same on every machine; milliseconds are the median of", rounds, "on this one.")
	for _, folder := range folders {
		res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{folder}})
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		if err := table(w, filepath.Base(folder), res.Report, rounds); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	return nil
}

func table(w io.Writer, name string, r *report.Report, rounds int) error {
	var lines, size int64
	for _, in := range r.Inputs {
		lines += in.Lines
		size += in.Bytes
	}
	fmt.Fprintf(w, "\n%s: %s lines, %s bytes, %d claims\n", name, evidence.FormatCount(lines), evidence.FormatCount(size), r.Claims.Len())
	fmt.Fprintf(w, "  %-10s %12s %8s  %s\n", "medium", "bytes", "ms", "")
	for _, m := range measures() {
		var buf bytes.Buffer
		var took []time.Duration
		for range rounds {
			buf.Reset()
			start := time.Now()
			if err := m.write(&buf, r); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		more := ""
		if m.name == "pdf" {
			more = fmt.Sprintf("%d pages", bytes.Count(buf.Bytes(), []byte("/Type /Page\n")))
		}
		line := fmt.Sprintf("  %-10s %12s %8.1f  %s", m.name, evidence.FormatCount(int64(buf.Len())), float64(took[len(took)/2].Microseconds())/1000, more)
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	return nil
}

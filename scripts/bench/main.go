// Command bench measures the binary against ripgrep on generated logs, in turns, and
// prints ratios: they hold on any machine. R is what `rg -c` costs to count the lines
// that look like errors in the same file. It is run by `make bench`; it tests nothing.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// config is what is measured.
type config struct {
	bin, loggen, work string
	size              string
	rounds            int
	kinds             []string
	scale             []string
}

func main() {
	var c config
	flag.StringVar(&c.bin, "bin", "bin/inquest", "binary under test")
	flag.StringVar(&c.loggen, "loggen", "../shared/loggen", "folder of the corpus generator")
	flag.StringVar(&c.size, "size", "100MB", "size of each corpus")
	flag.IntVar(&c.rounds, "rounds", 5, "rounds; the median is printed")
	kinds := flag.String("kinds", "python,java,nginx,slog,zap", "corpora; a mix of all comes last")
	scale := flag.String("scale", "10MB,100MB,1GB", "sizes of the mix that show how the cost grows")
	flag.Parse()
	c.kinds, c.scale = strings.Split(*kinds, ","), strings.Split(*scale, ",")
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (c *config) run() error {
	if _, err := exec.LookPath("rg"); err != nil {
		return errors.New("ripgrep (rg) is not installed, and its cost is the unit of all ratios")
	}
	work, err := os.MkdirTemp("", "inquest-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	c.work = work
	build := exec.Command("go", "build", "-o", filepath.Join(work, "loggen"), ".")
	build.Dir = c.loggen
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("no corpus generator at %s: %w\n%s", c.loggen, err, out)
	}
	fmt.Printf("# make bench: medians of %d rounds in turns, %d cores\n", c.rounds, runtime.NumCPU())
	fmt.Printf("# R is %s on the same file; peak is the resident set in MiB\n\n", "`rg -c '"+errorPattern+"'`")
	for _, part := range []func() error{c.corpora, c.compressed, c.worst, c.growth} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

const errorPattern = "(?i)error|fatal|warn|exception"

func (c *config) rg(f string) rival {
	return rival{"rg -c (R)", []string{"rg", "-c", errorPattern, f}}
}

func (c *config) inquest(workers int, f string) rival {
	return rival{fmt.Sprintf("inquest -j%d", workers), []string{c.bin, "-q", fmt.Sprintf("-j%d", workers), "--format", "json", f}}
}

// corpora measures the built-in kinds and the mix of them.
func (c *config) corpora() error {
	fmt.Printf("Full report (JSON), corpora of %s\n", c.size)
	head("corpus", "R", "wc")
	for _, kind := range append(c.kinds, strings.Join(c.kinds, ",")) {
		file, err := c.generate(kind, c.size)
		if err != nil {
			return err
		}
		rivals := []rival{c.rg(file), {"wc -l", []string{"wc", "-l", file}}, c.inquest(1, file), c.inquest(2, file)}
		if err := c.compare(nameOf(kind), rivals); err != nil {
			return err
		}
		os.Remove(file)
	}
	fmt.Println()
	return nil
}

// compressed measures compressed logs against what only inflates them.
func (c *config) compressed() error {
	fmt.Printf("The mix of %s, compressed; ratios to what only inflates it\n", c.size)
	head("corpus", "inflate", "-")
	file, err := c.generate(strings.Join(c.kinds, ","), c.size)
	if err != nil {
		return err
	}
	defer os.Remove(file)
	for _, tool := range []string{"gzip", "zstd", "xz", "bzip2"} {
		if _, err := exec.LookPath(tool); err != nil {
			fmt.Printf("%-8s not measured: %s is not installed\n", tool, tool)
			continue
		}
		packed := file + endings[tool]
		if out, err := exec.Command("sh", "-c", tool+" -c "+fast[tool]+" "+file+" >"+packed).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", tool, err, out)
		}
		inflate := rival{tool + " -dc", []string{"sh", "-c", tool + " -dc " + packed + " >/dev/null"}}
		if err := c.compare(tool, []rival{inflate, c.inquest(1, packed), c.inquest(2, packed)}); err != nil {
			return err
		}
		os.Remove(packed)
	}
	fmt.Println()
	return nil
}

var (
	endings = map[string]string{"gzip": ".gz", "zstd": ".zst", "xz": ".xz", "bzip2": ".bz2"}
	fast    = map[string]string{"gzip": "-6", "zstd": "-3", "xz": "-1", "bzip2": "-1"}
)

// worst measures logs that defeat every shortcut, against the mix of the same size.
func (c *config) worst() error {
	fmt.Printf("Worst cases of %s; ratios to the mix of the same size\n", c.size)
	head("corpus", "mix", "-")
	mix, err := c.generate(strings.Join(c.kinds, ","), c.size)
	if err != nil {
		return err
	}
	defer os.Remove(mix)
	base := c.inquest(1, mix)
	base.name = "mix -j1"
	for _, w := range worstCases {
		file := filepath.Join(c.work, "worst-"+w.name+".log")
		if err := w.write(file, c.size); err != nil {
			return err
		}
		if err := c.compare(w.name, []rival{base, c.inquest(1, file)}); err != nil {
			return err
		}
		os.Remove(file)
	}
	fmt.Println()
	return nil
}

// growth measures how cost and memory grow with the size of the mix.
func (c *config) growth() error {
	fmt.Println("The mix in other sizes")
	head("size", "R", "-")
	for _, size := range c.scale {
		file, err := c.generate(strings.Join(c.kinds, ","), size)
		if err != nil {
			return err
		}
		if err := c.compare(size, []rival{c.rg(file), c.inquest(1, file), c.inquest(2, file)}); err != nil {
			return err
		}
		os.Remove(file)
	}
	return nil
}

func nameOf(kind string) string {
	if strings.Contains(kind, ",") {
		return "mix"
	}
	return kind
}

func (c *config) generate(kind, size string) (string, error) {
	file := filepath.Join(c.work, nameOf(kind)+"-"+size+".log")
	if out, err := exec.Command(filepath.Join(c.work, "loggen"), "-kind", kind, "-size", size, "-o", file).CombinedOutput(); err != nil {
		return "", fmt.Errorf("generate %s: %w\n%s", kind, err, out)
	}
	return file, nil
}

package fault

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
)

// cleanFiles is the clean corpus: ordinary lines of healthy systems, and lines
// that look bad and are not. No class may fire on any of them. Announced
// starts, stops and deploys are not in it: they are what change classes name.
//
//go:embed testdata/clean/*.log
var cleanFiles embed.FS

// cleanLine is a line of the clean corpus.
type cleanLine struct {
	file string
	n    int
	line Line
}

// cleanCorpus reads the clean corpus once. Lines that begin with "# " are
// comments; a line may begin with a directive as samples do.
var cleanCorpus = sync.OnceValue(func() []cleanLine {
	var out []cleanLine
	files, _ := fs.Glob(cleanFiles, "testdata/clean/*.log")
	for _, name := range files {
		data, err := cleanFiles.ReadFile(name)
		if err != nil {
			continue
		}
		for i, text := range strings.Split(string(data), "\n") {
			if text == "" || strings.HasPrefix(text, "# ") {
				continue
			}
			if l, err := readSampleLine(text); err == nil {
				out = append(out, cleanLine{name, i + 1, l})
			}
		}
	}
	return out
})

package record

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realFolders are searched for logs that are not part of the project; the test
// is skipped where none is there. INQUEST_LOGS names more, separated by ':'.
func realFolders() []string {
	folders := []string{"../../../shared/data/job-failures"}
	if more := os.Getenv("INQUEST_LOGS"); more != "" {
		folders = append(folders, strings.Split(more, ":")...)
	}
	return folders
}

func TestRealLogsAreAccountedFor(t *testing.T) {
	files := 0
	for _, folder := range realFolders() {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files++
				accountFile(t, path)
			}
			return nil
		})
	}
	if files == 0 {
		t.Skip("no logs found; set INQUEST_LOGS to folders of logs")
	}
}

func accountFile(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil || len(data) > 64<<20 {
		return
	}
	l := Embedded().Detect(data[:min(len(data), 256<<10)], Hints{Year: 2026})
	var p Parser
	timed, levelled, body := 0, 0, 0
	a := p.Parse(l, Chunk{Line: 1, Data: data}, func(r *Record) {
		if r.HasTime {
			timed++
		}
		if r.Level != LevelNone {
			levelled++
		}
		if r.Body != nil {
			body++
		}
	})
	if sum := a.Parsed + a.Continued + a.Blank + a.Plain; sum != int64(len(data)) {
		t.Errorf("%s: %d of %d bytes accounted", path, sum, len(data))
	}
	n := max(a.Records, 1)
	t.Logf("%5d rec %4d plain %3d%% timed %3d%% level %4d body %7d continued  %v  %s", a.Records, a.PlainRecs,
		int64(timed)*100/n, int64(levelled)*100/n, body, a.Continued, l.Names(), path)
}

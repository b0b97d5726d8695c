package finding

import (
	"slices"
	"testing"

	"inquest/internal/profile"
)

func TestArchivesCountAsFolders(t *testing.T) {
	for _, c := range []struct{ names, want []string }{
		{nil, []string{}},
		{[]string{"a/b.log", "c.log"}, []string{"a/b.log", "c.log"}},
		{[]string{"x.tar!/db1/b.log", "x.tar!/c.log"}, []string{"db1/b.log", "c.log"}},
		{[]string{"d/x.tgz!/i.zip!/b.log", "d/x.tgz!/i.zip!/c.log"}, []string{"b.log", "c.log"}},
		{[]string{"host1.tar.xz!/b.log", "host2.TGZ!/b.log", "c.log"}, []string{"host1/b.log", "host2/b.log", "c.log"}},
		{[]string{"x.zip!/host1.tgz!/b.log", "x.zip!/host2.tgz!/b.log"}, []string{"host1/b.log", "host2/b.log"}},
	} {
		v := &profile.View{}
		for _, n := range c.names {
			v.Sources = append(v.Sources, profile.Source{Name: n})
		}
		if got := folderNames(v); !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.names, got, c.want)
		}
	}
}

package finding

import (
	"strings"
	"testing"
)

func TestEndpointsIn(t *testing.T) {
	for text, want := range map[string]string{
		"dial tcp 10.1.2.3:5432: connect":        "10.1.2.3:5432",
		"on '10.1.2.3' ([Errno 111])":            "10.1.2.3",
		"user 'pay'@'10.1.2.8' (using password)": "",
		"etl@10.1.2.9 on app":                    "",
		"from 10.1.2.3 to 10.1.2.4:80.":          "10.1.2.3 10.1.2.4:80",
		"version 1.2.3.4.5 of lib1.2.3.4":        "",
		"999.1.1.1 and 10.300.1.1":               "",
		"http://10.0.0.5/x and 10.0.0.6:7":       "10.0.0.5 10.0.0.6",
		"":                                       "",
		"1.2.3":                                  "",
	} {
		var got []string
		for _, e := range endpointsIn(text, 8) {
			got = append(got, e.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzEndpointsIn(f *testing.F) {
	f.Add("dial tcp 10.1.2.3:5432: connect")
	f.Add("1.2.3.4.5 255.255.255.255:65535")
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range endpointsIn(text, 4) {
			if !isIP(e.addr) {
				t.Errorf("%q in %q is no address", e.addr, text)
			}
			if !strings.Contains(text, e.addr) {
				t.Errorf("%q is not in %q", e.addr, text)
			}
		}
	})
}

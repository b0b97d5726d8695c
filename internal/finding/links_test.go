package finding

import "testing"

func TestNameBesideAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"db (10.1.0.4) is up":                     true,
		"dial tcp: db:5432 [10.1.0.4]: refused":   true,
		"10.1.0.4 db":                             true,
		"host db, 10.1.0.4":                       true,
		"db gave the floating address 10.1.0.4":   false,
		"10.1.0.4 is what db allocated":           false,
		"db 2031-03-04 12:00:01.004 GET 10.1.0.4": false,
		"nothing": false,
	} {
		if got := beside(text, "db", "10.1.0.4"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestHostsThatAMessageAdvises(t *testing.T) {
	for name, want := range map[string]bool{
		"bugs.example.net:80": true, "docs.example.com": true, "github.com": false, "help.shop.example": true, "x.readthedocs.io": true,
		"bugs.launchpad.net": true, "api.github.example": false, "docstore.example": false, "db.example": false, "10.1.0.4": false, "manager.example": false,
	} {
		if advises(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestFolderIsTheService(t *testing.T) {
	for _, c := range []struct{ name, host, want string }{
		{"web2/lighttpd/error.log", "web2", "lighttpd"},
		{"web2/lighttpd/access.log.1", "web2", "lighttpd"},
		{"web2/error.log", "web2", ""},
		{"web2/logs/error.log", "web2", ""},
		{"web2/lighttpd/quoted.log", "web2", ""},
		{"pods/shop_web-7d9f/error.log", "", ""},
		{"error.log", "", ""},
	} {
		if got := folderService(c.name, c.host); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

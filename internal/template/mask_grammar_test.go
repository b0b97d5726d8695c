package template

import "testing"

// shapeCases are checked one by one: message, shape.
type shapeCase struct{ message, want string }

func runShapes(t *testing.T, cases []shapeCase) {
	t.Helper()
	for _, c := range cases {
		if got := checkMask(t, &Masker{}, []byte(c.message)); got != c.want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", c.message, got, c.want)
		}
	}
}

func TestMaskTimes(t *testing.T) {
	runShapes(t, []shapeCase{
		{"at 2026-03-02 end", "at <time> end"},
		{"at 2026-03-02T10:11:12Z end", "at <time> end"},
		{"at 2026-03-02T10:11:12.345678+01:00 end", "at <time> end"},
		{"at 2026-03-02 10:11:12 UTC end", "at <time> end"},
		{"at 2026/03/02 10:11:12 end", "at <time> end"},
		{"at 2026.03.02 10:11:12 end", "at <time> end"},
		{"at 2026-03-02_10:11:12 end", "at <time> end"},
		{"at 03/02/2026 end", "at <time> end"},
		{"at 3/2/26 end", "at <time> end"},
		{"at 02.03.2026 10:11:12 end", "at <time> end"},
		{"at 02-Mar-2026 10:11:12 end", "at <time> end"},
		{"at 2 Mar 2026 end", "at <time> end"},
		{"at 2 March of", "at <num> March of"},
		{"at Mar 2 10:11:12 end", "at <time> end"},
		{"at Mar 2, 2026 end", "at <time> end"},
		{"at March 2, 2026 10:11:12 CET end", "at <time> end"},
		{"at Mar 2 2026 10:11:12 end", "at <time> end"},
		{"at Mon, 02 Mar 2026 10:11:12 GMT end", "at <time> end"},
		{"at Mon Mar  2 10:11:12 2026 end", "at <time> end"},
		{"at Mar 2 10:11:12 3026 end", "at <time> <num> end"},
		{"Monday is not a date", "Monday is not a date"},
		{"Mon is none", "Mon is <bool>"},
		{"March on", "March on"},
		{"May 35 boxes", "May <num> boxes"},
		{"at 10:11:12,345 end", "at <time> end"},
		{"at 9:11:12 +0200 end", "at <time> end"},
		{"at 10:11 end", "at <*> end"},
		{"at 2026-03-02x end", "at <id> end"},
		{"at 2026-3 end", "at <id> end"},
		{"at 1.2/3 end", "at <id> end"},
		{"at 10:11:12 MAYBE end", "at <time> MAYBE end"},
	})
}

func TestMaskNumbers(t *testing.T) {
	runShapes(t, []shapeCase{
		{"x -3 +4 -.5 .5", "x <num> <num> <num> <num>"},
		{"x 1e10 2.5e-05 7e+3", "x <num> <num> <num>"},
		{"x 5us 5µs 7min 3h 9d", "x <dur> <dur> <dur> <dur> <dur>"},
		{"x 12kB 1.5GiB 7Mi", "x <size> <size> <size>"},
		{"x 41C 3rd 10Gbps", "x <num> <num> <num>"},
		{"x 10Gbits/s", "x <id>/s"},
		{"x 1,000", "x <num>"},
		{"x 1,000.5", "x <num>"},
		{"x 1,00 and 1,2,3", "x <num>,<num> and <num>,<num>,<num>"},
		{"x #12 100%", "x <num> <num>"},
		{"x 0x1F 0xZZ", "x <hex> <num>"},
		{"x AbCd12 abcd12 ABCD", "x <id> <hex> ABCD"},
		{"x 2m 2h3m 1m2x", "x <dur> <dur> <id>"},
		{"v1.2 V2.0.1 v3", "<ver> <ver> v3"},
	})
}

func TestMaskNames(t *testing.T) {
	runShapes(t, []shapeCase{
		{"x 10.1.2.3/24 and 10.1.2.3:80", "x <ip> and <addr>"},
		{"x 10.1.2.3.", "x <ip>."},
		{"x 10.1.2.3.4", "x <ver>"},
		{"x 10.1.2.3:123456", "x <addr>"},
		{"x ::1 fe80::a1%en0/64 1:2:3:4:5:6:7:8", "x <ip> <ip> <ip>"},
		{"x ::ffff:10.0.0.1", "x <ip>"},
		{"x a::b c::d", "x a::b c::d"},
		{"x 0a-1b-2c-3d-4e-5f", "x <mac>"},
		{"x web1.shop.example.com", "x <host>"},
		{"x Web1.Shop.Example", "x <id>"},
		{"x org.example.app.Main main.c:17", "x org.example.app.Main main.c:<num>"},
		{"x shop.example.co.uk", "x <host>"},
		{"x shop..example.com", "x shop..example.com"},
		{"x db.example:5432 db:54", "x <addr> db:<num>"},
		{"x ftp://h/a,b (http://h/)", "x <url>,b (<url>)"},
		{"x jdbc:mysql://db:3306/shop", "x jdbc:<url>"},
		{"x /a/b. Then", "x <path>. Then"},
		{"x /a/b. then", "x <path> then"},
		{"x ~/a ./b ../c /", "x <path> <path> <path> /"},
		{`x \\fs\share HIVE\Soft\Tool a\nb`, `x <path> <path> a\nb`},
		{"x @/etc/a.conf and/or", "x @<path> and/or"},
		{"x a/b1/c22", "x <id>"},
		{"GET /a/b", "GET <path>"},
		{"GET http://h/x HTTP/1.0", "GET <url>"},
		{"GET lost", "GET lost"},
		{`"HEAD /a"`, `"HEAD <path>"`},
		{"user root, root=/dev/x, Admin", "user <*>, root=<path>, Admin"},
		{"k=TRUE v=None w=nil trueish", "k=<bool> v=<bool> w=<bool> trueish"},
		{"a-b-c1d22 abc-12-def-7 x-1", "a-b-<hex> abc-<num>-def-<num> x-<num>"},
		{"cpu0 cpu12 e820", "cpu0 <id> <hex>"},
		{"wait....12..3", "wait....<num>..<num>"},
	})
}

func TestMatchText(t *testing.T) {
	tests := []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true},
		{"a", "b", false},
		{"<*>", "main", true},
		{"<*>", "<*>", true},
		{"<*>", "--", false},
		{"<*>", "", false},
		{"a-<*>", "a-b", true},
		{"a-<*>", "b-b", false},
		{"<*>.log", "x.log", true},
		{"<*>.log", ".log", false},
		{"<*>:<*>", "a:b", true},
		{"<*>:<*>", "a:", false},
		{"<*>:<*>", "ab", false},
		{"<*>-x-<*>", "a-x-b-x-c", true},
	}
	for _, tt := range tests {
		if got := matchText(tt.pattern, tt.text); got != tt.want {
			t.Errorf("matchText(%q, %q) = %v", tt.pattern, tt.text, got)
		}
	}
}

func TestKindString(t *testing.T) {
	for k := range kinds {
		n, got := slotAt(k.String())
		if n != len(k.String()) || got != k {
			t.Errorf("kind %d reads back from %q as %d", k, k, got)
		}
	}
	if got := Kind(200).String(); got != "<*>" {
		t.Errorf("an unknown kind is %q", got)
	}
}

// TestPosing gives every slot's text as a message: none may pose as a slot.
func TestPosing(t *testing.T) {
	for k := range kinds {
		shape, slots := (&Masker{}).Mask([]byte("a " + k.String() + " b"))
		if len(slots) != 0 || countSlots(string(shape)) != 0 {
			t.Errorf("%s in a message becomes %q with %d slots", k, shape, len(slots))
		}
	}
}

package template

import "testing"

// TestLimits holds each limit from both sides: one text fewer does not merge.
func TestLimits(t *testing.T) {
	colours := []string{"red", "green", "blue", "brown", "grey", "pink", "white", "black"}
	phrases := []string{"a b", "c d e", "f g", "h i j", "k l", "m n o", "p q", "r s t"}
	keys := []string{"a.a=x", "b.b=x", "c.c=x", "d.d=x", "e.e=x", "f.f=x"}
	tests := []struct {
		name   string
		format string
		values []string
		limit  int
	}{
		{"words anywhere", "painted the %s wall twice", colours, wordsAnywhere},
		{"words behind a noun", "painted for client %s twice", colours, wordsAfterNoun},
		{"enclosed text", "painted the wall (%s) twice", phrases, enclosedTexts},
		{"properties", "Painter settings:%s", keys, propertyKeys},
		{"value-like words", "painted with x_%s twice", colours, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if n := len(texts(t, fill(tt.format, tt.values[:tt.limit]...))); n != 1 {
				t.Errorf("%d texts give %d templates, want 1", tt.limit, n)
			}
			if n := len(texts(t, fill(tt.format, tt.values[:tt.limit-1]...))); n != tt.limit-1 {
				t.Errorf("%d texts give %d templates, want none merged", tt.limit-1, n)
			}
		})
	}
}

// TestAbsorbNeedsTwiceTheMessages: a statement is not swallowed by one that is
// as frequent.
func TestAbsorbNeedsTwiceTheMessages(t *testing.T) {
	for _, tt := range []struct {
		many uint64
		want int
	}{{2, 1}, {1, 2}} {
		got := Generalize([]Counted{{"flush of part <num> went well", tt.many}, {"flush of part main went well", 1}})
		// mergeWords merges a word with a slot; so the part has a hyphen, which it leaves alone
		got2 := Generalize([]Counted{{"flush of part-<num> went well", tt.many}, {"flush of part-main went well", 1}})
		if len(got) != 1 || len(got2) != tt.want {
			t.Errorf("with %d messages against 1: %d and %d templates, want 1 and %d", tt.many, len(got), len(got2), tt.want)
		}
	}
}

func TestLongWordsAndMessagesAreLeftAlone(t *testing.T) {
	var a, b string
	for i := range wordsPlaces + 2 {
		a, b = a+" w"+name(i), b+" w"+name(i)
	}
	got := Generalize([]Counted{{a + " <num> end", 9}, {b + " main end", 1}})
	if len(got) != 2 {
		t.Errorf("a place behind word %d was merged: %d templates", wordsPlaces, len(got))
	}
}

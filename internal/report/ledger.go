package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"inquest/internal/evidence"
)

// Ledger holds the report's claims in the order in which the document first
// uses them: claim i has the id "c<i+1>". Its JSON is an object in that order.
type Ledger struct {
	claims []evidence.Claim
	index  map[string]ID
	texts  []string // their JSON; of all of them, or of none
}

// Add puts a claim into the ledger and returns its id; a claim that says the
// same with the same proof keeps the id it has. The zero claim is refused.
func (l *Ledger) Add(c evidence.Claim) (ID, error) {
	key, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	if id, ok := l.index[string(key)]; ok {
		return id, nil
	}
	if l.index == nil {
		l.index = map[string]ID{}
	}
	text := string(key)
	if len(l.texts) == len(l.claims) {
		l.texts = append(l.texts, text)
	}
	l.claims = append(l.claims, c)
	id := ID("c" + strconv.Itoa(len(l.claims)))
	l.index[text] = id
	return id, nil
}

// Len is the number of claims.
func (l *Ledger) Len() int { return len(l.claims) }

// IDs lists the ids in order.
func (l *Ledger) IDs() []ID {
	ids := make([]ID, len(l.claims))
	for i := range ids {
		ids[i] = ID("c" + strconv.Itoa(i+1))
	}
	return ids
}

// Claim finds a claim; the zero claim when there is none with that id.
func (l *Ledger) Claim(id ID) evidence.Claim {
	n := id.Number()
	if n < 1 || n > len(l.claims) {
		return evidence.Claim{}
	}
	return l.claims[n-1]
}

// Number is the i of "c<i>", 0 when the id is malformed.
func (id ID) Number() int {
	digits, ok := strings.CutPrefix(string(id), "c")
	if !ok || digits == "" || digits[0] < '1' || digits[0] > '9' {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// EachJSON calls fn for the JSON of each claim, in order. fn must not keep nor change it.
func (l Ledger) EachJSON(fn func(id ID, text []byte)) error {
	var text []byte
	for i, c := range l.claims {
		if len(l.texts) == len(l.claims) {
			text = append(text[:0], l.texts[i]...)
		} else {
			j, err := json.Marshal(c)
			if err != nil {
				return fmt.Errorf("claim c%d: %w", i+1, err)
			}
			text = j
		}
		fn(ID("c"+strconv.Itoa(i+1)), text)
	}
	return nil
}

// MarshalJSON writes {"c1": ..., "c2": ...}.
func (l Ledger) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	err := l.EachJSON(func(id ID, text []byte) {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + string(id) + `":`)
		b.Write(text)
	})
	if err != nil {
		return nil, err
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON refuses: claims are decoded through [Draft], with a resolver.
func (l *Ledger) UnmarshalJSON([]byte) error {
	return errors.New("claims are decoded by report.Decode, which has a resolver")
}

func sortIDs(ids []ID) {
	slices.SortFunc(ids, func(a, b ID) int { return a.Number() - b.Number() })
}

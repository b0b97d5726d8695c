package record

import (
	"fmt"
	"time"
	_ "time/tzdata" // a machine without a zone database reads the same times
)

// Years between which the changes of a zone are looked up.
const (
	firstYear = 1970
	lastYear  = 2100
)

// LoadZone finds a zone by its name in the IANA database, such as Europe/Berlin.
func LoadZone(name string) (*Zone, error) {
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, fmt.Errorf("no zone is named %q", name)
	}
	z := &Zone{name: name}
	at := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	end := time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	east := eastAt(loc, at)
	z.spans = []zoneSpan{{from: at, sure: at + int64(east), east: east}}
	const step = 7 * 86_400 // no zone changes twice in a week
	for ; at < end; at += step {
		next := eastAt(loc, at+step)
		if next == east {
			continue
		}
		from := changeBetween(loc, at, at+step, east)
		z.spans = append(z.spans, zoneSpan{from: from, sure: from + int64(max(east, next)), east: next})
		east = next
	}
	return z, nil
}

func eastAt(loc *time.Location, sec int64) int32 {
	_, east := time.Unix(sec, 0).In(loc).Zone()
	return int32(east)
}

// changeBetween is the first second after lo whose offset is not east; hi has
// another one.
func changeBetween(loc *time.Location, lo, hi int64, east int32) int64 {
	for lo+1 < hi {
		if mid := (lo + hi) / 2; eastAt(loc, mid) == east {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

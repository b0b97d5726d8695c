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
	at := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).In(loc)
	_, east := at.Zone()
	z.spans = []zoneSpan{{from: at.Unix(), sure: at.Unix() + int64(east), east: int32(east)}}
	for {
		_, end := at.ZoneBounds()
		if end.IsZero() || end.Year() > lastYear {
			return z, nil
		}
		at = end
		_, next := at.Zone()
		if next != east {
			z.spans = append(z.spans, zoneSpan{from: at.Unix(), sure: at.Unix() + int64(max(east, next)), east: int32(next)})
			east = next
		}
	}
}

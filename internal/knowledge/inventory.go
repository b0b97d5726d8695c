package knowledge

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"inquest/internal/source"
)

// Entry is a machine or a service of the inventory.
type Entry struct {
	Address      string   `yaml:"address"`
	Name         string   `yaml:"name"`
	Role         string   `yaml:"role"`
	Owner        string   `yaml:"owner"`
	Ports        []string `yaml:"ports"`
	UsualLatency string   `yaml:"usual_latency"`
	Links        []string `yaml:"links"`
}

// Inventory is what the user knows of machines.
type Inventory struct {
	CostPerRunHour string  `yaml:"cost_per_run_hour"` // "40 EUR"
	Hosts          []Entry `yaml:"hosts"`
}

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

// Hint says what to do next.
func (h hinted) Hint() string { return h.hint }

func (h hinted) Unwrap() error { return h.error }

// unreadHint is the advice for a file in a folder of the user's that cannot be read.
const unreadHint = "give yourself the right to read it, or take it out of the folder"

const inventoryHint = "write YAML with 'hosts:' and a list of address, name, role, owner, ports, usual_latency, links; or CSV with these as the head line"

// ReadInventory reads YAML (.yaml, .yml) or CSV (.csv). An entry without an
// address and a name, and an unknown key, are errors.
func ReadInventory(path string) (*Inventory, error) {
	_, data, err := source.ReadWhole(path, source.Options{})
	if err != nil {
		return nil, fmt.Errorf("inventory: %w", err)
	}
	return decodeInventory(path, data)
}

// decodeInventory reads what stands in a file of that name.
func decodeInventory(path string, data []byte) (*Inventory, error) {
	inv := &Inventory{}
	var err error
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		inv.Hosts, err = readCSV(data)
	case ".yaml", ".yml":
		err = yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(inv)
	default:
		err = errors.New("its name ends neither in .yaml nor in .csv")
	}
	if err != nil {
		return nil, hinted{fmt.Errorf("inventory %s: %w", filepath.Base(path), err), inventoryHint}
	}
	for i, e := range inv.Hosts {
		if e.Address == "" && e.Name == "" {
			return nil, hinted{fmt.Errorf("inventory %s: entry %d has neither address nor name", filepath.Base(path), i+1), inventoryHint}
		}
	}
	return inv, nil
}

func readCSV(data []byte) ([]Entry, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, errors.Join(err, errors.New("no head line"))
	}
	var out []Entry
	for _, row := range rows[1:] {
		var e Entry
		for i, key := range rows[0] {
			switch v := strings.TrimSpace(row[i]); strings.ToLower(strings.TrimSpace(key)) {
			case "address":
				e.Address = v
			case "name", "host":
				e.Name = v
			case "role":
				e.Role = v
			case "owner":
				e.Owner = v
			case "ports":
				e.Ports = fields(v)
			case "usual_latency":
				e.UsualLatency = v
			case "links":
				e.Links = fields(v)
			default:
				return nil, fmt.Errorf("unknown column %q", key)
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// fields splits a cell that holds several values.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ' ' })
}

// fitting are the entries whose address or name is one of the words.
func (inv *Inventory) fitting(words map[string]bool) []Entry {
	var out []Entry
	for _, e := range inv.Hosts {
		if e.Address != "" && words[strings.ToLower(e.Address)] || e.Name != "" && words[strings.ToLower(e.Name)] {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return strings.Compare(a.Address+a.Name, b.Address+b.Name) })
	return out
}

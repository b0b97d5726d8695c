// Package fault loads, checks and matches the catalogue of fault classes: one
// Markdown file each (catalog/<id>.md), with front matter, prose and
// compulsory positive and negative samples.
//
// It decides what a line is called, not what caused what: ranking is package
// cause's.
package fault

import "inquest/internal/evidence"

// Role says what a class is in a causal story.
type Role string

// Roles: a cause can stand first in a chain; a symptom is explained by others;
// a change is an announced change of state (deploy, stop, start, config), a
// cause when failures follow it; context explains nothing by itself.
const (
	RoleCause   Role = "cause"
	RoleSymptom Role = "symptom"
	RoleChange  Role = "change"
	RoleContext Role = "context"
)

// Class is one kind of failure.
type Class struct {
	ID        string // "db.too-many-connections"
	Title     string // "database refuses connections: limit reached"
	Role      Role
	Layer     string   // network, dns, tls, db, broker, http, os, container, process, job, resource, auth
	Depth     int      // how deep on the call path: 0 job, 1 application, 2 service, 3 database or broker, 4 host or network
	Explains  []string // ids, or "layer.*" patterns, of classes that follow from this one
	Component ComponentRule
	Meaning   string
	Confirm   []Confirm
	Fix       []string
	Prevent   []string
	Owner     string // role that acts: backend, network, platform, database, product
	Refs      []Reference
	Hedged    bool     // the class matches guesses ("possible firewall restriction"): opens a hypothesis, never closes one
	Reversal  []string // ids of classes that end it (stop -> start)

	match []branch
}

// ComponentRule says which part of the line or of its origin names the
// component at fault, tried in order: "capture" (named group component),
// "peer" (address or host that the line speaks of), "target" (fields such as
// target, comp, upstream, host), "service", "host".
type ComponentRule struct{ From []string }

// Confirm is a command and the answers that confirm or refute. {host}, {port},
// {component}, {from} and {to} are filled in by the report.
type Confirm struct {
	Command  string
	Confirms string
	Refutes  string
}

// Reference is where to read on.
type Reference struct {
	Title, Publisher, URL string
	Checked               string // date, or "not checked live"
	Takeaways             []string
}

// Line is what a class is matched against.
type Line struct {
	Level   string // "error", "warn" ... as record.Level names it; empty when not given
	Service string
	Logger  string
	Host    string
	Message string
	Body    string            // stack trace, continuation lines
	Fields  map[string]string // key=value and JSON fields
}

// Hit is a class that a line shows.
type Hit struct {
	Class    *Class
	Captures map[string]string // named groups of the pattern: component, addr, port, user, code ...
	Offset   int               // where in Message the pattern matched, -1 when only fields did
}

// Catalog is a loaded, checked set of classes. It is safe for concurrent use.
type Catalog struct {
	classes []*Class
	byID    map[string]*Class
	detail  catalogDetail
}

// Embedded returns the catalogue that the binary carries.
func Embedded() *Catalog { return embedded() }

// Classes lists the classes by id.
func (c *Catalog) Classes() []*Class { return c.classes }

// Class finds a class by id, or nil.
func (c *Catalog) Class(id string) *Class { return c.byID[id] }

// Match returns the classes that the line shows, most specific first.
func (c *Catalog) Match(l Line) []Hit { return c.matchLine(l) }

// Explains reports whether class a explains class b, directly or through
// others.
func (c *Catalog) Explains(a, b *Class) bool { return c.explains(a, b) }

var _ = evidence.Quote{}

// Package fault loads, checks and matches the catalogue of fault classes: one
// Markdown file each (catalog/<id>.md), with front matter, prose and
// compulsory positive and negative samples.
//
// It decides what a line is called, not what caused what: ranking is package
// cause's. It knows no files but the ones of the catalogue, and no clock.
//
// The grammar of a class file stands in page.go (parts), front.go (front
// matter), prose.go (sections) and literal.go (phrases).
package fault

import "io/fs"

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
	ID         string // "db.too-many-connections"
	Title      string // "database refuses connections: limit reached"; may hold {component}
	Role       Role
	Layer      string   // network, dns, tls, db, broker, http, os, container, process, job, resource, auth
	Depth      int      // how deep on the call path: 0 job, 1 application, 2 service, 3 database or broker, 4 host or network
	Explains   []string // ids of classes that follow from this one, or "family.*" patterns, which mean the family's symptoms
	Component  ComponentRule
	Meaning    string
	Plain      Plain // for readers without the trade; empty in a catalogue that does not say it
	Confirm    []Confirm
	Fix        []string
	Prevent    []string
	Owner      string // role that acts: backend, network, platform, database, security, product
	Confidence string // what a hit of this class rests on, in one sentence
	Refs       []Reference
	Hedged     bool     // the class matches guesses ("possible firewall restriction"): opens a hypothesis, never closes one
	Reversal   []string // ids of classes that end it (stop -> start)
	File       string   // name of the class's file in its catalogue

	builtIn bool     // carried by the binary
	samples []Sample // of a class read from a file
	source  source
	match   []branch
	capture []*pattern
	lines   map[string]int // line of each part of the file, for messages
}

// ComponentRule says which part of the line or of its origin names the
// component at fault, tried in order: "capture" (named group component),
// "subject" (a field that names what a change is made to: app, deployment ...),
// "peer" (address or host that the line speaks of), "target" (fields such as
// target, comp, upstream, host), "service", "host".
type ComponentRule struct{ From []string }

// Pick returns the first name that source gives, asked in the rule's order, or
// "".
func (r ComponentRule) Pick(source func(from string) string) string {
	for _, from := range r.From {
		if name := source(from); name != "" {
			return name
		}
	}
	return ""
}

// Confirm is a command and the answers that confirm or refute. Placeholders, as
// {host} or the {path} that a pattern captures, are filled in by the report.
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

// Sample is a line that a class must match, or must not.
type Sample struct {
	Line  Line
	Match bool
	At    int // line in the class's file
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
	Captures map[string]string // named groups of the patterns: component, addr, port, user, code ...; nil when none
	Offset   int               // where in Message the pattern or its longest phrase begins, -1 when elsewhere
}

// Catalog is a loaded, checked set of classes. It is safe for concurrent use.
type Catalog struct {
	classes []*Class
	byID    map[string]*Class
	detail  catalogDetail
}

// Embedded returns the catalogue that the binary carries.
func Embedded() *Catalog { return embedded() }

// Load reads and checks a catalogue that stands on its own: every *.md file
// below fsys. The error is a Problems with a file, a line and a hint for each
// defect.
func Load(fsys fs.FS) (*Catalog, error) { return load(nil, fsys) }

// With returns c together with the classes of fsys, checked as by Load; their
// explains may name classes of c. c itself does not change.
func (c *Catalog) With(fsys fs.FS) (*Catalog, error) { return load(c, fsys) }

// Check tests every class against its own samples and against the clean
// corpus, as Load does; nil means that all hold. It is what "catalog test"
// runs over the embedded catalogue.
func (c *Catalog) Check() error { return c.check(c.classes) }

// Classes lists the classes by id.
func (c *Catalog) Classes() []*Class { return c.classes }

// Class finds a class by id, or nil.
func (c *Catalog) Class(id string) *Class { return c.byID[id] }

// Match returns the classes that the line shows, most specific first: hedged
// classes after all others; then the greater sum of the lengths of the phrases
// found; then more named captures; then the smaller id. Message, error fields
// (err, error, exception, reason ...) and the head and tail of Body are read,
// each up to a bound, so that a line costs no more than a bounded time.
func (c *Catalog) Match(l Line) []Hit { return c.matchLine(l) }

// Explains reports whether class a explains class b, directly or through
// others. A class never explains itself.
func (c *Catalog) Explains(a, b *Class) bool { return c.explains(a, b) }

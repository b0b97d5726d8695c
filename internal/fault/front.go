package fault

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"inquest/internal/lazy"
)

// front is the front matter as written.
type front struct {
	ID         string
	Title      string
	Role       Role
	Layer      string
	Depth      int
	Owner      string
	Component  []string
	Match      []frontBranch
	Capture    []string // patterns that only capture: a line need not match them
	Explains   []string
	Reversal   []string
	Hedged     bool
	Confidence string
	References []Reference
}

// frontBranch is one way in which a line shows the class. All that it asks for
// must hold; the class matches when one of its branches does.
type frontBranch struct {
	Literals []string          `json:",omitempty"`                  // phrases that must all be there
	Any      []string          `json:",omitempty"`                  // phrases of which one must be there
	Not      []string          `json:",omitempty"`                  // phrases that veto
	NotRE    string            `yaml:"not_re" json:",omitempty"`    // pattern that vetoes
	RE       string            `json:",omitempty"`                  // pattern (RE2) that must match; its named groups are captured
	MinLevel string            `yaml:"min_level" json:",omitempty"` // least level, when the line gives one
	MaxLevel string            `yaml:"max_level" json:",omitempty"` // greatest level, when the line gives one
	Service  string            `json:",omitempty"`                  // pattern for the service
	Fields   map[string]string `json:",omitempty"`                  // key, or keys parted by "|" -> pattern for the value
	Line     int               `yaml:"-"`                           // in the front matter
}

// UnmarshalYAML keeps the line on which the branch begins.
func (b *frontBranch) UnmarshalYAML(node ast.Node) error {
	type plain frontBranch
	b.Line = node.GetToken().Position.Line
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		b.Line = m.Values[0].GetToken().Position.Line
		if k := m.Values[0].Key; k != nil {
			b.Line = k.GetToken().Position.Line
		}
	}
	line := b.Line
	err := yaml.NodeToValue(node, (*plain)(b), yaml.Strict())
	b.Line = line
	return err
}

// readFront parses the front matter strictly: an unknown key, an anchor or an
// alias is an error.
func readFront(p *page) (*front, Problems) {
	tokens := lexer.Tokenize(p.front)
	for _, t := range tokens {
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return nil, Problems{{p.file, t.Position.Line + p.frontLine - 1, "front matter uses an anchor or an alias", "write the value out"}}
		}
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, Problems{yamlProblem(p, err)}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, Problems{{p.file, p.frontLine, "front matter is empty", "give at least id, title, role, layer, owner, component and match"}}
	}
	f := &front{}
	if err := yaml.NodeToValue(file.Docs[0].Body, f, yaml.Strict()); err != nil {
		return nil, Problems{yamlProblem(p, err)}
	}
	return f, nil
}

func yamlProblem(p *page, err error) Problem {
	out := Problem{File: p.file, Line: p.frontLine, What: "front matter: " + err.Error(), Hint: "keys are id, title, role, layer, depth, owner, component, match, capture, explains, reversal, hedged, confidence, references"}
	var y yaml.Error
	if errors.As(err, &y) {
		out.What = "front matter: " + y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			out.Line = t.Position.Line + p.frontLine - 1
		}
	}
	return out
}

var (
	roles      = []Role{RoleCause, RoleSymptom, RoleChange, RoleContext}
	layers     = []string{"network", "dns", "tls", "db", "broker", "http", "os", "container", "process", "job", "resource", "auth"}
	owners     = []string{"backend", "network", "platform", "database", "security", "product"}
	components = []string{"capture", "subject", "peer", "target", "service", "host"}
	idForm     = lazy.Compile(`^[a-z0-9]+\.[a-z0-9]+(-[a-z0-9]+)*$`)
)

// fill moves the front matter into the class and checks its words.
func (f *front) fill(c *Class, p *page) Problems {
	c.ID, c.Title, c.Role, c.Layer, c.Depth = f.ID, f.Title, f.Role, f.Layer, f.Depth
	c.Owner, c.Confidence, c.Refs = f.Owner, f.Confidence, f.References
	c.Explains, c.Reversal, c.Hedged = f.Explains, f.Reversal, f.Hedged
	c.Component.From = f.Component
	var ps Problems
	bad := func(key, what, hint string) {
		ps = append(ps, Problem{p.file, p.keyLine(key), what, hint})
	}
	if !idForm.MatchString(f.ID) {
		bad("id", fmt.Sprintf("id %q is not of the form layer.some-words", f.ID), "lower case letters, digits and hyphens, one dot")
	}
	if f.Title == "" || len(f.Title) > 90 {
		bad("title", "title is empty or longer than 90 bytes", "say in plain words what happened")
	}
	if !slices.Contains(roles, f.Role) {
		bad("role", fmt.Sprintf("unknown role %q", f.Role), "roles are cause, symptom, change, context")
	}
	if !slices.Contains(layers, f.Layer) {
		bad("layer", fmt.Sprintf("unknown layer %q", f.Layer), "layers are "+strings.Join(layers, ", "))
	}
	if f.Depth < 0 || f.Depth > 4 {
		bad("depth", fmt.Sprintf("depth %d is not within 0..4", f.Depth), "0 job, 1 application, 2 service, 3 database or broker, 4 host or network")
	}
	if !slices.Contains(owners, f.Owner) {
		bad("owner", fmt.Sprintf("unknown owner %q", f.Owner), "owners are "+strings.Join(owners, ", "))
	}
	if f.Confidence == "" {
		bad("confidence", "no confidence basis", "say in one sentence what a hit rests on")
	}
	for _, s := range f.Component {
		if !slices.Contains(components, s) {
			bad("component", fmt.Sprintf("unknown component source %q", s), "sources are "+strings.Join(components, ", "))
		}
	}
	if len(f.Component) == 0 {
		bad("component", "no component source", "sources are "+strings.Join(components, ", "))
	}
	return append(ps, f.checkRefs(p)...)
}

func (f *front) checkRefs(p *page) Problems {
	var ps Problems
	for _, r := range f.References {
		what := ""
		switch {
		case r.Title == "" || r.Publisher == "":
			what = "reference lacks title or publisher"
		case !strings.HasPrefix(r.URL, "https://"):
			what = fmt.Sprintf("reference %q has no https url", r.Title)
		case r.Checked == "":
			what = fmt.Sprintf("reference %q does not say when it was checked", r.Title)
		case len(r.Takeaways) == 0:
			what = fmt.Sprintf("reference %q has no takeaway", r.Title)
		}
		if what != "" {
			ps = append(ps, Problem{p.file, p.keyLine("references"), what, `give title, publisher, url, checked (a date or "not checked live") and takeaways`})
		}
	}
	if len(f.References) == 0 {
		ps = append(ps, Problem{p.file, p.keyLine("references"), "no reference", "name at least one place to read on, primary documentation first"})
	}
	return ps
}

// keyLine is the line of a top-level key in the file, or of the front matter's
// beginning.
func (p *page) keyLine(key string) int {
	for i, line := range strings.Split(p.front, "\n") {
		if strings.HasPrefix(line, key+":") {
			return p.frontLine + i
		}
	}
	return p.frontLine
}

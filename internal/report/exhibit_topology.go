package report

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// sketch collects the dependency sketch: nodes by name, edges by their ends.
type sketch struct {
	b     *builder
	dir   *finding.Directory
	names map[[2]string]string // the fullest name of a service on a host
	nodes map[string]*Node
	edges map[[3]string]*Edge
	alone string          // a component that the leading hypothesis names and no line ties to another
	brief map[string]bool // addresses whose high ports are those of clients, one a connection
}

// The kinds of nodes and edges.
const (
	nodeUnits   = "units"
	nodeService = "service"
	nodePeer    = "peer"

	edgeConnects = "connects"
	edgeRuns     = "runs"
	edgeCalls    = "calls"

	roleSuspect = "suspect" // the leading hypothesis names it, and it is undetermined
)

// topology is who speaks to whom: runs that a source logged, components that
// runs went to, peers that a source connected to. Nil when the lines name no
// two components of which one speaks to the other.
func (b *builder) topology() *Topology {
	s := &sketch{b: b, dir: b.directory(), names: map[[2]string]string{}, nodes: map[string]*Node{}, edges: map[[3]string]*Edge{}}
	s.foldClients()
	s.learn()
	s.runs()
	s.peers()
	if len(s.edges) == 0 {
		return nil
	}
	s.blame()
	s.countLines()
	return s.finish()
}

// node finds or makes the node of a place; the kind that is known better wins.
func (s *sketch) node(name, kind string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		return ""
	}
	n := s.nodes[name]
	if n == nil {
		n = &Node{Name: evidence.NewQuote(name), Kind: kind}
		s.nodes[name] = n
	}
	if n.Kind == nodePeer && kind == nodeService {
		n.Kind = kind
	}
	return name
}

// learn reads the names of all components, so that a service that one line calls
// by its address and another by its host is one node.
func (s *sketch) learn() {
	for i := range s.b.v.Sources {
		s.name(s.dir.Source(i))
	}
	for i := range s.b.v.Peers {
		s.name(s.peerPlace(&s.b.v.Peers[i]))
	}
	for i := range s.b.v.Units {
		for _, r := range s.b.v.Units[i].Runs {
			for _, t := range r.Targets {
				s.name(s.dir.Resolve(t))
			}
		}
	}
}

// name is the fullest name that a place goes by.
func (s *sketch) name(p finding.Place) string {
	name := p.String()
	if p.Service == "" || p.Host == "" || p.Part != "" {
		return name
	}
	key := [2]string{p.Service, p.Host}
	if old := s.names[key]; cmp.Or(cmp.Compare(len(old), len(name)), strings.Compare(old, name)) < 0 {
		s.names[key] = name
	}
	return s.names[key]
}

func (s *sketch) peerPlace(p *profile.Peer) finding.Place {
	place := finding.Place{Addr: p.Addr, Port: p.Port}
	if s.brief[p.Addr] && p.Port >= firstEphemeral {
		place.Port = 0
	}
	if known := s.dir.Resolve(place.String()); !known.IsZero() {
		return known
	}
	return place
}

// The ports that systems give to the clients' side of a connection begin here, as Linux
// does; from how many of them at one address, used nowhere else, they are folded into one.
const (
	firstEphemeral = 32768
	fewPorts       = 3
)

// foldClients finds the addresses at which many high ports are seen that no other
// address has: each is the client's side of one connection, not a server of its own.
func (s *sketch) foldClients() {
	at := map[int]map[string]bool{}
	for i := range s.b.v.Peers {
		p := &s.b.v.Peers[i]
		if p.Port < firstEphemeral {
			continue
		}
		if at[p.Port] == nil {
			at[p.Port] = map[string]bool{}
		}
		at[p.Port][p.Addr] = true
	}
	own := map[string]int{}
	for _, addrs := range at {
		for a := range addrs {
			if len(addrs) == 1 {
				own[a]++
			}
		}
	}
	s.brief = map[string]bool{}
	for a, n := range own {
		s.brief[a] = n >= fewPorts
	}
}

func (s *sketch) source(i int) string {
	if s.b.v.Sources[i].Prose {
		return ""
	}
	return s.node(s.sourceName(i), nodeService)
}

// sourceName is the component for which a source speaks, or else its file name.
func (s *sketch) sourceName(i int) string {
	if p := s.dir.Source(i); !p.IsZero() {
		return s.name(p)
	}
	return s.b.v.Sources[i].Name
}

// far is the component that an address or a name stands for.
func (s *sketch) far(name string) string {
	if p := s.dir.Resolve(name); !p.IsZero() {
		name = s.name(p)
	}
	return s.node(name, nodePeer)
}

func (s *sketch) edge(from, to, kind string, events, bad int64, line *profile.Line, isBad bool) {
	if from == "" || to == "" || from == to || events == 0 {
		return
	}
	key := [3]string{from, to, kind}
	e := s.edges[key]
	if e == nil {
		e = &Edge{Kind: kind}
		s.edges[key] = e
	}
	if line != nil && (e.Line == nil || isBad && e.Bad == 0) && line.Exemplar().Ref.Check() == nil {
		l := lineOf(line.Exemplar(), "")
		e.Line = &l
	}
	e.Events += events
	e.Bad += bad
}

// runs ties the runs of each kind of unit to the sources that log them, and
// those sources to the components that the runs went to.
func (s *sketch) runs() {
	for i := range s.b.v.Units {
		u := &s.b.v.Units[i]
		for k := range u.Runs {
			s.run(u, &u.Runs[k])
		}
	}
}

func (s *sketch) run(u *profile.Unit, r *profile.Run) {
	line, bad := r.EndLine, int64(0)
	if line == nil {
		line = r.StartLine
	}
	if isBad(r.State) {
		bad = 1
	}
	if line == nil || line.Source < 0 || line.Source >= len(s.b.v.Sources) {
		return
	}
	name := s.node(plural(u.Kind), nodeUnits)
	s.nodes[name].Lines++
	s.nodes[name].Bad += bad
	own := s.source(line.Source)
	s.edge(name, own, edgeRuns, 1, bad, line, bad > 0)
	for _, t := range r.Targets {
		failed := int64(0)
		if bad > 0 && t == r.LastTarget {
			failed = 1
		}
		s.edge(own, s.far(t), edgeCalls, 1, failed, line, failed > 0)
	}
}

// peers ties each source to the addresses that it connected to.
func (s *sketch) peers() {
	for i := range s.b.v.Peers {
		p := &s.b.v.Peers[i]
		if p.Source < 0 || p.Source >= len(s.b.v.Sources) {
			continue
		}
		own := s.source(p.Source)
		var all, bad int64
		for kind, n := range p.Counts {
			all += n
			if badState(kind) {
				bad += n
			}
		}
		line, shows := stepLine(p.Steps)
		s.edge(own, s.node(s.name(s.peerPlace(p)), nodePeer), edgeConnects, all, bad, line, shows)
	}
}

// stepLine is the first line of a bad step, or the first of all.
func stepLine(steps []profile.Step) (line *profile.Line, bad bool) {
	if len(steps) == 0 {
		return nil, false
	}
	i := slices.IndexFunc(steps, func(s profile.Step) bool { return badState(s.Kind) })
	if i < 0 {
		return profile.LineOf(steps[0].Line), false
	}
	return profile.LineOf(steps[i].Line), true
}

// countLines gives the services the records of their sources.
func (s *sketch) countLines() {
	bad := make([]int64, len(s.b.v.Sources))
	for i := range s.b.v.Templates {
		t := &s.b.v.Templates[i]
		if !s.b.bad[t.ID] {
			continue
		}
		for _, r := range t.Rows {
			bad[r.Source] += int64(r.Count)
		}
	}
	for i := range s.b.v.Sources {
		if n := s.nodes[s.sourceName(i)]; n != nil && n.Kind != nodeUnits {
			n.Kind = nodeService
			n.Lines += s.b.v.Sources[i].Records
			n.Bad += bad[i]
		}
	}
}

// blame marks the component that the leading hypothesis names.
func (s *sketch) blame() {
	if len(s.b.res.Hypotheses) == 0 || s.b.res.Verdict == cause.NoIncident || s.b.res.Hypotheses[0].Outcome == cause.Contradicted {
		return
	}
	h := &s.b.res.Hypotheses[0]
	role := roleCause
	if h.Outcome != cause.Supported {
		role = roleSuspect
	}
	if n := s.nodes[h.Component]; n != nil && n.Kind != nodeUnits {
		n.Role = role
		return
	}
	best := ""
	for name, n := range s.nodes {
		if n.Kind != nodeUnits && h.Component != "" && strings.Contains(h.Component, name) && cmp.Or(cmp.Compare(len(name), len(best)), strings.Compare(best, name)) > 0 {
			best = name
		}
	}
	if best == "" && s.speaks(h.Component) {
		best = s.node(h.Component, nodeService)
		s.alone = best
	}
	if best != "" {
		s.nodes[best].Role = role
	}
}

// speaks tells whether a component has a source of its own.
func (s *sketch) speaks(name string) bool {
	for i := range s.b.v.Sources {
		if name != "" && s.sourceName(i) == name {
			return true
		}
	}
	return false
}

// finish numbers nodes and edges. Components beyond the share of a page are
// those with the fewest failures and lines.
func (s *sketch) finish() *Topology {
	names := make([]string, 0, len(s.nodes))
	used := map[string]bool{}
	for key := range s.edges {
		used[key[0]], used[key[1]] = true, true
	}
	if s.alone != "" {
		used[s.alone] = true
	}
	for name := range used {
		names = append(names, name)
	}
	weight := s.weights()
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(boolLast(s.nodes[a].Role != "", s.nodes[b].Role != ""), cmp.Compare(weight[b], weight[a]), strings.Compare(a, b))
	})
	t := &Topology{More: int64(max(0, len(names)-shownNodes)), Edges: []Edge{}}
	names = head(names, shownNodes)
	layer := s.layers(names)
	if s.alone != "" {
		for _, l := range layer {
			layer[s.alone] = max(layer[s.alone], l)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(layer[a], layer[b]), strings.Compare(a, b)) })
	index := map[string]int{}
	for i, name := range names {
		index[name] = i
		s.nodes[name].Layer = layer[name]
		t.Nodes = append(t.Nodes, *s.nodes[name])
	}
	for key, e := range s.edges {
		from, ok := index[key[0]]
		to, ok2 := index[key[1]]
		if ok && ok2 {
			e.From, e.To = from, to
			t.Edges = append(t.Edges, *e)
		}
	}
	slices.SortFunc(t.Edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), strings.Compare(a.Kind, b.Kind))
	})
	if len(t.Edges) == 0 {
		return nil
	}
	return t
}

// weights are the bad and then all events of a component's edges.
func (s *sketch) weights() map[string]int64 {
	const badWeighs = 1000
	out := map[string]int64{}
	for key, e := range s.edges {
		out[key[0]] += e.Events + badWeighs*e.Bad
		out[key[1]] += e.Events + badWeighs*e.Bad
	}
	return out
}

// layers puts callers above what they call: the longest path from a caller,
// where a circle is cut at its name that comes first.
func (s *sketch) layers(names []string) map[string]int {
	next := map[string][]string{}
	called := map[string]bool{}
	for key := range s.edges {
		next[key[0]] = append(next[key[0]], key[1])
		called[key[1]] = true
	}
	for _, list := range next {
		slices.Sort(list)
	}
	out := map[string]int{}
	onPath := map[string]bool{}
	var walk func(name string, depth int)
	walk = func(name string, depth int) {
		if onPath[name] || depth < out[name] || depth > len(names) {
			return
		}
		out[name] = depth
		onPath[name] = true
		for _, n := range next[name] {
			if depth+1 > out[n] {
				walk(n, depth+1)
			}
		}
		onPath[name] = false
	}
	sorted := slices.Clone(names)
	slices.Sort(sorted)
	for _, top := range []bool{true, false} {
		for _, name := range sorted {
			if _, seen := out[name]; called[name] != top && !seen {
				walk(name, 0)
			}
		}
	}
	return out
}

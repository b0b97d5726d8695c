package report

import (
	"slices"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/fault"
	"inquest/internal/finding"
)

// check is a command with the answers that confirm or refute, and what has to be
// known before it is run.
func (b *builder) check(h *cause.Hypothesis, c fault.Confirm) Step {
	n := b.namesOf(h)
	command, note := b.filled(h, c.Command)
	return Step{Command: command, Note: note, Confirms: n.fill(c.Confirms), Refutes: n.fill(c.Refutes)}
}

// filled is a command of the catalogue for a hypothesis, with a note in words of
// what the logs do not tell: which system it is for, which words to replace.
func (b *builder) filled(h *cause.Hypothesis, command string) (Text, Text) {
	if command == "" {
		return nil, nil
	}
	names := b.commandNames(h)
	made, spoken := madeFor(command), spokenOf(h)
	var note Text
	say := func(t Text) {
		if len(note) > 0 {
			note = append(note, Piece{Text: " "})
		}
		note = append(note, t...)
	}
	switch fitOf(made, spoken) {
	case perhaps:
		if made.where != "" {
			say(Words("Where it runs " + made.where + "."))
		} else if made.id != "systemd" {
			say(Words("Where it is " + made.title + "."))
		}
	case unfit:
		return nil, Words("These lines speak of " + titlesOf(spoken[made.family]) + ", for which no command is at hand: ask it for what the answers name.")
	}
	for _, t := range b.guessed(names, command, made) {
		say(t)
	}
	if whole := names.wholeJournal(command); whole != command {
		say(Words("No line names the unit: this is the whole journal of that time."))
		command = whole
	}
	text := names.command(command)
	if t := names.missing(command, made); len(t) > 0 {
		say(t)
	}
	if t := names.several(h, command); len(t) > 0 {
		say(t)
	}
	if host := b.runsOn(h, command, made); host != "" {
		say(Join(Words("Run it on "), Quoted(host), Words(".")))
	}
	return text, note
}

func titlesOf(list []*system) string {
	var out []string
	for _, s := range list {
		out = append(out, s.title)
	}
	return joinWords(out)
}

// fitting are the checks of a class that suit what a hypothesis speaks of. Those
// made for another system are left out, unless none would be left; those made for
// a system that is spoken of stand before the others, and those that can be run as
// they are before those in which something has to be replaced.
func (b *builder) fitting(h *cause.Hypothesis) []fault.Confirm {
	if h.Class == nil {
		return nil
	}
	spoken := spokenOf(h)
	var named, others []fault.Confirm
	for _, c := range h.Class.Confirm {
		switch made := madeFor(c.Command); {
		case made != nil && slices.Contains(spoken[made.family], made):
			named = append(named, c)
		case fitOf(made, spoken) != unfit:
			others = append(others, c)
		}
	}
	if len(named)+len(others) == 0 {
		return head(h.Class.Confirm, 1)
	}
	return b.enough(h, append(b.readyFirst(h, named), b.readyFirst(h, others)...))
}

// enough leaves out the checks in which something has to be replaced, where others can be
// run as they are.
func (b *builder) enough(h *cause.Hypothesis, list []fault.Confirm) []fault.Confirm {
	ready := slices.DeleteFunc(slices.Clone(list), func(c fault.Confirm) bool { return !b.ready(h, c) })
	if len(ready) == 0 {
		return list
	}
	return ready
}

// ready tells whether a check can be run as it is.
func (b *builder) ready(h *cause.Hypothesis, c fault.Confirm) bool {
	n := b.commandNames(h)
	b.guessed(n, c.Command, madeFor(c.Command))
	return len(n.open(c.Command)) == 0 && variableIn(c.Command) == ""
}

// readyFirst sorts checks: those that need nothing from the reader come first.
func (b *builder) readyFirst(h *cause.Hypothesis, list []fault.Confirm) []fault.Confirm {
	slices.SortStableFunc(list, func(x, y fault.Confirm) int { return boolLast(b.ready(h, x), b.ready(h, y)) })
	return list
}

// deciding is the check that decides a hypothesis; in the place of the class's
// first check, the first of those that suit it.
func (b *builder) deciding(h *cause.Hypothesis, d *cause.Step) fault.Confirm {
	own := fault.Confirm{Command: d.Command, Confirms: d.Confirms, Refutes: d.Refutes}
	if h.Class == nil || !slices.Contains(h.Class.Confirm, own) {
		return own
	}
	return b.fitting(h)[0]
}

// replaced says by what a reader replaces a name that these logs do not tell.
var replaced = map[string]string{
	"host": "the host to look at", "port": "the port it listens on", "component": "the name of its service", "name": "the name of the service",
	"file": "the log that shows it", "from": "a time before the first failure", "to": "a time after the last failure",
	"path": "the path that is meant", "user": "the account that is meant", "object": "the table, column or database that is meant",
	"key": "the name of the setting", "namespace": "the namespace of the pod", "pod": "the name of the pod", "image": "the image",
	"volume": "the volume or claim", "quota": "the quota's name", "queue": "the queue or topic", "group": "the consumer group",
	"zone": "the zone", "zonefile": "the file of the zone", "device": "the device", "interface": "the network interface",
	"project": "the project", "resolver": "the name server that the client asks", "exception": "the name of the exception",
	"action": "the action that was refused", "dbfile": "the database file", "route": "the path of the request",
	"record": "the name that is looked up",
}

// guessed fills in what a command lacks and the logs let one guess: the only server of its
// kind that speaks in them, and the port that such servers listen on. What it put in it
// says, so that the reader can put in something else.
func (b *builder) guessed(n names, command string, made *system) []Text {
	var out []Text
	open := n.open(command)
	if made == nil || len(open) == 0 {
		return nil
	}
	if only := b.onlyServer(made); slices.Contains(open, "host") && !only.IsZero() {
		n["host"] = firstOf(only.Addr, only.Host)
		if n["port"] == "" && only.Port != 0 {
			n["port"] = strconv.Itoa(only.Port)
		}
		out = append(out, Join(Quoted(only.String()), Words(" is the only "+made.title+" that speaks in these logs.")))
	}
	if slices.Contains(open, "port") && n["port"] == "" && made.port != "" {
		n["port"] = made.port
		out = append(out, Words(made.port+" is its usual port; these logs name none."))
	}
	return out
}

// onlyServer is the component that speaks in these logs as a system, when just one does.
func (b *builder) onlyServer(s *system) finding.Place {
	var found finding.Place
	for i := range b.v.Sources {
		p := b.directory().Source(i)
		if p.Service == "" || !slices.ContainsFunc(s.words, func(w string) bool { return beginsWord(strings.ToLower(p.Service), w, true) }) {
			continue
		}
		if !found.IsZero() && (found.Service != p.Service || found.Host != p.Host) {
			return finding.Place{}
		}
		if found.Port == 0 {
			found = p
		}
	}
	return found
}

// directory is who is who in the input, read once.
func (b *builder) directory() *finding.Directory {
	if b.dir == nil {
		b.dir = b.in.Directory()
	}
	return b.dir
}

// serviceOn is the only service that speaks for a host in these logs; empty when none or
// several do.
func (b *builder) serviceOn(host string) string {
	found := ""
	for i := range b.v.Sources {
		p := b.directory().Source(i)
		if p.Host != host || p.Service == "" {
			continue
		}
		if found != "" && found != p.Service {
			return ""
		}
		found = p.Service
	}
	return found
}

// missing says in words what to replace before a command is run; nil when the
// logs tell it all.
func (n names) missing(command string, made *system) Text {
	var parts []string
	for _, name := range n.open(command) {
		by := replaced[name]
		if by == "" {
			by = "the " + name + " that is meant"
		}
		parts = append(parts, blank(name)+" by "+by)
	}
	var out Text
	if len(parts) > 0 {
		out = Words("Replace " + joinWords(parts) + ".")
	}
	if v := variableIn(command); v != "" {
		lead := "Set "
		if len(out) > 0 {
			lead = " Set "
		}
		out = append(out, Piece{Text: lead + v + " first."})
	}
	return out
}

// variableIn is the variable of the shell that a command asks for, as "TOKEN".
func variableIn(command string) string {
	for i := 0; i+1 < len(command); i++ {
		if command[i] != '$' || i > 0 && command[i-1] == '\\' {
			continue
		}
		j := i + 1
		for j < len(command) && (command[j] >= 'A' && command[j] <= 'Z' || command[j] == '_') {
			j++
		}
		if j > i+2 {
			return command[i+1 : j]
		}
	}
	return ""
}

// several says which values of a command are the first of several.
func (n names) several(h *cause.Hypothesis, command string) Text {
	var out Text
	for i := range command {
		name, ok := fault.PlaceholderAt(command[i:])
		if !ok || !h.Captures[name].Others || n[name] != h.Captures[name].Value || strings.Contains(command[:i], "{"+name+"}") {
			continue
		}
		if len(out) > 0 {
			out = append(out, Piece{Text: " "})
		}
		out = Join(out, Words("Repeat it for the others that these lines name beside "), Quoted(n[name]), Words("."))
	}
	return out
}

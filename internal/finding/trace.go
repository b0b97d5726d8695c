package finding

import (
	"regexp"
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/trail"
)

// Trace is the Data of findings of kind "trace": a stack trace that the healthy
// run lacks, and the modules that it speaks against.
type Trace struct {
	Stack  *trail.Stack
	Times  int  // how often it was seen
	Defect bool // an error of the language: the defect is near
	Null   bool // a null was used: where it was made is no longer on the stack
	Relay  bool // passed on by a client: another service failed
	Name   string
	Own    []trail.Frame // own frames, innermost first; frames that only pass on left out
	Handed string        // module that last had a good value where a null was handed down
}

// Frames that only pass arguments or an error on.
var (
	passOnRE  = lazy.Compile(`\(.*\*\w+,\s*\*\*\w+|\braise\b\s*$|\b_?(?:force_)?reraise\(|\braise_from\b|\b__exit__\b|\.throw\(`)
	passOnFns = map[string]bool{"__exit__": true, "__enter__": true, "invoke": false}
	// languageRE knows errors that the language itself raises; a bare exception is
	// thrown by who had no better name.
	languageRE  = lazy.Compile(`^(?:[\w.]*\.)?(?:TypeError|AttributeError|KeyError|NameError|UnboundLocalError|IndexError|ValueError|ZeroDivisionError|AssertionError|Unicode\w*Error|NotImplementedError|RecursionError|ImportError|ModuleNotFoundError|SyntaxError|ReferenceError|RangeError|Exception|Error|panic|NullPointerException|ClassCastException|(?:Array)?IndexOutOfBoundsException|StringIndexOutOfBoundsException|ArithmeticException|NumberFormatException|IllegalArgumentException|IllegalStateException|ConcurrentModificationException|NoSuchElementException|UnsupportedOperationException|NoSuchMethodError|NoSuchFieldError|NoClassDefFoundError|ClassNotFoundException|StackOverflowError|AbstractMethodError|NullReferenceException|InvalidCastException|ArgumentNullException|ArgumentException|InvalidOperationException|IndexOutOfRangeException|KeyNotFoundException|NoMethodError|ArgumentError)$`)
	nullRE      = lazy.Compile(`NoneType|NullPointer|NullReference|nil pointer|of (?:undefined|null)\b|for nil:NilClass|\bis (?:null|undefined)\b|because "[^"]*" is null`)
	viaClientRE = lazy.Compile(`(?:^|\.)[a-z_0-9]*client(?:\.|$)|(?:^|\.)(?:requests|urllib3|httplib|grpc|okhttp3|feign)(?:\.|$)`)
	remoteRE    = lazy.Compile(`\(HTTP \d{3}\)|\bHTTP[ /]?(?:code |status )?[45]\d\d\b|status(?:[ _]code)?[:= ]+[45]\d\d\b`)
	hasNoRE     = lazy.Compile(`has no attribute '(\w+)'`)
)

// Roots tell own code from libraries.
type Roots map[string]bool

// RootsOf are the top-level packages that are named like an owner of lines, and
// the one that most loggers belong to.
func RootsOf(ts ...*trail.Trail) Roots {
	own := Roots{}
	loggers := map[string]bool{}
	for _, t := range ts {
		if t == nil {
			continue
		}
		for i := range t.Statements {
			s := &t.Statements[i]
			own[packageName(s.Owner)] = true
			loggers[s.Logger] = true
		}
	}
	count := map[string]int{}
	for l := range loggers {
		if strings.Contains(l, ".") {
			count[rootPackage(l)]++
		}
	}
	best := ""
	for r, n := range count {
		if n > count[best] || n == count[best] && r < best {
			best = r
		}
	}
	if best != "" {
		own[best] = true
	}
	delete(own, "")
	return own
}

func packageName(owner string) string { return strings.ReplaceAll(strings.ToLower(owner), "-", "_") }

// registries are the top-level names that say nothing of whose code it is.
var registries = map[string]bool{"com": true, "org": true, "net": true, "io": true, "de": true, "fr": true, "cn": true, "uk": true, "eu": true, "gov": true, "edu": true, "github": true}

// rootPackage is the first part of a dotted name that says whose code it is.
func rootPackage(module string) string {
	parts := strings.SplitN(strings.ToLower(module), ".", 3)
	if len(parts) > 2 && registries[parts[0]] {
		return parts[0] + "." + parts[1]
	}
	return parts[0]
}

// Own reports whether a module is own code.
func (r Roots) Own(module string) bool {
	return strings.Contains(module, ".") && r[rootPackage(module)] || r[strings.ToLower(module)]
}

// detectTraces lists the stack traces that the healthy run lacks, or all of
// them where there is none, in order of time; each kind once.
func detectTraces(s *scene) []Finding {
	t := s.in.Trail
	if t == nil {
		return nil
	}
	roots := RootsOf(t, s.in.BaseTrail)
	seen := map[string]bool{}
	if b := s.in.BaseTrail; b != nil {
		for i := range b.Stacks {
			seen[traceKey(roots, &b.Stacks[i])] = true
		}
	}
	var out []Finding
	at := map[string]int{}
	for i := range t.Stacks {
		st := &t.Stacks[i]
		key := traceKey(roots, st)
		if k, ok := at[key]; ok {
			out[k].Count++
			out[k].Data.(*Trace).Times++
			continue
		}
		d := readTrace(roots, st)
		if key == "" || seen[key] || len(d.Own) == 0 {
			continue
		}
		d.Handed = handedDown(t, d)
		at[key] = len(out)
		f := Finding{Kind: KindTrace, Source: st.Head.Source, Component: st.Owner, Count: 1, Score: 0.7, Data: d, Lines: traceLines(st)}
		f.widen(f.Lines)
		out = append(out, f)
	}
	for i := range out {
		s.sayTrace(&out[i])
	}
	return out
}

func traceLines(st *trail.Stack) []exemplar {
	out := []exemplar{Exemplar(&st.Say, st.Level, st.Owner, st.Logger)}
	for _, l := range []*trail.Line{&st.Inner, &st.Head} {
		if l.Ref.Offset != st.Say.Ref.Offset {
			out = append(out, Exemplar(l, st.Level, st.Owner, st.Logger))
		}
	}
	return out
}

// traceKey is what makes two traces the same: the innermost own frame and the
// exception.
func traceKey(roots Roots, st *trail.Stack) string {
	for i := len(st.Frames) - 1; i >= 0; i-- {
		if f := &st.Frames[i]; roots.Own(f.Module) && !passesOn(f) {
			return f.Module + "\x00" + f.Func + "\x00" + lastName(st.Exception)
		}
	}
	return ""
}

func lastName(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }

// passesOn reports whether a frame only hands its arguments or an error on.
func passesOn(f *trail.Frame) bool { return passOnFns[f.Func] || passOnRE.MatchString(f.Code) }

func readTrace(roots Roots, st *trail.Stack) *Trace {
	d := &Trace{Stack: st, Times: 1}
	d.Defect = languageRE.MatchString(st.Exception)
	d.Null = nullRE.MatchString(st.Message) || nullRE.MatchString(st.Exception)
	inner := -1
	for i := len(st.Frames) - 1; i >= 0; i-- {
		f := &st.Frames[i]
		if !roots.Own(f.Module) || passesOn(f) {
			continue
		}
		if inner < 0 {
			inner = i
		}
		d.Own = append(d.Own, *f)
	}
	if inner >= 0 {
		d.Relay = slices.ContainsFunc(st.Frames[inner+1:], func(f trail.Frame) bool { return viaClientRE.MatchString(f.Module) })
	}
	d.Relay = d.Relay || !d.Defect && remoteRE.MatchString(st.Message)
	if d.Null && len(st.Frames) > 0 {
		d.Name = nullName(st.Frames[len(st.Frames)-1].Code, st.Message)
	}
	return d
}

// nullName is the name of what was null: the last name in front of the
// attribute, the index or the loop that failed.
func nullName(code, message string) string {
	var m []string
	if a := hasNoRE.FindStringSubmatch(message); a != nil && !strings.HasPrefix(a[1], "__") {
		m = lazy.Compile(`(\w+)(?:\[[^\]]*\]|\([^()]*\))?\.` + a[1] + `\b`).FindStringSubmatch(code)
	} else {
		for _, re := range indexedREs {
			if m = re.FindStringSubmatch(code); m != nil {
				break
			}
		}
	}
	if m == nil || m[1] == "self" || m[1] == "this" {
		return ""
	}
	return m[1]
}

var indexedREs = []*lazy.Regexp{
	lazy.Compile(`(\w+)\[`), lazy.Compile(`\bin (?:\w+\.)*(\w+)\b`), lazy.Compile(`\*\*?(\w+)`),
	lazy.Compile(`(\w+)\.\w+\(`),
}

// handedDown finds who last had a good value where a null argument was handed
// from frame to frame: the nearest frame outward whose module wrote an ordinary
// line for this request before it failed.
func handedDown(t *trail.Trail, d *Trace) string {
	if d.Name == "" || d.Stack.Request == 0 {
		return ""
	}
	named := lazy.Compile(`\b` + regexp.QuoteMeta(d.Name) + `\b`)
	n := 0
	for i := len(d.Stack.Frames) - 2; i >= 0; i-- {
		if named.MatchString(d.Stack.Frames[i].Code) {
			n++
		}
	}
	if n < 2 {
		return ""
	}
	spoke := t.Loggers(d.Stack.Request, d.Stack.Head.Time)
	for i := range d.Own {
		if i > 0 && spoke[d.Own[i].Module] {
			return d.Own[i].Module
		}
	}
	return ""
}

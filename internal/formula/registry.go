package formula

import (
	"slices"
	"strings"
)

// baselinePrefix makes the form of a function that reads the baseline.
const baselinePrefix = "baseline_"

var registry = register(listFunctions, lineFunctions, rowFunctions, stretchFunctions, runFunctions, placeFunctions, templateFunctions, peerFunctions, timeFunctions, testFunctions, compareFunctions, statusFunctions, loadFunctions, clockFunctions)

func register(groups ...[]definition) map[string]*definition {
	m := map[string]*definition{}
	for _, g := range groups {
		for i := range g {
			if _, dup := m[g[i].name]; dup {
				panic("formula: function " + g[i].name + " is defined twice")
			}
			m[g[i].name] = &g[i]
		}
	}
	return m
}

// lookup finds a function; baseline tells that it reads the baseline.
func lookup(name string) (def *definition, baseline, ok bool) {
	if def, ok = registry[name]; ok {
		return def, false, true
	}
	if base, cut := strings.CutPrefix(name, baselinePrefix); cut {
		if def, ok = registry[base]; ok && def.view {
			return def, true, true
		}
	}
	return nil, false, false
}

func functions() []Function {
	var out []Function
	for _, def := range registry {
		out = append(out, Function{Name: def.name, Args: def.args(), Doc: def.doc})
		if def.view {
			out = append(out, Function{Name: baselinePrefix + def.name, Args: def.args(), Doc: "The same, of the healthy baseline: " + def.doc})
		}
	}
	slices.SortFunc(out, func(a, b Function) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Short forms for parameter lists.
func str(name string) param    { return param{name, kindString} }
func num(name string) param    { return param{name, kindNumber} }
func list(name string) param   { return param{name, kindList} }
func either(name string) param { return param{name, kindEither} }
func takes(p ...param) []param { return p }

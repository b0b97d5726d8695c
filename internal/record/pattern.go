package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The layout language. A pattern describes a line from its first byte to its
// last:
//
//	{time} [{thread}] {level} {logger} - {message}
//
// Text outside braces is literal; a blank stands for one or more blanks or
// tabs, "{~}" for any number of them. "{name}" or "{name:type}" takes a part of
// the line. The names time, level, host, service, logger, thread, pid and
// message fill the record; "_" drops the part; any other name becomes a field.
// "{? ... ?}" is an optional group: it is taken where it fits, and there is no
// way back. "\{" is a brace.
//
// Types, with the default of a name in brackets:
//
//	stamp    any stamp with a date (time)
//	iso      YYYY-MM-DDThh:mm:ss (RFC 3339 and its kin, the T is needed)
//	syslog   a stamp that begins with the month's name
//	weekday  a stamp that begins with the name of a day of the week
//	klog     MMDD HH:MM:SS.ffffff
//	epoch    a number of s, ms, us or ns since 1970
//	tai      a TAI64N label, @ and 24 hexadecimal digits
//	clock    HH:MM:SS with a fraction; a field of the name clock (and time) gives the
//	         time where something else tells the day
//	level    a level word of two letters or more (level)
//	mark     a level's letter, or a mark of the format's own levels
//	word     no blanks, up to what follows in the pattern (all others)
//	maybe    a word that may be empty
//	text     up to what follows in the pattern (thread)
//	far      up to the last place in the line where what follows may stand
//	int      digits (pid)
//	num      digits with sign and fraction
//	name     letters, digits, '_', '-' and '.'
//	class    a name that begins with a letter and may hold '$', '/', ':', '#' and '@'
//	dotted   a class with an inner dot
//	addr     an IPv4 or IPv6 address, or a name, without a blank
//	quoted   "..." with backslash escapes; the value is what stands inside
//	bracket  [...] with inner brackets; the value is what stands inside
//	sd       the structured data of RFC 5424: "-" or [id key="value" ...]...
//	pri      the <PRI> of syslog: its severity is the level
//	kv       key=value pairs to the end, each a field
//	rest     everything to the end, maybe nothing (message)
//	here     like rest, but the pattern goes on from the same place
//	prefix   up to a level word in capitals with a colon and two blanks behind it, as
//	         PostgreSQL writes it
//	scan     whole words up to a stamp, within the first scanLimit bytes
//	severity a digit from 0 (emergency) to 7 (debug), syslog's severity (level)
//	scale    a severity from 0 to 10 or Low to Very-High, up to the next bar (level)
//	ext      key=value pairs to the end whose values may hold blanks (CEF), or that
//	         stand apart by tabs (LEEF)
//	cell     a cell of a CSV line, maybe empty, maybe quoted, up to the next comma
//	place    [thread:Class@line] as Log4j's %t:%C@%L writes it
//	=a|b c   one of the texts between the bars
type pattern struct {
	text string
	ops  []op
	// first has a bit for every byte that a line of this pattern may begin with.
	first [4]uint64
}

type opKind uint8

const (
	opLit opKind = iota
	opBlank
	opGap
	opGroup
	opStamp
	opISO
	opSyslog
	opWeekday
	opKlog
	opEpoch
	opClock
	opLevel
	opMark
	opWord
	opText
	opInt
	opNum
	opName
	opDotted
	opClass
	opAddr
	opQuoted
	opBracket
	opSD
	opPri
	opKV
	opRest
	opHere
	opScan
	opMaybe
	opOneOf
	opSeverity
	opExt
	opCell
	opPlace
	opScale
	opFar
	opTai
	opPrefix
	opCount // how many kinds there are
)

var opKinds = map[string]opKind{
	"stamp": opStamp, "iso": opISO, "syslog": opSyslog, "weekday": opWeekday, "klog": opKlog, "epoch": opEpoch, "clock": opClock, "level": opLevel, "mark": opMark,
	"word": opWord, "text": opText, "int": opInt, "num": opNum, "name": opName, "dotted": opDotted, "class": opClass, "addr": opAddr,
	"quoted": opQuoted, "bracket": opBracket, "sd": opSD, "pri": opPri, "kv": opKV, "rest": opRest, "here": opHere, "scan": opScan, "maybe": opMaybe,
	"severity": opSeverity, "ext": opExt, "cell": opCell, "place": opPlace, "scale": opScale, "far": opFar, "tai": opTai, "prefix": opPrefix,
}

// role says where a part of the line goes.
type role uint8

const (
	roleNone role = iota
	roleTime
	roleLevel
	roleMessage
	roleLogger
	roleService
	roleHost
	roleThread
	rolePID
	roleField
)

var roles = map[string]role{
	"_": roleNone, "time": roleTime, "level": roleLevel, "message": roleMessage, "logger": roleLogger,
	"service": roleService, "host": roleHost, "thread": roleThread, "pid": rolePID,
}

var defaultKinds = map[role]opKind{
	roleTime: opStamp, roleLevel: opLevel, rolePID: opInt, roleThread: opText, roleMessage: opRest,
}

// op is one step of a compiled pattern.
type op struct {
	kind  opKind
	role  role
	key   []byte   // of a field
	lit   []byte   // of opLit
	group []op     // of opGroup
	stops [][]op   // of opWord and opText: literal runs that may follow, any of which ends the part
	end   bool     // of opWord and opText: the pattern may end behind it
	texts []string // of opOneOf
}

// compile reads a pattern of the layout language.
func compile(text string) (*pattern, error) {
	c := compiler{rest: text}
	ops, err := c.sequence(false)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", text, err)
	}
	if len(ops) == 0 {
		return nil, fmt.Errorf("pattern %q is empty", text)
	}
	link(ops, nil, true)
	p := &pattern{text: text, ops: ops}
	if !firstBytes(ops, &p.first) {
		for i := range p.first {
			p.first[i] = ^uint64(0)
		}
	}
	return p, nil
}

type compiler struct{ rest string }

// sequence compiles up to the end, or up to "?}" inside a group.
func (c *compiler) sequence(inGroup bool) ([]op, error) {
	var ops []op
	for c.rest != "" {
		switch {
		case strings.HasPrefix(c.rest, "?}"):
			if !inGroup {
				return nil, errors.New("a ?} lacks its {?; write \\?} for the text")
			}
			return ops, nil
		case strings.HasPrefix(c.rest, "{?"):
			c.rest = c.rest[2:]
			group, err := c.sequence(true)
			if err != nil {
				return nil, err
			}
			if !strings.HasPrefix(c.rest, "?}") {
				return nil, errors.New("a group {? lacks its ?}")
			}
			c.rest = c.rest[2:]
			ops = append(ops, op{kind: opGroup, group: group})
		case c.rest[0] == '{':
			o, err := c.part()
			if err != nil {
				return nil, err
			}
			ops = append(ops, o)
		default:
			ops = c.literal(ops)
		}
	}
	if inGroup {
		return nil, errors.New("a group {? lacks its ?}")
	}
	return ops, nil
}

// part compiles {name:type}.
func (c *compiler) part() (op, error) {
	end := strings.IndexByte(c.rest, '}')
	if end < 0 {
		return op{}, errors.New("a { lacks its }")
	}
	name, kind, typed := strings.Cut(c.rest[1:end], ":")
	c.rest = c.rest[end+1:]
	if name == "~" {
		return op{kind: opGap}, nil
	}
	if name == "" {
		return op{}, errors.New("a part has no name")
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r > 0x7f || !isName(byte(r)) }) {
		return op{}, fmt.Errorf("a part is called %q: a name has letters, digits, '_', '-' and '.'; maybe a { lacks its }", name)
	}
	o := op{role: roleField, kind: opWord}
	if r, ok := roles[name]; ok {
		o.role = r
		if k, ok := defaultKinds[r]; ok {
			o.kind = k
		}
	} else {
		o.key = []byte(name)
	}
	if !typed {
		return o, nil
	}
	if texts, ok := strings.CutPrefix(kind, "="); ok {
		o.kind, o.texts = opOneOf, strings.Split(texts, "|")
		if slices.Contains(o.texts, "") {
			return op{}, fmt.Errorf("part %s may be one of several texts, and one of them is empty", name)
		}
		return o, nil
	}
	k, ok := opKinds[kind]
	if !ok {
		return op{}, fmt.Errorf("part %s has the unknown type %q", name, kind)
	}
	o.kind = k
	return o, nil
}

// literal takes one blank run or one run of other text off the front.
func (c *compiler) literal(ops []op) []op {
	if c.rest[0] == ' ' || c.rest[0] == '\t' {
		c.rest = strings.TrimLeft(c.rest, " \t")
		return append(ops, op{kind: opBlank})
	}
	var lit []byte
	for c.rest != "" && c.rest[0] != ' ' && c.rest[0] != '\t' && c.rest[0] != '{' && !strings.HasPrefix(c.rest, "?}") {
		if c.rest[0] == '\\' && len(c.rest) > 1 {
			c.rest = c.rest[1:]
		}
		lit = append(lit, c.rest[0])
		c.rest = c.rest[1:]
	}
	return append(ops, op{kind: opLit, lit: lit})
}

// link tells every word and text what may follow it. after are the stops that
// follow the whole sequence; end tells whether the line may end there.
func link(ops []op, after [][]op, end bool) {
	for i := range ops {
		o := &ops[i]
		next, nextEnd := followers(ops[i+1:], after, end)
		switch o.kind {
		case opWord, opText, opMaybe, opFar:
			o.stops, o.end = next, nextEnd
		case opGroup:
			link(o.group, next, nextEnd)
		}
	}
}

// followers are the literal runs that may stand at the beginning of ops, and
// whether the line may end there. A part that is no literal ends the search: a
// word before it ends at a blank.
func followers(ops []op, after [][]op, end bool) ([][]op, bool) {
	var stops [][]op
	for i := range ops {
		switch ops[i].kind {
		case opLit, opBlank:
			j := i
			for j < len(ops) && (ops[j].kind == opLit || ops[j].kind == opBlank) {
				j++
			}
			return append(stops, ops[i:j]), false
		case opGroup:
			inner, _ := followers(ops[i].group, nil, false)
			stops = append(stops, inner...)
		case opGap, opHere:
		case opRest, opKV:
			return stops, true
		default:
			return stops, false
		}
	}
	return append(stops, after...), end
}

// firstBytes marks the bytes that ops may begin with; false means any.
func firstBytes(ops []op, set *[4]uint64) bool {
	for i := range ops {
		switch o := &ops[i]; o.kind {
		case opLit:
			mark(set, o.lit[0])
			return true
		case opHere:
		case opOneOf:
			for _, text := range o.texts {
				mark(set, text[0])
			}
			return true
		case opGroup:
			if !firstBytes(o.group, set) {
				return false
			}
		default:
			return firstOf(o.kind, set)
		}
	}
	return false
}

func firstOf(k opKind, set *[4]uint64) bool {
	switch k {
	case opInt, opEpoch, opKlog, opClock, opISO, opSeverity:
		markAll(set, isDigit)
	case opStamp:
		markAll(set, func(c byte) bool { return isDigit(c) || isLetter(c) || c == '@' })
	case opLevel, opSyslog, opWeekday, opClass, opDotted:
		markAll(set, isLetter)
	case opName:
		markAll(set, isName)
	case opQuoted:
		mark(set, '"')
		mark(set, '\'')
	case opBracket, opPlace:
		mark(set, '[')
	case opTai:
		mark(set, '@')
	case opPri:
		mark(set, '<')
	default:
		return false
	}
	return true
}

func mark(set *[4]uint64, c byte) { set[c>>6] |= 1 << (c & 63) }

func markAll(set *[4]uint64, in func(byte) bool) {
	for c := range 256 {
		if in(byte(c)) {
			mark(set, byte(c))
		}
	}
}

package report

import (
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// Functions of the formula language that the report's own statements use.
const (
	fnInputs    = `sources()`
	fnLines     = `lines("*")`
	fnBytes     = `bytes("*")`
	fnRecords   = `records("*")`
	fnParsed    = `parsed_bytes("*")`
	fnContinued = `continued_bytes("*")`
	fnPlain     = `plain_bytes("*")`
	fnBlank     = `blank_bytes("*")`
	fnDropped   = `dropped("*")`
	fnTimed     = `timed("*")`
	fnUnzoned   = `zone_unknown("*")`
	fnFirst     = `source_first("*")`
	fnLast      = `source_last("*")`
	fnShare     = `percent(sum(` + fnParsed + `, ` + fnContinued + `, ` + fnPlain + `, ` + fnBlank + `, ` + fnDropped + `), ` + fnBytes + `)`
)

// overview says what was read and in which window; it opens the summary.
func (b *builder) overview() []ID {
	all := b.coverage()
	var ids []ID
	keep := func(id ID, ok bool) {
		if ok {
			ids = append(ids, id)
		}
	}
	if len(all) == 0 {
		return nil
	}
	keep(b.say(phraseInputs, all, countOf("inputs", fnInputs), countOf("lines", fnLines),
		countOf("bytes", fnBytes), countOf("records", fnRecords), wordIn("formats", b.formatWords())))
	if b.v.HasTime {
		keep(b.say(phraseWindow, b.edges(), instantAt("from", fnFirst), instantAt("to", fnLast),
			durationIn("span", fnLast+" - "+fnFirst)))
	}
	keep(b.askedWindow(all))
	for _, title := range b.empty {
		keep(b.say(phraseUnfound, all, wordIn("what", title), countOf("lines", fnLines), countOf("inputs", fnInputs)))
	}
	return ids
}

// formatWords names the formats that the inputs have, by name.
func (b *builder) formatWords() string {
	seen := map[string]bool{}
	var names []string
	for _, in := range b.rep.Inputs {
		if !seen[in.Format] {
			seen[in.Format] = true
			names = append(names, in.Format)
		}
	}
	slices.Sort(names)
	if n := len(names) - mostFormats; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostFormats], ", "), n)
	}
	return strings.Join(names, ", ")
}

// edges are the sources that hold the first and the last timed record.
func (b *builder) edges() []evidence.Ref {
	var refs []evidence.Ref
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		if s.First.HasTime && (s.First.Time == b.v.From || s.Last.Time == b.v.To) && s.Coverage.Check() == nil {
			refs = append(refs, s.Coverage)
		}
	}
	return refs
}

const mostFormats = 6

// quality is what weakens the rest: gaps and clocks, untimed and unknown lines,
// skipped input, limits that were reached.
func (b *builder) quality() []Block {
	note := func(topic string, id ID, ok bool) {
		if ok {
			b.rep.DataQuality = append(b.rep.DataQuality, Note{Topic: topic, Claim: id})
		}
	}
	if all := b.coverage(); len(all) > 0 {
		id, ok := b.say(phraseAccounted, all, percentOf("share", fnShare), countOf("bytes", fnBytes), countOf("parsed", fnParsed),
			countOf("continued", fnContinued), countOf("plain", fnPlain), countOf("blank", fnBlank), countOf("dropped", fnDropped))
		note("accounting", id, ok)
		if zone := b.rep.Window.Zone; b.v.HasTime && zone != zoneUTC {
			id, ok := b.say(phraseZoneless, all, countOf("bare", fnUnzoned), countOf("timed", fnTimed))
			note("zone", id, ok)
		}
	}
	for _, f := range b.fs {
		switch f.Kind {
		case finding.KindTimeGap, finding.KindOverlap, finding.KindFuture, finding.KindZone:
			for _, id := range b.addAll(f.Claims) {
				note(string(f.Kind), id, true)
			}
		}
	}
	b.sourceNotes(note)
	var ids []ID
	overlaps := b.pairsThatOverlap()
	for _, n := range b.rep.DataQuality {
		if n.Topic == string(finding.KindOverlap) && overlaps > shownOverlaps {
			continue // the timeline shows it; said pair by pair it hides what weakens the rest
		}
		ids = append(ids, n.Claim)
	}
	var out []Block
	if len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Claims: unique(ids)})
	}
	return append(out, b.qualityTables()...)
}

// shownOverlaps is up to how many pairs of sources the page says that they overlap.
const shownOverlaps = 3

func (b *builder) pairsThatOverlap() (n int) {
	for _, note := range b.rep.DataQuality {
		if note.Topic == string(finding.KindOverlap) {
			n++
		}
	}
	return n
}

// notedSources is how many sources get statements of their own.
const notedSources = 40

// sourceNotes are statements about single sources.
func (b *builder) sourceNotes(note func(string, ID, bool)) {
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		if i >= notedSources || s.Coverage.Check() != nil {
			continue
		}
		b.noteSource(s, []evidence.Ref{s.Coverage}, note)
	}
}

func (b *builder) noteSource(s *profile.Source, at []evidence.Ref, note func(string, ID, bool)) {
	file := nameIn("file", s.Name)
	if s.Timed < s.Records {
		id, ok := b.say(phraseUntimed, at, file, countOf("n", call("records", s.Name)+" - "+call("timed", s.Name)), countOf("records", call("records", s.Name)))
		note("untimed", id, ok)
	}
	if s.Account.Plain > 0 {
		id, ok := b.say(phrasePlain, at, file, countOf("n", call("plain_bytes", s.Name)))
		note("format", id, ok)
	}
	if s.OutOfOrder > 0 {
		id, ok := b.say(phraseDisorder, at, file, countOf("n", call("out_of_order", s.Name)))
		note("order", id, ok)
	}
	if s.Dropped > 0 {
		id, ok := b.say(phraseDropped, at, file, countOf("n", call("dropped", s.Name)))
		note("limits", id, ok)
	}
	if s.Yearless && s.Timed > 0 && !b.saidYearless(s.Name) {
		id, ok := b.say(phraseYearless, at, file, countOf("timed", call("timed", s.Name)))
		note("year", id, ok)
	}
}

// yearPhrase is a detector's sentence that the times of a source name no year;
// it also says where the year comes from.
const yearPhrase = "finding.time.year"

func (b *builder) saidYearless(source string) bool {
	for i := range b.fs {
		for _, c := range b.fs[i].Claims {
			if strings.HasPrefix(c.Phrase().ID(), yearPhrase) && slices.ContainsFunc(c.Refs(), func(r evidence.Ref) bool { return r.File == source }) {
				return true
			}
		}
	}
	return false
}

// shownInputs is how many inputs are listed on the page; the contract has all.
const shownInputs = 100

func (b *builder) qualityTables() []Block {
	var out []Block
	if t := b.inputTable(); len(t.Rows) > 0 {
		out = append(out, Block{Kind: TableBlock, Heading: Words("Inputs"), Level: 3, Table: t.without("Disorder", "Skew", "Not read")})
	}
	if t := b.skipTable(); len(t.Rows) > 0 {
		out = append(out, Block{Kind: TableBlock, Heading: Words("Not read"), Level: 3, Table: t})
	}
	if len(b.v.Coarsened) > 0 {
		t := &Table{Columns: []Column{{Title: "Limit"}, {Title: "Value", Numeric: true}, {Title: "Effect"}}}
		for _, c := range b.v.Coarsened {
			t.Rows = append(t.Rows, []Cell{{Text: Words(c.Limit)}, countCell(c.Value), {Text: Words(c.Effect)}})
		}
		out = append(out, Block{Kind: TableBlock, Heading: Words("Limits that were reached"), Level: 3, Table: t})
	}
	return out
}

func (b *builder) inputTable() *Table {
	t := &Table{Columns: []Column{
		{Title: "File"}, {Title: "Format"}, {Title: "Bytes", Numeric: true}, {Title: "Lines", Numeric: true},
		{Title: "Records", Numeric: true}, {Title: "Timed", Numeric: true}, {Title: "Errors", Numeric: true}, {Title: "First"}, {Title: "Last"},
		{Title: "Zone"}, {Title: "Disorder", Numeric: true}, {Title: "Skew", Numeric: true}, {Title: "Not read", Numeric: true},
	}}
	var sum coverageSum
	for i := range b.v.Sources {
		s, in := &b.v.Sources[i], &b.rep.Inputs[i]
		errors := errorsOf(in)
		sum.add(s, errors)
		if i >= shownInputs {
			t.More++
			continue
		}
		t.Rows = append(t.Rows, []Cell{
			{Text: Quoted(s.Name)}, {Text: Words(formatsOf(in))}, countCell(s.Bytes), countCell(s.Lines), countCell(s.Records), shareCell(s.Timed, s.Records), badCell(errors),
			markCell(s.First), markCell(s.Last), {Text: Words(zoneWords(s))}, badCell(s.OutOfOrder), skewCell(s), badCell(unread(s)),
		})
	}
	if len(b.v.Sources) > 1 {
		t.Total = []Cell{
			{Text: Words("all")}, {}, countCell(sum.bytes), countCell(sum.lines), countCell(sum.records), shareCell(sum.timed, sum.records), badCell(sum.errors),
			{}, {}, {}, badCell(sum.disorder), {}, badCell(sum.unread),
		}
	}
	return t
}

func markCell(m profile.Mark) Cell {
	if !m.HasTime {
		return Cell{}
	}
	return instantCell(m.Time)
}

func (b *builder) skipTable() *Table {
	t := &Table{Columns: []Column{{Title: "Input"}, {Title: "Reason"}, {Title: "Detail"}, {Title: "What to do"}}}
	all := append([]Skip{}, b.rep.Skipped...)
	for _, in := range b.rep.Inputs {
		all = append(all, in.Skipped...)
	}
	for i, s := range all {
		if i >= shownInputs {
			t.More++
			continue
		}
		t.Rows = append(t.Rows, []Cell{
			{Text: Text{{Quote: s.File, Quoted: true}}}, {Text: Words(s.Reason)},
			{Text: Text{{Quote: s.Detail, Quoted: true}}}, {Text: Text{{Quote: s.Hint, Quoted: true}}},
		})
	}
	return t
}

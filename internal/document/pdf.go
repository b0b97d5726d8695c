package document

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// readPDF puts the text of a PDF in the place of its bytes. It reads what most
// writers write: Flate and plain streams, object streams, fonts with a ToUnicode
// map or a Latin encoding. What it cannot read it names in Doc.Notes, page by
// page.
func readPDF(d *Doc, l Limits) error {
	f := &pdfFile{data: d.Source, objects: map[int]pdfObject{}, budget: l.Inflated}
	f.scan()
	if f.encrypted {
		return errors.New("the PDF is encrypted")
	}
	pages := f.pages()
	if len(pages) == 0 {
		return errors.New("no page was found in the PDF")
	}
	var out bytes.Buffer
	var starts, empty []int
	for i, p := range pages {
		starts = append(starts, out.Len())
		text := f.pageText(p)
		if strings.TrimSpace(text) == "" {
			empty = append(empty, i+1)
		}
		out.WriteString(text)
		out.WriteString("\n")
	}
	f.tell(d, len(pages), empty)
	if len(empty) == len(pages) {
		return fmt.Errorf("none of its %d pages holds text that can be read (a scan, or fonts without a character map)", len(pages))
	}
	d.Source, d.pages = out.Bytes(), starts
	return nil
}

func (f *pdfFile) tell(d *Doc, pages int, empty []int) {
	if len(empty) > 0 {
		d.note("%d of %d pages hold no text that can be read (first: page %d)", len(empty), pages, empty[0])
	}
	if f.unread > 0 {
		d.note("%d streams of the PDF could not be read (filter or damage)", f.unread)
	}
	if f.unmapped > 0 {
		d.note("%d characters of the PDF have no character map and were left out", f.unmapped)
	}
	if f.margins > 0 {
		d.note("%d lines at the upper or lower edge of pages (running heads, page numbers) were left out", f.margins)
	}
	if f.budget <= 0 {
		d.note("the PDF inflates to more than the limit; the rest was not read")
	}
}

// pdfFile is what is known of a PDF.
type pdfFile struct {
	data      []byte
	objects   map[int]pdfObject
	budget    int // bytes that may still be inflated
	encrypted bool
	unread    int // streams
	unmapped  int // characters
	margins   int // lines in the margins, left out
	fonts     map[int]*pdfFont
}

// maxObjects bounds what a PDF may hold.
const maxObjects = 200_000

// scan finds "N G obj" from the beginning to the end, whatever the
// cross-reference table says: that also reads damaged files. The last object of
// a number counts.
func (f *pdfFile) scan() {
	data := f.data
	var packed []pdfStream
	work := 0
	for at := 0; len(f.objects) < maxObjects; {
		i := bytes.Index(data[at:], []byte(" obj"))
		if i < 0 {
			break
		}
		i += at
		at = i + 4
		num, ok := objectNumber(data[:i])
		if !ok {
			continue
		}
		p := &pdfParser{s: data, at: at}
		o := p.object(0)
		if work += p.at - at; work > 4*len(data) { // objects that never end: read none of them twice
			at = p.at
		}
		if dict, isDict := o.(pdfDict); isDict {
			if s, isStream := p.stream(dict); isStream {
				o = s
				at = p.at
				if dict.name("Type") == "ObjStm" {
					packed = append(packed, s)
				}
			}
		}
		f.objects[num] = o
	}
	if bytes.Contains(data, []byte("/Encrypt")) {
		f.encrypted = f.findEncrypt()
	}
	for _, s := range packed {
		f.unpack(s)
	}
}

// findEncrypt looks for an Encrypt entry of a trailer.
func (f *pdfFile) findEncrypt() bool {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + len("trailer")
		p := &pdfParser{s: f.data, at: at}
		if t, ok := p.object(0).(pdfDict); ok && t["Encrypt"] != nil {
			return true
		}
	}
	for _, o := range f.objects {
		if s, ok := o.(pdfStream); ok && s.dict.name("Type") == "XRef" && s.dict["Encrypt"] != nil {
			return true
		}
	}
	return false
}

// objectNumber reads "N G" backwards from the end of s.
func objectNumber(s []byte) (int, bool) {
	s = s[max(0, len(s)-24):]
	i := len(s)
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	j := i
	for j > 0 && isBlank(s[j-1]) {
		j--
	}
	k := j
	for k > 0 && s[k-1] >= '0' && s[k-1] <= '9' {
		k--
	}
	if i == len(s) || i == j || k == j || j-k > 9 {
		return 0, false
	}
	n := 0
	for _, c := range s[k:j] {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// unpack adds the objects of an object stream.
func (f *pdfFile) unpack(s pdfStream) {
	data, ok := f.inflate(s)
	n, first := s.dict.int("N"), s.dict.int("First")
	if !ok || first < 0 || first > len(data) {
		return
	}
	p := &pdfParser{s: data[:first]}
	for range min(n, maxObjects) {
		num, ok1 := p.object(0).(float64)
		off, ok2 := p.object(0).(float64)
		if !ok1 || !ok2 || off < 0 || first+int(off) > len(data) || len(f.objects) >= maxObjects {
			return
		}
		if _, known := f.objects[int(num)]; !known {
			f.objects[int(num)] = (&pdfParser{s: data, at: first + int(off)}).object(0)
		}
	}
}

// resolve follows references.
func (f *pdfFile) resolve(o pdfObject) pdfObject {
	for range 16 {
		r, ok := o.(pdfRef)
		if !ok {
			return o
		}
		o = f.objects[int(r)]
	}
	return nil
}

func (f *pdfFile) dict(o pdfObject) pdfDict {
	switch o := f.resolve(o).(type) {
	case pdfDict:
		return o
	case pdfStream:
		return o.dict
	}
	return nil
}

func (f *pdfFile) list(o pdfObject) []pdfObject {
	l, _ := f.resolve(o).([]pdfObject)
	return l
}

// pdfPage is a page with the resources that it may inherit.
type pdfPage struct {
	dict, resources pdfDict
	foot, head      float64 // its lower and its upper edge
}

// pages lists the pages in the order of the page tree, or of their numbers where
// there is no tree.
func (f *pdfFile) pages() []pdfPage {
	var out []pdfPage
	seen := map[int]bool{}
	var walk func(o, resources, box pdfObject, depth int)
	walk = func(o, resources, box pdfObject, depth int) {
		if r, ok := o.(pdfRef); ok {
			if seen[int(r)] {
				return
			}
			seen[int(r)] = true
		}
		d := f.dict(o)
		if d == nil || depth > 64 || len(out) >= maxPages {
			return
		}
		if d["Resources"] != nil {
			resources = d["Resources"]
		}
		if d["MediaBox"] != nil {
			box = d["MediaBox"]
		}
		if d["Kids"] == nil {
			edges := f.list(box)
			foot, head := arg(edges, 1), arg(edges, 3)
			out = append(out, pdfPage{d, f.dict(resources), min(foot, head), max(foot, head)})
			return
		}
		for _, k := range f.list(d["Kids"]) {
			walk(k, resources, box, depth+1)
		}
	}
	nums := make([]int, 0, len(f.objects))
	for n := range f.objects {
		nums = append(nums, n)
	}
	slices.Sort(nums)
	for _, n := range nums {
		if d, ok := f.objects[n].(pdfDict); ok && d.name("Type") == "Catalog" {
			walk(d["Pages"], nil, nil, 0)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, n := range nums {
		if d, ok := f.objects[n].(pdfDict); ok && d.name("Type") == "Page" {
			walk(pdfRef(n), nil, nil, 0)
		}
	}
	return out
}

const maxPages = 5000

package pack

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A vector describes files as text (in a txtar). A file's name may be followed
// by '|' and steps that make its content from what stands below it, from left to
// right:
//
//	quoted        Go escapes; line ends are left out
//	hex           hexadecimal digits; blanks are left out
//	oneline       without its line ends
//	repeat=N      N times
//	stamped=N     N log lines, a second apart
//	random=N      N bytes that look like chance
//	nul=N         N NULs behind it
//	cut=N drop=N  the first N bytes; without the last N
//	flip=N        one bit of byte N (from the end when negative)
//	append        the content once more, as it was at the beginning
//	utf16 utf16be with their mark; utf32
//	gzip zstd xz bzip2 lz4
//	tar zip       one member "app.log"; stored: a zip without compression
//	link          a symbolic link to the content
//	hardlink device fifo   a member of that kind (in a tar)
//	as=NAME       the member's name, with Go escapes
//
// A line "pack: NAME = STEPS" of the comment makes an archive (tar, zip or stored,
// then further steps) of all files whose names begin with NAME!/.

// Part is a file while it is made.
type Part struct {
	File
	Symlink bool // on disk
}

// Vector lays out the files of a vector.
func Vector(comment string, files map[string]string, order []string) ([]Part, error) {
	var parts []Part
	for _, head := range order {
		name, steps, _ := strings.Cut(head, "|")
		p := Part{File: File{Name: strings.TrimSpace(name), Data: []byte(files[head])}}
		if err := p.apply(strings.Fields(steps)); err != nil {
			return nil, fmt.Errorf("%s: %w", head, err)
		}
		parts = append(parts, p)
	}
	for line := range strings.SplitSeq(comment, "\n") {
		rule, ok := strings.CutPrefix(line, "pack: ")
		if !ok {
			continue
		}
		name, steps, _ := strings.Cut(rule, " = ")
		var err error
		if parts, err = collect(parts, name, strings.Fields(steps)); err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
	}
	return parts, nil
}

// collect packs the files below an archive's name.
func collect(parts []Part, name string, steps []string) ([]Part, error) {
	var members []File
	var rest []Part
	for _, p := range parts {
		if inside, ok := strings.CutPrefix(p.Name, name+"!/"); ok {
			p.Name = inside
			members = append(members, p.member())
			continue
		}
		rest = append(rest, p)
	}
	if len(steps) == 0 {
		return nil, errors.New("an archive needs steps")
	}
	data, err := archive(steps[0], members)
	if err != nil {
		return nil, err
	}
	out := Part{File: File{Name: name, Data: data}}
	err = out.apply(steps[1:])
	return append(rest, out), err
}

func (p Part) member() File {
	f := p.File
	if p.Symlink {
		f.Link = strings.TrimSpace(string(f.Data))
	}
	if f.As != "" {
		f.Name = f.As
	}
	return f
}

func archive(kind string, members []File) ([]byte, error) {
	switch kind {
	case "tar":
		return Tar(members)
	case "zip":
		return Zip(members, false)
	case "stored":
		return Zip(members, true)
	}
	return nil, fmt.Errorf("no archive is called %q", kind)
}

func (p *Part) apply(steps []string) error {
	first := p.Data
	for _, step := range steps {
		verb, arg, _ := strings.Cut(step, "=")
		n, _ := strconv.Atoi(arg)
		var err error
		switch verb {
		case "append":
			p.Data = append(slices.Clone(p.Data), first...)
		case "link":
			p.Symlink = true
		case "hardlink":
			p.Link, p.Type = strings.TrimSpace(string(p.Data)), '1'
		case "device":
			p.Type = '3'
		case "fifo":
			p.Type = '6'
		case "as":
			p.As, err = strconv.Unquote(`"` + arg + `"`)
		case "tar", "zip", "stored":
			p.Data, err = archive(verb, []File{{Name: "app.log", Data: p.Data}})
		case "gzip", "zstd", "xz", "bzip2", "lz4":
			p.Data, err = Compress(verb, p.Data)
		default:
			p.Data, err = change(verb, n, p.Data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	return nil
}

// change makes other bytes of bytes.
func change(verb string, n int, data []byte) ([]byte, error) {
	switch verb {
	case "quoted":
		s, err := strconv.Unquote(`"` + strings.ReplaceAll(string(data), "\n", "") + `"`)
		return []byte(s), err
	case "hex":
		return hex.DecodeString(strings.Join(strings.Fields(string(data)), ""))
	case "oneline":
		return []byte(strings.ReplaceAll(string(data), "\n", "")), nil
	case "repeat":
		return slices.Repeat(data, n), nil
	case "stamped":
		return append(data, stamped(n)...), nil
	case "random":
		return append(data, random(n)...), nil
	case "nul":
		return append(data, make([]byte, n)...), nil
	case "cut":
		return data[:min(n, len(data))], nil
	case "drop":
		return data[:max(len(data)-n, 0)], nil
	case "flip":
		if n < 0 {
			n += len(data)
		}
		if n < 0 || n >= len(data) {
			return nil, fmt.Errorf("there is no byte %d", n)
		}
		data = slices.Clone(data)
		data[n] ^= 1
		return data, nil
	case "utf16", "utf16be", "utf32":
		return wide(verb, string(data)), nil
	}
	return nil, errors.New("unknown step")
}

func stamped(n int) []byte {
	var b []byte
	for i := range n {
		b = fmt.Appendf(b, "2026-03-01T%02d:%02d:%02dZ INFO request %d took %d ms\n", 10+i/3600%12, i/60%60, i%60, i*7919, i*31%977)
	}
	return b
}

// random is a xorshift generator: the same bytes for ever.
func random(n int) []byte {
	out := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range out {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		out[i] = byte(x)
	}
	return out
}

func wide(kind, s string) []byte {
	var out []byte
	for _, r := range "\ufeff" + s {
		switch kind {
		case "utf16":
			out = append(out, byte(r), byte(r>>8))
		case "utf16be":
			out = append(out, byte(r>>8), byte(r))
		default:
			out = append(out, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
		}
	}
	return out
}

// Lay writes the parts below a folder.
func Lay(root string, parts []Part) error {
	for _, p := range parts {
		path := filepath.Join(root, filepath.FromSlash(p.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		var err error
		if p.Symlink {
			err = os.Symlink(strings.TrimSpace(string(p.Data)), path)
		} else {
			err = os.WriteFile(path, p.Data, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

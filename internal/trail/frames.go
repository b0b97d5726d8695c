package trail

import (
	"path"
	"strings"

	"inquest/internal/lazy"
)

// parsed is a stack trace found among lines, with the numbers of its lines.
type parsed struct {
	exception, message string
	frames             []Frame // outermost first
	head, inner, say   int
}

// Lines of traces.
var (
	pyFrameRE   = lazy.Compile(`^\s*File "([^"]+)", line \d+(?:, in (.+))?$`)
	atFrameRE   = lazy.Compile(`^\s*at (?:async )?(?:new )?([^\s(]+)\s*\(([^)]*)\)`)
	bareFrameRE = lazy.Compile(`^\s*at ([^\s()]+:\d+:\d+)$`)
	goFileRE    = lazy.Compile(`^\s+(/?[^\s:]+\.go):\d+`)
	goFuncRE    = lazy.Compile(`^([\w./\-]+(?:\.\(\*?\w+\))?(?:\.\w+)*)\(.*\)$`)
	exceptionRE = lazy.Compile(`^(?:Exception in thread "[^"]*" |Caused by: |Uncaught )?([A-Za-z_][\w.$]*(?:Error|Exception|Failure|Throwable|Interrupt|Exit|Warning|Fault|Timeout|NotFound|Invalid\w*|Refused|Conflict|Denied|Forbidden|Unauthorized|Exceeded|Missing|Failed))(?::\s?(.*))?$`)
	// lastRE is the last line of a Python trace: any name of a class may stand there.
	lastRE = lazy.Compile(`^([A-Za-z_][\w.]*)(?::\s?(.*))?$`)
)

const pyHead = "Traceback (most recent call last)"

// traces finds the stack traces among lines: of Python, of the JVM, .NET and
// JavaScript ("at f(...)"), of Go.
func traces(lines []string) []parsed {
	var out []parsed
	for i := 0; i < len(lines); i++ {
		switch t := lines[i]; {
		case strings.Contains(t, pyHead):
			p, next := pyTrace(lines, i)
			if len(p.frames) > 0 {
				out = append(out, p)
			}
			i = next - 1
		case atFrame(t) != nil:
			p, next := atTrace(lines, i)
			out = append(out, p)
			i = next - 1
		case strings.HasPrefix(t, "goroutine ") && strings.Contains(t, "[running"):
			p, next := goTrace(lines, i)
			if len(p.frames) > 0 {
				out = append(out, p)
			}
			i = next - 1
		}
	}
	return out
}

func pyTrace(lines []string, head int) (parsed, int) {
	p := parsed{head: head, inner: head, say: head}
	i := head + 1
	for ; i < len(lines); i++ {
		t := lines[i]
		if m := pyFrameRE.FindStringSubmatch(t); m != nil {
			f := Frame{File: m[1], Func: m[2], Module: pyModule(m[1])}
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "    ") && pyFrameRE.FindStringSubmatch(lines[i+1]) == nil {
				i++
				f.Code = strings.TrimSpace(f.Code + " " + strings.TrimSpace(lines[i]))
			}
			p.inner = i
			p.frames = append(p.frames, f)
			continue
		}
		if strings.TrimSpace(t) == "" || t[0] == ' ' || t[0] == '\t' {
			continue
		}
		if m := lastRE.FindStringSubmatch(strings.TrimSpace(t)); m != nil {
			p.exception, p.message, p.say = m[1], m[2], i
			i++
		}
		break
	}
	return p, i
}

// pyModule is the dotted name of a source file: below the folder of packages,
// else its last three folders.
func pyModule(file string) string {
	file = strings.TrimSuffix(strings.ReplaceAll(file, "\\", "/"), path.Ext(file))
	file = strings.TrimSuffix(file, "/__init__")
	for _, root := range []string{"/site-packages/", "/dist-packages/"} {
		if i := strings.LastIndex(file, root); i >= 0 {
			return dotted(file[i+len(root):])
		}
	}
	if i := strings.LastIndex(file, "/lib/python"); i >= 0 {
		if _, rest, ok := strings.Cut(file[i+len("/lib/python"):], "/"); ok {
			return dotted(rest)
		}
	}
	parts := strings.Split(strings.Trim(file, "/"), "/")
	return dotted(strings.Join(parts[max(0, len(parts)-3):], "/"))
}

func dotted(p string) string { return strings.ReplaceAll(strings.Trim(p, "/"), "/", ".") }

// atFrame reads "at f(place)" and "at place".
func atFrame(t string) *Frame {
	if m := atFrameRE.FindStringSubmatch(t); m != nil {
		name := strings.TrimSuffix(m[1], ".")
		f := &Frame{File: m[2]}
		if i := strings.LastIndexByte(name, '/'); i >= 0 && strings.Contains(name[i:], ".") {
			name = name[i+1:] // a class loader or a module in front: app//com.acme.Pay
		}
		if i := strings.LastIndexByte(name, '.'); i >= 0 {
			f.Module, f.Func = name[:i], name[i+1:]
		} else {
			f.Module, f.Func = pyModule(placeFile(m[2])), name
		}
		return f
	}
	if m := bareFrameRE.FindStringSubmatch(t); m != nil {
		return &Frame{File: m[1], Module: pyModule(placeFile(m[1]))}
	}
	return nil
}

// placeFile is the file of "/srv/app/pay.js:12:7".
func placeFile(place string) string {
	for range 2 {
		i := strings.LastIndexByte(place, ':')
		if i < 0 || strings.Trim(place[i+1:], "0123456789") != "" {
			break
		}
		place = place[:i]
	}
	return strings.TrimPrefix(place, "file://")
}

// atTrace reads the frames from line first on, with what caused them: the
// innermost cause comes last and is the one that counts.
func atTrace(lines []string, first int) (parsed, int) {
	p := parsed{head: first, inner: first, say: first}
	name := func(k int) {
		if k < 0 || k >= len(lines) {
			return
		}
		if m := exceptionRE.FindStringSubmatch(strings.TrimSpace(tailOf(lines[k]))); m != nil {
			p.exception, p.message, p.say = m[1], m[2], k
		}
	}
	p.head = max(0, first-1)
	name(first - 1)
	fresh := true
	i := first
	for ; i < len(lines); i++ {
		t := lines[i]
		switch f := atFrame(t); {
		case f != nil:
			if fresh {
				p.frames, p.inner, fresh = nil, i, false
			}
			p.frames = append(p.frames, *f)
		case strings.HasPrefix(strings.TrimSpace(t), "Caused by: "):
			name(i)
			fresh = true
		case strings.HasPrefix(strings.TrimSpace(t), "... "):
		default:
			reverse(p.frames)
			return p, i
		}
	}
	reverse(p.frames)
	return p, i
}

// tailOf is a line from where the name of an exception may begin.
func tailOf(t string) string {
	if exceptionRE.MatchString(t) {
		return t
	}
	for _, sep := range []string{" - ", "] ", " : ", ": "} {
		for rest := t; ; {
			i := strings.Index(rest, sep)
			if i < 0 {
				break
			}
			rest = rest[i+len(sep):]
			if exceptionRE.MatchString(rest) {
				return rest
			}
		}
	}
	return t
}

func reverse(f []Frame) {
	for i, j := 0, len(f)-1; i < j; i, j = i+1, j-1 {
		f[i], f[j] = f[j], f[i]
	}
}

// goTrace reads a goroutine's frames; the panic stands in front of it.
func goTrace(lines []string, head int) (parsed, int) {
	p := parsed{head: head, inner: head, say: head, exception: "panic"}
	for k := head - 1; k >= max(0, head-4); k-- {
		if i := strings.Index(lines[k], "panic: "); i >= 0 {
			p.message, p.say, p.head = lines[k][i+len("panic: "):], k, k
		}
	}
	i := head + 1
	for ; i+1 < len(lines); i++ {
		m := goFuncRE.FindStringSubmatch(lines[i])
		if m == nil {
			if strings.TrimSpace(lines[i]) == "" || strings.HasPrefix(lines[i], "goroutine ") {
				break
			}
			continue
		}
		f := goFileRE.FindStringSubmatch(lines[i+1])
		if f == nil {
			continue
		}
		if !strings.HasPrefix(m[1], "runtime.") && m[1] != "panic" {
			if len(p.frames) == 0 {
				p.inner = i + 1
			}
			pkg, fn := goName(m[1])
			p.frames = append(p.frames, Frame{Module: pkg, Func: fn, File: f[1]})
		}
		i++
	}
	reverse(p.frames)
	return p, i
}

// goName splits example.org/pay/client.(*Pool).Get into package and function.
func goName(name string) (pkg, fn string) {
	slash := strings.LastIndexByte(name, '/') + 1
	i := strings.IndexByte(name[slash:], '.')
	if i < 0 {
		return name, ""
	}
	return strings.ReplaceAll(name[:slash+i], "/", "."), name[slash+i+1:]
}

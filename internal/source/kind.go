package source

import (
	"bytes"
	"unicode/utf8"
)

// probeSize is how much of an input is looked at to tell what it is.
const probeSize = 8 << 10

// magic is a beginning that tells a kind of file.
type magic struct {
	at     int
	bytes  string
	name   string
	reason string
	hint   string
}

const (
	hintUnpack     = "unpack it first, then name the folder with the unpacked logs"
	hintFetchAgain = "what came before is in the report; fetch the file again for the rest"
	hintNoLog      = "this is not a log; leave it out"
	hintJournal    = "export it as text: journalctl --file FILE -o short-iso-precise > FILE.log"
	hintEvtx       = "export it as text, for example with wevtutil qe FILE /lf:true /f:text"
	hintPcap       = "export it as text: tcpdump -tttt -n -r FILE > FILE.log"
)

// magics are tried in order.
var magics = []magic{
	{0, "\xff\x06\x00\x00sNaPpY", "snappy", ReasonContainer, hintUnpack},
	{0, "7z\xbc\xaf\x27\x1c", "7-Zip archive", ReasonContainer, hintUnpack},
	{0, "Rar!\x1a\x07", "RAR archive", ReasonContainer, hintUnpack},
	{0, "\x1f\x9d", "compress (.Z)", ReasonContainer, "decompress it first: uncompress FILE"},
	{0, "LPKSHHRH", "systemd journal", ReasonContainer, hintJournal},
	{0, "ElfFile\x00", "Windows event log", ReasonContainer, hintEvtx},
	{0, "\xd4\xc3\xb2\xa1", "packet capture", ReasonContainer, hintPcap},
	{0, "\xa1\xb2\xc3\xd4", "packet capture", ReasonContainer, hintPcap},
	{0, "\x4d\x3c\xb2\xa1", "packet capture", ReasonContainer, hintPcap},
	{0, "\x0a\x0d\x0d\x0a", "packet capture", ReasonContainer, hintPcap},
	{0, "PAR1", "Parquet table", ReasonContainer, "export its rows as JSON lines"},
	{0, "SQLite format 3\x00", "SQLite database", ReasonBinary, "export its tables as text: sqlite3 FILE .dump"},
	{0, "\x7fELF", "ELF program or core dump", ReasonBinary, hintNoLog},
	{0, "\xcf\xfa\xed\xfe", "Mach-O program", ReasonBinary, hintNoLog},
	{0, "\xca\xfe\xba\xbe", "Java class or Mach-O program", ReasonBinary, hintNoLog},
	{0, "\x89PNG\r\n\x1a\n", "PNG image", ReasonBinary, hintNoLog},
	{0, "\xff\xd8\xff", "JPEG image", ReasonBinary, hintNoLog},
	{0, "GIF87a", "GIF image", ReasonBinary, hintNoLog},
	{0, "GIF89a", "GIF image", ReasonBinary, hintNoLog},
	{0, "%PDF-", "PDF document", ReasonBinary, hintNoLog},
	{0, "JAVA PROFILE 1.0", "Java heap dump", ReasonBinary, hintNoLog},
	{0, "\xff\xfe\x00\x00", "UTF-32 text", ReasonEncoding, "convert it first: iconv -f UTF-32 -t UTF-8 FILE > FILE.log"},
	{0, "\x00\x00\xfe\xff", "UTF-32 text", ReasonEncoding, "convert it first: iconv -f UTF-32 -t UTF-8 FILE > FILE.log"},
}

const gzipMagic = "\x1f\x8b\x08"

// Encodings of an Input.
const (
	encodingUTF16LE = "utf-16le"
	encodingUTF16BE = "utf-16be"
)

// findMagic returns the kind of file whose magic bytes head has, or nil.
func findMagic(head []byte) *magic {
	for i := range magics {
		m := &magics[i]
		if len(head) >= m.at+len(m.bytes) && string(head[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m
		}
	}
	return nil
}

// utf16Encoding tells UTF-16 text by its byte order mark or, without one, by
// ASCII text whose every other byte is NUL. It returns "" for everything else.
func utf16Encoding(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return encodingUTF16LE
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return encodingUTF16BE
	}
	n := len(head) &^ 1
	if n < 16 {
		return ""
	}
	var nul, text [2]int
	for i, c := range head[:n] {
		switch {
		case c == 0:
			nul[i&1]++
		case c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t':
			text[i&1]++
		}
	}
	const share = 9 // tenths of a side
	side := n / 2 * share
	switch {
	case nul[1]*10 >= side && text[0]*10 >= side:
		return encodingUTF16LE
	case nul[0]*10 >= side && text[1]*10 >= side:
		return encodingUTF16BE
	}
	return ""
}

// nulRun is the length from which NULs in a row count as a hole (a crash, a log
// rotated by truncation) and not as data.
const nulRun = 16

// looksBinary judges a piece of an input without known magic bytes. Holes of
// NULs, some NULs and some control characters (colours, separators) are usual in
// logs; bytes outside UTF-8 alone are too.
func looksBinary(piece []byte) bool {
	if len(piece) == 0 {
		return false
	}
	piece = piece[zeros(piece):] // blanked by truncating rotation
	judged, nul, control, invalid := 0, 0, 0, 0
	for i := 0; i < len(piece); {
		c := piece[i]
		if c == 0 {
			n := zeros(piece[i:])
			if i += n; n < nulRun {
				nul, judged = nul+n, judged+n
			}
			continue
		}
		r, size := utf8.DecodeRune(piece[i:])
		switch {
		case c < ' ' && (c < '\a' || c > '\r') && c != 0x1b || c == 0x7f:
			control++
		case r == utf8.RuneError && size == 1:
			invalid++
		}
		i, judged = i+size, judged+size
	}
	return judged == 0 || nul*10 > judged || control*20 > judged && invalid*10 > judged
}

// zeros is how many NULs a piece begins with.
func zeros(b []byte) int {
	n := 0
	for n < len(b) && b[n] == 0 {
		n++
	}
	return n
}

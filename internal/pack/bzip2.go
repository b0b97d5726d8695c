package pack

import (
	"bytes"
	"slices"
)

// bzip2 is a plain compressor of the format (one Huffman table used twice,
// blocks of at most 50,000 bytes): the standard library can only read it.
func bzip2(data []byte) []byte {
	w := &bitWriter{}
	w.out = append(w.out, "BZh1"...)
	var whole uint32
	for len(data) > 0 {
		n := min(len(data), 50_000)
		crc := bzipCRC(data[:n])
		whole = (whole<<1 | whole>>31) ^ crc
		w.block(runs(data[:n]), crc)
		data = data[n:]
	}
	w.bits(0x177245385090, 48)
	w.bits(uint64(whole), 32)
	w.flush()
	return w.out
}

func bzipCRC(data []byte) uint32 {
	crc := ^uint32(0)
	for _, c := range data {
		crc ^= uint32(c) << 24
		for range 8 {
			if crc&(1<<31) != 0 {
				crc = crc<<1 ^ 0x04c11db7
			} else {
				crc <<= 1
			}
		}
	}
	return ^crc
}

// runs writes four or more equal bytes as four and a count.
func runs(data []byte) []byte {
	var out []byte
	for i := 0; i < len(data); {
		n := 1
		for i+n < len(data) && n < 255 && data[i+n] == data[i] {
			n++
		}
		for range min(n, 4) {
			out = append(out, data[i])
		}
		if n >= 4 {
			out = append(out, byte(n-4))
		}
		i += n
	}
	return out
}

type bitWriter struct {
	out []byte
	acc uint64
	n   uint
}

func (w *bitWriter) bits(v uint64, n uint) {
	for i := int(n) - 1; i >= 0; i-- {
		w.acc = w.acc<<1 | v>>uint(i)&1
		if w.n++; w.n == 8 {
			w.out, w.acc, w.n = append(w.out, byte(w.acc)), 0, 0
		}
	}
}

func (w *bitWriter) flush() {
	for w.n != 0 {
		w.bits(0, 1)
	}
}

func (w *bitWriter) block(data []byte, crc uint32) {
	last, origin := transform(data)
	symbols, used := moveToFront(last)
	w.bits(0x314159265359, 48)
	w.bits(uint64(crc), 32)
	w.bits(0, 1)
	w.bits(uint64(origin), 24)
	w.alphabet(used)
	n := len(used) + 2
	length := uint(1)
	for 1<<length < n {
		length++
	}
	short := 1<<length - n // this many symbols take one bit less
	w.bits(2, 3)
	selectors := (len(symbols) + 49) / 50
	w.bits(uint64(selectors), 15)
	for range selectors {
		w.bits(0, 1)
	}
	for range 2 {
		w.table(n, short, length)
	}
	for _, s := range symbols {
		if s < short {
			w.bits(uint64(s), length-1)
		} else {
			w.bits(uint64(s+short), length)
		}
	}
}

func (w *bitWriter) table(n, short int, length uint) {
	first := length
	if short > 0 {
		first--
	}
	w.bits(uint64(first), 5)
	for s := range n {
		if s == short && first != length {
			w.bits(2, 2)
		}
		w.bits(0, 1)
	}
}

func (w *bitWriter) alphabet(used []byte) {
	var rows [16]uint64
	var rows16 uint64
	for _, c := range used {
		rows[c>>4] |= 1 << (15 - c&15)
		rows16 |= 1 << (15 - c>>4)
	}
	w.bits(rows16, 16)
	for _, r := range rows {
		if r != 0 {
			w.bits(r, 16)
		}
	}
}

// transform is the last column of the sorted rotations, and the row of the data.
func transform(data []byte) (last []byte, origin int) {
	double := append(bytes.Clone(data), data...)
	rows := make([]int, len(data))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return bytes.Compare(double[a:a+len(data)], double[b:b+len(data)]) })
	for at, r := range rows {
		if r == 0 {
			origin = at
		}
		last = append(last, double[r+len(data)-1])
	}
	return last, origin
}

// moveToFront gives the symbols of a block, with runs of zeros in base two.
func moveToFront(data []byte) (symbols []int, used []byte) {
	var seen [256]bool
	for _, c := range data {
		seen[c] = true
	}
	for c, ok := range seen {
		if ok {
			used = append(used, byte(c))
		}
	}
	list := bytes.Clone(used)
	zeros := 0
	flush := func() {
		for ; zeros > 0; zeros = (zeros - 1) / 2 {
			symbols = append(symbols, (zeros-1)&1)
		}
	}
	for _, c := range data {
		i := bytes.IndexByte(list, c)
		if i == 0 {
			zeros++
			continue
		}
		flush()
		copy(list[1:i+1], list[:i])
		list[0] = c
		symbols = append(symbols, i+1)
	}
	flush()
	return append(symbols, len(used)+1), used
}

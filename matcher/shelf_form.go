package matcher

import (
	"encoding/binary"
	"unique"
)

// shelfForm is the version of the form below. The file also has the program's own fingerprint, so that documents
// analysed by another build are never read.
const shelfForm = 6

// appendAnalysed writes an analysed document: the length of all fields except texts and terms, those fields, and then
// the bytes for keep. Values made on request are left out.
func appendAnalysed(out []byte, a *Analysed) []byte {
	var b []byte
	str := func(ss ...string) {
		for _, s := range ss {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
	}
	num := func(ns ...int64) {
		for _, n := range ns {
			b = binary.AppendVarint(b, n)
		}
	}
	flag := func(v bool) {
		n := int64(0)
		if v {
			n = 1
		}
		num(n)
	}
	list := func(ss []string) {
		num(int64(len(ss)))
		str(ss...)
	}
	str(string(a.Kind), a.Market, a.Industry, a.Region, a.State, a.group)
	num(a.Revision, int64(a.TRL), a.LowFen, a.HighFen, a.UpdatedAt, int64(a.ClosedText))
	flag(a.IndustryConfirmed)
	flag(a.Trusted)
	list(a.Modes)
	list(a.MoreIndustries)
	list(a.ClosedFields)
	num(int64(len(a.Lines)))
	for _, l := range a.Lines {
		flag(l.Must)
		str(l.Metric, l.Op, l.Value, l.High, l.Unit, l.Text)
	}
	num(int64(len(a.topic.all)), int64(a.topic.objects), int64(a.topic.told))
	flag(a.topic.named)
	for _, x := range a.topic.all {
		b = binary.LittleEndian.AppendUint16(b, x)
	}
	out = append(binary.AppendUvarint(out, uint64(len(b))), b...)
	return append(appendStrings(out, a), a.texts.form...)
}

// readAnalysed reads the output of appendAnalysed; ok is false for anything else. The document does not refer to b.
func readAnalysed(b []byte) (a *Analysed, ok bool) {
	size, w := binary.Uvarint(b)
	if w <= 0 || size > uint64(len(b)-w) {
		return nil, false
	}
	a = &Analysed{}
	if !a.keep(b[w+int(size):]) {
		return nil, false
	}
	r := shelfReader{s: string(b[w : w+int(size)])}
	var f Facts
	f.Kind = Kind(r.str())
	f.Market, f.Industry, f.Region, f.State, f.group = r.str(), r.str(), r.str(), r.str(), r.str()
	a.Revision, f.TRL, a.LowFen, a.HighFen, a.UpdatedAt, a.ClosedText = r.num(), int(r.num()), r.num(), r.num(),
		r.num(), int(r.num())
	f.IndustryConfirmed, f.Trusted = r.num() == 1, r.num() == 1
	f.Modes, f.MoreIndustries, f.ClosedFields = r.list(), r.list(), r.list()
	a.Facts = f.shared()
	if n := r.size(6); n > 0 {
		a.Lines = make([]Line, n)
		for i := range a.Lines {
			l := &a.Lines[i]
			l.Must = r.num() == 1
			l.Metric, l.Op, l.Value, l.High, l.Unit, l.Text = often(r.str()), often(r.str()), r.str(), r.str(),
				often(r.str()), r.str()
		}
	}
	n := r.size(2)
	a.topic.objects, a.topic.told, a.topic.named = uint16(r.num()), uint16(r.num()), r.num() == 1
	a.topic.all = make([]uint16, n)
	all := r.bytes(2 * n)
	for i := range a.topic.all {
		a.topic.all[i] = uint16(two(all, 2*i))
	}
	if r.bad || r.s != "" {
		return nil, false
	}
	return a, true
}

// shelfReader takes pieces off the front and remembers a missing byte.
type shelfReader struct {
	s   string
	bad bool
}

func (r *shelfReader) fail() {
	r.s, r.bad = "", true
}

func (r *shelfReader) uvarint() (v uint64) {
	for i := range len(r.s) {
		c := r.s[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.s = r.s[i+1:]
			return v
		}
		if i == binary.MaxVarintLen64-1 {
			break
		}
	}
	r.fail()
	return 0
}

func (r *shelfReader) num() int64 {
	v := r.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

// size reads the number of following items of at least each bytes.
func (r *shelfReader) size(each int) int {
	n := r.num()
	if n < 0 || n > int64(len(r.s)/each) {
		r.fail()
		return 0
	}
	return int(n)
}

// bytes are the next n; zeros when there are fewer.
func (r *shelfReader) bytes(n int) string {
	if n > len(r.s) {
		r.fail()
		return string(make([]byte, n))
	}
	out := r.s[:n]
	r.s = r.s[n:]
	return out
}

func (r *shelfReader) str() string {
	n := r.uvarint()
	if n > uint64(len(r.s)) {
		r.fail()
		return ""
	}
	return r.bytes(int(n))
}

func (r *shelfReader) list() []string {
	n := r.size(1)
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = r.str()
	}
	return out
}

// often makes a string of few values, so that equal ones share their memory.
func often(s string) string { return unique.Make(s).Value() }

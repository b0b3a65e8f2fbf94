package matcher

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"sync"
)

// shelfEntry is an entry with a read key and an unread document.
type shelfEntry struct {
	shelfKey
	sum  [shelfSum]byte
	all  []byte
	rest []byte // of all: the document

	section *shelfSection
	at      int // its number in the section
}

// shelfSection is a run of entries whose documents share their postings.
type shelfSection struct {
	sums     []byte      // checksums of its entries
	postings []byte      // checked; nil until the end of the section is reached
	docs     []*Analysed // documents of the entries, nil for none; owned by the goroutine that reads documents
}

// put keeps the document of an entry.
func (x *shelfSection) put(at int, a *Analysed) {
	for len(x.docs) <= at {
		x.docs = append(x.docs, nil)
	}
	x.docs[at] = a
}

// document gives the analysed document of a record, once. It is nil when the entry is damaged or was made from another
// record.
func (e *shelfEntry) document(k *shelfKey) *Analysed {
	if sum := sha256.Sum256(e.all); e.shelfKey != *k || [shelfSum]byte(sum[:shelfSum]) != e.sum {
		return nil
	}
	a, ok := readAnalysed(e.rest)
	shelfBuffers.Put(&e.all)
	e.all, e.rest = nil, nil
	if ok && a.Kind == k.kind && a.ID == k.id && a.Market == k.market {
		return a
	}
	return nil
}

// shelfBuffers are the buffers of entries whose documents were read.
var shelfBuffers sync.Pool

func shelfBuffer(n int) []byte {
	if b, ok := shelfBuffers.Get().(*[]byte); ok && cap(*b) >= n {
		return (*b)[:n]
	}
	return make([]byte, n, max(n, 4<<10))
}

// shelfFile reads the entries one after the other. Unexpected bytes end it, and the remaining documents are analysed.
type shelfFile struct {
	f       io.Closer
	r       *bufio.Reader
	next    *shelfEntry
	section *shelfSection   // of next
	ended   []*shelfSection // ended since the last call of sections
}

// read gives a reader of the file. Without a fitting file the reader has no entries.
func (s *shelf) read() *shelfFile {
	out := &shelfFile{}
	if s == nil {
		return out
	}
	f, err := s.Open()
	if err != nil {
		return out
	}
	r := bufio.NewReaderSize(f, 1<<20)
	head := make([]byte, len(shelfMagic)+len(s.form))
	if _, err := io.ReadFull(r, head); err != nil || !bytes.Equal(head, append([]byte(shelfMagic), s.form[:]...)) {
		f.Close() //nolint:errcheck,gosec // only read
		return out
	}
	out.f, out.r = f, r
	out.advance()
	return out
}

func (f *shelfFile) close() {
	if f.f != nil {
		f.f.Close() //nolint:errcheck,gosec // only read
	}
}

// advance goes to the next entry.
func (f *shelfFile) advance() {
	last := f.next
	f.next = nil
	for f.r != nil && f.next == nil {
		if !f.piece(last) {
			f.r = nil
		}
	}
}

// piece reads the next piece and reports whether it was as expected.
func (f *shelfFile) piece(last *shelfEntry) bool {
	tag, err := f.r.ReadByte()
	if err != nil {
		return false
	}
	n, err := binary.ReadUvarint(f.r)
	if err != nil {
		return false
	}
	var sum [shelfSum]byte
	if _, err := io.ReadFull(f.r, sum[:]); err != nil {
		return false
	}
	switch {
	case tag == shelfDocument && n >= shelfSum && n <= shelfMost:
		e := &shelfEntry{sum: sum, all: shelfBuffer(int(n))}
		if _, err := io.ReadFull(f.r, e.all); err != nil {
			return false
		}
		r := shelfReader{s: string(e.all[:min(n, shelfKeyMost)])}
		e.kind, e.market, e.id = Kind(often(r.str())), often(r.str()), r.str()
		copy(e.body[:], r.bytes(shelfSum))
		if r.bad {
			return false
		}
		e.rest = e.all[min(n, shelfKeyMost)-uint64(len(r.s)):]
		if f.section == nil || last != nil && last.kind != e.kind || len(f.section.sums) == PostedMost*shelfSum {
			f.section = &shelfSection{} // the section of the last entry was written without postings
		}
		e.section, e.at = f.section, len(f.section.sums)/shelfSum
		f.section.sums = append(f.section.sums, sum[:]...)
		f.next = e
		return true
	case tag == shelfPostings && n <= postingsMost && f.section != nil:
		// A damaged length allocates at most this.
		buf := bytes.NewBuffer(make([]byte, 0, min(n, 64<<20)+bytes.MinRead))
		if _, err := io.CopyN(buf, f.r, int64(n)); err != nil {
			return false
		}
		b := buf.Bytes()
		if proof := proofOfPostings(b, f.section.sums); [shelfSum]byte(proof[:shelfSum]) != sum {
			return false
		}
		f.section.postings = b
		f.ended, f.section = append(f.ended, f.section), nil
		return true
	}
	return false
}

// of gives the entry of a record, nil when there is none. Ask for records in the order of the file.
func (f *shelfFile) of(k *shelfKey) *shelfEntry {
	for f.next != nil && f.next.kind == k.kind && f.next.before(k) {
		f.advance()
	}
	if e := f.next; e != nil && e.kind == k.kind && e.id == k.id && e.market == k.market {
		f.advance()
		return e
	}
	return nil
}

// sections gives the sections that ended since the last call.
func (f *shelfFile) sections() []*shelfSection {
	out := f.ended
	f.ended = nil
	return out
}

// kindEnds skips the rest of a kind.
func (f *shelfFile) kindEnds(kind Kind) {
	for f.next != nil && f.next.kind == kind {
		f.advance()
	}
}

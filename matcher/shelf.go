package matcher

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"

	"kebang/internal/listing"
	"kebang/internal/store"
)

// Shelf is a place for analysed documents that makes the next start short. It is a memory, never a source: the records
// are read all the same, and an entry counts only when it was made of the very bytes of the record, by this very
// program, and is whole. Whatever is missing, damaged or of another program is analysed anew.
type Shelf interface {
	// Open gives what was written last; an error when there is nothing.
	Open() (io.ReadCloser, error)
	// Write replaces it with what fn writes, whole or not at all, whenever the program is killed.
	Write(fn func(io.Writer) error) error
	// Program is the fingerprint of the running program: entries of any other are not read.
	Program() [32]byte
}

type shelf struct {
	Shelf
	form [32]byte // fingerprint of the program and of the form of the entries
}

// Shelve makes the service keep its analysed documents: Rebuild reads them, KeepShelf writes them. Call it before
// anything else.
func (s *Service) Shelve(at Shelf) {
	p := at.Program()
	s.shelf = &shelf{at, sha256.Sum256(fmt.Appendf(nil, "%x form %d", p, shelfForm))}
}

const (
	shelfMagic = "kebang-shelf\n"
	shelfSum   = 16       // bytes of SHA-256 that prove a record or an entry
	shelfMost  = 16 << 20 // bytes of an entry
)

// of names the record that an entry was made of.
type shelfKey struct {
	kind       Kind
	market, id string
	body       [shelfSum]byte
}

func keyOfRecord(kind Kind, r *store.Raw) shelfKey {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d ", r.Shape, r.Rev)
	h.Write(r.Body)
	return shelfKey{kind, r.Market, r.ID, [shelfSum]byte(h.Sum(nil))}
}

// before orders the entries as the store lists the records: by kind as written, then id, then market.
func (k *shelfKey) before(o *shelfKey) bool {
	return k.id < o.id || k.id == o.id && k.market < o.market
}

// append writes the entry: its length, a proof of what follows, the key and the document.
func (k *shelfKey) append(b []byte, a *Analysed) []byte {
	var e []byte
	for _, s := range []string{string(k.kind), k.market, k.id} {
		e = append(binary.AppendUvarint(e, uint64(len(s))), s...)
	}
	e = appendAnalysed(append(e, k.body[:]...), a)
	sum := sha256.Sum256(e)
	b = binary.AppendUvarint(b, uint64(len(e)))
	return append(append(b, sum[:shelfSum]...), e...)
}

// shelfEntry is an entry whose key was read and whose document was not yet looked at.
type shelfEntry struct {
	shelfKey
	sum  [shelfSum]byte
	all  []byte
	rest []byte // of all: the document
}

// document gives the analysed document of a record; nil when the entry is damaged or was made of something else.
func (e *shelfEntry) document(k *shelfKey) *Analysed {
	if sum := sha256.Sum256(e.all); e.shelfKey != *k || [shelfSum]byte(sum[:shelfSum]) != e.sum {
		return nil
	}
	if a, ok := readAnalysed(e.rest); ok && a.Kind == k.kind && a.ID == k.id && a.Market == k.market {
		return a
	}
	return nil
}

// shelfFile reads the entries one after the other. Anything unexpected ends it: what comes behind is analysed anew.
type shelfFile struct {
	f    io.Closer
	r    *bufio.Reader
	next *shelfEntry
}

// open gives a reader of the file; one without entries when there is none that fits.
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

func (f *shelfFile) advance() {
	f.next = nil
	if f.r == nil {
		return
	}
	n, err := binary.ReadUvarint(f.r)
	if err != nil || n < shelfSum || n > shelfMost {
		f.r = nil
		return
	}
	e := &shelfEntry{all: make([]byte, n)}
	if _, err := io.ReadFull(f.r, e.sum[:]); err != nil {
		f.r = nil
		return
	}
	if _, err := io.ReadFull(f.r, e.all); err != nil {
		f.r = nil
		return
	}
	r := shelfReader{reader{b: e.all}}
	e.kind, e.market, e.id = Kind(r.str()), string(r.str()), string(r.str())
	copy(e.body[:], r.bytes(shelfSum))
	if r.bad {
		f.r = nil
		return
	}
	e.rest, f.next = r.b, e
}

// of gives the entry of a record, records asked for in the order of the file; nil when there is none.
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

// kindBegins passes over what is left of the kind before.
func (f *shelfFile) kindBegins(kind Kind) {
	for f.next != nil && f.next.kind != kind {
		f.advance()
	}
}

// KeepShelf writes the shelf anew when enough has changed since it was read or written, and reports whether it did.
// Documents of the index that are not what the record says by now are left out.
func (s *Service) KeepShelf(ctx context.Context) (bool, error) {
	s.mu.RLock()
	due := s.shelf != nil && s.corpus != nil && s.unshelved >= max(1, s.corpus.N/shelfShare)
	s.mu.RUnlock()
	if !due {
		return false, nil
	}
	s.build.Lock()
	defer s.build.Unlock()
	s.mu.Lock()
	s.unshelved = 0
	s.mu.Unlock()
	if err := s.shelf.Write(func(w io.Writer) error { return s.writeShelf(ctx, w) }); err != nil {
		return false, err
	}
	return true, nil
}

// shelfShare: the shelf is written anew after a change of 1/200 of the documents.
const shelfShare = 200

func (s *Service) writeShelf(ctx context.Context, f io.Writer) error {
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(shelfMagic)    //nolint:errcheck,gosec // Flush tells
	w.Write(s.shelf.form[:])     //nolint:errcheck,gosec // Flush tells
	for _, kind := range kinds { // as fill reads them
		err := s.eachRaw(ctx, kind, func(raws []store.Raw) error {
			ids := make([]string, len(raws))
			for i := range raws {
				ids[i] = raws[i].ID
			}
			docs, err := s.ix.Docs(ctx, kind, ids)
			if err != nil {
				return err
			}
			have := make(map[string]*Analysed, len(docs))
			for _, a := range docs {
				have[a.ID] = a
			}
			out, errs := make([][]byte, len(raws)), make([]error, len(raws))
			parallel(len(raws), func(i int) {
				a := have[raws[i].ID]
				if a == nil {
					return
				}
				d, err := docOfRaw(kind, &raws[i])
				if errs[i] = err; err == nil && reflect.DeepEqual(*d, a.Doc) {
					k := keyOfRecord(kind, &raws[i])
					out[i] = k.append(nil, a)
				}
			})
			for i, b := range out {
				if errs[i] != nil {
					return errs[i]
				}
				w.Write(b) //nolint:errcheck,gosec // Flush tells
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// eachRaw reads the visible records of all markets, by id, page by page.
func (s *Service) eachRaw(ctx context.Context, kind Kind, fn func([]store.Raw) error) error {
	name := listing.Demands.Spec().Name
	if kind == Achievement {
		name = listing.Achievements.Spec().Name
	}
	q := store.Query{AllMarkets: true, Where: []store.Cond{{Field: "visible", Op: store.Eq, Value: true}}, Limit: batch}
	for {
		var page store.RawPage
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			page, err = tx.Find(name, q)
			return err
		})
		if err != nil {
			return err
		}
		if err := fn(page.Items); err != nil {
			return err
		}
		if q.After = page.Next; page.Next == "" {
			return nil
		}
	}
}

// docOfRaw makes the Doc of a stored listing.
func docOfRaw(kind Kind, r *store.Raw) (*Doc, error) {
	var d Doc
	if kind == Demand {
		l, err := listing.Demands.Decode(*r)
		if err != nil {
			return nil, err
		}
		d = docOf(kind, &l)
	} else {
		l, err := listing.Achievements.Decode(*r)
		if err != nil {
			return nil, err
		}
		d = docOf(kind, &l)
	}
	return &d, nil
}

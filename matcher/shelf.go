package matcher

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"kebang/internal/listing"
	"kebang/internal/store"
)

// Shelf stores analysed documents to shorten the next start. It is a cache, never a source: the records are read all
// the same. An entry counts only when it is complete and was made from the same bytes of the record by the same
// program. Any other entry is analysed again.
type Shelf interface {
	// Open gives the last written file; an error when there is none.
	Open() (io.ReadCloser, error)
	// Write replaces the file by the output of fn, completely or not at all, even when the program is killed.
	Write(fn func(io.Writer) error) error
	// Program is the fingerprint of the running program. Entries of any other program are not read.
	Program() [32]byte
}

type shelf struct {
	Shelf
	form [32]byte // fingerprint of the program and of the form of the entries
}

// Shelve makes the service store its analysed documents: Rebuild reads them, KeepShelf writes them. Call it before
// anything else.
func (s *Service) Shelve(at Shelf) {
	s.shelf = &shelf{at, shelfFormOf(at.Program(), shelfForm)}
}

func shelfFormOf(program [32]byte, form int) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%x form %d", program, form))
}

// The file has the magic, the form and then sections, by kind and in the order in which the store lists the records. A
// section has a piece for every document and one with its postings. A piece has a tag, the length, a checksum and its
// bytes. The checksum of postings covers those of the documents before them, so they belong to exactly these.
const (
	shelfMagic    = "kebang-shelf\n"
	shelfDocument = 'd'
	shelfPostings = 'p'
	shelfSum      = 16       // bytes of SHA-256 as checksum of a record or a piece
	shelfMost     = 16 << 20 // most bytes of a document
	shelfKeyMost  = 1 << 8   // most bytes of the key of a document
	postingsMost  = 1 << 30  // most bytes of postings
)

// shelfKey names the record of an entry.
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

// before orders the entries as the store lists the records: by kind in file order, then id, then market.
func (k *shelfKey) before(o *shelfKey) bool {
	return k.id < o.id || k.id == o.id && k.market < o.market
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

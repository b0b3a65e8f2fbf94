package matcher

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"kebang/internal/fault"
	"kebang/internal/industry"
)

// Kept is an Index outside the process that several processes may share. Its content can differ from the records. It is
// therefore compared with them, and can be rebuilt beside the one in use.
type Kept interface {
	Index
	// Sums lists the documents by id, after the given one, with the fingerprint of each at its Put.
	Sums(ctx context.Context, kind Kind, after string, limit int) ([]Sum, error)
	// Others lists documents that another program analysed, by id, after the given one. They are correct, but slower to
	// read.
	Others(ctx context.Context, kind Kind, after string, limit int) (ids []string, err error)
	// Fresh begins an empty index that nobody searches until Swap. From then on Put and Delete of the index, in every
	// process, write to both. Swap therefore loses nothing.
	Fresh(ctx context.Context) (Fresh, error)
	// Ping asks whether the engine answers and accepts our key. The error is fault.Unavailable with the remedy.
	Ping(ctx context.Context) error
	// Status is the state of the engine for administrators. It never fails; Problem is the mistake.
	Status(ctx context.Context) Status
}

// As finds an index with the methods of T among the indexes wrapped in x (by Unwrap() Index).
func As[T Index](x Index) (T, bool) {
	for x != nil {
		if t, ok := x.(T); ok {
			return t, true
		}
		u, ok := x.(interface{ Unwrap() Index })
		if !ok {
			break
		}
		x = u.Unwrap()
	}
	var none T
	return none, false
}

// Fresh is an index under construction. End it with Swap or Abandon.
type Fresh interface {
	// Put adds documents. They reach the engine at the latest with Flush.
	Put(ctx context.Context, docs ...*Analysed) error
	// Delete removes documents; absent ones are no error.
	Delete(ctx context.Context, kind Kind, ids ...string) error
	// Flush waits until all documents are in the engine.
	Flush(ctx context.Context) error
	// Swap flushes, replaces the old index by this one in one step and deletes the old one.
	Swap(ctx context.Context) error
	// Abandon deletes the index under construction.
	Abandon(ctx context.Context) error
}

// Sum is the fingerprint of a stored document, Doc.Sum at the time of Put.
type Sum struct {
	ID  string
	Sum uint64
}

// Status is the state of an index engine.
type Status struct {
	Engine      string // e.g. "Meilisearch 1.50.0"; "memory" for the index in this process
	Documents   map[Kind]int
	Waiting     int          // writes that the engine has not done yet
	Problem     fault.Said   // zero when the engine works
	FailedTasks []FailedTask // of this index, newest first, at most ten
}

// FailedTask is a write that the engine refused.
type FailedTask struct {
	Kind        Kind
	Index, Type string // names of the engine
	Error       string
	At          int64 // UTC ms
}

// Lately is the time for which metrics and pages report a refused write. The engine remembers it for weeks, but an
// alert must end. Its loss stays among the given-up jobs until somebody acts.
const Lately = time.Hour

// Refused are the writes that the engine refused within Lately, newest first. Now is in UTC ms.
func (s Status) Refused(now int64) []FailedTask {
	var out []FailedTask
	for _, f := range s.FailedTasks {
		if f.At > now-Lately.Milliseconds() {
			out = append(out, f)
		}
	}
	return out
}

// Sum is the fingerprint of a document. It changes with any content of the Doc and with the list of its fields. It also
// changes with the synonyms, which become terms of the stored document, and with the rules of its search text.
func (d *Doc) Sum() uint64 {
	b, err := json.Marshal(d)
	if err != nil {
		panic(err) // a Doc holds only strings and numbers
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%x.%d.%x", synonymForm(), searchForm, docForm())
	h.Write(b)
	return h.Sum64()
}

// Sum is the fingerprint of the Doc.
func (a *Analysed) Sum() uint64 {
	d := a.Doc()
	return d.Sum()
}

// docForm makes an engine rewrite all documents when Doc gets another field, also those that leave it empty.
var docForm = sync.OnceValue(func() uint64 { return fieldsOf(Doc{}, Line{}) })

// fieldsOf is a fingerprint of the names of the fields of zero values.
func fieldsOf(of ...any) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%+v", of)
	return h.Sum64()
}

var synonymForm = sync.OnceValue(func() uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, industry.Synonyms())
	return h.Sum64()
})

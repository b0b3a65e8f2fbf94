package matcher

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"kebang/internal/industry"
)

// Kept is an Index that outlives the process and may be shared by several: what stands in it can differ from the
// records, so it is compared with them and can be built anew beside the one in use.
type Kept interface {
	Index
	// Sums lists what is there, by id, after the given one, with the fingerprint each document was put with.
	Sums(ctx context.Context, kind Kind, after string, limit int) ([]Sum, error)
	// Others lists, by id, after the given one, what another program analysed: it is right, and slower to read.
	Others(ctx context.Context, kind Kind, after string, limit int) (ids []string, err error)
	// Fresh begins an empty index that nobody searches until Swap. From now on Put and Delete of the index, in whatever
	// process, write to both, so that Swap takes nothing back.
	Fresh(ctx context.Context) (Fresh, error)
	// Ping asks whether the engine answers and takes our key; fault.Unavailable says what to do.
	Ping(ctx context.Context) error
	// Status tells an administrator about the engine; it never fails, Problem says what is wrong.
	Status(ctx context.Context) Status
}

// As finds an index with more to it under those that wrap it (by Unwrap() Index).
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

// Fresh is an index being built. It must be ended with Swap or Abandon.
type Fresh interface {
	// Put adds documents; they may reach the engine later, at the latest with Flush.
	Put(ctx context.Context, docs ...*Analysed) error
	// Delete takes documents out again; absent ones are no error.
	Delete(ctx context.Context, kind Kind, ids ...string) error
	// Flush waits until everything is in.
	Flush(ctx context.Context) error
	// Swap flushes, puts the new index in the place of the old one in one step and deletes the old.
	Swap(ctx context.Context) error
	// Abandon deletes what was built.
	Abandon(ctx context.Context) error
}

// Sum is the fingerprint of a stored document, Doc.Sum at the time of Put.
type Sum struct {
	ID  string
	Sum uint64
}

// Status is how an index engine is.
type Status struct {
	Engine      string // e.g. "Meilisearch 1.50.0"; "memory" for the index in this process
	Documents   map[Kind]int
	Waiting     int // writes the engine has not worked off
	Problem     string
	Code        string       // of the fault behind Problem, for metrics
	FailedTasks []FailedTask // of this index, newest first, at most ten
}

// FailedTask is a write that the engine refused.
type FailedTask struct {
	Kind        Kind
	Index, Type string // as the engine calls them
	Error       string
	At          int64 // UTC ms
}

// Lately is how long a refused write is told of, in the metrics as on the pages. The engine remembers it for weeks, but
// an alert must end; what is lost by it stands among the jobs that were given up, until somebody acts.
const Lately = time.Hour

// Refused are the writes that the engine refused lately, newest first; now is in UTC ms.
func (s Status) Refused(now int64) []FailedTask {
	var out []FailedTask
	for _, f := range s.FailedTasks {
		if f.At > now-Lately.Milliseconds() {
			out = append(out, f)
		}
	}
	return out
}

// Sum is the fingerprint of a document: it changes with anything in the Doc and with the fields a Doc has. It changes
// also with the synonyms of the program, which become terms of the stored document, and the rules of its search text.
func (d *Doc) Sum() uint64 {
	b, err := json.Marshal(d)
	if err != nil {
		panic(err) // strings and numbers
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%x.%d.%x", synonymForm(), searchForm, docForm())
	h.Write(b)
	return h.Sum64()
}

// Sum is that of the Doc.
func (a *Analysed) Sum() uint64 {
	d := a.Doc()
	return d.Sum()
}

// docForm makes an engine write all documents anew when a Doc gets another field, also those that leave it empty.
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

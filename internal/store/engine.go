package store

import (
	"context"
	"io"
)

// National is the market of records that belong to no county: organisations, people, markets, sessions.
const National = "cn"

// Engine stores documents and blobs.
type Engine interface {
	// Define creates the tables, indexes and unique keys of all collections. It refuses a store with a newer shape than
	// the program knows (fault.Invalid, code store-newer).
	Define(ctx context.Context, specs []Spec) error
	// Run executes fn in one read-write transaction with snapshot isolation. The commit is durable (it survives kill
	// -9) before Run returns nil. After a write conflict fn may run again, within a limit; then the error is
	// fault.Unavailable. An error of fn rolls back and is returned unchanged.
	Run(ctx context.Context, fn func(Tx) error) error
	// View executes fn on one consistent snapshot without the right to write.
	View(ctx context.Context, fn func(Tx) error) error
	Blobs() Blobs
	Close() error
}

// Tx is one transaction, untyped; domain code uses the methods of Collection. Its reads see its own writes.
type Tx interface {
	Context() context.Context
	Many(coll, market string, ids []string) ([]Raw, error) // in the order of ids, without absent ones
	Find(coll string, q Query) (RawPage, error)
	// Sum gives one group, with its count, when by is empty.
	Sum(coll string, q Query, by, of []string) ([]Group, error)
	Insert(coll string, r Raw) error            // fault.Conflict on a taken id or unique key
	Update(coll string, r Raw, rev int64) error // compare-and-set on the stored revision: fault.Stale; fault.NotFound
	Delete(coll, market, id string, rev int64) error
}

// Raw is a document as an engine sees it.
type Raw struct {
	ID, Market string
	Rev        int64 // starts at 1, plus 1 at every update
	Shape      int
	Body       []byte // JSON
	Values     Values // index fields; empty on reads
}

// RawPage is one page of documents.
type RawPage struct {
	Items []Raw
	Next  string // opaque cursor; empty at the end
}

// Type is the type of an index field.
type Type int

// Types of index fields. Set is a set of strings, found by membership (Has), never a sort key.
const (
	String Type = iota
	Int
	Bool
	Set
)

// Values are the index fields of one document: string, int64, bool or []string by name. A missing key is absent.
type Values map[string]any

// FieldSpec declares one index field.
type FieldSpec struct {
	Name string
	Type Type
}

// Spec is the declaration of a collection for an engine.
type Spec struct {
	Name    string
	Shape   int
	Oldest  int // lowest shape that is still read; 0 reads all
	Fields  []FieldSpec
	Unique  [][]string // unique inside a market; absent values are ignored
	Indexes [][]string // sort and filter orders with an index; the market always comes first
	// Renew rewrites a document in the newest shape with its values extracted again. It is nil when the collection has
	// none.
	Renew func(Raw) (Raw, error)
}

// Op compares an index field with a value.
type Op int

// Operators of a condition. In takes []string or []int64. Has tests membership in a Set field. Absent takes no value.
const (
	Eq Op = iota
	Ge
	Gt
	Le
	Lt
	In
	Has
	Absent
	Present
)

// Cond is one condition; all conditions of a query must hold.
type Cond struct {
	Field string
	Op    Op
	Value any
}

// Order is one sort key. The id is always the last one, ascending.
type Order struct {
	Field string
	Desc  bool
}

// Query selects documents. Limit 0 means 20; the highest is 1000.
type Query struct {
	Market     string
	AllMarkets bool // maintenance code only; Market must then be empty
	Where      []Cond
	Sort       []Order
	After      string // cursor of the previous page, for the same Where and Sort
	Limit      int
}

// Group is one row of Sum: the group-by values (nil for absent), the sums in the requested order, and the number of
// rows.
type Group struct {
	By    []any
	Sums  []int64
	Count int64
}

// Blob describes stored bytes. Its id is the SHA-256 of the content in lower-case hex.
type Blob struct {
	ID   string `json:"id"`
	Size int64  `json:"size"` // bytes
	Type string `json:"type"` // media type, sniffed from the bytes
}

// Blobs keeps content-addressed bytes. They are on the disk (fsync) before Put returns.
type Blobs interface {
	Put(ctx context.Context, r io.Reader) (Blob, error)
	Open(ctx context.Context, id string) (io.ReadSeekCloser, Blob, error) // fault.NotFound
	Delete(ctx context.Context, id string) error
	// DeleteOlder deletes a blob unless it was put at or after the given instant (UTC ms), and reports whether it did.
	// No Put of the same content can fall between its check and its deletion.
	DeleteOlder(ctx context.Context, id string, olderThan int64) (bool, error)
	// Each calls fn for every blob last put before the given instant (UTC ms), for the removal of unreferenced ones.
	// Type stays empty, because it would cost a read of every blob.
	Each(ctx context.Context, olderThan int64, fn func(Blob) error) error
}

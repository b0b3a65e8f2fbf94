package store

import (
	"context"
	"iter"

	"kebang/internal/fault"
)

// Stored describes a collection in a store.
type Stored struct {
	Name  string
	Shape int // the newest shape that a document of it may have
}

// Source is a store whose whole content can be read raw and at one moment, beside its users. It serves copies and
// checks; domain code reads through Collection.
type Source interface {
	// Export calls fn once for every collection, in the order of their names. The documents are those of all markets,
	// in the order of market and id, all of one snapshot. fn may leave docs unread. Values are set in the collections
	// that this process has defined. A half-loaded store is refused (fault.Unavailable, code store-loading).
	Export(ctx context.Context, fn func(c Stored, docs iter.Seq2[Raw, error]) error) error
	Blobs() Blobs
}

// Carrier is an engine whose whole content can be copied to another one and back, with ids, revisions, shapes and
// bodies unchanged. Both engines are carriers.
type Carrier interface {
	Engine
	Source
	// Load prepares an empty store for filling and defines the collections. A store with any document or blob is
	// refused (fault.Conflict, code store-not-empty). Until Loading.Done every Define and Export of this place, by any
	// process, is refused (fault.Unavailable, code store-loading). That holds after a kill too, so nobody ever works on
	// half a market. Load may then be called again; it deletes the remains of the interrupted one.
	Load(ctx context.Context, specs []Spec) (Loading, error)
}

// Loading is a store that is being filled. It is for one goroutine.
type Loading interface {
	Source // of the content so far, for a comparison
	// Add writes documents of a defined collection with their revision, shape and body. Their index values are
	// extracted again (Spec.Renew). A taken id or unique key is fault.Conflict, a shape newer than the declared one
	// fault.Unavailable. After an error only another Load can use the store.
	Add(ctx context.Context, coll string, docs []Raw) error
	// Done makes the store an ordinary one: committed durably, defined for this process and open to others.
	Done(ctx context.Context) error
}

// Revalued gives a document the present index values of its body. Body, shape and revision stay as stored.
func (s Spec) Revalued(r Raw) (Raw, error) {
	r.Values = nil
	if s.Renew == nil {
		return r, nil
	}
	n, err := s.Renew(r)
	r.Values = n.Values
	return r, err
}

// HalfLoaded is the error of all engines for a store with an interrupted or running restore.
func HalfLoaded() error {
	return fault.Of(fault.Unavailable, fault.T("store-loading",
		"这里的数据只恢复了一半：恢复正在进行，或上次恢复中断了。请等它完成；若已中断，请重新运行 kebang restore，它会清掉残留、从头恢复。",
		"Only half of the data is restored: a restore is running or was cut off. Wait for it; after a cut, run "+
			"kebang restore again, which clears the rest and starts anew."))
}

// NotEmpty is the error of all engines for a restore over data.
func NotEmpty(what string) error {
	return fault.Of(fault.Conflict, fault.T("store-not-empty",
		"%s 里已有数据，没有恢复。请换一个新的数据文件夹或空的数据库，恢复从不覆盖已有数据。",
		"%s holds data, and nothing was restored. Take a new folder or an empty database; a restore never writes over "+
			"data."), what)
}

package store

import (
	"context"
	"iter"

	"kebang/internal/fault"
)

// Stored is what a store remembers of a collection.
type Stored struct {
	Name  string
	Shape int // the newest shape any document of it may have
}

// Source is a store whose whole content can be read raw and at one moment, beside its users. It is for copying and for
// checking; domain code reads through Collection.
type Source interface {
	// Export calls fn once for every collection, in the order of their names, with its documents of all markets in the
	// order of market and id, all of one snapshot. fn may leave docs unread. Values are filled
	// in the collections this process has defined, as they are stored. A store that is only half loaded is refused
	// (fault.Unavailable, code store-loading).
	Export(ctx context.Context, fn func(c Stored, docs iter.Seq2[Raw, error]) error) error
	Blobs() Blobs
}

// Carrier is an engine whose whole content can be carried to another one and back, with ids, revisions, shapes and
// bodies as they are. Both engines are carriers.
type Carrier interface {
	Engine
	Source
	// Load makes an empty store ready to be filled and defines the collections. A store that holds any document or blob
	// is refused (fault.Conflict, code store-not-empty). From here until Loading.Done every Define and Export of this
	// place, by this or another process, is refused (fault.Unavailable, code store-loading), also after a kill: nobody
	// ever works on half a market. Load itself may be called again then; it throws away what the broken one left.
	Load(ctx context.Context, specs []Spec) (Loading, error)
}

// Loading is a store that is being filled. It is for one goroutine.
type Loading interface {
	Source // of what is there so far, for comparing it
	// Add writes documents of a defined collection with the revision, shape and body they have; their index values are
	// extracted anew (Spec.Renew). A taken id or unique key is fault.Conflict, a shape newer than the declared one
	// fault.Unavailable; the store is then of no use but for another Load.
	Add(ctx context.Context, coll string, docs []Raw) error
	// Done makes the store an ordinary one: committed durably, defined for this process and open to others.
	Done(ctx context.Context) error
}

// Revalued gives a document the index values that its body has today; body, shape and revision stay as they are stored.
func (s Spec) Revalued(r Raw) (Raw, error) {
	r.Values = nil
	if s.Renew == nil {
		return r, nil
	}
	n, err := s.Renew(r)
	r.Values = n.Values
	return r, err
}

// HalfLoaded is the one answer of all engines to a store in which a restore was broken off or is at work.
func HalfLoaded() error {
	return fault.Of(fault.Unavailable, fault.T("store-loading",
		"这里的数据只恢复了一半：恢复正在进行，或上次恢复中断了。请等它完成；若已中断，请重新运行 kebang restore，它会清掉残留、从头恢复。",
		"Only half of the data is restored: a restore is running or was cut off. Wait for it; after a cut, run "+
			"kebang restore again, which clears the rest and starts anew."))
}

// NotEmpty is the one answer of all engines to a restore over data.
func NotEmpty(what string) error {
	return fault.Of(fault.Conflict, fault.T("store-not-empty",
		"%s 里已有数据，没有恢复。请换一个新的数据文件夹或空的数据库，恢复从不覆盖已有数据。",
		"%s holds data, and nothing was restored. Take a new folder or an empty database; a restore never writes over "+
			"data."), what)
}

package files

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/store"
)

// Records is implemented by the package of each kind of records that files belong to.
type Records interface {
	// FileAccess gives the access of the actor to the files of a record. It returns fault.NotFound when the actor may
	// not know of the record.
	FileAccess(tx store.Tx, a actor.Actor, market, record string) (Access, error)
}

// Access is the relation of an actor to the files of a record.
type Access struct {
	Level  disclosure.Level // the most closed level that the actor reads
	Owner  bool             // the actor owns the record: reads its openings and removes any of its files
	Office bool             // the actor looks after the record for the market: like Owner, and own files need no review
	// Shared is a record of two sides: each removes its own files only, and the files that its steps took in stay.
	Shared bool
	// Attach are the levels at which the actor may attach files now; empty when attaching is not allowed.
	Attach []disclosure.Level
	// Reviewed is the instant (UTC ms) of the last publication by the office. A public or members file attached later
	// stays with owner and office until the next publication.
	Reviewed int64
}

// readable reports whether an actor reads a file by one of its links.
func (x Access) readable(a actor.Actor, f *File, l Link) bool {
	level := l.Level
	if x.waits(l) {
		level = disclosure.Private
	}
	return level <= x.Level || f.own(a)
}

// waits reports whether the link still needs the review of the office.
func (x Access) waits(l Link) bool {
	return l.Level <= disclosure.Members && !l.Passed && l.At > x.Reviewed
}

// removes reports whether the actor may detach a file from the record. Use dates a link as its file.
func (x Access) removes(a actor.Actor, f *File, l Link) bool {
	if x.Shared {
		return len(x.Attach) > 0 && f.own(a) && l.At != f.CreatedAt
	}
	return len(x.Attach) > 0 && (x.Owner || x.Office || f.own(a))
}

// sees reports whether the actor may read the openings of the file.
func (x Access) sees(a actor.Actor, f *File) bool {
	return x.Owner || f.own(a) || a.Is(actor.Admin) && a.Market == f.Market
}

package files

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/store"
)

// Records is a kind of records that files belong to.
type Records interface {
	// FileAccess tells how the actor stands to the files of a record; fault.NotFound when he may not know of the
	// record.
	FileAccess(tx store.Tx, a actor.Actor, market, record string) (Access, error)
}

// Access is how an actor stands to the files of a record.
type Access struct {
	Level  disclosure.Level // the deepest that he reads
	Owner  bool             // he owns the record: he reads who opened its files and may remove any
	Office bool             // he looks after the record for the market: the same, and what he attaches needs no review
	// Attach are the levels at which he may attach files now; none when he may not.
	Attach []disclosure.Level
	// Reviewed is the instant (UTC ms) of the last publication by the office. A file that is for everybody or for all
	// members and was attached after it stays with owner and office until the next one.
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

// waits reports whether the office has yet to see the link.
func (x Access) waits(l Link) bool {
	return l.Level <= disclosure.Members && !l.Passed && l.At > x.Reviewed
}

// removes reports whether the actor may take a file from the record.
func (x Access) removes(a actor.Actor, f *File) bool {
	return len(x.Attach) > 0 && (x.Owner || x.Office || f.own(a))
}

// sees reports whether the actor reads who opened the file.
func (x Access) sees(a actor.Actor, f *File) bool {
	return x.Owner || f.own(a) || a.Is(actor.Admin) && a.Market == f.Market
}

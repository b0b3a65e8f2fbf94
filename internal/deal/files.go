package deal

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// FileAccess implements files.Records for deals. After both consents both sides and the broker read a protected file,
// and the side of the uploader reads a private one. The officials of the market read both.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	d, err := get(tx, a, id)
	if err != nil {
		return files.Access{}, err
	}
	if d.StandOf(a) == Watcher {
		level := disclosure.Protected
		if a.Is(actor.Officer, actor.Admin) {
			level = disclosure.Private
		}
		return files.Access{Level: level}, nil
	}
	switch err := d.aside(tx, a); {
	case fault.Is(err, fault.Forbidden):
		return files.Access{}, nil
	case err != nil:
		return files.Access{}, err
	}
	x := files.Access{Level: disclosure.Members}
	if d.talks() || d.State == Signed {
		x.Level = disclosure.Protected
	}
	if d.talks() || d.State == Intent {
		x.Attach = []disclosure.Level{disclosure.Protected, disclosure.Private}
	}
	return x, nil
}

// ListingFiles implements files.Records for a kind of listing. A deal in talks opens protected files.
type ListingFiles[C listing.Content] struct{ Desk *listing.Desk[C] }

// FileAccess implements files.Records.
func (l ListingFiles[C]) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	granted := disclosure.Public
	if market == a.Market {
		open, err := opens(tx, a, l.Desk.Kind(), id)
		if err != nil {
			return files.Access{}, err
		}
		if open {
			granted = disclosure.Protected
		}
	}
	return l.Desk.FileAccess(tx, a, market, id, granted)
}

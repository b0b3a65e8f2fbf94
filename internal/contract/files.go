package contract

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess implements files.Records. The readers of a contract read the files that its steps took in. Its sides and
// the office attach others until it is cancelled. A private file is read by the side that brought it and by officials.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	c, err := Readable(tx, a, id)
	x := files.Access{Level: disclosure.Protected, Owner: c.Seller.Speaks(a) || c.Buyer.Speaks(a), Shared: true}
	if a.Is(actor.Officer, actor.Registrar, actor.Admin) {
		x.Level = disclosure.Private
	}
	if c.State != Cancelled && (x.Owner || a.Is(actor.Officer, actor.Registrar)) {
		x.Attach = []disclosure.Level{disclosure.Protected, disclosure.Private}
	}
	return x, err
}

package contract

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess implements files.Records: the readers of a contract read all its files. Only its steps attach files.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	c, err := Readable(tx, a, id)
	return files.Access{Level: disclosure.Private, Owner: c.Seller.Speaks(a) || c.Buyer.Speaks(a)}, err
}

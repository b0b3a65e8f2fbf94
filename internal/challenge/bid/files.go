package bid

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess implements files.Records. A team keeps its files in the market where it acts, which may be another one
// than that of the bid. The asker and the office read them once the bid was handed in.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, _, id string) (files.Access, error) {
	b, c, err := seen(tx, a, id)
	if err != nil {
		return files.Access{}, err
	}
	x := files.Access{Level: disclosure.Protected, Owner: b.Leads(a), Office: c.Serves(a) && a.Org == ""}
	if c.Serves(a) && b.EnteredBy == "" && (b.Receipt == nil || b.State == Interest || b.State == Withdrawn) {
		x.Level = disclosure.Public
	}
	return x, nil
}

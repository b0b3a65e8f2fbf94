package bid

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/seal"
	"kebang/internal/store"
)

// FileAccess implements files.Records. A team keeps its files in the market where it acts, which may be another one
// than that of the bid. The asker and the office read them once the bid was handed in.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, _, id string) (files.Access, error) {
	b, c, err := s.seen(tx, a, id)
	if err != nil {
		return files.Access{}, err
	}
	if b.IsSealed() {
		return files.Access{Level: disclosure.Public, Owner: b.Leads(a)}, nil // its files open by their seals alone
	}
	x := files.Access{Level: disclosure.Protected, Owner: b.Leads(a), Office: c.Serves(a) && a.Org == ""}
	if c.Serves(a) && b.EnteredBy == "" && (b.Receipt == nil || b.State == Interest || b.State == Withdrawn) {
		x.Level = disclosure.Public
	}
	return x, nil
}

// SealsFor implements files.Sealer: a file of a sealed bid is sealed to the challenge and to the team.
func (s *Service) SealsFor(tx store.Tx, a actor.Actor, id string) ([]seal.Pair, error) {
	b, c, err := s.seen(tx, a, id)
	if err == nil {
		err = b.mine(a, &c)
	}
	if err != nil {
		return nil, err
	}
	if !b.IsSealed() {
		return nil, fault.Of(fault.WrongState, textNotSealed)
	}
	return []seal.Pair{*c.Seal, *b.Seal}, nil
}

var textNotSealed = fault.T("bid-not-sealed", "这份揭榜的材料现在不密封，请按普通附件上传。",
	"The material of this bid is not sealed now; upload the file as any other.")

// Unsealer implements files.Sealer: the team's own key opens its files, also those of a bid that was taken back.
func (s *Service) Unsealer(tx store.Tx, a actor.Actor, id string) (seal.Pair, *seal.Keeper, error) {
	b, c, err := s.seen(tx, a, id)
	if err == nil && !b.inTeam(a, &c) {
		err = fault.Absent()
	}
	if err != nil {
		return seal.Pair{}, nil, err
	}
	return *b.Seal, s.challenges.Seals(), nil
}

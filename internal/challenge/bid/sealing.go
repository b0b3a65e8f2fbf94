package bid

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/party"
	"kebang/internal/seal"
	"kebang/internal/store"
)

// envelope is what a sealed bid holds. The id of the bid keeps its bytes from being put into another one.
type envelope struct {
	Bid    string `json:"bid"`
	Scheme Scheme `json:"scheme"`
}

// IsSealed reports whether the material is sealed: the record does not hold it, and the team alone reads it.
func (b *Bid) IsSealed() bool { return b.Seal != nil && !b.Opened }

// Sealed reports whether a bid is sealed.
func (s *Service) Sealed(ctx context.Context, id string) (bool, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (bool, error) {
		b, err := Bids.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
		return b.IsSealed(), err
	})
}

// close seals the scheme of a bid to a reviewed challenge: to the challenge's key and to the team's own.
func (b *Bid) close(c *challenge.Challenge) error {
	if !b.IsSealed() {
		return nil
	}
	text, err := json.Marshal(envelope{b.ID, b.Scheme})
	if err != nil {
		return err
	}
	b.Invited = b.Scheme.partners()
	b.Sealed, err = seal.Seal(text, *c.Seal, *b.Seal)
	return err
}

// put writes the bid, a sealed one without its scheme.
func (b *Bid) put(tx store.Tx) error {
	x := *b
	if x.IsSealed() {
		x.Scheme = Scheme{Answers: []Answer{}}
	}
	err := Bids.Update(tx, &x)
	b.Meta = x.Meta
	return err
}

// inTeam reports whether the actor may read a sealed bid: he leads it, he is its partner, or he typed it for the team.
func (b *Bid) inTeam(a actor.Actor, c *challenge.Challenge) bool {
	switch {
	case b.Leads(a):
		return true
	case c.Serves(a):
		return b.EnteredBy != "" && b.CreatedBy == a.Person && a.Is(actor.Officer)
	}
	return a.Known() && slices.Contains(b.Invited, party.Unit(a))
}

// reveal opens a sealed bid to its team with the team's own key. For everybody else the scheme stays empty.
func (s *Service) reveal(a actor.Actor, b *Bid, c *challenge.Challenge) error {
	if !b.IsSealed() || len(b.Sealed) == 0 || !b.inTeam(a, c) {
		return nil
	}
	return s.unseal(b, *b.Seal)
}

func (s *Service) unseal(b *Bid, with seal.Pair) error {
	text, err := s.challenges.Seals().Open(b.Sealed, with)
	if err != nil {
		return err
	}
	var e envelope
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&e); err != nil || e.Bid != b.ID {
		return seal.ErrAltered
	}
	b.Scheme = e.Scheme
	return nil
}

var textBroken = fault.T("bid-seal-altered", "揭榜申报 %s 的密封材料与回执的校验值不符，没有开启，什么都没有改变。请从备份恢复这条记录后再开启。",
	"The sealed material of %s is not that of its receipt. Nothing was opened or changed; restore the record first.")

// Open implements challenge.Bids: with the key of the challenge it opens the bids that were handed in and stand, in the
// order of their receipts. Bytes that are not those of the receipt are refused.
func (s *Service) Open(tx store.Tx, c *challenge.Challenge, now int64) ([]challenge.Opened, error) {
	out := []challenge.Opened{}
	err := s.each(tx, c, func(a actor.Actor, b *Bid) error {
		if !b.counts() {
			return nil
		}
		if err := s.unseal(b, *c.Seal); err != nil {
			if fault.Is(err, fault.WrongState) {
				err = fault.Cause(err, fault.WrongState, textBroken, b.Serial)
			}
			return err
		}
		blobs, err := s.openFiles(tx, b, c)
		if err != nil {
			return err
		}
		if b.hash(blobs) != b.Receipt.Hash {
			return fault.Of(fault.WrongState, textBroken, b.Serial)
		}
		b.Opened, b.UpdatedAt = true, now
		if err := b.put(tx); err != nil {
			return err
		}
		out = append(out, challenge.Opened{Bid: b.ID, Serial: b.Serial, Team: b.Lead.Name, Hash: b.Receipt.Hash,
			At: b.Receipt.At})
		return b.done(tx, a, c, "open", b.State, "", now)
	})
	slices.SortFunc(out, func(x, y challenge.Opened) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Serial, y.Serial))
	})
	return out, err
}

// openFiles gives the keys of the files of a bid away and lists the hashes of their sealed bytes, in their order.
func (s *Service) openFiles(tx store.Tx, b *Bid, c *challenge.Challenge) (blobs []string, err error) {
	market := cmp.Or(b.Home, c.Market)
	for _, id := range b.Scheme.files() {
		f, err := files.Unseal(tx, market, id, s.challenges.Seals(), *c.Seal)
		if err != nil {
			return nil, err
		}
		blobs = append(blobs, f.Blob)
	}
	return blobs, nil
}

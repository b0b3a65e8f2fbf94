package review

import (
	"context"
	"io"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// Material is the bid that an expert reads, with its challenge.
type Material struct {
	Bid       bid.Bid
	Challenge challenge.Challenge
	Files     []files.File
	Seat      Seat
}

// Material gives an expert a bid of his review, after the opening and once he has declared that nothing keeps him out.
func (s *Service) Material(ctx context.Context, k Key, bidID string) (m Material, _ error) {
	_, err := s.at(ctx, k, func(tx store.Tx, a actor.Actor, x *Seat, r *Review) (err error) {
		m = Material{}
		if a.Is(actor.Officer) || x.State != Accepted && x.State != Submitted || r.State != Scoring ||
			!slices.ContainsFunc(r.Teams, func(t Team) bool { return t.Bid == bidID }) {
			return fault.Absent()
		}
		if m.Bid, err = bid.Bids.Get(tx, r.Market, bidID); err != nil {
			return err
		}
		if m.Challenge, err = challenge.Challenges.Get(tx, r.Market, r.Challenge); err != nil {
			return err
		}
		m.Seat = *x
		for _, f := range append([]string{m.Bid.Scheme.Intent, m.Bid.Scheme.Paper}, m.Bid.Scheme.Files...) {
			if f == "" {
				continue
			}
			got, err := files.Files.First(tx, store.Query{AllMarkets: true,
				Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: f}}})
			if err != nil {
				return err
			}
			m.Files = append(m.Files, got)
		}
		return nil
	})
	return m, err
}

// File opens a file of a bid to an expert who may read the bid. The caller logs the opening before the first byte.
func (s *Service) File(ctx context.Context, k Key, bidID, file string) (files.File, Seat, io.ReadSeekCloser, error) {
	m, err := s.Material(ctx, k, bidID)
	if err != nil {
		return files.File{}, m.Seat, nil, err
	}
	at := slices.IndexFunc(m.Files, func(f files.File) bool { return f.ID == file })
	if at < 0 {
		return files.File{}, m.Seat, nil, fault.Absent()
	}
	f, _, content, err := s.files.Open(ctx, actor.SystemActor(m.Files[at].Market), file)
	return f, m.Seat, content, err
}

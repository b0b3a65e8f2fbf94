package listing

import (
	"bytes"
	"context"
	"encoding/json"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// Row is one checked row of an import. The same row always has the same id, whatever its content.
type Row[C Content] struct {
	ID      string // made by the caller from market, kind and the row's identity
	Hash    string // hash of the row's content
	Source  Source
	Said    Said     // statements of the row on its publication
	Owner   string   // organisation id when the row named a verified unit; else the listing becomes a 公开线索
	Name    string   // name of that organisation
	Refusal *Refusal // decision for a row that does not agree to publication; counts only for a public listing
	Content C
	// Merge lays the row over the stored content, so that a file changes only the columns it has. Nil replaces the
	// whole content.
	Merge func(stored C) (C, error)
	// Wrote is called in the transaction with the outcome of the row and the listing before it (nil when it is made).
	// It may be nil. Its error ends the transaction.
	Wrote func(tx store.Tx, did Did, before *Listing[C], after Listing[C]) error
}

// Did is the action of an import on a row.
type Did string

// The actions of an import on a row.
const (
	DidCreate Did = "created"
	DidUpdate Did = "updated"
	DidNone   Did = "unchanged"
	DidKeep   Did = "kept"
)

// Outcome counts the actions of an import.
type Outcome struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Kept      int `json:"kept"`      // rows whose listing has been edited here since; the file does not overwrite it
	Withdrawn int `json:"withdrawn"` // changed rows that were public and no longer agree to it
	Held      int `json:"held"`      // rows written as drafts, because the unit has not agreed to publication
}

// Bring writes imported rows in one transaction; callers cut files into batches of some hundred rows. Publish counts as
// approved by the officer, by name. The same row again changes nothing.
func (d *Desk[C]) Bring(ctx context.Context, a actor.Actor, rows []Row[C], publish bool) (Outcome, error) {
	if a.Role != actor.System {
		if err := a.Require(actor.Officer); err != nil {
			return Outcome{}, err
		}
	}
	now := d.now().UnixMilli()
	var out Outcome
	err := d.db.Run(ctx, func(tx store.Tx) error {
		out = Outcome{}
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		olds, err := d.col.Many(tx, a.Market, ids)
		if err != nil {
			return err
		}
		known := make(map[string]Listing[C], len(olds))
		for _, l := range olds {
			known[l.ID] = l
		}
		for _, r := range rows {
			if err := d.bring(tx, a, known, r, publish, now, &out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (d *Desk[C]) bring(tx store.Tx, a actor.Actor, known map[string]Listing[C], r Row[C], publish bool, now int64,
	out *Outcome) error {
	wrote := r.Wrote
	if wrote == nil {
		wrote = func(store.Tx, Did, *Listing[C], Listing[C]) error { return nil }
	}
	c, src := r.Content, r.Source
	src.Lead, src.Owner = r.Owner == "", r.Owner
	l, old := known[r.ID]
	before := l
	refused := old && r.Refusal != nil && l.Visible()
	takes := !old || l.Takes(r.Owner)
	ch := audit.Change{Kind: string(d.kind), Record: r.ID, Step: "import", Reason: src.Name, At: now}
	switch {
	case refused && !takes: // the office may not change its content
		ch.From = l.State
	case old && l.RowHash == r.Hash && !refused:
		out.Unchanged++
		return wrote(tx, DidNone, &before, l)
	case !takes:
		out.Kept++
		return wrote(tx, DidKeep, &before, l)
	case old:
		if r.Merge != nil {
			var err error
			if c, err = r.Merge(l.Current()); err != nil {
				return err
			}
			if same(c, l.Current()) && (!publish || l.Draft == nil) && !l.Source.turns(src, r.Said) && !refused {
				out.Unchanged++
				return wrote(tx, DidNone, &before, l)
			}
		}
		ch.From = l.State
		keepContact(&c, l.Current())
		if l.RowHash, l.UpdatedAt = r.Hash, now; !refused || !same(c, l.Current()) {
			l.Draft = &c
		}
		l.Source = l.Source.again(src, r.Said)
	default:
		l = Listing[C]{Meta: store.Meta{ID: r.ID, Market: a.Market}, State: Draft, Draft: &c, Source: &src,
			RowHash:  r.Hash,
			OwnerOrg: r.Owner, OwnerName: r.Name, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
	}
	if refused {
		if err := d.settle(tx, a, &l, *r.Refusal, &ch); err != nil {
			return err
		}
	}
	switch {
	case l.State == Withdrawn:
		out.Withdrawn++
	case publish && l.Source.Held():
		out.Held++
	case publish && takes:
		if err := d.enter(tx, a, &l, StepPublish, "", now); err != nil {
			return err
		}
		l.State = Open
	}
	var err error
	did := DidCreate
	if old {
		did = DidUpdate
		out.Changed++
		err = d.col.Update(tx, &l)
	} else {
		out.Added++
		err = d.insert(tx, &l, now)
		if err == nil {
			err = d.above(tx, &l)
		}
	}
	if err != nil {
		return err
	}
	known[r.ID] = l
	ch.Rev, ch.To = l.Rev, l.State
	if err := audit.Note(tx, a, ch, l.Market); err != nil {
		return err
	}
	if !old {
		return wrote(tx, did, nil, l)
	}
	return wrote(tx, did, &before, l)
}

// above raises the revision of a listing that an import removed and makes again over its former history.
func (d *Desk[C]) above(tx store.Tx, l *Listing[C]) error {
	last, err := audit.LastRev(tx, l.Market, l.ID)
	for err == nil && l.Rev <= last {
		err = d.col.Update(tx, l)
	}
	return err
}

// Takes reports whether an import may change the listing. It must be a draft or shown. Its owner must be the one that
// the row names or, without a name, the one that an import gave it. A listing that a unit claimed since is the unit's
// own.
func (l *Listing[C]) Takes(owner string) bool {
	if l.State != Draft && l.State != Open {
		return false
	}
	if l.Lead() || l.OwnerOrg == owner {
		return true
	}
	return owner == "" && l.OwnerOrg != "" && l.Source != nil && l.Source.Owner == l.OwnerOrg
}

// again is the source after a further import. The first origin stays, and the newest import is noted.
func (s *Source) again(next Source, said Said) *Source {
	if s == nil {
		return nil
	}
	out := *s
	out.Import = next.Import
	out.NoConsent = next.NoConsent || s.NoConsent && !said.Consents
	out.Closed = next.Closed || s.Closed && !said.Opened
	return &out
}

// turns reports whether a further import changes the permission to publish.
func (s *Source) turns(next Source, said Said) bool {
	after := s.again(next, said)
	return after != nil && (after.NoConsent != s.NoConsent || after.Closed != s.Closed)
}

// Turns is turns for a preview.
func (s *Source) Turns(noConsent, closed bool, said Said) bool {
	return s.turns(Source{NoConsent: noConsent, Closed: closed}, said)
}

func same[C Content](a, b C) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

// Unbring undoes an import on one listing that nobody changed since; rev is the revision after the import. Without
// former the listing is removed; with former that content is restored. The error is fault.Stale when somebody changed
// it.
func (d *Desk[C]) Unbring(ctx context.Context, a actor.Actor, id string, rev int64, former *Listing[C],
	free func(store.Tx) error) (Listing[C], error) {
	if a.Role != actor.System {
		if err := a.Require(actor.Officer); err != nil {
			return Listing[C]{}, err
		}
	}
	now := d.now().UnixMilli()
	var out Listing[C]
	err := d.db.Run(ctx, func(tx store.Tx) error {
		l, err := d.col.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if l.Rev != rev {
			return fault.Of(fault.Stale, fault.T("touched-since",
				"导入之后已有人改动，没有撤回。",
				"Somebody changed it since the import; it was not taken back."))
		}
		if err := free(tx); err != nil {
			return err
		}
		ch := audit.Change{Kind: string(d.kind), Record: id, Rev: l.Rev, Step: "import-undo", From: l.State, At: now}
		shown := l.Visible()
		if former == nil {
			if shown {
				if err := store.Emit(tx, l.Market, EventRemoved, l.ID, string(d.kind), now); err != nil {
					return err
				}
			}
			if err := d.col.Delete(tx, &l); err != nil {
				return err
			}
			if err := files.Release(tx, l.Market, string(d.kind), id); err != nil {
				return err
			}
			out = l
			ch.Rev, ch.Step, ch.From = l.Rev+1, "delete", ""
			return audit.Note(tx, a, ch, l.Market)
		}
		l.Draft, l.Published, l.State, l.RowHash, l.Source = former.Draft, former.Published, former.State,
			former.RowHash, former.Source
		l.OwnerOrg, l.OwnerName, l.UpdatedAt = former.OwnerOrg, former.OwnerName, now
		switch {
		// readers see the former content as a further version
		case l.Visible() && (l.Version != former.Version || !shown):
			l.Version, l.PublishedAt = l.Version+1, now
			err = store.Emit(tx, l.Market, EventPublished, l.ID, string(d.kind), now)
		case shown && !l.Visible():
			err = store.Emit(tx, l.Market, EventRemoved, l.ID, string(d.kind), now)
		}
		if err != nil {
			return err
		}
		if err := d.col.Update(tx, &l); err != nil {
			return err
		}
		ch.Rev, ch.To = l.Rev, l.State
		out = l
		return audit.Note(tx, a, ch, l.Market)
	})
	return out, err
}

package listing

import (
	"context"

	"kebang/internal/party"
	"kebang/internal/store"
)

// Row is one checked row of an import: the same id for the same row, whatever its content.
type Row[C Content] struct {
	ID      string // made from market, kind and the row's identity by the caller
	Hash    string // of the row's content
	Source  Source
	Owner   string // organisation id when the row named a verified unit; else it becomes a 公开线索
	Name    string // name of that organisation
	Content C
}

// Outcome counts what an import did.
type Outcome struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Kept      int `json:"kept"` // rows whose listing has been edited here since; the file does not overwrite it
}

// Bring writes imported rows in one transaction (callers cut files into batches of some hundred rows). Publish counts
// as passed by the officer, by name. The same row again changes nothing.
func (d *Desk[C]) Bring(ctx context.Context, a party.Actor, rows []Row[C], publish bool) (Outcome, error) {
	if a.Role != party.System {
		if err := a.Require(party.Officer); err != nil {
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

func (d *Desk[C]) bring(tx store.Tx, a party.Actor, known map[string]Listing[C], r Row[C], publish bool, now int64, out *Outcome) error {
	c, src := r.Content, r.Source
	src.Lead = r.Owner == ""
	l, old := known[r.ID]
	ch := party.Change{Kind: string(d.kind), Record: r.ID, Step: "import", Reason: src.Name, At: now}
	switch {
	case old && l.RowHash == r.Hash:
		out.Unchanged++
		return nil
	case old && l.State != Draft && l.State != Open || old && !l.Lead() && l.OwnerOrg != r.Owner:
		out.Kept++
		return nil
	case old:
		ch.From = l.State
		keepContact(&c, l.Current())
		l.Draft, l.RowHash, l.UpdatedAt = &c, r.Hash, now
	default:
		l = Listing[C]{Meta: store.Meta{ID: r.ID, Market: a.Market}, State: Draft, Draft: &c, Source: &src, RowHash: r.Hash,
			OwnerOrg: r.Owner, OwnerName: r.Name, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
	}
	if publish {
		if err := d.enter(tx, a, &l, StepPublish, "", now); err != nil {
			return err
		}
		l.State = Open
	}
	var err error
	if old {
		out.Changed++
		err = d.col.Update(tx, &l)
	} else {
		out.Added++
		err = d.insert(tx, &l, now)
	}
	if err != nil {
		return err
	}
	known[r.ID] = l
	ch.Rev, ch.To = l.Rev, l.State
	return party.Note(tx, a, ch, l.Market)
}

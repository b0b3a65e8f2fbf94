package listing

import (
	"cmp"
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
)

func getClaim(tx store.Tx, a actor.Actor, id string) (Claim, error) {
	c, err := Claims.Get(tx, a.Market, id)
	if err == nil && !c.mine(a) && !keeps(a, c.Market) {
		err = fault.Absent()
	}
	return c, err
}

// Get reads one claim, for its claimant and the officers of the market.
func (d *ClaimDesk) Get(ctx context.Context, a actor.Actor, id string) (c Claim, err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		c, err = getClaim(tx, a, id)
		return err
	})
	return c.Cut(), err
}

// History reads the lines of a claim.
func (d *ClaimDesk) History(ctx context.Context, a actor.Actor, id string) (out []audit.Entry, err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		if _, err := getClaim(tx, a, id); err != nil {
			return err
		}
		out, err = audit.History(tx, a.Market, id)
		return err
	})
	return out, err
}

// ClaimFilter limits a list of claims. Empty fields do not limit.
type ClaimFilter struct {
	State   State
	Listing string
	Unseen  bool   // decided, and not yet read by the claimant
	Sort    string // updated, "-" before it for descending; empty means the last changed first
	Cursor  string
	Limit   int
}

// List reads the claims of the actor's market (officers) or unit, the last changed first.
func (d *ClaimDesk) List(ctx context.Context, a actor.Actor, f ClaimFilter) (page store.Page[Claim], total int64,
	err error) {
	q := store.Query{Market: a.Market, After: f.Cursor, Limit: f.Limit,
		Sort: []store.Order{{Field: "updated", Desc: true}}}
	if !a.Is(actor.Officer) {
		if err := a.Require(owningRoles...); err != nil {
			return page, 0, err
		}
		q.Where = append(q.Where, store.Cond{Field: "claimant", Op: store.Eq, Value: cmp.Or(a.Org, a.Person)})
	}
	if q.Sort, err = store.OrderBy(f.Sort, q.Sort[0], "updated"); err != nil {
		return page, 0, err
	}
	if f.State != "" {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: f.State})
	}
	if f.Listing != "" {
		q.Where = append(q.Where, store.Cond{Field: "listing", Op: store.Eq, Value: f.Listing})
	}
	if f.Unseen {
		q.Where = append(q.Where, store.Cond{Field: "seen", Op: store.Eq, Value: false})
	}
	err = d.db.View(ctx, func(tx store.Tx) error {
		page, total, err = Claims.Counted(tx, q)
		for i := range page.Items {
			page.Items[i] = page.Items[i].Cut()
		}
		return err
	})
	return page, total, err
}

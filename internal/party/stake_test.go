package party

import (
	"context"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/store"
)

// TestStakes finds the records of a unit over all markets, those that moved last first, and of no other unit.
func TestStakes(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	put := func(unit, record, market, state string, at int64) {
		t.Helper()
		if err := w.db.Run(ctx, func(tx store.Tx) error {
			return SetStake(tx, Stake{Unit: unit, Kind: "bid", Record: record, Of: market, State: state, Updated: at})
		}); err != nil {
			t.Fatal(err)
		}
	}
	put("o1", "b1", marketA, "submitted", 1)
	put("o1", "b2", marketB, "submitted", 2)
	put("o2", "b1", marketA, "submitted", 3)
	put("o1", "b1", marketA, "chosen", 4)
	of := func(a actor.Actor) (out []string) {
		t.Helper()
		p, err := w.StakesOf(ctx, a, "bid", "", 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Items {
			out = append(out, s.Record+" "+s.Of+" "+s.State)
		}
		return out
	}
	firm := actor.Actor{Person: "p1", Market: marketA, Role: actor.Institute, Org: "o1"}
	if got := of(firm); len(got) != 2 || got[0] != "b1 "+marketA+" chosen" || got[1] != "b2 "+marketB+" submitted" {
		t.Errorf("the unit reads %q", got)
	}
	if got := of(actor.Actor{Person: "o1x", Market: marketA, Role: actor.Researcher}); len(got) != 0 {
		t.Errorf("a person without a unit reads %q", got)
	}
	if got := of(actor.Actor{}); len(got) != 0 {
		t.Errorf("nobody reads %q", got)
	}
	has := func(a actor.Actor, record string) (ok bool) {
		if err := w.db.View(ctx, func(tx store.Tx) (err error) {
			ok,
				err = HasStake(tx, a, "bid", record)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !has(firm, "b2") || has(firm, "b3") || has(actor.Actor{}, "b1") {
		t.Error("stakes of the wrong unit")
	}
	if err := w.db.Run(ctx, func(tx store.Tx) error { return DropStake(tx, "bid", "b2", "o1") }); err != nil {
		t.Fatal(err)
	}
	if has(firm, "b2") {
		t.Error("a dropped stake is there")
	}
}

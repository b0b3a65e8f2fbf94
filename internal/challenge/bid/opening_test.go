package bid

import (
	"testing"

	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// reviews refuses the choice of one bid.
type reviews struct{ unfinished string }

func (r reviews) Complete(_ store.Tx, _ *challenge.Challenge, bid string) error {
	if bid == r.unfinished {
		return fault.Of(fault.WrongState, textEarly)
	}
	return nil
}

// TestReviewedIsOpenedThenChosen walks a reviewed challenge with public money. Nothing is examined or chosen before the
// opening, and an undone choice leads back to the review.
func TestReviewedIsOpenedThenChosen(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	x, chain := public()
	x.Choosing, x.Least = challenge.Reviewed, 2
	c := w.posted(x, chain)
	one, two := w.handed(college, c), w.handed(faraway, c)
	if _, err := w.c.OpenBids(ctx, officer, c.ID, 0); !fault.Is(err, fault.WrongState) {
		t.Errorf("opened while bids are taken: %v", err)
	}
	w.day("2026-04-13")
	c = w.closed(c)
	if _, err := w.Qualify(ctx, officer, one.ID, 0, unrelated()); !fault.Is(err, fault.WrongState) {
		t.Errorf("examined before the opening: %v", err)
	}
	if _, err := w.c.OpenBids(ctx, mill, c.ID, 0); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the asker opens: %v", err)
	}
	c, err := w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
	if o := c.Opening; c.State != challenge.Reviewing || len(o.Bids) != 2 || o.Bids[0].Hash != one.Receipt.Hash ||
		o.By != officer.PersonName || o.At != w.now.UnixMilli() {
		t.Fatalf("%s, %+v", c.State, c.Opening)
	}
	for _, b := range []Bid{one, two} {
		_, err := w.Qualify(ctx, officer, b.ID, 0, unrelated())
		w.must(err)
	}
	w.c.Review(reviews{unfinished: one.ID})
	if _, err := w.Choose(ctx, mill, one.ID, 0, "报价低", ""); !fault.Is(err, fault.WrongState) {
		t.Errorf("chosen before the end of its review: %v", err)
	}
	_, err = w.Choose(ctx, mill, two.ID, 0, "得分最高", "")
	w.must(err)
	w.show("公示期满无异议")
	w.decide(approval.StepRefuse)
	if c = w.challenge(c.ID); c.State != challenge.Reviewing || c.Choice != nil || w.bid(two.ID).State != Eligible {
		t.Fatalf("after a no: %s, %+v", c.State, c.Choice)
	}
	w.consistent()
	_, err = w.Choose(ctx, mill, two.ID, 0, "复核后仍为最高", "")
	w.must(err)
	w.consistent()
}

// TestTooFewSealedBids opens nothing: the time is extended or the number lowered first.
func TestTooFewSealedBids(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	x := terms()
	x.Choosing, x.Least = challenge.Reviewed, 2
	c := w.posted(x, nil)
	w.handed(college, c)
	w.day("2026-04-13")
	c = w.closed(c)
	if _, err := w.c.OpenBids(ctx, officer, c.ID, 0); !fault.Is(err, fault.WrongState) {
		t.Errorf("opened one bid of two: %v", err)
	}
	_, err := w.c.LowerLeast(ctx, officer, c.ID, 0, 1, "只有一家")
	w.must(err)
	_, err = w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
	if _, err := w.c.OpenBids(ctx, officer, c.ID, 0); !fault.Is(err, fault.WrongState) {
		t.Errorf("opened twice: %v", err)
	}
	y := terms()
	y.Deadline = "2026-05-08"
	talks := w.posted(y, nil)
	w.day("2026-05-13")
	if _, err := w.c.OpenBids(ctx, officer, w.closed(talks).ID, 0); !fault.Is(err, fault.WrongState) {
		t.Errorf("bids that are not sealed were opened: %v", err)
	}
}

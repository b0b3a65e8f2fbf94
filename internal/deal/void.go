package deal

import (
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// VoidTx ends the running deals on a listing that is a 公开线索 again after an undone claim, because that side has no
// verified unit. Both sides read the reason. Register it for listing.ClaimDesk.OnUndone.
func VoidTx(tx store.Tx, kind listing.Kind, market, id string, reason fault.Said, now int64) error {
	field := "demand"
	if kind == listing.AchievementKind {
		field = "achievement"
	}
	var running []Deal
	err := Deals.Each(tx, store.Query{Market: market, Where: []store.Cond{{Field: field, Op: store.Eq, Value: id},
		{Field: "state", Op: store.In, Value: []string{Intent, Talking, Agreed}}}}, func(d Deal) error {
		running = append(running, d)
		return nil
	})
	for i := range running {
		if err != nil {
			return err
		}
		err = running[i].program(tx, StepVoid, reason, &End{Category: ClaimUndone, Text: reason}, now)
	}
	return err
}

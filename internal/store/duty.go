package store

import (
	"context"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Duty is repeated work for one of the processes of a store.
type Duty struct {
	Meta
	Next int64 `json:"next"` // UTC ms; not before
}

// Duties are kept in National. Shape 3 has the content of shape 2. It keeps programs of 0.1.0, which know no
// migrations, away from a store that a later one has opened.
var Duties = Define(Def[Duty]{
	Name: "duties", Shape: 3, Oldest: 2, Noun: vocab.Noun("定时任务", "duty"), Meta: func(d *Duty) *Meta { return &d.Meta },
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
})

// Take reports whether the caller has to do a duty at an instant (UTC ms). If so, no other process gets it for a time
// (ms). When the process dies, the next caller after that time gets the duty. A clock that was set back does not delay
// it by the length of the jump.
func Take(ctx context.Context, db Engine, name string, now, every int64) (bool, error) {
	mine := false
	err := db.Run(ctx, func(tx Tx) error {
		mine = false
		d, err := Duties.Get(tx, National, name)
		if fault.Is(err, fault.NotFound) {
			mine = true
			return Duties.Insert(tx, &Duty{Meta: Meta{ID: name, Market: National}, Next: now + every})
		}
		if err != nil || d.Next > now && d.Next <= now+every {
			return err
		}
		mine, d.Next = true, now+every
		return Duties.Update(tx, &d)
	})
	if fault.Is(err, fault.Conflict) { // another process took it for the first time
		return false, nil
	}
	return mine && err == nil, err
}

package store

import (
	"context"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Duty is work that is to be done now and then by one of the processes of a store.
type Duty struct {
	Meta
	Next int64 `json:"next"` // UTC ms; not before
}

// Duties are kept in National. Shape 3 holds the same as shape 2: it keeps the programs of 0.1.0, which know no
// migrations, from a store that a later one has opened.
var Duties = Define(Def[Duty]{
	Name: "duties", Shape: 3, Oldest: 2, Noun: vocab.Noun("定时任务", "duty"), Meta: func(d *Duty) *Meta { return &d.Meta },
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
})

// Take says whether the caller is to do a duty at an instant (UTC ms), and if so keeps the others from it for a time
// (ms). A process that dies over it leaves it to whoever asks next after that time. A clock that was set back does not
// put it off for the length of the jump.
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
	if fault.Is(err, fault.Conflict) { // another process was the first ever to take it
		return false, nil
	}
	return mine && err == nil, err
}

package listing

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess is how the actor stands to the files of a listing. A deal may grant a level, disclosure.Public for none.
// While the office reviews a listing nobody attaches a file that others would read, so that it passes what it has seen.
func (d *Desk[C]) FileAccess(tx store.Tx, a actor.Actor, market, id string, granted disclosure.Level) (files.Access,
	error) {
	l, err := d.col.Get(tx, market, id)
	if err != nil {
		return files.Access{}, err
	}
	level, ok := LevelFor(a, &l)
	if granted > level && l.Published != nil {
		level, ok = granted, true
	}
	if !ok {
		return files.Access{}, fault.Absent()
	}
	x := files.Access{Level: level, Owner: owns(a, &l), Office: keeps(a, l.Market), Reviewed: l.PublishedAt}
	switch {
	case !x.Owner && !x.Office, l.State == Closed:
	case x.Owner && (l.State == InReview || l.State == Changing):
		x.Attach = []disclosure.Level{disclosure.Protected, disclosure.Private}
	default:
		x.Attach = []disclosure.Level{disclosure.Public, disclosure.Members, disclosure.Protected, disclosure.Private}
	}
	return x, nil
}

// FileAccess implements files.Records for the proof of a claim: its readers are those of the claim.
func (d *ClaimDesk) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	_, err := getClaim(tx, a, id)
	return files.Access{Level: disclosure.Private}, err
}

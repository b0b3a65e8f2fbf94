package challenge

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess implements files.Records. The asker and the office read the papers of a challenge: the letter of choice,
// the agreement. Everybody reads what they attach as public, once the challenge is open.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, _, id string) (files.Access, error) {
	c, err := Readable(tx, a, id)
	if err != nil {
		return files.Access{}, err
	}
	var opened int64 // or corrected: the office has seen what was attached until then
	if v := c.Frozen(); v != nil {
		opened = v.At
	}
	if !c.Serves(a) {
		return files.Access{Level: disclosure.Public, Reviewed: opened}, nil
	}
	return files.Access{Level: disclosure.Protected, Reviewed: opened, Owner: c.Asks(a), Office: c.keeps(a),
		Attach: []disclosure.Level{disclosure.Public, disclosure.Protected}}, nil
}

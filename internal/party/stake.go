package party

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Stake tells an organisation, or a person who stands for himself, of a record that concerns it in any market. It is
// national, so that nobody asks market by market. It is written in the transaction of its record, which alone says what
// the unit may read there (docs/decisions/0002).
type Stake struct {
	store.Meta
	Unit    string `json:"unit"`   // id of an organisation or a person
	Kind    string `json:"kind"`   // of the record: bid …
	Record  string `json:"record"` // id
	Of      string `json:"of"`     // market of the record
	Title   string `json:"title"`
	State   string `json:"state"`
	Updated int64  `json:"updated"` // UTC ms
}

// Stakes are kept in store.National. A unit has at most one in a record.
var Stakes = store.Define(store.Def[Stake]{
	Name: "stakes", Shape: 1, Noun: vocab.Noun("参与记录", "stake"),
	Meta: func(s *Stake) *store.Meta { return &s.Meta },
	Fields: []store.FieldSpec{{Name: "unit"}, {Name: "kind"}, {Name: "record"}, {Name: "of"},
		{Name: "updated", Type: store.Int}},
	Values: func(s *Stake) store.Values {
		return store.Values{"unit": s.Unit, "kind": s.Kind, "record": s.Record, "of": s.Of, "updated": s.Updated}
	},
	Indexes: [][]string{{"unit", "kind", "updated"}, {"unit", "updated"}, {"of", "kind"}, {"record"}},
})

func stakeID(kind, record, unit string) string { return kind + "." + record + "." + unit }

// SetStake writes the stake of a unit, in the transaction of its record.
func SetStake(tx store.Tx, s Stake) error {
	s.Meta = store.Meta{ID: stakeID(s.Kind, s.Record, s.Unit), Market: store.National}
	old, err := Stakes.Get(tx, store.National, s.ID)
	switch {
	case err == nil:
		s.Meta = old.Meta
		return Stakes.Update(tx, &s)
	case fault.Is(err, fault.NotFound):
		return Stakes.Insert(tx, &s)
	}
	return err
}

// DropStake takes the stake of a unit that the record no longer concerns.
func DropStake(tx store.Tx, kind, record, unit string) error {
	s, err := Stakes.Get(tx, store.National, stakeID(kind, record, unit))
	if err == nil {
		err = Stakes.Delete(tx, &s)
	}
	return store.Optional(err)
}

// HasStake reports whether a record concerns the actor: his organisation, or himself where he stands for himself.
func HasStake(tx store.Tx, a actor.Actor, kind, record string) (bool, error) {
	if !a.Known() {
		return false, nil
	}
	_, err := Stakes.Get(tx, store.National, stakeID(kind, record, Unit(a)))
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Unit is the unit that an actor acts for: his organisation, or he himself.
func Unit(a actor.Actor) string {
	if a.Org != "" {
		return a.Org
	}
	return a.Person
}

// StakesOf lists the records that concern the actor's unit, those that moved last first. Kind narrows them.
func (s *Service) StakesOf(ctx context.Context, a actor.Actor, kind, after string, limit int) (store.Page[Stake],
	error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Stake],
		error) {
		return StakesTx(tx, a, kind, after, limit)
	})
}

// StakesTx is StakesOf in the transaction of a reader of the records.
func StakesTx(tx store.Tx, a actor.Actor, kind, after string, limit int) (none store.Page[Stake], err error) {
	if !a.Known() {
		return none, nil
	}
	q := store.Query{Market: store.National, Where: []store.Cond{{Field: "unit", Op: store.Eq, Value: Unit(a)}},
		Sort: []store.Order{{Field: "updated", Desc: true}}, After: after, Limit: limit}
	if kind != "" {
		q.Where = append(q.Where, store.Cond{Field: "kind", Op: store.Eq, Value: kind})
	}
	return Stakes.Find(tx, q)
}

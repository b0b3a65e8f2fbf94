package party

import (
	"time"

	"kebang/internal/store"
)

// Service holds the use cases of parties.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service { return &Service{db: db, now: now} }

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{Organizations.Spec(), People.Spec(), Markets.Spec(), Stakes.Spec()}
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// NameConds are the conditions for a record whose name holds the words.
func NameConds(words string) []store.Cond {
	var out []store.Cond
	for _, g := range wanted(words) {
		out = append(out, store.Cond{Field: "grams", Op: store.Has, Value: g})
	}
	return out
}

package matcher

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Sign is an action of people on a pair.
type Sign string

// The signs, the weakest first. A sign is kept once a deal, and a decline without a deal once a side, with the features
// of that moment.
const (
	SignOpened     Sign = "opened"     // a deal was opened
	SignAccepted   Sign = "accepted"   // both sides agreed to talk
	SignDeclined   Sign = "declined"   // a decline, with its category
	SignContract   Sign = "contract"   // both sides signed
	SignRegistered Sign = "registered" // the contract is registered
)

// Signs are all of them in words, in the order of the table.
var Signs = vocab.List{
	{Code: string(SignOpened), Zh: "发起对接", En: "Deals opened"},
	{Code: string(SignAccepted), Zh: "同意对接", En: "Both agreed"},
	{Code: string(SignDeclined), Zh: "谢绝或结束", En: "Declined or ended"},
	{Code: string(SignContract), Zh: "签约", En: "Signed"},
	{Code: string(SignRegistered), Zh: "合同登记", En: "Registered"},
}

// Lesson is one labelled event.
type Lesson struct {
	store.Meta
	Deal        string             `json:"deal"`            // empty for a pair declined before any deal
	Match       string             `json:"match,omitempty"` // the declined pair
	Demand      string             `json:"demand"`
	Achievement string             `json:"achievement"`
	Sign        Sign               `json:"sign"`
	Category    string             `json:"category,omitempty"` // of a decline, in the codes of package deal
	Features    map[string]float64 `json:"features"`           // scores of the known parts, 0..1
	Score       float64            `json:"score"`              // 0..100 at that moment
	Corpus      int64              `json:"corpus"`
	At          int64              `json:"at"` // UTC ms
}

// Lessons is the collection of labelled events.
var Lessons = store.Define(store.Def[Lesson]{
	Name: "lessons", Shape: 2, Oldest: 2, Noun: vocab.Noun("匹配反馈", "match feedback"),
	Meta: func(l *Lesson) *store.Meta { return &l.Meta },
	Fields: []store.FieldSpec{{Name: "sign", Type: store.String}, {Name: "demand", Type: store.String},
		{Name: "at", Type: store.Int}},
	Values: func(l *Lesson) store.Values {
		return store.Values{"sign": string(l.Sign), "demand": l.Demand, "at": l.At}
	},
	Indexes: [][]string{{"sign", "at"}},
})

// Keep stores a labelled event. The same sign of the same deal changes nothing, so late and repeated events are
// harmless. Without features the pair is scored now. A pair without one of its sides teaches nothing.
func (s *Service) Keep(ctx context.Context, l Lesson) error {
	l.ID = l.Deal + "." + string(l.Sign)
	have := false
	err := s.db.View(ctx, func(tx store.Tx) error {
		_, err := Lessons.Get(tx, l.Market, l.ID)
		if have = err == nil; fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil || have {
		return err
	}
	if len(l.Features) == 0 {
		if ok, err := s.features(ctx, &l); err != nil || !ok {
			return err
		}
	}
	if l.At == 0 {
		l.At = s.now().UnixMilli()
	}
	return s.db.Run(ctx, func(tx store.Tx) error {
		if _, err := Lessons.Get(tx, l.Market, l.ID); !fault.Is(err, fault.NotFound) {
			return err
		}
		next := l
		return Lessons.Insert(tx, &next)
	})
}

// features scores the pair of a deal that was opened without a match.
func (s *Service) features(ctx context.Context, l *Lesson) (bool, error) {
	c, err := s.current(ctx)
	if err != nil {
		return false, err
	}
	var d, a *Doc
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		if d, err = s.doc(tx, Demand, l.Market, l.Demand); err == nil {
			a, err = s.doc(tx, Achievement, l.Market, l.Achievement)
		}
		return err
	})
	if err != nil || d == nil || a == nil {
		return false, err
	}
	scored := Score(c.Ask(Analyse(*d)), c.Prepare(Analyse(*a)))
	m := Match{Parts: scored.Parts()}
	l.Features, l.Score, l.Corpus = m.Features(), scored.Total, c.Number
	return true, nil
}

// Learned describes the lessons from which a market's matcher can learn.
type Learned struct {
	Signs   map[Sign]int64
	Weights Weights
	Own     bool // the market learned the weights itself

	Renewing bool // all pairs are being scored with these weights
}

// Learned counts the labelled events of the actor's market; for its officers and administrators.
func (s *Service) Learned(ctx context.Context, a actor.Actor) (out Learned, err error) {
	if err := a.Require(actor.Officer, actor.Admin, actor.System); err != nil {
		return out, err
	}
	if out.Weights, out.Own, err = s.WeightsOf(ctx, a.Market); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		out.Signs = map[Sign]int64{}
		for _, x := range Signs {
			n, err := Lessons.Count(tx, store.Query{Market: a.Market,
				Where: []store.Cond{{Field: "sign", Op: store.Eq, Value: x.Code}}})
			if err != nil {
				return err
			}
			out.Signs[Sign(x.Code)] = n
		}
		_, err := store.Events.Get(tx, store.National, EventRenewed+".corpus.all")
		if out.Renewing = err == nil; fault.Is(err, fault.NotFound) {
			err = nil
		}
		return err
	})
	return out, err
}

// LessonsOf reads the labelled events of a market, or of all for store.National.
func (s *Service) LessonsOf(ctx context.Context, market string) (out []Lesson, err error) {
	q := store.Query{Market: market}
	if market == store.National {
		q = store.Query{AllMarkets: true}
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = nil
		return Lessons.Each(tx, q, func(l Lesson) error { out = append(out, l); return nil })
	})
	return out, err
}

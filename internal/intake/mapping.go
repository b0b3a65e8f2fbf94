package intake

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// remembered are a market's answers on unknown headings, one document a kind.
type remembered struct {
	store.Meta
	Map form.Mapping `json:"map"`
}

// Mappings is the collection of explained headings.
var Mappings = store.Define(store.Def[remembered]{Name: "intake_mappings", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("表头对应", "mapping of columns"),
	Meta: func(r *remembered) *store.Meta { return &r.Meta }})

func (s *Service) mapping(ctx context.Context, market string, k form.Kind) (form.Mapping, error) {
	var m remembered
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		m, err = Mappings.Get(tx, market, string(k))
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return form.Mapping{}, nil
	}
	return m.Map, err
}

// Remember keeps the meaning of headings in this market, for this and later files. A key is a column of the kind, or
// empty for a heading that is not read.
func (s *Service) Remember(ctx context.Context, a actor.Actor, k form.Kind, m form.Mapping) error {
	if err := may(a, k); err != nil {
		return err
	}
	if err := CheckMapping(k, m); err != nil {
		return err
	}
	return s.db.Run(ctx, func(tx store.Tx) error {
		r, err := Mappings.Get(tx, a.Market, string(k))
		if fault.Is(err, fault.NotFound) {
			r = remembered{Meta: store.Meta{ID: string(k), Market: a.Market}, Map: form.Mapping{}.With(m)}
			return Mappings.Insert(tx, &r)
		}
		if err != nil {
			return err
		}
		r.Map = r.Map.With(m)
		return Mappings.Update(tx, &r)
	})
}

// CheckMapping refuses headings mapped to a column outside the kind. The error is fault.Invalid.
func CheckMapping(k form.Kind, m form.Mapping) error {
	var bad fault.Fields
	for h, key := range m {
		if key != "" && form.ByKey(k, key) == nil {
			bad.Note("/map/"+h, fault.T("there-no-field-choose-from",
				"没有“%s”这一栏，请从列表中选择。",
				"There is no field “%s”; please choose from the list."), wording.Clip(key))
		}
		if len(h) > 500 {
			bad.Note("/map", fault.T("heading-too-long", "表头“%s”过长。", "The heading “%s” is too long."), wording.Clip(h))
		}
	}
	if len(m) > 500 {
		bad.Note("/map", fault.T("at-most-500-headings-at",
			"一次最多对应 500 个表头。",
			"At most 500 headings at a time."))
	}
	return bad.Fault(fault.T("mapping-invalid",
		"表头对应有误，请重新选择。",
		"The headings are mapped wrongly; choose again."))
}

// Heading is the name of a column of a kind; empty for an unknown key.
func Heading(k form.Kind, key string) string {
	if c := form.ByKey(k, key); c != nil {
		return c.Heading
	}
	return ""
}

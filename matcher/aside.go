package matcher

import (
	"cmp"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/store"
)

// ownersOf are the ids of the lists that belong to the actor: that of his organisation, and his own as a broker or
// single person.
func ownersOf(a actor.Actor) []string {
	out := make([]string, 0, 2)
	for _, o := range []string{a.Org, a.Person} {
		if o != "" {
			out = append(out, o)
		}
	}
	return out
}

// aside reads the pairs that the actor's lists have put aside, limited by the conditions (fields of Declines).
func aside(tx store.Tx, a actor.Actor, more ...store.Cond) (map[string]Match, error) {
	owners := ownersOf(a)
	if len(owners) == 0 {
		return nil, nil
	}
	where := append([]store.Cond{{Field: "owner", Op: store.In, Value: owners},
		{Field: "state", Op: store.Eq, Value: Declined}}, more...)
	ds := map[string][]Decline{}
	err := Declines.Each(tx, store.Query{Market: a.Market, Where: where}, func(d Decline) error {
		ds[d.Match] = append(ds[d.Match], d)
		return nil
	})
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	ids := make([]string, 0, len(ds))
	for id := range ds {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := map[string]Match{}
	for part := range slices.Chunk(ids, 500) {
		ms, err := Matches.Many(tx, a.Market, part)
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			if slices.ContainsFunc(ds[m.ID], func(d Decline) bool { return d.holds(&m) }) {
				out[m.ID] = m
			}
		}
	}
	return out, nil
}

// bestFirst orders pairs by their score.
func bestFirst(all map[string]Match) []Match {
	ms := make([]Match, 0, len(all))
	for _, m := range all {
		ms = append(ms, m)
	}
	slices.SortFunc(ms, byRank)
	return ms
}

func byRank(x, y Match) int {
	return cmp.Or(cmp.Compare(y.Rank(), x.Rank()), strings.Compare(x.ID, y.ID))
}

// without leaves out the pairs that were put aside.
func without(ms []Match, put map[string]Match) []Match {
	return slices.DeleteFunc(ms, func(m Match) bool { _, out := put[m.ID]; return out })
}

// counting counts the pairs for which of is true.
func counting(put map[string]Match, of func(*Match) bool) (n int) {
	for _, m := range put {
		if of(&m) {
			n++
		}
	}
	return n
}

// noteDeclines marks each view that the actor's side put aside. Officers and administrators also see the declines of
// both sides. A note is for its own side, officers and administrators.
func noteDeclines(tx store.Tx, a actor.Actor, vs []View) error {
	if len(vs) == 0 {
		return nil
	}
	ids := make([]string, len(vs))
	for i := range vs {
		ids[i] = vs[i].ID
	}
	owners := ownersOf(a)
	where := []store.Cond{{Field: "match", Op: store.In, Value: ids}}
	return Declines.Each(tx, store.Query{Market: a.Market, Where: where}, func(d Decline) error {
		i := slices.Index(ids, d.Match)
		switch {
		case !d.holds(&vs[i].Match):
		case slices.Contains(owners, d.Owner):
			vs[i].Declined = &d
		case watches(a) && d.Side != string(actor.Broker):
			if !a.Is(actor.Officer, actor.Admin) {
				d.Note = ""
			}
			vs[i].Refused = append(vs[i].Refused, d)
		}
		return nil
	})
}

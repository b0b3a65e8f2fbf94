package party

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Membership is one role of a person in a market, for an organisation or for himself.
type Membership struct {
	ID     string     `json:"id"`
	Market string     `json:"market"`
	Org    string     `json:"org,omitempty"` // organisation id; empty for a private person
	Role   actor.Role `json:"role"`
	Since  int64      `json:"since"` // UTC ms
}

// Person is a person with an account. Phone and e-mail are private. The memberships are part of the record, so that one
// compare-and-set guards all of them.
type Person struct {
	store.Meta
	Account     string       `json:"account"` // unique over all markets
	Name        string       `json:"name"`
	Phone       string       `json:"phone,omitempty"`
	Email       string       `json:"email,omitempty"`
	Home        string       `json:"home"` // market whose administrator maintains the account
	Memberships []Membership `json:"memberships"`
	Absences    []Absence    `json:"absences,omitempty"` // 暂不在岗 of a person without an organisation
	Locked      bool         `json:"locked"`
	CreatedAt   int64        `json:"createdAt"`
	UpdatedAt   int64        `json:"updatedAt"`
	OldCredential
}

// OldCredential is the password of a person in a store of 0.1.0. Migration 1 moves it to internal/account and leaves it
// empty.
type OldCredential struct {
	Hash       string `json:"hash,omitempty"`
	PasswordAt int64  `json:"passwordAt,omitempty"`
	MustChange bool   `json:"mustChange,omitempty"`
	UsedAt     int64  `json:"usedAt,omitempty"`
}

// People are kept in store.National.
var People = store.Define(store.Def[Person]{
	Name: "people", Shape: 3, Oldest: 2, Noun: vocab.Noun("账号", "account"),
	Meta: func(p *Person) *store.Meta { return &p.Meta },
	// Shape 3 has no password; OldCredential reads that of shape 2 until the migration has moved it.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Fields: []store.FieldSpec{{Name: "account"}, {Name: "name"}, {Name: "locked", Type: store.Bool},
		{Name: "markets", Type: store.Set}, {Name: "orgs", Type: store.Set}, {Name: "roles",
			Type: store.Set}, {Name: "grams", Type: store.Set}},
	Values: func(p *Person) store.Values {
		markets, orgs, roles := []string{p.Home}, []string{}, []string{}
		for _, m := range p.Memberships {
			markets, orgs, roles = append(markets, m.Market), append(orgs, m.Org), append(roles,
				RoleKey(m.Market, m.Role))
		}
		return store.Values{"account": p.Account, "name": p.Name, "locked": p.Locked, "markets": set(markets),
			"orgs":  set(orgs),
			"roles": set(roles), "grams": grams(p.Name, p.Account)}
	},
	Unique:  [][]string{{"account"}},
	Indexes: [][]string{{"name"}},
})

// RoleKey is the value of the index field roles: market and role.
func RoleKey(market string, r actor.Role) string { return market + "/" + string(r) }

func set(in []string) []string {
	slices.Sort(in)
	return slices.DeleteFunc(slices.Compact(in), func(s string) bool { return s == "" })
}

// Membership finds one of the person's roles by its id; the first one for an empty id.
func (p *Person) Membership(id string) (Membership, bool) {
	for _, m := range p.Memberships {
		if m.ID == id || id == "" {
			return m, true
		}
	}
	return Membership{}, false
}

// Belongs reports whether the actor is one of the units, acts for one, or is a member of one in any role and market.
// Units are ids of organisations and of people without one. An empty id matches nobody.
func Belongs(tx store.Tx, a actor.Actor, units ...string) (bool, error) {
	in := func(id string) bool { return id != "" && slices.Contains(units, id) }
	if in(a.Org) || in(a.Person) {
		return true, nil
	}
	p, err := People.Get(tx, store.National, a.Person)
	if fault.Is(err, fault.NotFound) { // the program itself has no person
		return false, nil
	}
	return slices.ContainsFunc(p.Memberships, func(m Membership) bool { return in(m.Org) }), err
}

// PeopleWith lists the unlocked people who hold a role in a market, by name (the first thousand).
func PeopleWith(tx store.Tx, market string, r actor.Role) ([]Person, error) {
	p, err := People.Find(tx, store.Query{Market: store.National, Limit: 1000, Sort: []store.Order{{Field: "name"}},
		Where: []store.Cond{{Field: "roles", Op: store.Has, Value: RoleKey(market, r)},
			{Field: "locked", Op: store.Eq, Value: false}}})
	return p.Items, err
}

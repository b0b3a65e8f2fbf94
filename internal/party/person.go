package party

import (
	"regexp"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// Membership is one role of a person in a market, for an organisation or for himself.
type Membership struct {
	ID     string     `json:"id"`
	Market string     `json:"market"`
	Org    string     `json:"org,omitempty"` // organisation id; empty for a private person
	Role   actor.Role `json:"role"`
	Since  int64      `json:"since"` // UTC ms
}

// Person is somebody with an account. Phone and e-mail are private. The memberships stand in the record, so that one
// compare-and-set guards all of them.
type Person struct {
	store.Meta
	Account     string       `json:"account"` // unique over all markets
	Name        string       `json:"name"`
	Phone       string       `json:"phone,omitempty"`
	Email       string       `json:"email,omitempty"`
	Home        string       `json:"home"` // market whose administrator keeps the account
	Memberships []Membership `json:"memberships"`
	Absences    []Absence    `json:"absences,omitempty"` // 暂不在岗 of somebody who stands alone
	Hash        string       `json:"hash"`               // argon2id, PHC string format
	PasswordAt  int64        `json:"passwordAt"`
	Locked      bool         `json:"locked"`
	MustChange  bool         `json:"mustChange"`       // the password is a one-time one
	UsedAt      int64        `json:"usedAt,omitempty"` // when the one-time password was used; it is not good a second time
	CreatedAt   int64        `json:"createdAt"`
	UpdatedAt   int64        `json:"updatedAt"`
}

// People are kept in store.National.
var People = store.Define(store.Def[Person]{
	Name: "people", Shape: 2, Oldest: 2, Noun: "账号", Meta: func(p *Person) *store.Meta { return &p.Meta },
	Fields: []store.FieldSpec{{Name: "account"}, {Name: "name"}, {Name: "locked", Type: store.Bool},
		{Name: "markets", Type: store.Set}, {Name: "orgs", Type: store.Set}, {Name: "roles", Type: store.Set}, {Name: "grams", Type: store.Set}},
	Values: func(p *Person) store.Values {
		markets, orgs, roles := []string{p.Home}, []string{}, []string{}
		for _, m := range p.Memberships {
			markets, orgs, roles = append(markets, m.Market), append(orgs, m.Org), append(roles, roleKey(m.Market, m.Role))
		}
		return store.Values{"account": p.Account, "name": p.Name, "locked": p.Locked, "markets": set(markets), "orgs": set(orgs),
			"roles": set(roles), "grams": grams(p.Name, p.Account)}
	},
	Unique:  [][]string{{"account"}},
	Indexes: [][]string{{"name"}},
})

func roleKey(market string, r actor.Role) string { return market + "/" + string(r) }

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

// Belongs reports whether the actor is one of the units, acts for one, or is a member of one in any role and market. Units
// are ids of organisations and of people who stand for themselves; an empty one is nobody.
func Belongs(tx store.Tx, a actor.Actor, units ...string) (bool, error) {
	in := func(id string) bool { return id != "" && slices.Contains(units, id) }
	if in(a.Org) || in(a.Person) {
		return true, nil
	}
	p, err := People.Get(tx, store.National, a.Person)
	if fault.Is(err, fault.NotFound) { // the program itself is no person
		return false, nil
	}
	return slices.ContainsFunc(p.Memberships, func(m Membership) bool { return in(m.Org) }), err
}

// PeopleWith lists the unlocked people who hold a role in a market, by name (the first thousand).
func PeopleWith(tx store.Tx, market string, r actor.Role) ([]Person, error) {
	p, err := People.Find(tx, store.Query{Market: store.National, Limit: 1000, Sort: []store.Order{{Field: "name"}},
		Where: []store.Cond{{Field: "roles", Op: store.Has, Value: roleKey(market, r)}, {Field: "locked", Op: store.Eq, Value: false}}})
	return p.Items, err
}

var accountForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{2,39}$`)

// AccountForm is what an administrator enters of a person.
type AccountForm struct {
	Account string     `json:"account" doc:"登录名：3至40位小写字母、数字和 . _ - @"`
	Name    string     `json:"name"`
	Phone   string     `json:"phone,omitempty"`
	Email   string     `json:"email,omitempty"`
	Role    actor.Role `json:"role,omitempty" doc:"首个角色，可留空"`
	Org     string     `json:"org,omitempty" doc:"以哪个机构的名义，机构编号"`
}

func (f *AccountForm) check(bad *fault.Fields) {
	if !accountForm.MatchString(f.Account) {
		bad.Add("/account", "登录名应为3至40位小写字母、数字和 . _ - @，以字母或数字开头。")
	}
	text(bad, "/name", "姓名", f.Name, 1, 50)
	checkReach(bad, "", f.Phone, f.Email)
	if f.Role != "" {
		checkRole(bad, f.Role, f.Org)
	}
}

// needsOrg are the roles that only make sense for an organisation.
var needsOrg = []actor.Role{actor.Enterprise, actor.Institute, actor.Agency, actor.Department}

func checkRole(bad *fault.Fields, r actor.Role, org string) {
	switch {
	case !r.Valid():
		bad.Add("/role", "请从列表中选择角色。")
	case org == "" && slices.Contains(needsOrg, r):
		bad.Add("/org", "角色“%s”须选择所代表的机构。", r.Name())
	}
}

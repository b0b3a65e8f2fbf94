package seed

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/id"
	"kebang/internal/party"
)

// market is one demonstration market while it is filled. The maps go from the short names of the data files to records.
type market struct {
	Services
	ctx    context.Context
	folder string

	id, region, registry string
	orgs                 map[string]party.Organization
	people               map[string]actor.Actor // by the person's short name
	speakers             map[string]string      // organisation -> short name of the person who acts for it
	demands              map[string]string
	achievements         map[string]string
	deals                map[string]string
	plan                 plan
	accounts             []Account
}

// fill writes the market: who takes part first, then everything that happened, day by day.
func (m *market) fill() error {
	m.orgs, m.people, m.speakers = map[string]party.Organization{}, map[string]actor.Actor{}, map[string]string{}
	m.demands, m.achievements, m.deals = map[string]string{}, map[string]string{}, map[string]string{}
	for _, step := range []func() error{m.found, m.enter, m.hire, m.verify, m.planListings, m.planClaims, m.planDeals,
		m.planContracts, m.planTargets} {
		if err := step(); err != nil {
			return err
		}
	}
	return m.plan.run(m.Clock)
}

// opened is how many days before the start the markets were founded.
const opened = 450

// found makes the market itself.
func (m *market) found() error {
	bs, err := read(m.folder + "/market.txt")
	if err != nil {
		return err
	}
	b := bs[0]
	m.Clock.Set(day(m.Clock.End(), opened, 0))
	m.id, m.region, m.registry = id.New(), b.get("region"), b.get("registry")
	form := party.MarketForm{Name: b.title, RegionCode: m.region, BureauName: b.get("bureau"), RegistryName: m.registry,
		MainIndustries: b.words("industries")}
	from, err := b.fen("second") // 技术交易额 from which a second registrar countersigns
	if err != nil {
		return err
	}
	if from != nil {
		form.SecondRegistrar, form.SecondRegistrarFen = party.SecondAmount, *from
	}
	_, err = m.Parties.CreateMarket(m.ctx, actor.SystemActor(""), m.id, form, true)
	return err
}

// enter writes the organisations.
func (m *market) enter() error {
	bs, err := read(m.folder + "/organizations.txt")
	if err != nil {
		return err
	}
	kinds := map[string]party.OrgKind{"91": party.EnterpriseOrg, "12": party.InstituteOrg, "52": party.AgencyOrg,
		"11": party.DepartmentOrg, "93": party.OtherOrg}
	for i, b := range bs {
		head := cells(b.get("is"), 3) // first two characters of the code | region | industry
		f := party.OrganizationForm{USCC: fictional(head[0], head[1], i+1), Name: b.title, Kind: kinds[head[0]],
			Region: head[1], Industry: head[2],
			Township: b.get("township"), Park: b.get("park"), Address: b.get("address"), LegalRep: b.get("head")}
		if k := b.get("kind"); k != "" {
			f.Kind = party.OrgKind(k)
		}
		if c := cells(b.get("contact"), 3); c[0] != "" {
			f.Contacts = []party.Contact{{Name: c[0], Title: c[1], Phone: c[2]}}
		}
		if m.orgs[b.name], err = m.Parties.CreateOrganization(m.ctx, actor.SystemActor(m.id), id.New(), f); err != nil {
			return fmt.Errorf("organisation %s: %w", b.name, err)
		}
	}
	return nil
}

// hire makes the accounts. Every organisation has somebody who acts for it; only those marked "show" are told.
func (m *market) hire() error {
	bs, err := read(m.folder + "/people.txt")
	if err != nil {
		return err
	}
	for _, b := range bs {
		head := cells(b.get("is"), 2) // role | organisation
		role, org := actor.Role(head[0]), m.orgs[head[1]]
		if head[1] != "" && org.ID == "" {
			return fmt.Errorf("person %s: no organisation %q", b.name, head[1])
		}
		f := account.AccountForm{Account: b.name, Name: b.title, Role: role, Org: org.ID, Phone: b.get("phone")}
		p, password, err := m.Accounts.CreateAccount(m.ctx, actor.SystemActor(m.id), id.New(), f)
		if err != nil {
			return fmt.Errorf("person %s: %w", b.name, err)
		}
		m.people[b.name] = actor.Actor{Person: p.ID, PersonName: p.Name, Market: m.id, Role: role, Org: org.ID,
			OrgName: org.Name}
		if _, taken := m.speakers[head[1]]; head[1] != "" && !taken {
			m.speakers[head[1]] = b.name
		}
		if b.get("show") != "" {
			m.accounts = append(m.accounts,
				Account{Role: role.Name(), Account: b.name, Password: password,
					Who: strings.TrimSpace(b.title + " " + b.get("show"))})
		}
	}
	return nil
}

// verify lets the officer compare the organisations with their licences; those marked "unverified" wait for it.
func (m *market) verify() error {
	bs, err := read(m.folder + "/organizations.txt")
	if err != nil {
		return err
	}
	officer, err := m.holder(actor.Officer)
	if err != nil {
		return err
	}
	for _, b := range bs {
		if b.get("unverified") != "" {
			continue
		}
		if _, err := m.Parties.VerifyOrganization(m.ctx, officer, m.orgs[b.name].ID, 0); err != nil {
			return fmt.Errorf("verify %s: %w", b.name, err)
		}
	}
	return nil
}

// holder is the first person with a role.
func (m *market) holder(r actor.Role) (actor.Actor, error) {
	as, err := m.holders(r)
	if err == nil && len(as) == 0 {
		err = fmt.Errorf("nobody is %s", r)
	}
	if err != nil {
		return actor.Actor{}, err
	}
	return as[0], nil
}

// holders are the people with a role, in the order of the file.
func (m *market) holders(r actor.Role) (out []actor.Actor, err error) {
	bs, err := read(m.folder + "/people.txt")
	for _, b := range bs {
		if a := m.people[b.name]; a.Role == r {
			out = append(out, a)
		}
	}
	return out, err
}

// actor finds the person of a short name, or the one who acts for the organisation of that name.
func (m *market) actor(name string) (actor.Actor, error) {
	if a, ok := m.people[name]; ok {
		return a, nil
	}
	if a, ok := m.people[m.speakers[name]]; ok {
		return a, nil
	}
	return actor.Actor{}, fmt.Errorf("nobody acts for %q", name)
}

const codeLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// fictional computes a valid 统一社会信用代码 (GB 32100-2015) that is plainly nobody's: the organisation part begins
// with DEMN.
func fictional(kind, region string, n int) string {
	s := fmt.Sprintf("%s%sDEMN%05d", kind, region, n)
	sum := 0
	for i, w := range []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += strings.IndexByte(codeLetters, s[i]) * w
	}
	return s + string(codeLetters[(31-sum%31)%31])
}

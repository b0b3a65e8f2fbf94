package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// SetupLink is the one-time right to make the first administrator of a market. Only the hash of its token is stored, as
// its id. A copy of the data therefore does not reveal the link.
type SetupLink struct {
	store.Meta
	Tenant  string `json:"tenant,omitempty"` // market of the link; empty makes a new one
	Expires int64  `json:"expires"`          // UTC ms
	UsedAt  int64  `json:"usedAt,omitempty"`
}

// SetupLinks are kept in store.National.
var SetupLinks = store.Define(store.Def[SetupLink]{
	Name: "setupLinks", Shape: 2, Oldest: 2, Noun: vocab.Noun("初始化链接", "setup link"),
	Meta: func(l *SetupLink) *store.Meta { return &l.Meta },
})

// SetupLife is the life of a set-up link in milliseconds: 72 hours.
const SetupLife = 72 * 3600 * 1000

// SetupForm is the input of the first administrator.
type SetupForm struct {
	Token  string           `json:"token"`
	Market party.MarketForm `json:"market" doc:"profile of a new market; ignored when the link belongs to one"`
	Admin  SetupAdmin       `json:"admin"`
}

// SetupAdmin is the first administrator.
type SetupAdmin struct {
	Account  string `json:"account"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

// TokenHash is the stored form of a one-time token.
func TokenHash(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}

// NewSetupLink makes a link and gives its token, for the server's console. An empty market means a new one. Only the
// program itself may make a link.
func (s *Service) NewSetupLink(ctx context.Context, a actor.Actor, market string) (token string, err error) {
	if a.Role != actor.System {
		return "", fault.Of(fault.Forbidden, fault.T("account-system-only",
			"初始化链接只能在服务器上生成。",
			"A set-up link can only be made on the server."))
	}
	token = strings.ToLower(rand.Text())
	l := SetupLink{Meta: store.Meta{ID: TokenHash(token), Market: store.National}, Tenant: market,
		Expires: s.ms() + SetupLife}
	return token, s.db.Run(ctx, func(tx store.Tx) error { return SetupLinks.Insert(tx, &l) })
}

func openLink(tx store.Tx, token string, now int64) (SetupLink, error) {
	l, err := SetupLinks.Get(tx, store.National, TokenHash(token))
	if fault.Is(err, fault.NotFound) || err == nil && (l.UsedAt > 0 || now > l.Expires) {
		return l, fault.Of(fault.NotFound, fault.T("setup-link-ended",
			"初始化链接无效、已使用或已过期，请在服务器上重新生成。",
			"This set-up link is wrong, used or too old; make a new one on the server."))
	}
	return l, err
}

// SetupMarket gives the market of a link; nil when the link makes a new one.
func (s *Service) SetupMarket(ctx context.Context, token string) (*party.Market, error) {
	now := s.ms()
	return store.Read(ctx, s.db, func(tx store.Tx) (*party.Market, error) {
		l, err := openLink(tx, token, now)
		if err != nil || l.Tenant == "" {
			return nil, err
		}
		m, err := party.Markets.Get(tx, store.National, l.Tenant)
		return &m, err
	})
}

// Setup uses a link in one transaction: it makes the market and its first administrator, and spends the link.
func (s *Service) Setup(ctx context.Context, f SetupForm) (party.Person, error) {
	now := s.ms()
	have, err := s.SetupMarket(ctx, f.Token)
	if err != nil {
		return party.Person{}, err
	}
	f.Admin.Account = strings.ToLower(strings.TrimSpace(f.Admin.Account))
	market, names := "", namesOf(f.Market)
	if have != nil {
		market, names = have.ID, namesOf(have.MarketForm)
	}
	if err := f.check(have == nil, names); err != nil {
		return party.Person{}, err
	}
	pid, mid, hash := id.New(), id.New(), s.hash(f.Admin.Password)
	if market == "" {
		market = id.New()
	}
	return store.Write(ctx, s.db, func(tx store.Tx) (party.Person, error) {
		l, err := openLink(tx, f.Token, now)
		if err != nil {
			return party.Person{}, err
		}
		by := actor.SystemActor(market)
		if l.Tenant == "" {
			if _, err := party.InsertMarket(tx, by, market, f.Market, false, now); err != nil {
				return party.Person{}, err
			}
		}
		if err := freeName(tx, "/admin/account", f.Admin.Account); err != nil {
			return party.Person{}, err
		}
		p := party.Person{Meta: store.Meta{ID: pid, Market: store.National}, Account: f.Admin.Account,
			Name: f.Admin.Name,
			Home: market, CreatedAt: now, UpdatedAt: now,
			Memberships: []party.Membership{{ID: mid, Market: market, Role: actor.Admin, Since: now}}}
		l.UsedAt = now
		if err := SetupLinks.Update(tx, &l); err != nil {
			return p, err
		}
		return p, insertAccount(tx, by, &p, newCredential(pid, hash, false, now), "setup", "")
	})
}

func (f *SetupForm) check(fresh bool, names []string) error {
	var bad fault.Fields
	if fresh {
		f.Market.Check(&bad, "/market")
	}
	if !accountForm.MatchString(f.Admin.Account) {
		bad.Note("/admin/account", fault.T("account-has-3-40-lower",
			"登录名应为3至40位小写字母、数字和 . _ - @，以字母或数字开头。",
			"An account has 3 to 40 lower-case letters, digits and . _ - @, beginning with a letter or digit."))
	}
	party.CheckText(&bad, "/admin/name", vocab.Noun("姓名", "Name"), f.Admin.Name, 1, 50)
	checkPassword(&bad, "/admin/password", f.Admin.Account, f.Admin.Password, names)
	return bad.Fault(fault.T("setup-invalid",
		"初始化信息有误，请按提示修改后再提交。",
		"Something about the set-up is wrong; see the fields."))
}

package account

import (
	"context"
	"strings"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// AccountQuery selects accounts of the administrator's market by a part of name or account, and by role.
type AccountQuery struct {
	Words string
	Role  actor.Role
	Sort  string // name or -name; empty is name
	After string
	Limit int
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{Credentials.Spec(), Sessions.Spec(), SetupLinks.Spec()}
}

// Service holds the use cases of accounts and sessions.
type Service struct {
	db    store.Engine
	now   func() time.Time
	light bool // see LightPasswords
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now}
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// CreateAccount makes an account and gives its one-time password, which is shown once and never stored. The person must
// change it at the first sign-in. Accounts of demonstration data, made by the program itself, need no change.
func (s *Service) CreateAccount(ctx context.Context, a actor.Actor, pid string, f AccountForm) (Account, string,
	error) {
	if err := mayAccounts(a, nil); err != nil {
		return Account{}, "", err
	}
	var bad fault.Fields
	f.Account = strings.ToLower(strings.TrimSpace(f.Account))
	f.check(&bad)
	if err := bad.Fault(fault.T("account-invalid",
		"账号信息有误，请按提示修改后再保存。",
		"Something about the account is wrong; see the fields.")); err != nil {
		return Account{}, "", err
	}
	password := OneTimePassword()
	now, mid, hash := s.ms(), id.New(), s.hash(password)
	out, err := store.Write(ctx, s.db, func(tx store.Tx) (Account, error) {
		p := party.Person{Meta: store.Meta{ID: pid, Market: store.National}, Account: f.Account, Name: f.Name,
			Phone: f.Phone,
			Email: f.Email, Home: a.Market, CreatedAt: now, UpdatedAt: now}
		if err := freeName(tx, "/account", f.Account); err != nil {
			return Account{}, err
		}
		if f.Role != "" {
			if err := knownOrg(tx, f.Org); err != nil {
				return Account{}, err
			}
			p.Memberships = []party.Membership{{ID: mid, Market: a.Market, Org: f.Org, Role: f.Role, Since: now}}
		}
		c := newCredential(pid, hash, a.Role != actor.System, now)
		return Account{p, c.OneTime}, insertAccount(tx, a, &p, c, "create", f.Role)
	})
	return out, password, err
}

// freeName refuses a login name that is taken; at is the JSON pointer of the field.
func freeName(tx store.Tx, at, login string) error {
	_, err := personBy(tx, login)
	if err == nil {
		return fault.Of(fault.Conflict, fault.T("account-taken", "登录名已被使用，请换一个。",
			"The login name is taken; choose another.")).
			At(at, fault.T("account-used", "登录名已被使用。", "The login name is taken."))
	}
	return store.Optional(err)
}

func insertAccount(tx store.Tx, a actor.Actor, p *party.Person, c *Credential, step string,
	role actor.Role) error {
	if err := party.People.Insert(tx, p); err != nil {
		return err
	}
	if err := Credentials.Insert(tx, c); err != nil {
		return err
	}
	return notePerson(tx, a, p, step, role, p.CreatedAt)
}

func knownOrg(tx store.Tx, org string) error {
	if org == "" {
		return nil
	}
	_, err := party.Organizations.Get(tx, store.National, org)
	if fault.Is(err, fault.NotFound) {
		return fault.Of(fault.Invalid, fault.T("org-unknown", "所选机构不存在，请先登记机构。",
			"There is no such organisation; register it first.")).
			At("/org", fault.T("org-choose", "请选择已登记的机构。", "Please choose a registered organisation."))
	}
	return err
}

var roleNamed = fault.Kept("role-named", "%s", "%s")

// notePerson writes a history line. The reason of a change of roles is the role.
func notePerson(tx store.Tx, a actor.Actor, p *party.Person, step string, role actor.Role, now int64) error {
	to := "active"
	if p.Locked {
		to = "locked"
	}
	var said fault.Said
	if role != "" {
		name, _ := actor.RoleNames.Find(string(role))
		said = roleNamed.With(name)
	}
	return audit.Note(tx, a, audit.Change{Kind: "account", Record: p.ID, Rev: p.Rev, Step: step, To: to,
		Said: said, At: now}, store.National)
}

// changePerson reads an account, applies fn and writes it with its history.
func (s *Service) changePerson(ctx context.Context, a actor.Actor, pid string, rev int64, step string,
	may func(actor.Actor, *party.Person) error, fn func(store.Tx, *party.Person, int64) (actor.Role,
		error)) (Account, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Account, error) {
		p, err := party.People.Get(tx, store.National, pid)
		if err != nil {
			return Account{}, err
		}
		if err := may(a, &p); err != nil {
			return Account{}, err
		}
		if err := p.Seen(rev); err != nil {
			return Account{}, err
		}
		role, err := fn(tx, &p, now)
		if err != nil {
			return Account{}, err
		}
		p.UpdatedAt = now
		if err := party.People.Update(tx, &p); err != nil {
			return Account{}, err
		}
		if err := notePerson(tx, a, &p, step, role, now); err != nil {
			return Account{}, err
		}
		return accountOf(tx, p)
	})
}

// UpdateAccount changes name, phone and e-mail.
func (s *Service) UpdateAccount(ctx context.Context, a actor.Actor, pid string, rev int64, name, phone,
	email string) (Account, error) {
	return s.changePerson(ctx, a, pid, rev, "update", mayPassword,
		func(_ store.Tx, p *party.Person, _ int64) (actor.Role, error) {
			var bad fault.Fields
			party.CheckText(&bad, "/name", vocab.Noun("姓名", "Name"), name, 1, 50)
			party.CheckReach(&bad, "", phone, email)
			p.Name, p.Phone, p.Email = name, phone, email
			return "", bad.Fault(fault.T("account-invalid",
				"账号信息有误，请按提示修改后再保存。",
				"Something about the account is wrong; see the fields."))
		})
}

// ResetPassword gives a new one-time password, shown once, and ends all sessions of the person.
func (s *Service) ResetPassword(ctx context.Context, a actor.Actor, pid string) (Account, string, error) {
	password := OneTimePassword()
	hash := s.hash(password)
	p, err := s.changePerson(ctx, a, pid, 0, "reset", mayPassword,
		func(tx store.Tx, p *party.Person, now int64) (actor.Role, error) {
			c, err := credentialOf(tx, p.ID)
			switch {
			case fault.Is(err, fault.NotFound): // a lost credential; see CheckConsistency
				err = Credentials.Insert(tx, newCredential(p.ID, hash, true, now))
			case err == nil:
				err = c.replace(tx, hash, true, now)
			}
			if err != nil {
				return "", err
			}
			return "", endSessions(tx, p.ID, "")
		})
	return p, password, err
}

// LockAccount disables an account, or enables it again. An administrator cannot lock himself or the last administrator
// of a market.
func (s *Service) LockAccount(ctx context.Context, a actor.Actor, pid string, locked bool) (Account, error) {
	step := "enable"
	if locked {
		step = "disable"
	}
	return s.changePerson(ctx, a, pid, 0, step, mayPassword,
		func(tx store.Tx, p *party.Person, _ int64) (actor.Role, error) {
			if locked && p.ID == a.Person {
				return "", fault.Of(fault.Conflict, fault.T("lock-oneself",
					"不能停用自己的账号，请由另一位管理员操作。",
					"You cannot disable your own account; ask another administrator."))
			}
			if p.Locked == locked {
				return "", nil
			}
			p.Locked = locked
			if !locked {
				return "", nil
			}
			for _, m := range p.Memberships {
				if m.Role == actor.Admin {
					if err := keepAdmin(tx, m.Market, p.ID); err != nil {
						return "", err
					}
				}
			}
			return "", endSessions(tx, p.ID, "")
		})
}

// ChangePassword sets a person's own password. All his other sessions end.
func (s *Service) ChangePassword(ctx context.Context, a actor.Actor, family, old, password string) error {
	if !a.Known() {
		return a.Require()
	}
	var names []string
	var have Credential
	p, err := store.Read(ctx, s.db, func(tx store.Tx) (party.Person, error) {
		p, err := party.People.Get(tx, store.National, a.Person)
		if err == nil {
			have, err = credentialOf(tx, p.ID)
		}
		if err == nil {
			names, err = passwordNames(tx, &p)
		}
		return p, err
	})
	if err != nil {
		return err
	}
	var bad fault.Fields
	if !matches(have.Hash, old) {
		bad.Note("/old", fault.T("present-password-wrong", "现用密码不正确。", "The present password is wrong."))
	}
	checkPassword(&bad, "/new", p.Account, password, names)
	if old == password {
		bad.Note("/new", fault.T("new-password-must-differ-from",
			"新密码不能与现用密码相同。",
			"The new password must differ from the present one."))
	}
	if err := bad.Fault(fault.T("password-invalid",
		"密码未修改，请按提示更正。",
		"The password was not changed; see the fields.")); err != nil {
		return err
	}
	hash := s.hash(password)
	own := func(actor.Actor, *party.Person) error { return nil }
	_, err = s.changePerson(ctx, a, a.Person, 0, "password", own,
		func(tx store.Tx, p *party.Person, now int64) (actor.Role, error) {
			c, err := credentialOf(tx, p.ID)
			if err == nil && c.Hash != have.Hash {
				err = store.ErrChanged
			}
			if err == nil {
				err = c.replace(tx, hash, false, now)
			}
			if err != nil {
				return "", err
			}
			return "", keepOnly(tx, family, &c)
		})
	return err
}

// keepOnly ends all sessions of a person except the one that changed the password.
func keepOnly(tx store.Tx, family string, c *Credential) error {
	if err := endSessions(tx, c.ID, family); err != nil {
		return err
	}
	f, err := Sessions.Get(tx, store.National, family)
	if err != nil {
		return store.Optional(err) // a caller without a session
	}
	f.PasswordAt = c.PasswordAt
	return Sessions.Update(tx, &f)
}

// Account reads one account of the administrator's market.
func (s *Service) Account(ctx context.Context, a actor.Actor, pid string) (Account, error) {
	return s.read(ctx, a, func(tx store.Tx) (party.Person, error) { return party.People.Get(tx, store.National, pid) })
}

// AccountByName finds an account by its login name. It serves commands on the server's console.
func (s *Service) AccountByName(ctx context.Context, a actor.Actor, login string) (Account, error) {
	return s.read(ctx, a, func(tx store.Tx) (party.Person, error) { return personBy(tx, login) })
}

func (s *Service) read(ctx context.Context, a actor.Actor, find func(store.Tx) (party.Person, error)) (Account, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Account, error) {
		p, err := find(tx)
		if err == nil {
			err = mayAccounts(a, &p)
		}
		if err != nil {
			return Account{}, err
		}
		return accountOf(tx, p)
	})
}

// Accounts lists the accounts of the actor's market by name.
func (s *Service) Accounts(ctx context.Context, a actor.Actor, q AccountQuery) (store.Page[Account], error) {
	if err := mayAccounts(a, nil); err != nil {
		return store.Page[Account]{}, err
	}
	order, err := store.OrderBy(q.Sort, store.Order{Field: "name"}, "name")
	if err != nil {
		return store.Page[Account]{}, err
	}
	where := append(party.NameConds(q.Words), store.Cond{Field: "markets", Op: store.Has, Value: a.Market})
	if q.Role != "" {
		where = append(where, store.Cond{Field: "roles", Op: store.Has, Value: party.RoleKey(a.Market, q.Role)})
	}
	return store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Account], error) {
		p, err := party.People.Listed(tx,
			store.Query{Market: store.National, Where: where, Sort: order, After: q.After, Limit: q.Limit})
		if err != nil {
			return store.Page[Account]{}, err
		}
		items, err := accountsOf(tx, p.Items)
		return store.Page[Account]{Items: items, Next: p.Next, Total: p.Total}, err
	})
}

// AccountHistory reads the history of an account.
func (s *Service) AccountHistory(ctx context.Context, a actor.Actor, pid string) ([]audit.Entry, error) {
	if _, err := s.Account(ctx, a, pid); err != nil {
		return nil, err
	}
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry,
		error) {
		return audit.History(tx, store.National, pid)
	})
}

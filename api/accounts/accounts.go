package accounts

import (
	"context"
	"io"
	"net/http"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/vocab"
)

// AccountView is an account as an administrator sees it.
type AccountView struct {
	ID          string           `json:"id"`
	Rev         int64            `json:"rev"`
	Account     string           `json:"account"`
	Name        string           `json:"name"`
	Phone       string           `json:"phone,omitempty"`
	Email       string           `json:"email,omitempty"`
	Locked      bool             `json:"locked"`
	MustChange  bool             `json:"mustChange" doc:"the one-time password is not changed yet"`
	Own         bool             `json:"own" doc:"this market keeps the account"`
	Memberships []party.HeldRole `json:"memberships" doc:"roles in this market"`
	CreatedAt   int64            `json:"createdAt"`
}

// OneTime answers with an account and its password, which is shown only once.
type OneTime struct {
	Account  AccountView `json:"account"`
	Password string      `json:"password" doc:"one-time password, shown this once"`
}

func viewAccount(ctx context.Context, parties *party.Service, a actor.Actor, p account.Account) (AccountView, error) {
	var here []party.Membership
	for _, m := range p.Memberships {
		if m.Market == a.Market {
			here = append(here, m)
		}
	}
	held, err := parties.Held(ctx, here)
	return AccountView{ID: p.ID, Rev: p.Rev, Account: p.Account, Name: p.Name, Phone: p.Phone, Email: p.Email,
		Locked:     p.Locked,
		MustChange: p.MustChange, Own: p.Home == a.Market, Memberships: held, CreatedAt: p.CreatedAt}, err
}

// Export makes the download of 账号.
type Export interface {
	ExportAccounts(ctx context.Context, a actor.Actor, q account.AccountQuery) (func(io.Writer) error, error)
}

// Routes are the routes of an administrator for 账号 and 角色.
func Routes(svc *account.Service, parties *party.Service, export Export) kernel.Resource {
	admin, noun := kernel.Roles(actor.Admin), vocab.Noun("账号", "account")
	tagged := func(ctx context.Context, a actor.Actor, p account.Account, err error) (*kernel.Tagged[AccountView],
		error) {
		if err != nil {
			return nil, err
		}
		v, err := viewAccount(ctx, parties, a, p)
		return kernel.Tag(p.Rev, v), err
	}
	return func(r *kernel.Router) {
		r.Words("accountStates", account.States)
		r.Words("accountSteps", account.Steps)
		r.Words("signInRefusals", account.Refusals)
		kernel.Route(r, admin, kernel.Op("list-accounts", "GET", "/accounts", "账号列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.ListQuery
				Role actor.Role `query:"role" maxLength:"20"`
			}) (*kernel.List[AccountView], error) {
				r.NoteRead(ctx, kernel.SeenList.With(noun), "")
				p, err := svc.Accounts(ctx, a,
					account.AccountQuery{Words: in.Q, Role: in.Role, Sort: in.Sort, After: in.Cursor, Limit: in.Limit})
				if err != nil {
					return nil, err
				}
				var out []AccountView
				for _, one := range p.Items {
					v, err := viewAccount(ctx, parties, a, one)
					if err != nil {
						return nil, err
					}
					out = append(out, v)
				}
				return kernel.NewList(out, p.Next, p.Total), nil
			})
		kernel.Export(r, admin, kernel.Op("export-accounts", "GET", "/accounts/export.xlsx", "导出账号"), "accounts",
			"账号.xlsx",
			func(ctx context.Context, a actor.Actor, in *struct {
				Q    string     `query:"q" maxLength:"200"`
				Role actor.Role `query:"role" maxLength:"20"`
			}) (func(io.Writer) error, error) {
				return export.ExportAccounts(ctx, a, account.AccountQuery{Words: in.Q, Role: in.Role})
			})
		kernel.Route(r, admin, kernel.Secret(kernel.Created(kernel.Op("create-account", "POST", "/accounts", "新建账号"))),
			func(ctx context.Context, a actor.Actor, in *struct{ Body account.AccountForm }) (*kernel.Out[OneTime],
				error) {
				p, password, err := svc.CreateAccount(ctx, a, party.NewID(), in.Body)
				if err != nil {
					return nil, err
				}
				v, err := viewAccount(ctx, parties, a, p)
				return kernel.NewOut(OneTime{v, password}), err
			})
		kernel.Route(r, admin, kernel.Op("get-account", "GET", "/accounts/{id}", "账号详情"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[AccountView], error) {
				p, err := svc.Account(ctx, a, in.ID)
				if err == nil && p.ID != a.Person {
					r.NoteRead(ctx, kernel.SeenRecord.With(noun, p.Account), p.ID)
				}
				return tagged(ctx, a, p, err)
			})
		kernel.Route(r, admin, kernel.Op("save-account", "PUT", "/accounts/{id}", "修改账号信息"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RecordIn
				kernel.IfMatch
				Body struct {
					Name  string `json:"name"`
					Phone string `json:"phone"`
					Email string `json:"email"`
				}
			}) (*kernel.Tagged[AccountView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				p, err := svc.UpdateAccount(ctx, a, in.ID, rev, in.Body.Name, in.Body.Phone, in.Body.Email)
				return tagged(ctx, a, p, err)
			})
		kernel.Route(r, admin, kernel.Secret(kernel.Op("reset-account", "POST", "/accounts/{id}/reset", "重置密码")),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[OneTime], error) {
				p, password, err := svc.ResetPassword(ctx, a, in.ID)
				if err != nil {
					return nil, err
				}
				v, err := viewAccount(ctx, parties, a, p)
				return kernel.NewOut(OneTime{v, password}), err
			})
		for step, label := range map[string]string{"disable": "停用账号", "enable": "启用账号"} {
			kernel.Route(r, admin, kernel.Op(step+"-account", http.MethodPost, "/accounts/{id}/"+step, label),
				func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[AccountView], error) {
					p, err := svc.LockAccount(ctx, a, in.ID, step == "disable")
					return tagged(ctx, a, p, err)
				})
		}
		kernel.Route(r, admin, kernel.Op("add-role", "POST", "/accounts/{id}/roles", "授予角色"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RecordIn
				Body struct {
					Role actor.Role `json:"role" required:"true"`
					Org  string     `json:"org,omitempty" maxLength:"40"`
				}
			}) (*kernel.Tagged[AccountView], error) {
				p, err := svc.AddRole(ctx, a, in.ID, in.Body.Role, in.Body.Org)
				return tagged(ctx, a, p, err)
			})
		kernel.Route(r, admin, kernel.Op("remove-role", "DELETE", "/accounts/{id}/roles/{membership}", "移除角色"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RecordIn
				Membership string `path:"membership" maxLength:"40"`
			}) (*kernel.Tagged[AccountView], error) {
				p, err := svc.RemoveRole(ctx, a, in.ID, in.Membership)
				return tagged(ctx, a, p, err)
			})
		history.Route(r, admin, "account", "/accounts", svc.AccountHistory)
	}
}

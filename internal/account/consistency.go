package account

import (
	"kebang/internal/check"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves that every person with an account can sign in: each has a credential.
func CheckConsistency(c *check.Case) error {
	if !c.National() {
		return nil
	}
	return check.Pages(c.Tx, party.People, store.Query{Market: store.National}, func(people []party.Person) error {
		ids := make([]string, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
		have, err := check.ByID(c.Tx, Credentials, store.National, ids, func(c *Credential) string { return c.ID })
		if err != nil {
			return err
		}
		for _, p := range people {
			if have[p.ID] == nil {
				c.Found("账号", p.ID, p.Account, "没有登录凭证，无法登录。请由市场管理员重置密码。")
			}
		}
		return nil
	})
}

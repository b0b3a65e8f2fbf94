package account

import (
	"regexp"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/vocab"
)

var accountForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{2,39}$`)

// AccountForm is the input of an administrator about a person.
type AccountForm struct {
	Account string     `json:"account" doc:"name to sign in with: 3 to 40 small letters, digits and . _ - @"`
	Name    string     `json:"name"`
	Phone   string     `json:"phone,omitempty"`
	Email   string     `json:"email,omitempty"`
	Role    actor.Role `json:"role,omitempty" doc:"first role; may be left out"`
	Org     string     `json:"org,omitempty" doc:"id of the organisation that he acts for"`
}

func (f *AccountForm) check(bad *fault.Fields) {
	if !accountForm.MatchString(f.Account) {
		bad.Note("/account", fault.T("account-has-3-40-lower",
			"登录名应为3至40位小写字母、数字和 . _ - @，以字母或数字开头。",
			"An account has 3 to 40 lower-case letters, digits and . _ - @, beginning with a letter or digit."))
	}
	party.CheckText(bad, "/name", vocab.Noun("姓名", "Name"), f.Name, 1, 50)
	party.CheckReach(bad, "", f.Phone, f.Email)
	if f.Role != "" {
		checkRole(bad, f.Role, f.Org)
	}
}

// needsOrg are the roles that need an organisation.
var needsOrg = []actor.Role{actor.Enterprise, actor.Institute, actor.Agency, actor.Department}

func checkRole(bad *fault.Fields, r actor.Role, org string) {
	switch {
	case !r.Valid():
		bad.Note("/role", fault.T("choose-role-from-list",
			"请从列表中选择角色。",
			"Please choose a role from the list."))
	case org == "" && slices.Contains(needsOrg, r):
		bad.Note("/org", fault.T("role-needs-organisation",
			"角色“%s”须选择所代表的机构。",
			"The role “%s” needs an organisation."), r.Name())
	}
}

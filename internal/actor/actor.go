package actor

import (
	"slices"

	"kebang/internal/fault"
)

// Actor is one person acting in one role in one market: the signed-in caller of every use case. The zero Actor is a
// public reader.
type Actor struct {
	Person     string // person id; empty for nobody
	PersonName string
	Market     string // market id
	Role       Role
	Org        string // organisation of the role; empty for a private person
	OrgName    string
}

// SystemActor acts for the program itself in a market: for imports at start and for jobs.
func SystemActor(market string) Actor {
	return Actor{Person: "system", PersonName: "系统", Market: market, Role: System}
}

// Known reports whether the actor is signed in.
func (a Actor) Known() bool { return a.Person != "" }

// Is reports whether the actor holds one of the roles.
func (a Actor) Is(roles ...Role) bool { return a.Known() && slices.Contains(roles, a.Role) }

// Require is nil when the actor holds one of the roles; fault.Unauthenticated or fault.Forbidden otherwise.
func (a Actor) Require(roles ...Role) error {
	if !a.Known() {
		return fault.Of(fault.Unauthenticated, fault.T("sign-in-needed", "请先登录。", "Please sign in first."))
	}
	if !slices.Contains(roles, a.Role) {
		return fault.Of(fault.Forbidden, fault.T("role-may-not",
			"您现在的角色不能执行这项操作，请换用有权限的角色或联系管理员。",
			"Your present role may not do this; switch roles or ask the administrator."))
	}
	return nil
}

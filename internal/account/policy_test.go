package account

import (
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/party"
)

// TestPolicy lists the roles that keep accounts: of a person of this market, of a guest with a role here, of a
// stranger.
func TestPolicy(t *testing.T) {
	here, stranger := &party.Person{Home: marketA}, &party.Person{Home: marketB}
	guest := &party.Person{Home: marketB, Memberships: []party.Membership{{Market: marketA, Role: actor.Broker}}}
	tests := []struct {
		name    string
		may     func(actor.Actor, *party.Person) error
		person  *party.Person
		here    string // allowed roles of market A
		outside string // allowed roles of market B
	}{
		{"account of this market", mayAccounts, here, "admin", ""},
		{"account of a guest", mayAccounts, guest, "admin", "admin"},
		{"account of a stranger", mayAccounts, stranger, "", "admin"},
		{"password of this market", mayPassword, here, "admin", ""},
		{"password of a guest", mayPassword, guest, "", "admin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for market, want := range map[string]string{marketA: tt.here, marketB: tt.outside} {
				var got []string
				for _, r := range actor.Roles() {
					if tt.may(actor.Actor{Person: "p", Market: market, Role: r, Org: "unit"}, tt.person) == nil {
						got = append(got, string(r))
					}
				}
				if strings.Join(got, " ") != want {
					t.Errorf("roles of %s that may: %q, want %q", market, got, want)
				}
			}
			if tt.may(actor.Actor{Market: marketA}, tt.person) == nil {
				t.Error("nobody may")
			}
			if err := tt.may(actor.SystemActor(marketA), tt.person); err != nil {
				t.Errorf("the program may not: %v", err)
			}
		})
	}
}

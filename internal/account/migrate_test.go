package account

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestMigration starts with a person of 0.1.0, whose record holds the password. Afterwards no person holds one. The
// person signs in with it, and his earlier session goes on.
func TestMigration(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	p, pw := w.person(marketA, "zhao.liu", actor.Broker, "")
	open, err := w.OpenSession(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Run(ctx, func(tx store.Tx) error { // back to the form of 0.1.0
		c, err := credentialOf(tx, p.ID)
		if err != nil {
			return err
		}
		old, err := party.People.Get(tx, store.National, p.ID)
		if err != nil {
			return err
		}
		old.OldCredential = party.OldCredential{Hash: c.Hash, PasswordAt: c.PasswordAt, MustChange: true, UsedAt: 0}
		if err := party.People.Update(tx, &old); err != nil {
			return err
		}
		return Credentials.Delete(tx, &c)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SignIn(ctx, "zhao.liu", pw); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("signed in without a credential: %v", err)
	}
	for range 2 { // a killed process runs the migration again
		err = w.db.Run(ctx, func(tx store.Tx) error {
			return party.People.Each(tx, store.Query{Market: store.National},
				func(p party.Person) error { return moveCredential(tx, &p) })
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	is, err := w.Account(ctx, actor.SystemActor(marketA), p.ID)
	if err != nil || !is.MustChange || is.OldCredential != (party.OldCredential{}) {
		t.Errorf("%+v: %v", is, err)
	}
	if _, err := w.Caller(ctx, open.ID, p.ID, ""); err != nil {
		t.Errorf("the open session: %v", err)
	}
	if _, err := w.SignIn(ctx, "zhao.liu", pw); err != nil {
		t.Errorf("the password of 0.1.0: %v", err)
	}
}

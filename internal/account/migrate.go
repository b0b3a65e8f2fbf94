package account

import (
	"kebang/internal/party"
	"kebang/internal/store"
)

// Migrations are the changes for stores of earlier versions.
func Migrations() []store.Migration {
	return []store.Migration{store.Walk(1, "credentials-out-of-people", party.People, moveCredential)}
}

// moveCredential moves the password of a person of 0.1.0 into a credential.
func moveCredential(tx store.Tx, p *party.Person) error {
	old := p.OldCredential
	if old.Hash == "" {
		return nil
	}
	c := newCredential(p.ID, old.Hash, old.MustChange, old.PasswordAt)
	c.UsedAt = old.UsedAt
	if err := Credentials.Insert(tx, c); err != nil {
		return err
	}
	p.OldCredential = party.OldCredential{}
	return party.People.Update(tx, p)
}

package account

import (
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Credential is the proof of a person's identity. Its id is the id of the person.
type Credential struct {
	store.Meta
	Hash       string `json:"hash"`             // argon2id, PHC string format
	PasswordAt int64  `json:"passwordAt"`       // UTC ms; grows with each password
	OneTime    bool   `json:"oneTime"`          // an administrator has seen the password, so it must be changed
	UsedAt     int64  `json:"usedAt,omitempty"` // UTC ms of the only use of a one-time password
}

// Credentials are kept in store.National.
var Credentials = store.Define(store.Def[Credential]{
	Name: "credentials", Shape: 1, Noun: vocab.Noun("登录凭证", "credential"),
	Meta: func(c *Credential) *store.Meta { return &c.Meta },
})

func newCredential(person, hash string, oneTime bool, now int64) *Credential {
	return &Credential{Meta: store.Meta{ID: person, Market: store.National}, Hash: hash, PasswordAt: now,
		OneTime: oneTime}
}

func credentialOf(tx store.Tx, person string) (Credential, error) {
	return Credentials.Get(tx, store.National, person)
}

// replace sets another password. It ends the sessions opened with the former one; see Session.PasswordAt.
func (c *Credential) replace(tx store.Tx, hash string, oneTime bool, now int64) error {
	c.Hash, c.PasswordAt, c.OneTime, c.UsedAt = hash, max(now, c.PasswordAt+1), oneTime, 0
	return Credentials.Update(tx, c)
}

// Account is a person with the state of the password, for administrators.
type Account struct {
	party.Person
	MustChange bool // the password is a one-time one
}

// accountsOf adds the state of the password to each person.
func accountsOf(tx store.Tx, people []party.Person) ([]Account, error) {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	credentials, err := Credentials.Many(tx, store.National, ids)
	if err != nil {
		return nil, err
	}
	oneTime := map[string]bool{}
	for _, c := range credentials {
		oneTime[c.ID] = c.OneTime
	}
	out := make([]Account, len(people))
	for i, p := range people {
		out[i] = Account{p, oneTime[p.ID]}
	}
	return out, nil
}

func accountOf(tx store.Tx, p party.Person) (Account, error) {
	c, err := credentialOf(tx, p.ID)
	return Account{p, c.OneTime}, store.Optional(err)
}

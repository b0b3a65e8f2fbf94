// Package pass holds one-time links: a witness or an expert acts for one record without an account, also on a phone.
// The store keeps the hash of the secret only. A link is bound to one record and ends after seven days. It can be
// revoked, and is dead after ten wrong secrets. Reading it changes nothing: programs of chats open links by themselves.
// The package must not know the records.
package pass

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Life is how long a link works, in milliseconds: seven days.
const Life = 7 * 24 * 3600_000

// MostTries is how many wrong secrets a link bears.
const MostTries = 10

// Pass is one link.
type Pass struct {
	store.Meta
	Kind      string `json:"kind"`   // of the record
	Record    string `json:"record"` // what the link opens
	Holder    string `json:"holder"` // name of the person it was made for
	Hash      string `json:"hash"`   // SHA-256 of the secret, lower-case hex
	Until     int64  `json:"until"`  // UTC ms
	Revoked   bool   `json:"revoked,omitempty"`
	Tries     int    `json:"tries,omitempty"` // wrong secrets so far
	CreatedBy string `json:"createdBy"`
	CreatedAt int64  `json:"createdAt"` // UTC ms
}

// Passes are kept in the market of their record.
var Passes = store.Define(store.Def[Pass]{
	Name: "passes", Shape: 1, Noun: vocab.Noun("一次性链接", "one-time link"), Meta: func(p *Pass) *store.Meta {
		return &p.Meta
	},
	Fields:  []store.FieldSpec{{Name: "record"}, {Name: "until", Type: store.Int}},
	Values:  func(p *Pass) store.Values { return store.Values{"record": p.Kind + "/" + p.Record, "until": p.Until} },
	Indexes: [][]string{{"record", "until"}},
})

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Passes.Spec()} }

// Token is the id and the secret of a link that is not stored yet. Make it before the transaction, which may run twice.
type Token struct{ id, secret string }

// NewToken makes a token with 256 random bits.
func NewToken() Token {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return Token{id.New(), base64.RawURLEncoding.EncodeToString(b)}
}

// String is the text that stands behind the # of the link. It is shown once.
func (t Token) String() string { return t.id + "." + t.secret }

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Issue stores a link and revokes the former ones of the record, in the transaction of the record.
func Issue(tx store.Tx, t Token, market, kind, record, holder, by string, now int64) error {
	if err := Revoke(tx, market, kind, record); err != nil {
		return err
	}
	return Passes.Insert(tx, &Pass{Meta: store.Meta{ID: t.id, Market: market}, Kind: kind, Record: record,
		Holder: holder, Hash: hash(t.secret), Until: now + Life, CreatedBy: by, CreatedAt: now})
}

// Of are the links of a record that are not revoked, the one that ends last first.
func Of(tx store.Tx, market, kind, record string) ([]Pass, error) {
	p, err := Passes.Find(tx, store.Query{Market: market, Limit: 100, Sort: []store.Order{{Field: "until", Desc: true}},
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: kind + "/" + record}}})
	var out []Pass
	for _, x := range p.Items {
		if !x.Revoked {
			out = append(out, x)
		}
	}
	return out, err
}

// Revoke ends the links of a record.
func Revoke(tx store.Tx, market, kind, record string) error {
	ps, err := Of(tx, market, kind, record)
	for i := range ps {
		if err == nil {
			ps[i].Revoked = true
			err = Passes.Update(tx, &ps[i])
		}
	}
	return err
}

// Dead links say why, and whom to ask. An unknown one is not told from one with a wrong secret.
var (
	TextWrong = fault.T("link-wrong", "这个链接无效。请核对是否复制完整，或向发来链接的主管部门索取新链接。",
		"This link is not valid: see whether it was copied whole, or ask the office that sent it for a new one.")
	TextOver = fault.T("link-over", "这个链接已过有效期（7天），请向发来链接的主管部门索取新链接。",
		"This link is older than seven days; ask the office that sent it for a new one.")
	TextRevoked = fault.T("link-revoked", "这个链接已停用。如已发来新链接，请用新的；否则请与主管部门联系。",
		"This link was revoked. Use the newer one, or ask the office.")
)

// Find reads the link of a token for a kind of records. It changes nothing. Wrong reports a secret that does not fit a
// link that is there: the caller counts it by Miss in a transaction of its own.
func Find(tx store.Tx, token, kind string, now int64) (p Pass, wrong bool, err error) {
	of, secret, _ := strings.Cut(strings.TrimSpace(token), ".")
	p, err = Passes.First(tx, store.Query{AllMarkets: true,
		Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: of}}})
	switch {
	case fault.Is(err, fault.NotFound):
		return Pass{}, false, fault.Of(fault.NotFound, TextWrong)
	case err != nil:
		return Pass{}, false, err
	case p.Tries >= MostTries || p.Revoked:
		return Pass{}, false, fault.Of(fault.Forbidden, TextRevoked)
	case subtle.ConstantTimeCompare([]byte(hash(secret)), []byte(p.Hash)) != 1:
		return p, true, fault.Of(fault.NotFound, TextWrong)
	case p.Kind != kind:
		return Pass{}, false, fault.Of(fault.NotFound, TextWrong)
	case now >= p.Until:
		return Pass{}, false, fault.Of(fault.Forbidden, TextOver)
	}
	return p, false, nil
}

// Miss counts a wrong secret.
func Miss(tx store.Tx, p Pass) error {
	p, err := Passes.Get(tx, p.Market, p.ID)
	if err == nil && p.Tries < MostTries {
		p.Tries++
		err = Passes.Update(tx, &p)
	}
	return err
}

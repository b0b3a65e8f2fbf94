package listing

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Look records that a person read a closed contact of a listing: person, role, deal and time. The owner reads it.
type Look struct {
	store.Meta
	Kind    Kind       `json:"kind"`
	Listing string     `json:"listing"`
	Person  string     `json:"person"`
	Name    string     `json:"name"`
	Role    actor.Role `json:"role"`
	OrgName string     `json:"orgName,omitempty"`
	Deal    string     `json:"deal,omitempty"` // id of the deal, for its broker
	Serial  string     `json:"serial,omitempty"`
	At      int64      `json:"at"` // UTC ms
}

// Looks is the collection. Looks are only added.
var Looks = store.Define(store.Def[Look]{
	Name: "looks", Shape: 2, Oldest: 2, Noun: vocab.Noun("联系方式查看记录", "reading of a contact"),
	Meta:    func(l *Look) *store.Meta { return &l.Meta },
	Fields:  []store.FieldSpec{{Name: "listing", Type: store.String}, {Name: "at", Type: store.Int}},
	Values:  func(l *Look) store.Values { return store.Values{"listing": l.Listing, "at": l.At} },
	Indexes: [][]string{{"listing", "at"}},
})

// RecordLook notes a look in the transaction that reads the contact. The caller makes the id, so that a retry is the
// same look.
func RecordLook(tx store.Tx, a actor.Actor, id string, kind Kind, listing, deal, serial string, now int64) error {
	if _, err := Looks.Get(tx, a.Market, id); err == nil {
		return nil
	}
	return Looks.Insert(tx, &Look{Meta: store.Meta{ID: id, Market: a.Market}, Kind: kind, Listing: listing,
		Person: a.Person, Name: a.PersonName,
		Role: a.Role, OrgName: a.OrgName, Deal: deal, Serial: serial, At: now})
}

// ContactOf is the contact of a listing: its own, else the first of its unit, else the owning person.
func ContactOf[C Content](tx store.Tx, l *Listing[C]) (Contact, error) {
	c := l.Current()
	if l.Published != nil {
		c = *l.Published
	}
	out := CommonOf(&c).Contact
	if out != (Contact{}) {
		return out, nil
	}
	if l.OwnerOrg != "" {
		o, err := party.Organizations.Get(tx, store.National, l.OwnerOrg)
		if err == nil && len(o.Contacts) > 0 {
			x := o.Contacts[0]
			return Contact{Name: x.Name, Phone: x.Phone, Email: x.Email, Office: x.Office, WeChat: x.WeChat,
				BestTime: x.BestTime}, nil
		}
		if err == nil || fault.Is(err, fault.NotFound) {
			return out, nil
		}
		return out, err
	}
	p, err := party.People.Get(tx, store.National, l.OwnerPerson)
	if fault.Is(err, fault.NotFound) {
		return out, nil
	}
	return Contact{Name: p.Name, Phone: p.Phone, Email: p.Email}, err
}

// Look gives an officer the contact of a listing of his market, and records it for the owner. The caller makes lookID.
func (d *Desk[C]) Look(ctx context.Context, a actor.Actor, lookID, id string) (out Contact, err error) {
	if err := a.Require(actor.Officer); err != nil {
		return out, err
	}
	now := d.now().UnixMilli()
	err = d.db.Run(ctx, func(tx store.Tx) error {
		l, err := d.col.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if out, err = ContactOf(tx, &l); err != nil || l.Lead() {
			return err // a 公开线索 has no owner to inform
		}
		return RecordLook(tx, a, lookID, d.kind, id, "", "", now)
	})
	return out, err
}

// Looks lists the first hundred looks at the contact of a listing, the last one first. The owner and the officers of
// the market may read them.
func (d *Desk[C]) Looks(ctx context.Context, a actor.Actor, id string) (out []Look, err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		l, err := d.col.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if !owns(a, &l) && !keeps(a, l.Market) {
			return fault.Absent()
		}
		p, err := Looks.Find(tx, store.Query{Market: a.Market,
			Where: []store.Cond{{Field: "listing", Op: store.Eq, Value: id}},
			Sort:  []store.Order{{Field: "at", Desc: true}}, Limit: 100})
		out = p.Items
		return err
	})
	return out, err
}

// closesContact reports whether the reader needs a recorded look for the contact. That holds for everybody except the
// owner, unless the owner opened it. The contact of a 公开线索 is the officer's own note.
func closesContact[C Content](l *Listing[C], mine bool) bool { return !mine && !l.Lead() }

// withoutContact empties a closed contact of a content for other readers.
func withoutContact[C Content](c *C) *C {
	if c == nil {
		return nil
	}
	out := *c
	common := CommonOf(&out)
	if common.Levels.LevelOf("contact") > disclosure.Members {
		common.Contact = Contact{}
	}
	return &out
}

// keepContact restores the contact that an editor could not read.
func keepContact[C Content](c *C, old C) {
	if common := CommonOf(c); common.Contact == (Contact{}) {
		common.Contact = CommonOf(&old).Contact
	}
}

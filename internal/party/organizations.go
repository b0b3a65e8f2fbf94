package party

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
)

// OrganizationQuery selects organisations by a part of the name or code, kind and verification.
type OrganizationQuery struct {
	Words    string
	Kind     OrgKind
	Verified *bool
	Own      bool   // only organisations that the actor's market maintains
	Sort     string // updated or name, "-" before it for descending; empty means the last changed first
	After    string
	Limit    int
}

// NewID makes the id of a new record of this package. Callers make it before the use case, so that a retry is the same
// record.
func NewID() string { return id.New() }

// CreateOrganization enters an organisation with an id made by the caller. A second call with the same id returns the
// result of the first. The error is fault.Conflict (uscc-taken) when another record has the code.
func (s *Service) CreateOrganization(ctx context.Context, a actor.Actor, id string, f OrganizationForm) (Organization,
	error) {
	if err := mayOrganization(a, actCreate, nil); err != nil {
		return Organization{}, err
	}
	if err := f.check(); err != nil {
		return Organization{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Organization, error) {
		if old, err := Organizations.Get(tx, store.National, id); err == nil {
			return old, nil
		}
		return s.insertOrganization(tx, a, id, f, now)
	})
}

func (s *Service) insertOrganization(tx store.Tx, a actor.Actor, id string, f OrganizationForm,
	now int64) (Organization, error) {
	o := Organization{Meta: store.Meta{ID: id, Market: store.National}, OrganizationForm: f, Home: a.Market,
		CreatedAt: now, UpdatedAt: now}
	if err := freeUSCC(tx, &o); err != nil {
		return o, err
	}
	if err := Organizations.Insert(tx, &o); err != nil {
		return o, err
	}
	return o, noteOrganization(tx, a, &o, "create", "", now)
}

// freeUSCC finds a taken code before the unique key does, so that the error can name the other record.
func freeUSCC(tx store.Tx, o *Organization) error {
	if o.USCC == "" {
		return nil
	}
	other, err := FindOrganization(tx, o.USCC, "")
	switch {
	case fault.Is(err, fault.NotFound) || err == nil && other.ID == o.ID:
		return nil
	case err != nil:
		return err
	}
	return fault.Of(fault.Conflict, fault.T("uscc-taken",
		"该统一社会信用代码已登记为“%s”，请直接选用该机构。",
		"The code is registered as “%s”; choose that organisation."), other.Name).
		At("/uscc", fault.T("uscc-used", "代码已被“%s”使用。", "The code is used by “%s”."), other.Name)
}

func noteOrganization(tx store.Tx, a actor.Actor, o *Organization, step, reason string, now int64) error {
	to := "unverified"
	if o.Verified() {
		to = "verified"
	}
	return audit.Note(tx, a, audit.Change{Kind: "organization", Record: o.ID, Rev: o.Rev, Step: step, To: to,
		Reason: reason, At: now}, store.National)
}

// UpdateOrganization replaces the input of an organisation. Rev is the revision that the person saw (fault.Stale). Only
// the market that maintains the record may change a verified name or code; then it must be verified again.
func (s *Service) UpdateOrganization(ctx context.Context, a actor.Actor, id string, rev int64,
	f OrganizationForm) (Organization, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Organization, error) {
		o, err := Organizations.Get(tx, store.National, id)
		if err != nil {
			return o, err
		}
		if err := mayOrganization(a, actUpdate, &o); err != nil {
			return o, err
		}
		if err := o.Seen(rev); err != nil {
			return o, err
		}
		f := f
		if err := f.check(); err != nil {
			return o, err
		}
		if o.Verified() && (f.USCC != o.USCC || f.Name != o.Name) {
			if !keeps(a, o.Home) {
				return o, fault.Of(fault.Forbidden, fault.T("verified-by-office",
					"单位名称和统一社会信用代码已核验，变更请联系科技主管部门。",
					"Name and social credit code are verified; ask the bureau to change them."))
			}
			o.VerifiedAt, o.VerifiedBy, o.VerifiedByName = 0, "", ""
		}
		o.OrganizationForm, o.UpdatedAt = f, now
		if err := freeUSCC(tx, &o); err != nil {
			return o, err
		}
		if err := Organizations.Update(tx, &o); err != nil {
			return o, err
		}
		return o, noteOrganization(tx, a, &o, "update", "", now)
	})
}

// VerifyOrganization records that the actor has compared the record with its licence. It needs a code.
func (s *Service) VerifyOrganization(ctx context.Context, a actor.Actor, id string, rev int64) (Organization, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Organization, error) {
		o, err := Organizations.Get(tx, store.National, id)
		if err != nil {
			return o, err
		}
		if err := mayOrganization(a, actVerify, &o); err != nil {
			return o, err
		}
		if err := o.Seen(rev); err != nil {
			return o, err
		}
		if o.USCC == "" {
			return o, fault.Of(fault.Invalid, fault.T("uscc-missing",
				"请先填写统一社会信用代码，再进行核验。",
				"Give the social credit code before verifying.")).
				At("/uscc", fault.T("uscc-empty", "请填写统一社会信用代码。", "Give the social credit code."))
		}
		if o.Verified() {
			return o, nil
		}
		o.VerifiedAt, o.VerifiedBy, o.VerifiedByName, o.UpdatedAt = now, a.Person, a.PersonName, now
		if err := Organizations.Update(tx, &o); err != nil {
			return o, err
		}
		return o, noteOrganization(tx, a, &o, "verify", "", now)
	})
}

// BringOrganization enters or completes an organisation from an imported row. It searches by code, else by exact name.
// Filled fields keep their values. Created reports a new record; a row without new facts changes nothing.
func (s *Service) BringOrganization(ctx context.Context, a actor.Actor, id string, f OrganizationForm) (o Organization,
	created bool, err error) {
	if err := mayOrganization(a, actCreate, nil); err != nil {
		return o, false, err
	}
	if err := f.check(); err != nil {
		return o, false, err
	}
	now := s.ms()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		created = false
		o, err = FindOrganization(tx, f.USCC, f.Name)
		if fault.Is(err, fault.NotFound) && f.USCC != "" { // until now known by name only
			if o, err = FindOrganization(tx, "", f.Name); err == nil && o.USCC != "" {
				err = fault.Absent()
			}
		}
		if fault.Is(err, fault.NotFound) {
			created = true
			o, err = s.insertOrganization(tx, a, id, f, now)
			return err
		}
		if err != nil || !keeps(a, o.Home) || !complete(&o.OrganizationForm, f) {
			return err
		}
		o.UpdatedAt = now
		if err := Organizations.Update(tx, &o); err != nil {
			return err
		}
		return noteOrganization(tx, a, &o, "import", "", now)
	})
	return o, created, err
}

// complete fills the empty fields of have from more and reports whether anything changed.
func complete(have *OrganizationForm, more OrganizationForm) (changed bool) {
	for _, x := range []struct {
		to   *string
		from string
	}{{&have.USCC, more.USCC}, {&have.Region, more.Region}, {&have.Township, more.Township}, {&have.Park, more.Park},
		{&have.Industry, more.Industry}, {&have.Address, more.Address}, {&have.LegalRep, more.LegalRep}} {
		if *x.to == "" && x.from != "" {
			*x.to, changed = x.from, true
		}
	}
	if len(have.Contacts) == 0 && len(more.Contacts) > 0 {
		have.Contacts, changed = more.Contacts, true
	}
	return changed
}

// Organization reads one organisation, cut for the actor.
func (s *Service) Organization(ctx context.Context, a actor.Actor, id string) (Organization, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Organization, error) {
		o, err := Organizations.Get(tx, store.National, id)
		if err == nil {
			err = mayOrganization(a, actRead, &o)
		}
		return o.Cut(a), err
	})
}

// OrganizationHistory reads the history of an organisation. The market that maintains it and the unit itself may read
// it.
func (s *Service) OrganizationHistory(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		o, err := Organizations.Get(tx, store.National, id)
		if err == nil {
			err = mayOrganization(a, actUpdate, &o)
		}
		if err != nil {
			return nil, err
		}
		return audit.History(tx, store.National, id)
	})
}

// Organizations lists organisations, newest change first, cut for the actor.
func (s *Service) Organizations(ctx context.Context, a actor.Actor, q OrganizationQuery) (store.Page[Organization],
	error) {
	if err := mayOrganization(a, actRead, nil); err != nil {
		return store.Page[Organization]{}, err
	}
	order, err := store.OrderBy(q.Sort, store.Order{Field: "updated", Desc: true}, "updated", "name")
	if err != nil {
		return store.Page[Organization]{}, err
	}
	sq := store.Query{Market: store.National, Where: NameConds(q.Words), Sort: order, After: q.After, Limit: q.Limit}
	add := func(field string, v any) {
		sq.Where = append(sq.Where, store.Cond{Field: field, Op: store.Eq, Value: v})
	}
	if q.Kind != "" {
		add("kind", string(q.Kind))
	}
	if q.Verified != nil {
		add("verified", *q.Verified)
	}
	if q.Own {
		add("home", a.Market)
	}
	p, err := store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Organization],
		error) {
		return Organizations.Listed(tx, sq)
	})
	for i := range p.Items {
		p.Items[i] = p.Items[i].Cut(a)
	}
	return p, err
}

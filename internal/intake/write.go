package intake

import (
	"context"
	"errors"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake/change"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// DidSkip is a near-duplicate left out on request.
const DidSkip listing.Did = "skipped"

// writing is one run of an import.
type writing struct {
	s    *Service
	a    actor.Actor
	i    *Import // nil for a caller without a record of the import
	kind form.Kind
	file string
	o    Options
	out  *Outcome
}

func (w *writing) id() string {
	if w.i == nil {
		return ""
	}
	return w.i.ID
}

// left notes a row that the import leaves unchanged.
func (w *writing) left(ctx context.Context, r *form.Row, did listing.Did) error {
	if w.i == nil {
		return nil
	}
	return w.s.db.Run(ctx, func(tx store.Tx) error {
		record, serial, rev := r.ID, "", int64(0)
		switch w.kind {
		case form.Demands:
			if l, err := listing.Demands.Get(tx, w.a.Market, r.ID); err == nil {
				serial, rev = l.Serial, l.Rev
			}
		case form.Achievements:
			if l, err := listing.Achievements.Get(tx, w.a.Market, r.ID); err == nil {
				serial, rev = l.Serial, l.Rev
			}
		case form.Contracts:
			if c, err := contract.Imported(tx, w.a.Market, r.ID, *r.Contract); err == nil {
				record, serial, rev = c.ID, c.Serial, c.Rev
			}
		}
		return w.s.wrote(w.i, r, r.Seq)(tx, did, nil, record, serial, rev)
	})
}

func (w *writing) rows(ctx context.Context, rows []*form.Row) error {
	switch w.kind {
	case form.Demands:
		return bring(ctx, w, w.s.listings.Demands, rows, func(r *form.Row) *listing.DemandContent { return r.Demand })
	case form.Achievements:
		return bring(ctx, w, w.s.listings.Achievements, rows,
			func(r *form.Row) *listing.AchievementContent { return r.Achievement })
	case form.Organizations:
		return w.organizations(ctx, rows)
	}
	return w.contracts(ctx, rows)
}

// bring writes listings. Rows of a verified unit that are not complete enough to publish stay drafts.
func bring[C listing.Content](ctx context.Context, w *writing, d *listing.Desk[C], rows []*form.Row,
	content func(*form.Row) *C) error {
	owners, err := w.s.owners(ctx, w.a, rows)
	if err != nil {
		return err
	}
	var whole, drafts []listing.Row[C]
	for _, r := range rows {
		c := *content(r)
		wrote := w.s.wrote(w.i, r, r.Seq)
		row := listing.Row[C]{ID: r.ID, Hash: r.Hash,
			Source: listing.Source{Link: r.Link, Name: w.file, Ref: r.Ref, Import: w.id(), NoConsent: r.NoConsent,
				Closed: r.Closed},
			Said: r.Said, Content: c, Refusal: w.refusal(r),
			Merge: func(stored C) (C, error) { return change.Merged(r, stored, c) },
			Wrote: func(tx store.Tx, did listing.Did, before *listing.Listing[C], after listing.Listing[C]) error {
				return wrote(tx, did, before, after.ID, after.Serial, after.Rev)
			}}
		if org, ok := owners[r.USCC]; ok && r.USCC != "" && org.Verified() {
			row.Owner, row.Name = org.ID, org.Name
		}
		if r.Draft && !(r.Refuses && w.o.Refused == KeepPublic) {
			drafts = append(drafts, row)
			continue
		}
		if w.o.Publish && row.Owner != "" && listing.CheckSubmit(&c) != nil {
			drafts = append(drafts, row)
			continue
		}
		whole = append(whole, row)
	}
	for _, part := range []struct {
		rows    []listing.Row[C]
		publish bool
	}{{whole, w.o.Publish}, {drafts, false}} {
		if len(part.rows) == 0 {
			continue
		}
		got, err := d.Bring(ctx, w.a, part.rows, part.publish)
		if err != nil {
			return err
		}
		w.out.Added += got.Added
		w.out.Changed += got.Changed
		w.out.Unchanged += got.Unchanged
		w.out.Kept += got.Kept
		w.out.Withdrawn += got.Withdrawn
		w.out.Drafts += got.Held
	}
	for _, r := range drafts {
		if r.Refusal == nil { // others are withdrawn, and counted as such
			w.out.Drafts++
		}
	}
	return nil
}

func (w *writing) organizations(ctx context.Context, rows []*form.Row) error {
	for _, r := range rows {
		o, created, err := w.s.parties.BringOrganization(ctx, w.a, r.ID, *r.Organization)
		if refusedRow(r, err, w.out) {
			continue
		}
		if err != nil {
			return err
		}
		did := listing.DidUpdate
		if created {
			did = listing.DidCreate
			w.out.Added++
		} else {
			w.out.Changed++
		}
		if w.i == nil {
			continue
		}
		err = w.s.db.Run(ctx, func(tx store.Tx) error {
			return w.s.wrote(w.i, r, r.Seq)(tx, did, nil, o.ID, "",
				o.Rev)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// contracts enters contracts as drafts of 线下签订, and changes drafts that the same rows made before. The statement of a
// row on a registration is kept in its source, until the certificate is recorded with its scan.
func (w *writing) contracts(ctx context.Context, rows []*form.Row) error {
	for _, r := range rows {
		wrote := w.s.wrote(w.i, r, r.Seq)
		did, err := w.s.contracts.Bring(ctx, w.a, contract.Entry{
			New: contract.New{ID: r.ID, Content: *r.Contract, Source: contractSource(r, w.file), ImportKey: r.ID},
			Merge: func(stored contract.Content) (contract.Content, error) {
				return change.Merged(r, stored, *r.Contract)
			},
			Wrote: func(tx store.Tx, did listing.Did, before *contract.Contract, after contract.Contract) error {
				return wrote(tx, did, before, after.ID, after.Serial, after.Rev)
			}})
		if refusedRow(r, err, w.out) {
			continue
		}
		if err != nil {
			return err
		}
		switch did {
		case listing.DidCreate:
			w.out.Added++
		case listing.DidUpdate:
			w.out.Changed++
		case listing.DidKeep:
			w.out.Kept++
		default:
			w.out.Unchanged++
		}
	}
	return nil
}

// owners finds the units that rows name by code, and enters the unknown ones, unverified.
func (s *Service) owners(ctx context.Context, a actor.Actor, rows []*form.Row) (map[string]party.Organization, error) {
	out := map[string]party.Organization{}
	for _, r := range rows {
		if _, done := out[r.USCC]; done || r.USCC == "" {
			continue
		}
		var org party.Organization
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			org, err = party.FindOrganization(tx, r.USCC, "")
			return err
		})
		if fault.Is(err, fault.NotFound) && s.parties != nil && r.Org != "" {
			kind := party.EnterpriseOrg
			if r.Achievement != nil {
				kind = party.InstituteOrg
			}
			form := party.OrganizationForm{USCC: r.USCC, Name: r.Org, Kind: kind, Region: r.Common().Region}
			org, _, err = s.parties.BringOrganization(ctx, a, id.Derived("organization", r.USCC), form)
		}
		var refused *fault.Error
		if errors.As(err, &refused) && refused.Kind != fault.Internal && refused.Kind != fault.Unavailable {
			err = nil // without a valid unit the row stays a 公开线索
		}
		if err != nil {
			return nil, err
		}
		out[r.USCC] = org
	}
	return out, nil
}

func contractSource(r *form.Row, file string) string {
	if e := r.Elsewhere; e.Number != "" || e.Authority != "" || e.Date != "" {
		return contract.StatedSource(file, e.Number, string(e.Date), e.Authority)
	}
	return file
}

// refusedRow notes a row that the domain refused during writing, for example because a code was taken meanwhile.
func refusedRow(r *form.Row, err error, out *Outcome) bool {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict && f.Kind != fault.Invalid {
		return false
	}
	out.Refused++
	out.Problems = append(out.Problems, form.RowProblem{Sheet: r.Sheet, Row: r.Number, Msg: form.Refusal(f)})
	return true
}

package intake

import (
	"context"
	"errors"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// owners finds the units that rows name by code, and enters the unknown ones, unverified.
func (s *Service) owners(ctx context.Context, a party.Actor, rows []*Row) (map[string]party.Organization, error) {
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
			form := party.OrganizationForm{USCC: r.USCC, Name: r.Org, Kind: kind, Region: r.common().Region}
			org, _, err = s.parties.BringOrganization(ctx, a, id.Derived("organization", r.USCC), form)
		}
		var refused *fault.Error
		if errors.As(err, &refused) && refused.Kind != fault.Internal && refused.Kind != fault.Unavailable {
			err = nil // a unit that cannot be entered leaves the row a 公开线索
		}
		if err != nil {
			return nil, err
		}
		out[r.USCC] = org
	}
	return out, nil
}

func (s *Service) organizations(ctx context.Context, a party.Actor, rows []*Row, out *Outcome) error {
	for _, r := range rows {
		_, created, err := s.parties.BringOrganization(ctx, a, r.ID, *r.Organization)
		if refusedRow(r, err, out) {
			continue
		}
		if err != nil {
			return err
		}
		if created {
			out.Added++
		} else {
			out.Changed++
		}
	}
	return nil
}

// contractRows enters contracts as drafts of 线下签订. What a row says of a registration is kept in its source, until
// the certificate itself is recorded with its scan.
func (s *Service) contractRows(ctx context.Context, a party.Actor, rows []*Row, file string, out *Outcome) error {
	for _, r := range rows {
		_, err := s.contracts.Create(ctx, a, contract.New{ID: r.ID, Content: *r.Contract, Source: r.contractSource(file), ImportKey: r.ID})
		if refusedRow(r, err, out) {
			continue
		}
		if err != nil {
			return err
		}
		out.Added++
	}
	return nil
}

func (r *Row) contractSource(file string) string {
	source := file
	if e := r.Elsewhere; e.Number != "" || e.Authority != "" || e.Date != "" {
		source += "；表中登记信息（待录入登记证明）：" + e.Number + " " + string(e.Date) + " " + e.Authority
	}
	return source
}

// refusedRow notes a row that the domain refused at writing, for example because a code was taken meanwhile.
func refusedRow(r *Row, err error, out *Outcome) bool {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict && f.Kind != fault.Invalid {
		return false
	}
	msg := f.Msg
	for _, field := range f.Fields {
		msg += field.Msg
	}
	out.Refused++
	out.Problems = append(out.Problems, RowProblem{Sheet: r.Sheet, Row: r.Number, Msg: msg})
	return true
}

package intake

import (
	"context"
	"slices"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake/change"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// compare gives each good row its effect on the market: nothing, or an update field by field. The effect is also
// nothing when a table may no longer change the record.
func (s *Service) compare(ctx context.Context, market string, p *Plan) error {
	return s.db.View(ctx, func(tx store.Tx) error {
		for start := 0; start < len(p.Rows); start += batch {
			rows := p.Rows[start:min(start+batch, len(p.Rows))]
			var err error
			switch p.Kind {
			case form.Demands:
				err = compareListings(tx, listing.Demands, market, p, rows,
					func(r *form.Row) *listing.DemandContent { return r.Demand })
			case form.Achievements:
				err = compareListings(tx, listing.Achievements, market, p, rows,
					func(r *form.Row) *listing.AchievementContent { return r.Achievement })
			case form.Contracts:
				err = compareContracts(tx, market, p, rows)
			default:
				err = compareOrganizations(tx, market, p, rows)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// unchanged marks a row whose record has the same content.
func (p *Plan) unchanged(r *form.Row) {
	p.Counts.Good--
	p.Counts.Unchanged++
	p.mark(r, Unchanged, nil)
}

// maxUpdates is the number of updates that a preview shows field by field; all are counted.
const maxUpdates = 200

// update marks a row that would change a record.
func (p *Plan) update(r *form.Row, changes []form.FieldChange) {
	r.Changes = changes
	p.Counts.Update++
	p.mark(r, Update, nil)
	if len(p.Updates) < maxUpdates {
		p.Updates = append(p.Updates, RowUpdate{Sheet: r.Sheet, Row: r.Number, Title: wording.Clip(r.Title()),
			Changes: changes})
	}
}

// refusing marks a row that does not agree to publication although its listing is public.
func (p *Plan) refusing(r *form.Row, serial string) {
	r.Refuses = true
	p.Counts.Refusing++
	// a person is asked for the decision instead
	p.Warnings = slices.DeleteFunc(p.Warnings, func(w form.RowProblem) bool {
		return w.Sheet == r.Sheet && w.Row == r.Number && form.ToldNoConsent(w.Msg)
	})
	p.warn(form.RowProblem{Sheet: r.Sheet, Row: r.Number, Value: wording.Clip(r.Title()),
		Msg: sayRowPublic.With(serial)})
}

// differ marks a row whose record an import may no longer change, with the differences.
func (p *Plan) differ(r *form.Row, changes []form.FieldChange, why fault.Said) {
	r.Changes = changes
	p.Counts.Good--
	p.Counts.Differs++
	p.mark(r, Differs, nil)
	if len(p.Problems) < maxProblems {
		p.Problems = append(p.Problems, form.RowProblem{Sheet: r.Sheet, Row: r.Number, Value: wording.Clip(r.Title()),
			Msg: change.Tell(changes, why)})
	}
}

func idsOf(rows []*form.Row) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}

// compareListings compares rows with the listings they made before, or with the one whose number a row of a downloaded
// list carries. A download shows what is published, so a row that says the same changes no pending edit.
func compareListings[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], market string, p *Plan,
	rows []*form.Row, content func(*form.Row) *C) error {
	downloaded, err := numbered(tx, col, market, p, rows)
	if err != nil {
		return err
	}
	byID := map[string]*form.Row{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	found, err := col.Many(tx, market, idsOf(rows))
	if err != nil {
		return err
	}
	for _, l := range found {
		r := byID[l.ID]
		switch {
		case p.States[r] != Good:
			continue
		case l.Visible() && r.Draft && (l.RowHash != r.Hash || l.Source.Held()):
			p.refusing(r, l.Serial)
		case l.RowHash == r.Hash:
			p.unchanged(r)
			continue
		}
		// A download names the owner where an imported row names the unit of a 公开线索.
		if words := &listing.CommonOf(content(r)).OrgWords; downloaded[r] && *words == l.OwnerName {
			current := l.Current()
			*words = listing.CommonOf(&current).OrgWords
		}
		if downloaded[r] && l.Published != nil && !r.Refuses {
			same, err := saysNothingNew(*l.Published, r, content)
			if err != nil {
				return change.ErrMerge
			}
			if same {
				p.unchanged(r)
				continue
			}
		}
		next, err := change.Merged(r, l.Current(), *content(r))
		if err != nil {
			return change.ErrMerge
		}
		changes, err := change.Differences(r, l.Current(), next)
		if r.Refuses || l.Source.Turns(r.NoConsent, r.Closed, r.Said) {
			changes = append(changes, r.ConsentChange(l.Source))
		}
		switch {
		case err != nil:
			return change.ErrMerge
		case !change.Any(changes):
			p.unchanged(r)
		case l.State != listing.Draft && l.State != listing.Open:
			p.differ(r, changes, sayDiffersState.With(listing.Flow.Name(l.State)))
		case downloaded[r] && !l.Takes(""):
			p.differ(r, changes, sayDiffersOwner.With())
		default:
			p.update(r, changes)
			*content(r) = next
		}
	}
	there := map[string]bool{}
	for _, l := range found {
		there[l.ID] = true
	}
	for _, r := range rows {
		if r.Partial && !there[r.ID] && p.States[r] == Good {
			p.refuse(r, "text", sayRowOnlyUpdate.With(Heading(p.Kind, "text")))
		}
	}
	return nil
}

// numbered gives rows with the 流水号 of a listing the id of that listing, and marks them. A second row with the same
// number is refused.
func numbered[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], market string, p *Plan,
	rows []*form.Row) (map[*form.Row]bool, error) {
	bySerial, out := map[string]*form.Row{}, map[*form.Row]bool{}
	var serials []string
	for _, r := range rows {
		switch {
		case r.Serial == "" || p.States[r] != Good:
		case bySerial[r.Serial] != nil:
			p.refuse(r, "serial", saySerialTwice.With(wording.Clip(r.Serial)))
		default:
			bySerial[r.Serial] = r
			serials = append(serials, r.Serial)
		}
	}
	if len(serials) == 0 {
		return out, nil
	}
	err := col.Each(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "serial", Op: store.In, Value: serials}}},
		func(l listing.Listing[C]) error {
			r := bySerial[l.Serial]
			r.ID, out[r] = l.ID, true
			return nil
		})
	return out, err
}

// saysNothingNew reports whether a row leaves a content unchanged.
func saysNothingNew[C listing.Content](stored C, r *form.Row, content func(*form.Row) *C) (bool, error) {
	next, err := change.Merged(r, stored, *content(r))
	if err != nil {
		return false, err
	}
	changes, err := change.Differences(r, stored, next)
	return !change.Any(changes), err
}

// compareContracts compares rows with their own contracts, and with the registrations of others.
func compareContracts(tx store.Tx, market string, p *Plan, rows []*form.Row) error {
	for _, r := range rows {
		c, err := contract.Imported(tx, market, r.ID, *r.Contract)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		there := err == nil
		if n := r.Elsewhere.Number; n != "" {
			other, err := registry.Numbered(tx, market, n)
			if err == nil && (!there || other.ID != c.ID) {
				p.Counts.Good--
				p.Counts.Bad++
				p.mark(r, Bad, nil)
				e := form.RowProblem{Sheet: r.Sheet, Row: r.Number, Heading: Heading(form.Contracts, "number"),
					Value: n,
					Msg:   sayRegistrationTaken.With(other.Serial)}
				p.problem(e)
				if k := p.lines[r]; k != nil {
					k.reasons = append(k.reasons, e.Reason())
				}
				continue
			}
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		if !there {
			continue
		}
		next, err := change.Merged(r, c.Content, *r.Contract)
		if err == nil {
			next, err = contract.Settled(tx, next)
		}
		if err != nil {
			return change.ErrMerge
		}
		stored, err := contract.Settled(tx, c.Content)
		if err != nil {
			return err
		}
		changes, err := change.Differences(r, stored, next)
		switch {
		case err != nil:
			return change.ErrMerge
		case !change.Any(changes):
			p.unchanged(r)
		case c.State != contract.Draft || !c.Offline():
			p.differ(r, changes, sayDiffersContract.With(c.Serial, registry.StandingName(&c)))
		default:
			p.update(r, changes)
		}
	}
	return nil
}

// compareOrganizations compares rows with the national register: a table fills its empty fields.
func compareOrganizations(tx store.Tx, market string, p *Plan, rows []*form.Row) error {
	for _, r := range rows {
		o, err := party.FindOrganization(tx, r.Organization.USCC, r.Organization.Name)
		if fault.Is(err, fault.NotFound) && r.Organization.USCC != "" {
			o, err = party.FindOrganization(tx, "", r.Organization.Name)
		}
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return err
		case o.Home != market || !o.Completes(*r.Organization):
			p.unchanged(r)
		default:
			p.update(r, completions(o.OrganizationForm, *r.Organization))
		}
	}
	return nil
}

// completions are the empty fields that a row would fill.
func completions(have, more party.OrganizationForm) []form.FieldChange {
	var out []form.FieldChange
	for _, f := range []struct{ key, old, fresh string }{{"uscc", have.USCC, more.USCC},
		{"region", have.Region, more.Region}, {"township", have.Township, more.Township},
		{"park", have.Park, more.Park}, {"industry", have.Industry, more.Industry}, {"address", have.Address,
			more.Address}, {"legalRep", have.LegalRep, more.LegalRep}} {
		if f.old == "" && f.fresh != "" {
			out = append(out, form.FieldChange{Field: f.key, Label: Heading(form.Organizations, f.key), New: f.fresh})
		}
	}
	if len(have.Contacts) == 0 && len(more.Contacts) > 0 {
		out = append(out, form.FieldChange{Field: "contact", Label: Heading(form.Organizations, "contact"),
			New: more.Contacts[0].Name})
	}
	return out
}

// What is told, stored with the import.
var (
	sayRowOnlyUpdate = fault.Kept("row-only-update",
		"系统中没有这一条可以更新；要新增，请补上“%s”一列再导入。",
		"There is nothing here to update; to add it, give the column “%s” and import again.")
	sayRowPublic = fault.Kept("row-public",
		"系统中的 %s 已经公开，而这一行不同意公开。导入之前请选择撤下，或写明理由后保持公开。",
		"%s is public here, and this row does not agree to that. Before importing, choose to withdraw it, or give "+
			"the reason for keeping it public.")
	saySerialTwice = fault.Kept("serial-twice",
		"流水号 %s 在文件中出现两次，请只留一行。",
		"The serial number %s stands twice in the file; keep one row of it.")
	sayRegistrationTaken = fault.Kept("registration-taken",
		"登记编号已是系统中合同 %s 的编号，请核对登记证明。",
		"The registration number belongs to contract %s here; check the certificate.")
	sayDiffersState = fault.Kept("differs-state",
		"系统中为“%s”",
		"it is “%s” here")
	sayDiffersOwner = fault.Kept("differs-owner",
		"这一条由单位自己维护",
		"its unit looks after it")
	sayDiffersContract = fault.Kept("differs-contract",
		"系统中的合同 %s 为“%s”",
		"contract %s is “%s” here")
)

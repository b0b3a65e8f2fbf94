package registry

import (
	"kebang/internal/actor"
	"kebang/internal/ledger"
	"kebang/internal/store"
)

// entry is what the registration adds to the figures; nil unless it is registered.
func (r *Registration) entry() *ledger.Entry {
	if r.State != Registered {
		return nil
	}
	return r.cell()
}

func (r *Registration) cell() *ledger.Entry {
	s := &r.Subject
	e := &ledger.Entry{Measure: ledger.Contracts, Date: r.Date, Scopes: r.Scopes, Cuts: map[ledger.Cut]string{},
		Figures: ledger.Figures{Count: 1, TotalFen: r.TotalFen, TechFen: r.TechFen}}
	industry := ""
	if len(s.Industry) >= 2 {
		industry = s.Industry[:2]
	}
	for cut, key := range map[ledger.Cut]string{ledger.ByClass: string(s.Class), ledger.BySubClass: s.SubClass,
		ledger.ByIndustry: industry, ledger.ByTechArea: s.TechArea, ledger.BySeller: s.Seller.Place,
		ledger.ByBuyer: s.Buyer.Place} {
		if key != "" {
			e.Cuts[cut] = key
		}
	}
	return e
}

// causes are why a step changes the figures. A correction that ends an open amount settles its royalties.
var causes = map[string]ledger.Cause{StepRegister: ledger.Registered, StepElsewhere: ledger.Registered,
	StepCorrect: ledger.Corrected, StepWithdraw: ledger.Withdrawn}

func (r *Registration) source() ledger.Source {
	return ledger.Source{Kind: "registration", ID: r.ID, Rev: r.Rev}
}

// post appends what a step changed in the figures, in the transaction of the step.
func (r *Registration) post(tx store.Tx, a actor.Actor, was *ledger.Entry, settled bool, step, reason string,
	now int64) error {
	s := r.source()
	s.Cause, s.Reason = causes[step], reason
	if settled && s.Cause == ledger.Corrected {
		s.Cause = ledger.Royalty
	}
	p := ledger.NewPoster(tx, a, r.Market, now)
	if err := p.Change(s, was, r.entry()); err != nil {
		return err
	}
	return p.Done()
}

package listing

import (
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Held reports whether the row of the listing forbids publication. Either the unit does not agree (NoConsent), or the
// row is 商业秘密, 保密 or 不公开 (Closed). It ends when the owner submits the listing himself, or when an officer publishes it
// with a note on the unit's consent.
func (s *Source) Held() bool { return s != nil && (s.NoConsent || s.Closed) }

// Said is the statement of a row on its own publication. A file without the column states nothing.
type Said struct {
	Consents bool // the unit agrees to publication, which ends NoConsent
	Opened   bool // the row is marked as public, which ends Closed
}

// Refusal is a person's decision on a public listing whose newest row does not agree to publication.
type Refusal struct {
	Withdraw bool       // else the listing stays public
	Reason   fault.Said // reason of the withdrawal or of staying public; kept in the history
}

// settle carries out the decision. The history line of the change has the reason.
func (d *Desk[C]) settle(tx store.Tx, a actor.Actor, l *Listing[C], r Refusal, ch *audit.Change) error {
	ch.Said = r.Reason
	if !r.Withdraw {
		l.Source = l.Source.freed()
		return nil
	}
	if err := d.enter(tx, a, l, StepWithdraw, r.Reason.In(vocab.Zh), ch.At); err != nil {
		return err
	}
	ch.Step, l.State = StepWithdraw, Withdrawn
	return nil
}

// freed is the source after the unit's consent.
func (s *Source) freed() *Source {
	if !s.Held() {
		return s
	}
	out := *s
	out.NoConsent, out.Closed = false, false
	return &out
}

// agreed decides at publication whether the unit agreed. The error is fault.Invalid when no officer has noted the
// consent.
func (l *Listing[C]) agreed(a actor.Actor, reason string) error {
	if l.Source.Held() && reason == "" && !owns(a, l) {
		return l.Source.errHeld()
	}
	l.Source = l.Source.freed()
	return nil
}

func (s *Source) errHeld() error {
	if s.NoConsent {
		return fault.Of(fault.Invalid, fault.T("no-consent",
			"单位没有同意公开，没有发布，仍为草稿。取得同意后，请在这一条的页面上逐条发布，并写明何时、由谁同意。",
			"The unit does not agree to publication, so it stays a draft. Once it agrees, publish it on its own "+
				"page and write down who agreed and when."))
	}
	return fault.Of(fault.Invalid, fault.T("closed-text",
		"表中注明商业秘密、保密或不公开，没有发布，仍为草稿。单位同意公开后，请在这一条的页面上逐条发布，并写明何时、由谁同意。",
		"The table marks it as a trade secret or not public, so it stays a draft. Once the unit agrees, publish it "+
			"on its own page and write down who agreed and when."))
}

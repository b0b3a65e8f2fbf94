package registry

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Second is the countersignature of a second registrar (复核), or the reason for its absence (一人办理).
type Second struct {
	By     contract.Actor `json:"by"`
	On     workday.Date   `json:"on"`
	Alone  bool           `json:"alone,omitempty"`  // the first registrar goes on alone
	Reason string         `json:"reason,omitempty"` // reason for going on alone
	Note   string         `json:"note,omitempty"`
}

// Second is the confirmation of a recognition by another registrar. The rule of the market on the day of the
// recognition asks for it.
func (s *Service) Second(ctx context.Context, a actor.Actor, id string, rev int64, note string) (Registration, error) {
	now := s.ms()
	return s.on(ctx, a, id, rev, StepSecond, note, now, func(_ store.Tx, r *Registration, _ *contract.Contract) error {
		r.Second = &Second{By: contract.ActorOf(a), On: workday.Of(now), Note: note}
		return nil
	})
}

// Alone lets one registrar finish without a second one (B角). The reason is kept and shown.
func (s *Service) Alone(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Registration, error) {
	now := s.ms()
	return s.on(ctx, a, id, rev, StepAlone, reason, now, func(_ store.Tx, r *Registration, _ *contract.Contract) error {
		r.Second = &Second{By: contract.ActorOf(a), On: workday.Of(now), Alone: true, Reason: reason}
		return nil
	})
}

var (
	errNoSecond = fault.Of(fault.Forbidden, fault.T("second-not-needed",
		"这份登记不需要复核，或已经复核。",
		"No second registrar is needed, or one has countersigned."))
	errSameHand = fault.Of(fault.Forbidden, fault.T("second-same-person",
		"复核应由认定人以外的登记员办理；B角不在岗的，可填写理由一人办理。",
		"Another registrar than the one who recognised it must countersign; when none is there, go on alone and "+
			"give the reason."))
	errNotSecond = fault.Of(fault.Forbidden, fault.T("second-missing",
		"本市场规定须经另一名登记员复核，复核后（或填写理由一人办理后）才能录入登记编号。",
		"This market asks for a second registrar before the number is entered, or for the reason to go on alone."))
)

// maySecond is the policy of the steps around a second registrar.
func (r *Registration) maySecond(a actor.Actor, step string) error {
	waits := r != nil && r.NeedsSecond && r.Second == nil
	switch {
	case step == StepRegister && waits:
		return errNotSecond
	case step == StepRegister:
		return nil
	case !waits:
		return errNoSecond
	case step == StepSecond && r.Decider.Person == a.Person:
		return errSameHand
	}
	return nil
}

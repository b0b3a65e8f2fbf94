package registry

import (
	"encoding/json"
	"fmt"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/contract"
	"kebang/internal/id"
	"kebang/internal/ledger"
	"kebang/internal/store"
)

// Migrations are the numbered changes of the package.
func Migrations() []store.Migration {
	return []store.Migration{store.Walk(2, "registrations-out-of-contracts", contract.Contracts, moveOut),
		store.Walk(3, "opening-postings", Registrations, postOpening)}
}

// postOpening posts what a registration from before the ledger counts. A cancelled one counts nothing.
func postOpening(tx store.Tx, r *Registration) error {
	e := r.cell()
	switch r.State {
	case Registered:
	case Withdrawn:
		e.Figures = ledger.Figures{}
	default:
		return nil
	}
	return ledger.Opened(tx, actor.SystemActor(r.Market), r.source(), *e, r.UpdatedAt)
}

// moveOut moves the registration that 0.1.0 kept inside a contract into a record of its own, with its lines of history.
// It leaves a contract without one alone, so that it may run again.
func moveOut(tx store.Tx, c *contract.Contract) error {
	if len(c.Registration) == 0 {
		return nil
	}
	var r Registration
	b, err := codeFindings(c.Registration)
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	if err != nil {
		return fmt.Errorf("registration of contract %s: %w", c.ID, err)
	}
	r.Meta = store.Meta{ID: MovedID(c.ID), Market: c.Market}
	r.Contract, r.Claim, r.State, r.CreatedAt, r.UpdatedAt = c.ID, c.Claim, Returned, c.UpdatedAt, c.UpdatedAt
	if c.State != contract.Confirmed && slices.Contains(Flow.States(), c.State) {
		r.State, c.State = c.State, contract.Confirmed
		told := r.filing()
		told.Held = r.State != Returned
		c.Filing = &told
	} // else it was returned and taken back to the draft
	r.Subject = subjectOf(c)
	lines, err := moveHistory(tx, c, &r)
	if err == nil {
		err = Registrations.Insert(tx, &r)
	}
	for err == nil && r.Rev < lines { // no line is newer than its record
		err = Registrations.Update(tx, &r)
	}
	if err != nil {
		return err
	}
	c.Registration, c.Claim = nil, ""
	return contract.Contracts.Update(tx, c)
}

// moveHistory moves the lines of a registration out of the contract's history and counts them. The remaining lines of
// the contract name only states of contracts.
func moveHistory(tx store.Tx, c *contract.Contract, r *Registration) (lines int64, err error) {
	all, err := audit.History(tx, c.Market, c.ID)
	state := Flow.Start
	for _, e := range all {
		if err != nil {
			return lines, err
		}
		own, steps := e.Step == StepCalendar, e
		if own = own || e.Step == formerRecognise || Flow.Labels.Has(e.Step); own {
			if steps.Step == formerRecognise {
				steps.Step = StepRecognise
			}
			if lines++; lines == 1 {
				r.CreatedAt = e.At
			}
			steps.ID, steps.Kind, steps.Record, steps.RecordRev, steps.From = fmt.Sprintf("%s.%06d.%s", r.ID, lines,
				steps.Step), "registration", r.ID, lines, state
			state = e.To
			if err = audit.Trail.Insert(tx, &steps); err != nil {
				return lines, err
			}
		}
		switch {
		case own && e.From == contract.Draft: // registered elsewhere, which concluded the contract
			e.To = contract.Confirmed
			err = audit.Trail.Update(tx, &e)
		case own:
			err = audit.Trail.Delete(tx, &e)
		case e.From == Returned || e.To == Returned:
			for _, at := range []*string{&e.From, &e.To} {
				if *at == Returned {
					*at = contract.Confirmed
				}
			}
			err = audit.Trail.Update(tx, &e)
		}
	}
	return lines, err
}

// MovedID is the id of the registration that was moved out of a contract.
func MovedID(contractID string) string { return id.Derived("registration", contractID) }

// formerRecognise is the word of 0.1.0 for StepRecognise in histories.
const formerRecognise = "check"

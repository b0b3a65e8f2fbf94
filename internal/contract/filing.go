package contract

import (
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Filing are the facts on the registration of a concluded contract, set by the registry. A contract taken back to the
// draft has none.
type Filing struct {
	State   string       `json:"state"`             // of the registration
	Held    bool         `json:"held"`              // nobody may change the contract
	Desk    bool         `json:"desk,omitempty"`    // the registrar has the next step
	Numbers []string     `json:"numbers,omitempty"` // 受理号 and 登记编号, for a search
	Date    workday.Date `json:"date,omitempty"`    // 登记日期, for the order of lists
}

// Standing is the one state for people: that of the contract or, once it is filed, that of its registration.
func (c *Contract) Standing() string {
	if c.Filing != nil {
		return c.Filing.State
	}
	return c.State
}

// Hold writes a contract that was filed: nobody may change it. It concludes a draft, because only a registration
// elsewhere, which proves the signing, comes before the conclusion here.
func Hold(tx store.Tx, a actor.Actor, c *Contract, f Filing, now int64) error {
	from := c.State
	if from != Confirmed {
		e, err := Flow.Next(from, StepElsewhere)
		if err != nil {
			return err
		}
		c.State = e.To
	}
	f.Held = true
	c.Filing, c.UpdatedAt = &f, now
	if err := Contracts.Update(tx, c); err != nil || from == c.State {
		return err
	}
	return tell(tx, a, c, StepElsewhere, from, "", now)
}

// Release writes a contract whose registration was returned for correction. Its content may change again, and it may
// return to the draft.
func Release(tx store.Tx, c *Contract, f Filing, now int64) error {
	f.Held = false
	c.Filing, c.UpdatedAt = &f, now
	return Contracts.Update(tx, c)
}

// OnRevised registers a function for the transaction that takes a filed contract back to the draft.
func (s *Service) OnRevised(fn func(tx store.Tx, c *Contract) error) { s.revised = fn }

// open refuses the steps that a filed contract does not allow.
func (c *Contract) open(step string) error {
	f := c.Filing
	if f == nil || performs(step) || !f.Held && (step == StepEdit || step == StepRevise) {
		return nil
	}
	return fault.Of(fault.WrongState, fault.T("contract-wrong-state",
		"合同已申请认定登记，不能%s。",
		"The contract is filed for registration, so not: %s."), Flow.Step(step))
}

// performs reports whether a step records the performance, which goes on whatever the registry does.
func performs(step string) bool { return step == StepPass || step == StepPay || step == StepVoid }

// openSteps keeps the steps of an offer that open allows. Concluding has no button, because the second confirmation
// does it. Package registry offers the registration elsewhere.
func (c *Contract) openSteps(steps []flow.Edge) []flow.Edge {
	out := []flow.Edge{}
	for _, e := range steps {
		if e.Step != StepConclude && e.Step != StepElsewhere && c.open(e.Step) == nil {
			out = append(out, e)
		}
	}
	return out
}

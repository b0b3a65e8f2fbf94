package deal

import (
	"context"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Acquaintance is the statement of a side on the other one at its first sight of an introduction: first heard of, or in
// touch already. It is given once and stays. Nobody can claim later that he had known the other side all along.
type Acquaintance struct {
	First  bool         `json:"first"`           // 首次得知
	Since  workday.Date `json:"since,omitempty"` // 此前已有联系: first day of the contact
	Words  string       `json:"words,omitempty"` // how, or since when, in words; at most 500 characters
	Person string       `json:"person,omitempty"`
	Name   string       `json:"name"`
	At     int64        `json:"at"` // UTC ms
}

func (k *Acquaintance) check(today workday.Date) error {
	k.Words = strings.TrimSpace(k.Words)
	var bad fault.Fields
	switch {
	case k.First && k.Since != "":
		bad.Note("/since", fault.T("first-heard-or-touch-before",
			"首次得知就没有此前联系的日期，请二选一。",
			"First heard of, or in touch before since a date: choose one."))
	case !k.First && k.Since == "" && k.Words == "":
		bad.Note("/since", fault.T("say-since-when-you-have",
			"请填写从何时起有联系，日期或文字均可。",
			"Say since when you have been in touch, as a date or in words."))
	case k.Since != "" && (!k.Since.Valid() || k.Since > today):
		bad.Note("/since", fault.T("date-earlier-contact-must-today",
			"此前联系的日期应是今天或更早的日期。",
			"The date of earlier contact must be today or before."))
	}
	if utf8.RuneCountInString(k.Words) > 500 {
		bad.Note("/words", fault.T("at-most-500-characters-shorten",
			"说明最多500个字，请缩短。",
			"At most 500 characters; please shorten it."))
	}
	return bad.Fault(fault.T("acquaintance-invalid",
		"请说明此前是否已与对方有联系。",
		"Please say whether you were in touch before."))
}

var (
	metHere   = fault.Kept("acquaint-here", "首次得知", "Learnt of it here")
	metBefore = fault.Kept("acquaint-before", "此前已有联系%s", "In touch before%s")
)

// Acquaint records the statement of the actor's side on the other one. A second statement is fault.Conflict.
func (s *Service) Acquaint(ctx context.Context, a actor.Actor, id string, k Acquaintance) (Deal, error) {
	now := s.now().UnixMilli()
	if err := k.check(workday.Of(now)); err != nil {
		return Deal{}, err
	}
	return s.change(ctx, a, id, 0, now, func(_ store.Tx, d *Deal) (audit.Change, error) {
		stand := d.StandOf(a)
		if err := d.mayAcquaint(a, stand); err != nil {
			return audit.Change{}, err
		}
		mine := d.knew(stand)
		k := k
		k.Person, k.Name, k.At = a.Person, a.PersonName, now
		*mine = &k
		said := metHere.With()
		if !k.First {
			said = metBefore.With(strings.TrimRight(" "+string(k.Since)+" "+k.Words, " "))
		}
		return audit.Change{Step: "acquaint", From: d.State, To: d.State, Said: said}, nil
	})
}

// mayAcquaint lets each side of an introduction answer once.
func (d *Deal) mayAcquaint(a actor.Actor, stand Stand) error {
	mine := d.knew(stand)
	switch {
	case mine == nil:
		return fault.Of(fault.Forbidden, fault.T("not-a-side",
			"是否此前已有联系由对接双方各自说明。",
			"Each of the two sides says for itself whether they were in touch before."))
	case d.Broker == nil:
		return fault.Of(fault.WrongState, fault.T("not-introduced",
			"这次对接没有技术经理人引荐，无需说明。",
			"Nobody introduced this deal; nothing has to be said."))
	case *mine != nil:
		return fault.Of(fault.Conflict, fault.T("acquaintance-given",
			"贵方已作说明，不能更改。",
			"Your side has said so already; it cannot be changed."))
	}
	return d.notOwn(a)
}

// knew is the field with the answer of a side; nil for an actor of no side.
func (d *Deal) knew(stand Stand) **Acquaintance {
	switch stand {
	case DemandStand:
		return &d.DemandKnew
	case AchievementStand:
		return &d.AchievementKnew
	}
	return nil
}

// mustAcquaint is the fault for a side that must first say whether it knew the other one. A side that cannot yet see
// the other's name says so later.
func (d *Deal) mustAcquaint(a actor.Actor, stand Stand) error {
	mine := d.knew(stand)
	if d.Broker == nil || mine == nil || *mine != nil {
		return nil
	}
	if stand == DemandStand && d.hides(a, d.AchievementSide, d.AchievementYes) ||
		stand == AchievementStand && d.hides(a, d.DemandSide, d.DemandYes) {
		return nil
	}
	return fault.Of(fault.WrongState, fault.T("acquaintance-missing",
		"请先说明：对方是首次得知，还是此前已有联系。",
		"First say whether you hear of the other side for the first time or were in touch before."))
}

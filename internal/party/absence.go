package party

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Absence is 暂不在岗. From the first to the last day no member of the unit answers (榨季, 寒暑假), and its clocks stand still.
type Absence struct {
	From workday.Date `json:"from"`
	To   workday.Date `json:"to"` // included
	Note string       `json:"note,omitempty"`
	By   string       `json:"by,omitempty"` // name of the person who entered it
}

// Covers reports whether the day lies in the absence, both ends included.
func (x Absence) Covers(d workday.Date) bool { return x.From <= d && d <= x.To }

// The bounds of absences: a crushing season lasts up to six months.
const (
	longestAbsence = 200 // days
	maxAbsences    = 12
)

// AbsentRoles are the roles whose units answer deals and can be absent.
var AbsentRoles = []actor.Role{actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency, actor.Commissioner}

// AbsencesOf reads the absences of a side of a deal: of its organisation, or of a person without one.
func AbsencesOf(tx store.Tx, org, person string) ([]Absence, error) {
	if org != "" {
		o, err := Organizations.Get(tx, store.National, org)
		return o.Absences, store.Optional(err)
	}
	if person == "" {
		return nil, nil
	}
	p, err := People.Get(tx, store.National, person)
	return p.Absences, store.Optional(err)
}

// Absences reads the absences of the actor's organisation, or of the actor without one.
func (s *Service) Absences(ctx context.Context, a actor.Actor) ([]Absence, error) {
	if err := a.Require(AbsentRoles...); err != nil {
		return nil, err
	}
	return store.Read(ctx, s.db, func(tx store.Tx) ([]Absence, error) { return AbsencesOf(tx, a.Org, a.Person) })
}

// SetAbsences replaces the absences of the actor's organisation, or of the actor without one, from today on. A running
// absence can be shortened or extended but not withdrawn, because clocks stood still for it.
func (s *Service) SetAbsences(ctx context.Context, a actor.Actor, want []Absence) ([]Absence, error) {
	if err := a.Require(AbsentRoles...); err != nil {
		return nil, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) ([]Absence, error) {
		old, err := AbsencesOf(tx, a.Org, a.Person)
		if err != nil {
			return nil, err
		}
		out, err := mergeAbsences(old, want, workday.Of(now), a.PersonName)
		if err != nil {
			return nil, err
		}
		words := make([]string, len(out))
		for i, x := range out {
			words[i] = strings.TrimSpace(fmt.Sprintf("%s 至 %s %s", x.From, x.To, x.Note))
		}
		reason := "暂不在岗：" + cmp.Or(strings.Join(words, "；"), "无")
		if a.Org == "" {
			p, err := People.Get(tx, store.National, a.Person)
			if err != nil {
				return nil, err
			}
			p.Absences, p.UpdatedAt = out, now
			if err := People.Update(tx, &p); err != nil {
				return nil, err
			}
			return out, audit.Note(tx, a,
				audit.Change{Kind: "person", Record: p.ID, Rev: p.Rev, Step: "absence", Reason: reason,
					At: now}, store.National)
		}
		o, err := Organizations.Get(tx, store.National, a.Org)
		if err != nil {
			return nil, err
		}
		o.Absences, o.UpdatedAt = out, now
		if err := Organizations.Update(tx, &o); err != nil {
			return nil, err
		}
		return out, noteOrganization(tx, a, &o, "absence", reason, now)
	})
}

// mergeAbsences keeps the absences that have begun and takes the others from the requested list.
func mergeAbsences(old, want []Absence, today workday.Date, by string) ([]Absence, error) {
	var bad fault.Fields
	var out []Absence
	begun := map[workday.Date]int{}
	for _, x := range old {
		if x.From < today {
			begun[x.From] = len(out)
			out = append(out, x)
		}
	}
	for i, x := range want {
		at := fmt.Sprintf("/absences/%d", i)
		x.Note = strings.TrimSpace(x.Note)
		j, known := begun[x.From]
		switch {
		case !x.From.Valid() || !x.To.Valid() || x.To < x.From:
			bad.Note(at+"/to", fault.T("give-first-last-day-last",
				"请填写起止日期，结束不早于开始。",
				"Give the first and the last day; the last is not before the first."))
		case x.From.DaysUntil(x.To) >= longestAbsence:
			bad.Note(at+"/to", fault.T("one-absence-lasts-at-most",
				"一次暂不在岗最长200天，请分段填写或缩短。",
				"One absence lasts at most 200 days; shorten it or enter parts."))
		case utf8.RuneCountInString(x.Note) > 100:
			bad.Note(at+"/note", fault.T("at-most-100-characters-shorten",
				"说明最多100个字，请缩短。",
				"At most 100 characters; please shorten it."))
		case known:
			if x.To != out[j].To && x.To < today.AddDays(-1) {
				bad.Note(at+"/to", fault.T("days-have-passed-cannot-changed",
					"已过去的日期不能改动，最早可到昨天结束。",
					"Days that have passed cannot be changed; it can end yesterday at the earliest."))
				continue
			}
			out[j].To, out[j].Note = x.To, x.Note
		case x.From < today:
			bad.Note(at+"/from", fault.T("absence-begins-today-or-later",
				"暂不在岗应从今天或以后开始。",
				"An absence begins today or later."))
		default:
			x.By = by
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y Absence) int { return cmp.Compare(x.From, y.From) })
	for i := 1; i < len(out); i++ {
		if out[i].From <= out[i-1].To {
			bad.Note("/absences", fault.T("absence-from-overlaps-one-before",
				"%s 开始的一段与前一段重叠，请合并。",
				"The absence from %s overlaps the one before; make it one."), out[i].From)
		}
	}
	if n := len(out); n > maxAbsences {
		past := out[n-maxAbsences-1] // the newest of those that are dropped
		out = out[n-maxAbsences:]
		if past.To >= today {
			bad.Note("/absences", fault.T("at-most-12-absences-merge",
				"暂不在岗最多填写12段，请合并。",
				"At most 12 absences; please merge some."))
		}
	}
	return out, bad.Fault(fault.T("absence-invalid",
		"暂不在岗的日期有误，请按提示修改后再保存。",
		"The dates of absence are wrong; see the fields."))
}

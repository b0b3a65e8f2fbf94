package deal

import (
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The answers to an offered credit, and the states of one. Kebang records the introductions; it awards no money.
const (
	CreditOffered   = "offered"   // neither party has answered
	CreditTaken     = "taken"     // 认可: the contract came of the introduction
	CreditContested = "contested" // 有异议, with a reason for the officer
	CreditUnrelated = "unrelated" // 无关: another matter between the two units
	CreditRefused   = "refused"   // the broker belongs to a party
)

// CreditStates are the answers and states in words.
var CreditStates = vocab.List{
	{Code: CreditOffered, Zh: "待答复", En: "Not answered"},
	{Code: CreditTaken, Zh: "认可", En: "Taken"},
	{Code: CreditContested, Zh: "有异议", En: "Contested"},
	{Code: CreditUnrelated, Zh: "与本合同无关", En: "Unrelated"},
	{Code: CreditRefused, Zh: "技术经理人属于合同一方，不予记录", En: "The broker belongs to a party; not recorded"},
}

// CreditSteps are the steps of a credit in histories.
var CreditSteps = vocab.List{{Code: "offer", Zh: "请双方答复引荐", En: "Ask both sides about the introduction"}}

// CreditAnswer is the answer of one party of a contract to an introduction.
type CreditAnswer struct {
	Answer string `json:"answer"`
	Reason string `json:"reason,omitempty"`
	Person string `json:"person"`
	Name   string `json:"name"`
	At     int64  `json:"at"` // UTC ms
}

// Credit ties an introduction to a contract that the two units made within its period.
type Credit struct {
	store.Meta
	Introduction   string       `json:"introduction"` // id of the deal
	Serial         string       `json:"serial"`       // serial of that deal
	Contract       string       `json:"contract"`
	ContractSerial string       `json:"contractSerial"`
	Person         string       `json:"person"` // person of the broker
	Name           string       `json:"name"`
	OrgName        string       `json:"orgName,omitempty"`
	IntroducedAt   int64        `json:"introducedAt"` // UTC ms
	Until          workday.Date `json:"until"`        // last day of the period
	// on the same demand, achievement or industry, as a side accepted or by default
	Related bool          `json:"related"`
	State   string        `json:"state"`
	Seller  *CreditAnswer `json:"seller,omitempty"`
	Buyer   *CreditAnswer `json:"buyer,omitempty"`
	Seen    bool          `json:"seen,omitempty"` // an officer has read the contest
	// seller and buyer that can answer: organisations, or persons without one
	Parties   []string `json:"parties,omitempty"`
	UpdatedAt int64    `json:"updatedAt"` // UTC ms
}

// Credits is the collection. An answer makes the record, and so does a stamped paper entered by a third person. Until
// then a credit is only offered.
var Credits = store.Define(store.Def[Credit]{
	Name: "credits", Shape: 2, Oldest: 2, Noun: vocab.Noun("居间记录", "introduction"),
	Meta: func(c *Credit) *store.Meta { return &c.Meta },
	Fields: []store.FieldSpec{{Name: "contract", Type: store.String}, {Name: "broker", Type: store.String},
		{Name: "state", Type: store.String},
		{Name: "seen", Type: store.Bool}, {Name: "updated", Type: store.Int}, {Name: "waits", Type: store.Set}},
	Values: func(c *Credit) store.Values {
		v := store.Values{"contract": c.Contract, "broker": c.Person, "state": c.State, "seen": c.Seen,
			"updated": c.UpdatedAt, "waits": []string{}}
		if c.State == CreditOffered {
			v["waits"] = append([]string{}, c.Parties...) // never nil, because an engine stores a set
		}
		return v
	},
	Indexes: [][]string{{"contract"}, {"broker", "updated"}, {"state", "updated"}},
})

// Matter is the subject of a contract, for the comparison with introductions. Parties are organisations, or persons who
// contract for themselves.
type Matter struct {
	Contract, Serial    string
	Seller, Buyer       string
	Demand, Achievement string
	Industry            string
	Date                workday.Date // date of the contract
	Parties             []string     // parties that read the contract and can answer
}

// CreditsFor are the introductions of the two units whose period includes the date, oldest first. They have their
// answers, or are offers without one. A declined, lapsed or withdrawn introduction counts like any other.
func CreditsFor(tx store.Tx, market string, m Matter) ([]Credit, error) {
	if m.Seller == "" || m.Buyer == "" {
		return nil, nil
	}
	var out []Credit
	err := Deals.Each(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "parties", Op: store.Has, Value: m.Seller}}}, func(d Deal) error {
		if d.Broker == nil || !d.Between(m.Seller, m.Buyer) {
			return nil
		}
		months, scope := d.counts()
		on := workday.Of(d.Introducer.At)
		until := addMonths(on, months)
		if m.Date < on || m.Date > until {
			return nil
		}
		related, err := d.about(tx, m, scope)
		if err != nil {
			return err
		}
		c := Credit{Meta: store.Meta{ID: m.Contract + "." + d.ID, Market: market}, Introduction: d.ID, Serial: d.Serial,
			Contract:       m.Contract,
			ContractSerial: m.Serial, Person: d.Broker.Person, Name: d.Broker.Name, OrgName: d.Introducer.OrgName,
			IntroducedAt: d.Introducer.At,
			Until:        until, Related: related, State: CreditOffered, Parties: m.Parties}
		old, err := Credits.Get(tx, market, c.ID)
		switch {
		case err == nil && old.State == CreditOffered: // the contract may have been edited since
			c.Meta, c.UpdatedAt = old.Meta, old.UpdatedAt
		case err == nil:
			c = old
		case !fault.Is(err, fault.NotFound):
			return err
		}
		if c.State == CreditOffered {
			inside, err := d.Broker.belongs(tx, d.DemandSide, d.AchievementSide)
			if err != nil {
				return err
			}
			if inside {
				c.State = CreditRefused
			}
		}
		out = append(out, c)
		return nil
	})
	slices.SortFunc(out, func(x, y Credit) int { return int(x.IntroducedAt - y.IntroducedAt) })
	return out, err
}

// Between reports whether the deal's sides are these two units, in either order.
func (d *Deal) Between(a, b string) bool {
	x, y := d.DemandSide.Unit(), d.AchievementSide.Unit()
	return a != "" && b != "" && (x == a && y == b || x == b && y == a)
}

// about reports whether the contract is on the same matter.
func (d *Deal) about(tx store.Tx, m Matter, scope []string) (bool, error) {
	has := func(s string) bool { return slices.Contains(scope, s) }
	if has(ScopeDemand) && m.Demand == d.Demand.ID || has(ScopeAchievement) && m.Achievement == d.Achievement.ID {
		return true, nil
	}
	if !has(ScopeIndustry) || len(m.Industry) < 2 {
		return false, nil
	}
	var codes []string
	dem, err := listing.Demands.Get(tx, d.Market, d.Demand.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	ach, err := listing.Achievements.Get(tx, d.Market, d.Achievement.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	codes = append(codes, dem.Current().Industry, ach.Current().Industry)
	return slices.ContainsFunc(codes, func(c string) bool { return len(c) >= 2 && c[:2] == m.Industry[:2] }), nil
}

// addMonths is the same day a number of months later, or the last day of that month.
func addMonths(d workday.Date, months int) workday.Date {
	day := d
	for range months {
		first := day[:8] + "01"
		day = workday.Date(string(first)).AddDays(31)
		day = workday.Date(string(day[:8]) + "01")
	}
	last := workday.Date(string(day[:8]) + "01").AddDays(31)
	last = workday.Date(string(last[:8]) + "01").AddDays(-1)
	want := workday.Date(string(day[:8]) + string(d[8:]))
	return min(want, last)
}

// AnswerCredit records the answer of a party of the contract to an introduction. Side is seller or buyer. A related
// matter is taken, or contested with a reason. For another matter the answer is 无关.
func AnswerCredit(tx store.Tx, a actor.Actor, c Credit, side, answer, reason string, now int64) (Credit, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case c.State == CreditRefused:
		return c, fault.Of(fault.WrongState, fault.T("credit-refused",
			"这位技术经理人是合同一方的成员，居间不予记录，无需答复。",
			"This broker belongs to a party; nothing is recorded and no answer is needed."))
	case answer != CreditTaken && answer != CreditContested && (answer != CreditUnrelated || c.Related):
		return c, fault.Of(fault.Invalid, fault.T("credit-answer",
			"请选择认可或有异议；与引荐事项无关的合同可选无关。",
			"Choose taken or contested; for another matter, unrelated."))
	case answer == CreditContested && reason == "":
		return c, fault.Of(fault.Invalid, fault.T("contest-without-reason",
			"请写明异议的理由，科技主管部门会看到。",
			"Give the reason you contest it; the bureau will see it.")).At("/reason", flow.NoReason)
	}
	x := &CreditAnswer{answer, reason, a.Person, a.PersonName, now}
	if side == "seller" {
		c.Seller = x
	} else {
		c.Buyer = x
	}
	c.State, c.UpdatedAt, c.Seen = c.sum(), now, false
	var err error
	if c.Rev == 0 {
		err = Credits.Insert(tx, &c)
	} else {
		err = Credits.Update(tx, &c)
	}
	if err != nil {
		return c, err
	}
	return c, audit.Note(tx, a, audit.Change{Kind: "credit", Record: c.ID, Rev: c.Rev, Step: answer, To: c.State,
		Reason: reason, At: now}, c.Market)
}

// sum is the state of both answers: contested before taken, taken before unrelated.
func (c *Credit) sum() string {
	for _, s := range []string{CreditContested, CreditTaken, CreditUnrelated} {
		for _, x := range []*CreditAnswer{c.Seller, c.Buyer} {
			if x != nil && x.Answer == s {
				return s
			}
		}
	}
	return CreditOffered
}

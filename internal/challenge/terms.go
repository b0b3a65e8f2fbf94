package challenge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/workday"
)

// Indicator is one line of the 考核指标: a metric, the value to reach and how it is tested.
type Indicator struct {
	Metric string `json:"metric"`
	Op     string `json:"op"`
	Value  string `json:"value"`          // decimal text, or words where the metric is no number
	High   string `json:"high,omitempty"` // upper end of a range
	Unit   string `json:"unit,omitempty"`
	Method string `json:"method"` // 测试方法: standard, laboratory or user test
}

// The plan of a challenge is that of the contract which follows it.
type (
	Milestone  = contract.Milestone
	Instalment = contract.Instalment
)

// Terms are what the 榜单 says: domain.md §3.2. They are public from the opening on, except the contact.
type Terms struct {
	Title        string      `json:"title"`
	Kind         string      `json:"kind"`     // code of Kinds
	Problem      string      `json:"problem"`  // code of Problems
	Industry     string      `json:"industry"` // taxonomy code, level 1 or 2
	Why          string      `json:"why"`      // why it matters to the asker
	Text         string      `json:"text"`     // 攻关内容
	Difficulties string      `json:"difficulties,omitempty"`
	Indicators   []Indicator `json:"indicators"`

	Mode       Mode     `json:"mode"`
	ModeReason string   `json:"modeReason,omitempty"`
	Named      []string `json:"named,omitempty"`      // ids of organisations that a directed challenge names
	Collective string   `json:"collective,omitempty"` // 集体研究 record of a directed one with public money

	Purpose   string       `json:"purpose,omitempty"` // code of Purposes, for a department
	OwnFen    int64        `json:"ownFen"`
	PublicFen int64        `json:"publicFen"`
	RatioNote string       `json:"ratioNote,omitempty"` // why own money is less than public money
	Budget    string       `json:"budget,omitempty"`    // code of Budgets, with public money
	Excluded  []string     `json:"excluded,omitempty"`  // 负面清单
	Stages    []Milestone  `json:"stages,omitempty"`
	Payments  []Instalment `json:"payments,omitempty"`

	Deadline workday.Date `json:"deadline"`      // last day to bid, until 24:00
	Finish   workday.Date `json:"finish"`        // last day of the work
	IP       string       `json:"ip"`            // 知识产权归属
	Use      string       `json:"use,omitempty"` // 成果应用承诺

	NoThreshold bool     `json:"noThreshold"`          // 不设门槛
	Conditions  []string `json:"conditions,omitempty"` // 揭榜条件
	Restricts   bool     `json:"restricts,omitempty"`  // a condition of place, ownership or size
	FairPaper   string   `json:"fairPaper,omitempty"`  // number of the 公平竞争审查 paper

	Choosing Choosing     `json:"choosing"`
	Review   *ReviewTerms `json:"review,omitempty"` // of a reviewed one
	Least    int          `json:"least"`            // least number of 揭榜, from 1
	Racing   int          `json:"racing,omitempty"` // 赛马: teams that start together; 0 for none
	Contact  Contact      `json:"contact"`
	Secrecy  string       `json:"secrecy,omitempty"`
}

// Contact is whom a team asks. Signed-in readers see it.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// TotalFen is the 榜单金额.
func (t *Terms) TotalFen() int64 { return t.OwnFen + t.PublicFen }

// Public reports whether public money is in the challenge.
func (t *Terms) Public() bool { return t.PublicFen > 0 }

// Hash is the SHA-256 of the terms in JSON, lower-case hex. It is published with them.
func (t *Terms) Hash() string {
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings, numbers and slices of them
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// tidy takes blanks and empty lines off and fills the usual answers in.
func (t *Terms) tidy() {
	for _, s := range []*string{&t.Title, &t.Why, &t.Text, &t.Difficulties, &t.ModeReason, &t.Collective, &t.RatioNote,
		&t.IP, &t.Use, &t.FairPaper, &t.Secrecy, &t.Contact.Name, &t.Contact.Phone} {
		*s = strings.TrimSpace(*s)
	}
	for i := range t.Indicators {
		x := &t.Indicators[i]
		for _, s := range []*string{&x.Metric, &x.Value, &x.High, &x.Unit, &x.Method} {
			*s = strings.TrimSpace(*s)
		}
	}
	t.Indicators = slices.DeleteFunc(t.Indicators, func(x Indicator) bool {
		return x.Metric+x.Value+x.High+x.Method == ""
	})
	t.Stages = slices.DeleteFunc(t.Stages, func(x Milestone) bool { return x.Title == "" && x.Due == "" })
	t.Excluded, t.Conditions = lines(t.Excluded), lines(t.Conditions)
	if t.Mode == "" {
		t.Mode = Open
	}
	if t.Choosing == "" {
		t.Choosing = Negotiated
	}
	t.Least = max(1, t.Least)
	switch {
	case t.Choosing != Reviewed:
		t.Review = nil
	case t.Review == nil || len(t.Review.Criteria) == 0:
		t.Review = usualReview()
	}
}

func lines(in []string) []string {
	var out []string
	for _, s := range in {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

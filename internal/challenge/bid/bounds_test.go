package bid

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/store"
)

// TestSchemeWithinBounds: what is written before it is handed in.
func TestSchemeWithinBounds(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n) }
	for _, tt := range []struct {
		rule  string
		s     Scheme
		wrong string
	}{
		{"nothing", Scheme{}, ""}, {"a plan of all", Scheme{Plan: long(maxText), IP: long(maxLine)}, ""},
		{"a plan too long", Scheme{Plan: long(maxText + 1), IP: long(maxLine + 1)}, "/plan /ip"},
		{"all answers", Scheme{Answers: make([]Answer, maxList)}, ""},
		{"an answer more", Scheme{Answers: make([]Answer, maxList+1)}, "/answers"},
		{"an answer too long", Scheme{Answers: []Answer{{Promise: long(maxLine + 1), Evidence: long(maxText + 1)}}},
			"/answers/0/promise /answers/0/evidence"},
		{"partners without a name", Scheme{Partners: make([]Unit, 1), Team: make([]Member, 1)},
			"/partners/0/name /team/0/name"},
		{"all money", Scheme{OwnFen: challenge.MaxFen, PublicFen: challenge.MaxFen}, ""},
		{"own money below nothing", Scheme{OwnFen: -1}, "/ownFen"}, {"public money below nothing", Scheme{
			PublicFen: -1}, "/ownFen"},
		{"too much own money", Scheme{OwnFen: challenge.MaxFen + 1}, "/ownFen"},
		{"too much public money", Scheme{PublicFen: challenge.MaxFen + 1}, "/ownFen"},
	} {
		if got := strings.Join(pointers(tt.s.checkDraft()), " "); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
}

// TestSchemeForItsTerms: what is handed in answers the terms in force, by a team that is not the asker.
func TestSchemeForItsTerms(t *testing.T) {
	own := challenge.Challenge{Asker: challenge.Asker{Org: "o1", USCC: "91530924MA6K000015"}, Terms: terms()}
	pay := func(public bool, fen int64) contract.Instalment {
		return contract.Instalment{When: contract.Effective, Fen: fen, Public: public}
	}
	for _, tt := range []struct {
		rule   string
		change func(*Bid, *challenge.Challenge)
		wrong  string
	}{
		{"as it should be", func(*Bid, *challenge.Challenge) {}, ""},
		{"no draft", func(b *Bid, _ *challenge.Challenge) { b.Scheme.OwnFen = -1 }, "/ownFen"},
		{"an answer less", func(b *Bid, _ *challenge.Challenge) { b.Scheme.Answers = b.Scheme.Answers[:1] },
			"/answers"},
		{"an empty answer", func(b *Bid, _ *challenge.Challenge) { b.Scheme.Answers[1].Promise = " " }, "/answers"},
		{"no plan", func(b *Bid, _ *challenge.Challenge) { b.Scheme.Plan, b.Scheme.IP = " 一 ", "" }, "/plan /ip"},
		{"two characters", func(b *Bid, _ *challenge.Challenge) { b.Scheme.Plan, b.Scheme.IP = "热泵", "共有" }, ""},
		{"no letter of intent", func(b *Bid, _ *challenge.Challenge) { b.Scheme.Intent = "" }, "/intent"},
		{"a direct choice", func(b *Bid, c *challenge.Challenge) {
			b.Scheme.Intent, c.Terms.Choosing = "",
				challenge.Direct
		}, ""},
		{"typed by the office", func(b *Bid, _ *challenge.Challenge) { b.EnteredBy = "p5" }, "/paper"},
		{"typed from a paper", func(b *Bid, _ *challenge.Challenge) { b.EnteredBy, b.Scheme.Paper = "p5", "f2" }, ""},
		{"a partner that did not confirm", func(b *Bid, _ *challenge.Challenge) {
			b.Scheme.Partners = []Unit{{
				Name: "某所"}}
		},
			"/partners/0"},
		{"a partner on paper", func(b *Bid, _ *challenge.Challenge) {
			b.Scheme.Partners, b.Scheme.Paper = []Unit{{Name: "某所"}}, "f2"
		}, ""},
		{"the asker as a partner", func(b *Bid, _ *challenge.Challenge) {
			b.Scheme.Partners = []Unit{{ID: "o1", Name: "边城糖业", Confirmed: true}}
		}, "/partners/0"},
		{"the asker by its code", func(b *Bid, c *challenge.Challenge) {
			b.Scheme.Partners = []Unit{{ID: "o8", USCC: c.Asker.USCC, Name: "边城糖业", Confirmed: true}}
		}, "/partners/0"},
		{"a partner without a code, as the asker", func(b *Bid, c *challenge.Challenge) {
			b.Scheme.Partners, c.Asker = []Unit{{Name: "某所", Confirmed: true}}, challenge.Asker{}
		}, ""},
		{"public money that there is not", func(b *Bid, _ *challenge.Challenge) { b.Scheme.PublicFen = 1 },
			"/publicFen"},
		{"all public money", func(b *Bid, c *challenge.Challenge) { b.Scheme.PublicFen, c.Terms.PublicFen = 5, 5 }, ""},
		{"paid in parts", func(b *Bid, c *challenge.Challenge) {
			b.Scheme.PublicFen, c.Terms.PublicFen = 5, 5
			b.Scheme.Payments = []contract.Instalment{pay(true, 5), pay(false, b.Scheme.OwnFen)}
		}, ""},
		{"paid too little", func(b *Bid, _ *challenge.Challenge) {
			b.Scheme.Payments = []contract.Instalment{
				pay(false, 1)}
		},
			"/payments"},
		{"paid out of the other purse", func(b *Bid, c *challenge.Challenge) {
			b.Scheme.PublicFen, c.Terms.PublicFen = 5, 5
			b.Scheme.Payments = []contract.Instalment{pay(false, b.Scheme.OwnFen+5)}
		}, "/payments"},
	} {
		c := own
		b := Bid{Scheme: Scheme{Answers: []Answer{{Promise: "12 %"}, {Promise: "160"}}, Plan: "热泵低温烘干。",
			OwnFen: 120 * wan,
			IP:     "双方共有", Intent: "f1"}}
		tt.change(&b, &c)
		if got := strings.Join(pointers(b.checkSubmit(&c)), " "); got != tt.wrong {
			t.Errorf("%s: wrong at %q, want %q", tt.rule, got, tt.wrong)
		}
	}
	directed := challenge.Challenge{Terms: challenge.Terms{Mode: challenge.Directed, Named: []string{"o2"}}}
	if invited(&directed, Unit{ID: "o2"}) != nil || invited(&directed, Unit{ID: "o3"}) == nil || invited(&own,
		Unit{ID: "o3"}) != nil {
		t.Error("a directed challenge invites those that it names")
	}
}

// TestBidsFitTogether: a bid has its receipt, its stakes and its challenge, which counts it and names the chosen one.
func TestBidsFitTogether(t *testing.T) {
	w := newBench(t)
	c := w.posted(terms(), nil)
	b := w.handed(college, c)
	for _, tt := range []struct {
		rule   string
		change func(*Bid, *challenge.Challenge)
		want   string
	}{
		{"as it was made", func(*Bid, *challenge.Challenge) {}, ""},
		{"no receipt", func(b *Bid, _ *challenge.Challenge) { b.Receipt = nil }, "却没有提交回执"},
		{"eligible without a receipt", func(b *Bid, _ *challenge.Challenge) {
			b.State, b.Receipt = Eligible,
				nil
		}, "却没有提交回执"},
		{"chosen without a receipt", func(b *Bid, c *challenge.Challenge) {
			b.State, b.Receipt, c.Choice = Chosen, nil, &challenge.Choice{Bid: b.ID}
		}, "却没有提交回执"},
		{"won without a receipt", func(b *Bid, c *challenge.Challenge) {
			b.State, b.Receipt, c.Choice = Won, nil, &challenge.Choice{Bid: b.ID}
		}, "却没有提交回执"},
		{"a stake of another state", func(b *Bid, _ *challenge.Challenge) { b.State = Eligible }, "现为“eligible”"},
		{"a count too many", func(_ *Bid, c *challenge.Challenge) { c.Bids = 2 }, "记着 2 家揭榜"},
		{"named and not chosen", func(b *Bid, c *challenge.Challenge) {
			c.Choice = &challenge.Choice{
				Bid: b.ID}
		}, "选定的揭榜"},
		{"chosen and not named", func(b *Bid, _ *challenge.Challenge) { b.State = Chosen }, "选定的揭榜"},
		{"of no challenge", func(b *Bid, c *challenge.Challenge) { b.Challenge, c.Bids = "gone", 0 }, "所揭的榜单不存在"},
		{"a unit without its stake", func(b *Bid, _ *challenge.Challenge) {
			b.Scheme.Partners = []Unit{{
				ID: "o3", Name: "武乡大学"}}
		},
			"没有它的参与记录"},
	} {
		var found []string
		w.must(w.db.Run(t.Context(), func(tx store.Tx) error {
			x, err := Bids.Get(tx, "m1", b.ID)
			w.must(err)
			y, err := challenge.Challenges.Get(tx, "m1", c.ID)
			w.must(err)
			was, of := x, y
			tt.change(&x, &y)
			w.must(Bids.Update(tx, &x))
			w.must(challenge.Challenges.Update(tx, &y))
			found = nil
			for _, market := range []string{"m1", store.National} {
				w.must(CheckConsistency(&check.Case{Tx: tx, Market: market, Report: func(f check.Finding) {
					found = append(found, f.What)
				}}))
			}
			was.Rev, of.Rev = x.Rev, y.Rev
			w.must(Bids.Update(tx, &was))
			return challenge.Challenges.Update(tx, &of)
		}))
		if got := strings.Join(found, " "); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s", tt.rule, got)
		}
	}
}

// TestStepsOnABid: a team hands in and takes back while bids are taken, the asker and the office examine and choose
// after that.
func TestStepsOnABid(t *testing.T) {
	w := newBench(t)
	c := w.posted(terms(), nil)
	b := w.handed(college, c)
	in, late := c.Terms.Deadline.EndMS()-1, c.Terms.Deadline.EndMS()
	steps := func(a actor.Actor, at int64) string {
		var out []string
		for _, e := range b.Steps(a, &c, at) {
			out = append(out, e.Step)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	if got := steps(college, in); !strings.Contains(got, StepWithdraw) {
		t.Errorf("in time the team may %s", got)
	}
	if got := steps(college, late); strings.Contains(got, StepWithdraw) || strings.Contains(got, StepSubmit) {
		t.Errorf("after the deadline the team may %s", got)
	}
	if got := steps(faraway, in); got != "" {
		t.Errorf("another team may %s", got)
	}
	w.day("2026-04-11")
	c = w.closed(c)
	b = w.bid(b.ID)
	b.State = Eligible
	if got := steps(mill, late); !strings.Contains(got, StepChoose) {
		t.Errorf("the asker may %s", got)
	}
	if c.Bids = 0; strings.Contains(steps(mill, late), StepChoose) {
		t.Error("chosen of too few")
	}
}

package deal

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/workday"
)

// pointers are the fields in which a check finds a fault.
func pointers(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var out []string
	for _, x := range f.Fields {
		out = append(out, x.Pointer)
	}
	return strings.Join(out, " ")
}

func yuan(fen int64) *int64 { return &fen }

func TestTermsCheck(t *testing.T) {
	const today = workday.Date("2026-03-02")
	for _, tt := range []struct {
		rule string
		t    Terms
		want string
	}{
		{"a price", Terms{PriceFen: yuan(1)}, ""},
		{"the largest price", Terms{PriceFen: yuan(listing.MaxFen)}, ""},
		{"words for a price", Terms{PriceWords: "面议"}, ""},
		{"no price", Terms{PriceWords: " "}, "/priceFen"},
		{"a price of nothing", Terms{PriceFen: yuan(0)}, "/priceFen"},
		{"a price too large", Terms{PriceFen: yuan(listing.MaxFen + 1)}, "/priceFen"},
		{"a high end too large", Terms{PriceFen: yuan(5), PriceHighFen: yuan(listing.MaxFen + 1)}, "/priceFen"},
		{"a range of one price", Terms{PriceFen: yuan(5), PriceHighFen: yuan(5)}, ""},
		{"a range turned round", Terms{PriceFen: yuan(5), PriceHighFen: yuan(4)}, "/priceHighFen"},
		{"a high end alone", Terms{PriceWords: "面议", PriceHighFen: yuan(4)}, "/priceHighFen"},
		{"no mode", Terms{PriceFen: yuan(5), Mode: "swap"}, "/mode"},
		{"to be signed today", Terms{PriceFen: yuan(5), Date: today}, ""},
		{"to be signed yesterday", Terms{PriceFen: yuan(5), Date: "2026-03-01"}, "/date"},
		{"a day that does not exist", Terms{PriceFen: yuan(5), Date: "2026-02-30"}, "/date"},
		{"words at their limits", Terms{PriceWords: strings.Repeat("价", 200), IP: strings.Repeat("权", 500),
			NextStep: strings.Repeat("步", 500)}, ""},
		{"words over their limits", Terms{PriceWords: strings.Repeat("价", 201), IP: strings.Repeat("权", 501),
			NextStep: strings.Repeat("步", 501)},
			"/priceWords /ip /nextStep"},
	} {
		if tt.t.Mode == "" {
			tt.t.Mode = listing.ModeLicence
		}
		if got := pointers(tt.t.check(today)); got != tt.want {
			t.Errorf("%s: faults at %q, want %q", tt.rule, got, tt.want)
		}
	}
}

func TestFeeCheck(t *testing.T) {
	for _, tt := range []struct {
		rule string
		f    Fee
		want string
	}{
		{"words and no amount", Fee{}, ""},
		{"no words", Fee{Words: " "}, "/words"},
		{"1000 characters", Fee{Words: strings.Repeat("酬", 1000)}, ""},
		{"1001 characters", Fee{Words: strings.Repeat("酬", 1001)}, "/words"},
		{"the least amount", Fee{AmountFen: yuan(1)}, ""},
		{"the largest amount", Fee{AmountFen: yuan(listing.MaxFen)}, ""},
		{"an amount of nothing", Fee{AmountFen: yuan(0)}, "/amountFen"},
		{"an amount too large", Fee{AmountFen: yuan(listing.MaxFen + 1)}, "/amountFen"},
		{"a month", Fee{Months: 1}, ""},
		{"60 months", Fee{Months: 60}, ""},
		{"61 months", Fee{Months: 61}, "/months"},
		{"less than a month", Fee{Months: -1}, "/months"},
		{"an unknown scope", Fee{Scope: []string{ScopeDemand, "county"}}, "/scope"},
	} {
		f := tt.f
		if f.Words == "" {
			f.Words = "成交后付百分之三"
		}
		if f.Scope == nil {
			f.Scope = []string{ScopeIndustry, ScopeDemand, ScopeIndustry}
		}
		if got := pointers(f.check()); got != tt.want {
			t.Errorf("%s: faults at %q, want %q", tt.rule, got, tt.want)
		}
		if tt.f.Months == 0 && f.Months != DefaultMonths {
			t.Errorf("%s: %d months", tt.rule, f.Months)
		}
	}
}

func TestAcquaintanceCheck(t *testing.T) {
	const today = workday.Date("2026-03-02")
	for _, tt := range []struct {
		rule string
		k    Acquaintance
		want string
	}{
		{"first heard of", Acquaintance{First: true}, ""},
		{"first heard of, and in touch before", Acquaintance{First: true, Since: "2025-01-01"}, "/since"},
		{"neither", Acquaintance{Words: " "}, "/since"},
		{"in touch since today", Acquaintance{Since: today}, ""},
		{"in touch since tomorrow", Acquaintance{Since: "2026-03-03"}, "/since"},
		{"in touch since no day", Acquaintance{Since: "2026-02-30"}, "/since"},
		{"500 characters", Acquaintance{Words: strings.Repeat("熟", 500)}, ""},
		{"501 characters", Acquaintance{Words: strings.Repeat("熟", 501)}, "/words"},
	} {
		if got := pointers(tt.k.check(today)); got != tt.want {
			t.Errorf("%s: faults at %q, want %q", tt.rule, got, tt.want)
		}
	}
}

// Any person of a unit acts for its listing, a researcher without a unit for his own.
func TestStandOf(t *testing.T) {
	d := Deal{DemandSide: Side{Org: "o1", Person: "p1"}, AchievementSide: Side{Person: "p2"},
		Broker: &Side{Org: "o3", Person: "p3"}}
	d.Market = "m1"
	for _, tt := range []struct {
		who  string
		a    actor.Actor
		want Stand
	}{
		{"a colleague of the firm's person", actor.Actor{Person: "p9", Market: "m1", Role: actor.Enterprise, Org: "o1"},
			DemandStand},
		{"the firm's person at another firm",
			actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o9"}, None},
		{"the researcher", actor.Actor{Person: "p2", Market: "m1", Role: actor.Researcher}, AchievementStand},
		{"another researcher", actor.Actor{Person: "p9", Market: "m1", Role: actor.Researcher}, None},
		{"the broker", actor.Actor{Person: "p3", Market: "m1", Role: actor.Broker, Org: "o3"}, BrokerStand},
		{"a colleague of the broker", actor.Actor{Person: "p9", Market: "m1", Role: actor.Broker, Org: "o3"}, None},
		{"an officer", actor.Actor{Person: "p4", Market: "m1", Role: actor.Officer}, Watcher},
		{"an officer of another market", actor.Actor{Person: "p4", Market: "m2", Role: actor.Officer}, None},
	} {
		if got := d.StandOf(tt.a); got != tt.want {
			t.Errorf("%s stands %d, want %d", tt.who, got, tt.want)
		}
	}
	if (Side{}).is(actor.Actor{Market: "m1", Role: actor.Enterprise}) {
		t.Error("nobody stands for a side without an owner")
	}
}

func TestOpenedBy(t *testing.T) {
	for _, tt := range []struct {
		rule string
		d    Deal
		want []Stand
	}{
		{"a deal of the demand's side", Deal{DemandYes: true}, []Stand{DemandStand}},
		{"a deal of the achievement's side", Deal{AchievementYes: true}, []Stand{AchievementStand}},
		{"an introduction, also when a side consented", Deal{Broker: &Side{}, DemandYes: true}, []Stand{BrokerStand}},
	} {
		for s := None; s <= AchievementStand; s++ {
			if got := tt.d.openedBy(s); got != slices.Contains(tt.want, s) {
				t.Errorf("%s: opened by %d is %v", tt.rule, s, got)
			}
		}
	}
}

func TestStates(t *testing.T) {
	for state, want := range map[State][2]bool{Intent: {true, false}, Talking: {true, true}, Agreed: {true, true},
		Signed: {false, true}, Ended: {}, Lapsed: {}} {
		d := Deal{State: state}
		if got := [2]bool{d.open(), d.talks()}; got != want {
			t.Errorf("%s: open and talks %v, want %v", state, got, want)
		}
	}
}

// A period of months ends on the same day, or on the last day of a shorter month.
func TestAddMonths(t *testing.T) {
	for _, tt := range []struct {
		from   workday.Date
		months int
		want   workday.Date
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-03-15", 12,
			"2027-03-15"}, {"2026-12-31", 2, "2027-02-28"},
		{"2026-10-31", 1, "2026-11-30"}, {"2026-05-31", 0, "2026-05-31"}, {"2026-02-28", 12, "2027-02-28"},
	} {
		if got := addMonths(tt.from, tt.months); got != tt.want {
			t.Errorf("%s and %d months is %s, want %s", tt.from, tt.months, got, tt.want)
		}
	}
}

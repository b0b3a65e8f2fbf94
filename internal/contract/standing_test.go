package contract

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
)

func TestSideOfAParty(t *testing.T) {
	for country, abroad := range map[string]bool{"": false, "142": false, "304": true} {
		s := Side{Country: country, Region: "530924"}
		if s.Abroad() != abroad || (s.Place() == Abroad) != abroad || (s.Place() == "530924") == abroad {
			t.Errorf("country %q: abroad %v, place %q", country, s.Abroad(), s.Place())
		}
	}
	if k := (Side{USCC: "91530924ma6k000015", Name: "边城糖业"}).Key(); k != "91530924MA6K000015" {
		t.Errorf("a party with a code is known by %q", k)
	}
	if k := (Side{Name: " 边城糖业 "}).Key(); k != "边城糖业" {
		t.Errorf("a party without a code is known by %q", k)
	}
	for _, tt := range []struct {
		side   Side
		online bool
		keys   []string
	}{{Side{Name: "边城糖业"}, false, nil}, {Side{OrgID: "o1"}, true, []string{"o:o1"}},
		{Side{PersonID: "p1"}, true, []string{"p:p1"}}} {
		if got := tt.side.readerKeys(); tt.side.Online() != tt.online || !slices.Equal(got, tt.keys) {
			t.Errorf("%+v: online %v, found by %v", tt.side, tt.side.Online(), got)
		}
	}
	for key, a := range map[string]actor.Actor{
		"o:o1": {Person: "p1", Org: "o1", Role: actor.Enterprise},
		"p:p2": {Person: "p2", Role: actor.Enterprise},
		"p:p3": {Person: "p3", Org: "o1", Role: actor.Researcher}, // the institute's other contracts are not theirs
		"p:p4": {Person: "p4", Org: "o1", Role: actor.Broker},
	} {
		if got := ReaderKey(a); got != key {
			t.Errorf("%s of %q finds by %q, want %q", a.Role, a.Org, got, key)
		}
	}
}

// TestStandOfAContract: the applicant, the signed bytes, and the parties whose act is missing.
func TestStandOfAContract(t *testing.T) {
	seller, buyer := Side{OrgID: "o2", Name: "卖方"}, Side{OrgID: "o1", Name: "买方"}
	abroad := func(s Side) Side { s.Country = "304"; return s }
	for _, tt := range []struct {
		rule          string
		seller, buyer Side
		applicant     string
	}{
		{"at home", seller, buyer, "卖方"}, {"an import", abroad(seller), buyer, "买方"},
		{"an export", seller, abroad(buyer), "卖方"}, {"both abroad", abroad(seller), abroad(buyer), "卖方"},
	} {
		c := Contract{Content: Content{Seller: tt.seller, Buyer: tt.buyer}}
		if got := c.Applicant().Name; got != tt.applicant {
			t.Errorf("%s: the applicant is %s, want %s", tt.rule, got, tt.applicant)
		}
	}
	text, paper := &Text{Blob: "text"}, &Paper{Scan: Attachment{Blob: "scan"}}
	said := func(sides ...string) (out []Confirmation) {
		for _, s := range sides {
			out = append(out, Confirmation{Side: s})
		}
		return out
	}
	for _, tt := range []struct {
		rule  string
		c     Contract
		hash  string
		waits string
	}{
		{"a draft", Contract{State: Draft}, "", ""},
		{"before both", Contract{State: Confirming, Text: text}, "text", "o:o1 o:o2"},
		{"before the buyer", Contract{State: Confirming, Text: text, Confirmations: said("seller")}, "text", "o:o1"},
		{"before the seller", Contract{State: Confirming, Text: text, Confirmations: said("buyer")}, "text", "o:o2"},
		{"concluded on paper", Contract{State: Confirmed, Text: text, Paper: paper}, "scan", "o:o2"},
		{"on the registrar's desk", Contract{State: Confirmed, Filing: &Filing{Desk: true, Held: true}}, "", "desk"},
		{"filed", Contract{State: Confirmed, Filing: &Filing{Held: true}}, "", ""},
		{"returned for correction", Contract{State: Confirmed, Filing: &Filing{}}, "", "o:o2"},
	} {
		tt.c.Seller, tt.c.Buyer = seller, buyer
		if got := strings.Join(tt.c.waits(), " "); got != tt.waits || tt.c.Hash() != tt.hash {
			t.Errorf("%s: waits for %q, want %q; signed is %q", tt.rule, got, tt.waits, tt.c.Hash())
		}
	}
	c := Contract{Content: Content{Seller: seller, Buyer: buyer}, Deal: DealRef{ID: "d", BrokerPerson: "p3"}}
	for want, a := range map[string]actor.Actor{"seller": {Org: "o2", Role: actor.Institute},
		"buyer": {Org: "o1", Role: actor.Enterprise}, "broker": {Person: "p3", Role: actor.Broker},
		"": {Person: "p4", Role: actor.Broker}} {
		a.Market, a.Person = "m1", cmp.Or(a.Person, "p1")
		if got := c.SideOf(a); got != want {
			t.Errorf("%+v stands as %q, want %q", a, got, want)
		}
	}
	if got := strings.Join(c.Readers(), " "); got != "o:o1 o:o2 p:p3" {
		t.Errorf("readers %s", got)
	}
	c.Deal = DealRef{}
	if got := strings.Join(c.Readers(), " "); got != "o:o1 o:o2" {
		t.Errorf("readers without a deal %s", got)
	}
}

// TestIndexOfAContract: the index values by which a list finds a contract.
func TestIndexOfAContract(t *testing.T) {
	c := Contract{Content: Content{Seller: Side{Name: "卖方"}, Buyer: Side{Name: "买方"}, SignDate: "2026-03-01"}}
	if v := c.values(); v["between"] != nil || v["industry1"] != nil || v["regDate"] != nil || v["serial"] != nil ||
		v["offline"] != true {
		t.Errorf("a bare contract: %v", v)
	}
	c.ImportKey, c.Serial, c.Industry, c.Filing = "row", "HT-2026-000001", "01",
		&Filing{State: "registered", Date: "2026-03-02"}
	if v := c.values(); v["between"] == nil || v["industry1"] != "01" || v["regDate"] != "2026-03-02" ||
		v["serial"] != "HT-2026-000001" || v["state"] != "registered" {
		t.Errorf("an imported and filed one: %v", v)
	}
	for code, want := range map[string]string{"": "", "53": "", Abroad: Abroad, "530924": "530000 530900 530924",
		"530900": "530000 530900"} {
		if got := strings.Join(Areas(code), " "); got != want {
			t.Errorf("%q lies in %q, want %q", code, got, want)
		}
	}
	source := StatedSource("台账.xlsx", "2025530924000001", "2025-06-01", "省登记处")
	if got := statedNumber(source); got != "2025530924000001" || statedNumber("台账.xlsx") != "" {
		t.Errorf("the table states %q", got)
	}
	for _, gap := range []func(*Content){func(c *Content) { c.Seller.Name = "" },
		func(c *Content) { c.Buyer.Name = "" },
		func(c *Content) { c.SignDate = "" }} {
		part := c.Content
		gap(&part)
		if Between(part) != "" || Between(c.Content) == "" {
			t.Error("a party or the day is missing, and it is found between")
		}
	}
}

// TestFiledContractIsHeld: a filed contract changes only after a return, and then only its content or back to the
// draft.
func TestFiledContractIsHeld(t *testing.T) {
	for _, tt := range []struct {
		filing *Filing
		open   string
	}{
		{nil, "edit replace-text revise cancel pass pay void"}, {&Filing{Held: true}, "pass pay void"},
		{&Filing{}, "edit revise pass pay void"},
	} {
		c := Contract{State: Confirmed, Filing: tt.filing}
		var got []string
		for _, e := range c.openSteps(Flow.Steps(Confirmed, "officer")) {
			got = append(got, e.Step)
		}
		if strings.Join(got, " ") != tt.open {
			t.Errorf("%+v: open are %v, want %s", tt.filing, got, tt.open)
		}
	}
}

// TestWhoCorrects: the applicant corrects a returned contract, and so do persons who enter for others.
func TestWhoCorrects(t *testing.T) {
	c := Contract{Content: Content{Seller: Side{OrgID: "o2"}, Buyer: Side{OrgID: "o1"}}, Filing: &Filing{}}
	for _, tt := range []struct {
		a    actor.Actor
		held bool
		ok   bool
	}{
		{actor.Actor{Org: "o2", Role: actor.Institute}, false, true},
		{actor.Actor{Org: "o1", Role: actor.Enterprise}, false, false},
		{actor.Actor{Role: actor.Officer}, false, true}, {actor.Actor{Role: actor.Registrar}, false, true},
		{actor.Actor{Org: "o1", Role: actor.Enterprise}, true, true}, // refused by Filing.Held, not by the actor
	} {
		tt.a.Market, tt.a.Person, c.Filing.Held = "m1", "p1", tt.held
		if err := may(tt.a, StepEdit, &c); (err == nil) != tt.ok {
			t.Errorf("%s of %s, held %v: %v", tt.a.Role, tt.a.Org, tt.held, err)
		}
	}
	c.Filing = nil
	if err := may(actor.Actor{Org: "o1", Role: actor.Enterprise}, StepEdit, &c); err != nil {
		t.Errorf("the buyer edits before it is filed: %v", err)
	}
}

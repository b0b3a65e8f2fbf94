package registry

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/vocab"
)

func filled() contract.Contract {
	return contract.Contract{Content: contract.Content{Title: "蔗渣脱水技术开发", Class: contract.Development,
		SubClass: "KF1", Seller: contract.Side{Name: "镇康工学院", USCC: "12530924MB1K00002G", Region: "530924"},
		Buyer: contract.Side{Name: "边城糖业", Region: "530924"}, TotalFen: 100, Payment: contract.PayOnce,
		SignDate: "2026-03-01", BeginDate: "2026-03-01", EndDate: "2027-02-28", TechArea: "09", Subject: "脱水装置",
		IPOwner: "归双方共有"}, Confirmations: []contract.Confirmation{{OrgName: "边城糖业"}, {PersonName: "何处长"}}}
}

// TestPoints: each point of the pre-check at its boundary, on 2 March 2026.
func TestPoints(t *testing.T) {
	paper := &contract.Paper{Scan: contract.Attachment{Name: "合同.pdf"}}
	proof := func(kinds ...string) (out []contract.Attachment) {
		for _, k := range kinds {
			out = append(out, contract.Attachment{Kind: k, Name: k + ".pdf"})
		}
		return out
	}
	for _, tt := range []struct {
		rule, code string
		write      func(*contract.Contract)
		want       string // the verdict; empty when the point is not asked
	}{
		{"both confirmed", "bound", func(*contract.Contract) {}, OK},
		{"one confirmed", "bound", func(c *contract.Contract) { c.Confirmations = c.Confirmations[:1] }, Bad},
		{"stamped paper", "bound", func(c *contract.Contract) { c.Confirmations, c.Paper = nil, paper }, OK},
		{"the first day of the term", "inTerm", func(c *contract.Contract) { c.BeginDate = "2026-03-02" }, OK},
		{"a day before the term", "inTerm", func(c *contract.Contract) { c.BeginDate = "2026-03-03" }, Bad},
		{"the last day of the term", "inTerm", func(c *contract.Contract) { c.EndDate = "2026-03-02" }, OK},
		{"a day after the term", "inTerm", func(c *contract.Contract) { c.EndDate = "2026-03-01" }, Bad},
		{"a term without an end", "inTerm", func(c *contract.Contract) { c.EndDate = "" }, OK},
		{"no term", "inTerm", func(c *contract.Contract) { c.BeginDate = "" }, Bad},
		{"a seller without its code", "parties", func(c *contract.Contract) { c.Seller.USCC = "" }, Bad},
		{"a person has no code", "parties",
			func(c *contract.Contract) { c.Seller.USCC, c.Seller.Nature = "", contract.NaturalPerson }, OK},
		{"nobody buys", "parties", func(c *contract.Contract) { c.Buyer.Name = " " }, Bad},
		{"a class and its sub-class", "class", func(*contract.Contract) {}, OK},
		{"no class", "class", func(c *contract.Contract) { c.Class = "" }, Bad},
		{"no sub-class", "class", func(c *contract.Contract) { c.SubClass = "" }, Bad},
		{"consulting has no sub-classes", "class",
			func(c *contract.Contract) { c.Class, c.SubClass = contract.Consulting, "" }, OK},
		{"a total", "price", func(*contract.Contract) {}, OK},
		{"no total", "price", func(c *contract.Contract) { c.TotalFen = 0 }, Bad},
		{"no technology", "tech", func(c *contract.Contract) {
			c.Deductions = []contract.Deduction{{Kind: "parts", CostFen: 100}}
		}, Bad},
		{"a fen of technology", "tech", func(c *contract.Contract) {
			c.Deductions = []contract.Deduction{{Kind: "parts", CostFen: 99}}
		}, OK},
		{"nothing computed", "tech", func(c *contract.Contract) { c.TotalFen = 0 }, ""},
		{"an unknown royalty", "open", func(c *contract.Contract) { c.Payment = contract.PayRoyalty }, Ask},
		{"a fixed sum", "open", func(*contract.Contract) {}, ""},
		{"an owner", "ipOwner", func(*contract.Contract) {}, OK},
		{"no owner", "ipOwner", func(c *contract.Contract) { c.IPOwner = "" }, Ask},
		{"an approval", "approval", func(c *contract.Contract) { c.Attachments = proof("approval") }, OK},
		{"another file", "approval", func(c *contract.Contract) { c.Attachments = proof("other") }, Ask},
		{"a transfer of a patent", "ipProof",
			func(c *contract.Contract) { c.Class, c.SubClass = contract.Transfer, "ZR1" }, Bad},
		{"a licence with its proof", "ipProof", func(c *contract.Contract) {
			c.Class, c.SubClass, c.Attachments = contract.Licence, "XK1", proof("other", "ipProof")
		}, OK},
		{"know-how sold", "ipProof", func(c *contract.Contract) { c.Class, c.SubClass = contract.Transfer, "ZR3" }, ""},
		{"know-how licensed", "ipProof", func(c *contract.Contract) { c.Class, c.SubClass = contract.Licence, "XK2" },
			""},
		{"a service", "ipProof", func(c *contract.Contract) { c.Class, c.SubClass = contract.Services, "FW1" }, ""},
		{"a plan without its paper", "planProof", func(c *contract.Contract) { c.PlanSource = "1" }, Bad},
		{"outside plans", "planProof", func(c *contract.Contract) { c.PlanSource = "9" }, ""},
		{"no plan given", "planProof", func(*contract.Contract) {}, ""},
		{"related parties", "related", func(c *contract.Contract) { c.Related = true }, Ask},
		{"targets with a number", "FW1-3",
			func(c *contract.Contract) {
				c.Class, c.SubClass, c.Targets = contract.Services, "FW1", "水分低于48%"
			}, OK},
		{"targets without", "FW1-3",
			func(c *contract.Contract) { c.Class, c.SubClass, c.Targets = contract.Services, "FW1", "水分降低" }, Ask},
		{"an owner of what is sold", "ZR-3", func(c *contract.Contract) {
			c.Class, c.SubClass = contract.Transfer,
				"ZR1"
		}, OK},
		{"a condition of another sub-class", "ZR3-1",
			func(c *contract.Contract) { c.Class, c.SubClass = contract.Transfer, "ZR1" }, ""},
		{"of its sub-class", "ZR3-1", func(c *contract.Contract) { c.Class, c.SubClass = contract.Transfer, "ZR3" },
			Ask},
	} {
		c := filled()
		tt.write(&c)
		got := ""
		for _, p := range Precheck(&c, contract.Wording{}, RulesOn("2026-03-02"), "2026-03-02") {
			if p.Code == tt.code {
				got = p.Verdict
			}
			if p.Evidence == nil {
				t.Errorf("%s: the evidence of %s is nil", tt.rule, p.Code)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s is %q, want %q", tt.rule, tt.code, got, tt.want)
		}
	}
}

// TestPointsQuote: a point quotes the signing party, and the proving files.
func TestPointsQuote(t *testing.T) {
	c := filled()
	c.Class, c.SubClass = contract.Transfer, "ZR1"
	c.Attachments = []contract.Attachment{{Kind: "other", Name: "照片"}, {Kind: "ipProof", Name: "专利证书"}}
	said := map[string]string{}
	for _, p := range Precheck(&c, contract.Wording{}, RulesOn("2026-03-02"), "2026-03-02") {
		for _, e := range p.Evidence {
			said[p.Code] += e.Quote + " "
		}
	}
	if got := said["bound"]; !strings.Contains(got, "边城糖业，") || !strings.Contains(got, "何处长，") {
		t.Errorf("signed by %q", got)
	}
	if got := said["ipProof"]; got != "专利证书 " {
		t.Errorf("proved by %q", got)
	}
}

// TestOwnerByLaw: 民法典 arts. 859–861 and 885 apply where the contract is silent.
func TestOwnerByLaw(t *testing.T) {
	for _, tt := range []struct {
		class contract.Class
		sub   string
		owner string
	}{
		{contract.Development, "KF1", "归研究开发人"}, {contract.Development, "KF2", "归合作各方共有"},
		{contract.Transfer, "ZR1", "归受让方"}, {contract.Licence, "XK1", "仍归许可方"}, {contract.Services, "FW1", "归各自完成方"},
	} {
		c := contract.Contract{Content: contract.Content{Class: tt.class, SubClass: tt.sub}}
		if got := ownerHint(&c); !strings.Contains(got.Zh, tt.owner) {
			t.Errorf("%s: %s, want %s", tt.sub, got, tt.owner)
		}
	}
}

// TestScanOfClauses: a hit is quoted with its sentence once, and protective words are no hit (民法典 art. 850).
func TestScanOfClauses(t *testing.T) {
	long := strings.Repeat("前", 100)
	for _, tt := range []struct{ rule, text, phrase, quote string }{
		{"a sentence between others", "先付款。乙方不得改进本技术；后验收。", "不得改进", "乙方不得改进本技术"},
		{"the whole text", "乙方不得改进本技术", "不得改进", "乙方不得改进本技术"},
		{"protected before", "双方不限制后续开发", "", ""},
		{"protected inside", "任何一方不得限制对方改进", "", ""},
		{"the word of another clause", "乙方必须从受托人处购买原料", "必须从受托人处购买", "乙方必须从受托人处购买原料"},
		{"two clauses on the same words", "改进成果归卖方独家所有的改进", "改进成果归卖方独家所有", "改进成果归卖方独家所有的改进"},
		{"a sentence of 120 characters", strings.Repeat("前", 111) + "不得改进本技术。。", "不得改进", strings.Repeat("前", 111) +
			"不得改进本技术"},
		{"a longer one is cut", long + "不得改进" + long, "不得改进", "…"},
		{"nothing", "双方友好合作", "", ""},
	} {
		var phrases, quotes []string
		for _, e := range scan([]passage{{field: "/terms", text: tt.text}}, "monopoly") {
			phrases, quotes = append(phrases, e.Phrase), append(quotes, e.Quote)
		}
		if got := strings.Join(phrases, " "); got != tt.phrase {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.phrase)
		}
		got := strings.Join(quotes, " ")
		if tt.quote != "…" && got != tt.quote {
			t.Errorf("%s: quoted %q, want %q", tt.rule, got, tt.quote)
		}
		if n := len([]rune(got)); tt.quote == "…" &&
			(n > 100 || !strings.HasPrefix(got, "…") || !strings.Contains(got, "前不得改进前")) {
			t.Errorf("%s: quoted %d characters: %q", tt.rule, n, got)
		}
	}
	two := scan([]passage{{text: "乙方只能向卖方采购，并且不得改进"}}, "monopoly")
	if len(two) != 2 || two[0].Phrase != "只能向卖方采购" {
		t.Errorf("two hits in the order of the text: %+v", two)
	}
	for _, at := range [][2]int{{0, 4}, {4, 8}} {
		if covered([][]int{{at[0], at[1]}}, []int{4 - at[0], 8 - at[0]}) {
			t.Errorf("%v covers what only touches it", at)
		}
	}
	if !covered([][]int{{0, 5}}, []int{4, 8}) {
		t.Error("what overlaps is not covered")
	}
}

// TestQuotes: a filled field is quoted, and an uploaded wording at most three times.
func TestQuotes(t *testing.T) {
	for s, want := range map[string]int{"": 0, "  ": 0, "至": 0, " 至 ": 0, "2026-03-01 至": 1, "水分": 1} {
		if got := quote("/title", s); len(got) != want {
			t.Errorf("%q is quoted %d times", s, len(got))
		}
	}
	w := contract.Wording{Paragraphs: []string{"成果归属双方", "付款。成果的所有权归甲方。", "无关", "归属丙方", "归属丁方"}}
	var got []string
	for _, e := range find(w, "归属", "所有权") {
		got = append(got, e.Place.In(vocab.Zh)+" "+e.Quote)
	}
	if want := []string{"合同文本第1段 成果归属双方", "合同文本第2段 成果的所有权归甲方", "合同文本第4段 归属丙方"}; !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
	w.Generated = true // repeats the fields
	if got := find(w, "归属"); got != nil {
		t.Errorf("found in a generated wording: %v", got)
	}
}

// TestLacksAtTheBoundary: filing is refused for a day after today, and for an applicant of another place.
func TestLacksAtTheBoundary(t *testing.T) {
	for _, tt := range []struct {
		rule  string
		write func(*contract.Content)
		at    string
	}{
		{"whole", func(*contract.Content) {}, ""},
		{"signed today", func(c *contract.Content) { c.SignDate = "2026-03-02" }, ""},
		{"signed tomorrow", func(c *contract.Content) { c.SignDate = "2026-03-03" }, "/signDate"},
		{"no code", func(c *contract.Content) { c.Seller.USCC = "" }, "/seller/uscc"},
		{"a natural person", func(c *contract.Content) { c.Seller.USCC, c.Seller.Nature = "", contract.NaturalPerson },
			""},
		{"a person of Kebang", func(c *contract.Content) { c.Seller.USCC, c.Seller.PersonID = "", "p1" }, ""},
		{"a seller of the province", func(c *contract.Content) { c.Seller.Region = "530102" }, "/seller/region"},
		{"a buyer of the province", func(c *contract.Content) { c.Buyer.Region = "530102" }, ""},
		{"an import", func(c *contract.Content) {
			c.Seller = contract.Side{Name: "Zucker AG", Country: "304"}
		}, ""},
		{"an import of another place", func(c *contract.Content) {
			c.Seller, c.Buyer.Region = contract.Side{Name: "Zucker AG", Country: "304"}, "530102"
		}, "/buyer/region"},
		{"both abroad", func(c *contract.Content) {
			c.Seller, c.Buyer = contract.Side{Name: "Zucker AG", Country: "304"},
				contract.Side{Name: "Sucre SA", Country: "305"}
		}, "/seller/country"},
		{"no total", func(c *contract.Content) { c.TotalFen = 0 }, "/totalFen"},
		{"items above the total", func(c *contract.Content) {
			c.Deductions = []contract.Deduction{{Kind: "parts", CostFen: 101}}
		}, "/deductions/0/costFen"},
		{"consulting without a sub-class", func(c *contract.Content) { c.Class, c.SubClass = contract.Consulting, "" },
			""},
		{"a transfer", func(c *contract.Content) { c.Class, c.SubClass = contract.Transfer, "ZR1" },
			"/newInvestFen /newOutputFen"},
	} {
		c := filled()
		tt.write(&c.Content)
		var at []string
		for _, f := range Lacks(&c.Content, "2026-03-02", "530924") {
			at = append(at, f.Pointer)
		}
		if got := strings.Join(at, " "); got != tt.at {
			t.Errorf("%s: lacks %q, want %q", tt.rule, got, tt.at)
		}
	}
}

// TestIndexOfARegistration: only a registered one counts, and only one that was not withdrawn is in force.
func TestIndexOfARegistration(t *testing.T) {
	for _, tt := range []struct {
		state          string
		counts, stands bool
	}{{Submitted, false, true}, {Registered, true, true}, {Withdrawn, false, false}} {
		r := Registration{Contract: "c", State: tt.state, Number: "2026530924000001", Date: "2026-03-02", TotalFen: 5,
			Subject: Subject{Industry: "01"}}
		v := r.values()
		if (v["regMonth"] != nil) != tt.counts || (v["totalFen"] != nil) != tt.counts ||
			(v["inForce"] != nil) != tt.stands ||
			v["industry1"] != "01" || v["offline"] != true {
			t.Errorf("%s: %v", tt.state, v)
		}
	}
	r := Registration{Subject: Subject{Industry: "0", Deal: "d"}}
	if v := r.values(); v["industry1"] != nil || v["offline"] != false {
		t.Errorf("an industry of one digit, from a deal: %v", v)
	}
}

// TestNobodyDecidesOnHisOwn: no decision by a party, as unit or person, nor by the person who brought the parties
// together.
func TestNobodyDecidesOnHisOwn(t *testing.T) {
	c := contract.Contract{Content: contract.Content{Seller: contract.Side{OrgID: "o2", PersonID: "p2"},
		Buyer: contract.Side{OrgID: "o1", PersonID: "p1"}},
		Deal: contract.DealRef{BrokerPerson: "p3", IntroducerID: "p4"}}
	for _, tt := range []struct {
		person, org string
		kept        bool
	}{
		{"p5", "", false}, {"p5", "o2", true}, {"p5", "o1", true}, {"p5", "o9", false}, {"p2", "", true},
		{"p1", "", true},
		{"p3", "", true}, {"p4", "", true},
	} {
		a := person(tt.person, tt.org)
		if err := conflict(a, &c); (err != nil) != tt.kept {
			t.Errorf("%s of %q: %v", tt.person, tt.org, err)
		}
	}
	if err := conflict(person("", ""), &contract.Contract{}); err != nil {
		t.Errorf("the system, on a contract of nobody known: %v", err)
	}
}

// TestClockStops: a stop ends the running span once.
func TestClockStops(t *testing.T) {
	r := Registration{Due: "2026-04-01", Clock: []Span{{From: "2026-03-01", To: "2026-03-05"}, {From: "2026-03-10"}}}
	r.stop("2026-03-12")
	r.stop("2026-03-15")
	if got := r.Clock; got[0].To != "2026-03-05" || got[1].To != "2026-03-12" || r.Due != "" {
		t.Errorf("%+v, due %s", got, r.Due)
	}
	none := Registration{}
	none.stop("2026-03-12")
	if none.Clock != nil {
		t.Errorf("a clock that never ran: %v", none.Clock)
	}
}

// TestStandingName: the one state for people.
func TestStandingName(t *testing.T) {
	for want, c := range map[string]contract.Contract{"草稿": {State: contract.Draft},
		Flow.Name(Accepted): {State: contract.Confirmed, Filing: &contract.Filing{State: Accepted}}} {
		if got := StandingName(&c); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func person(id, org string) actor.Actor {
	return actor.Actor{Person: id, Org: org, Market: "m1", Role: actor.Registrar}
}

// TestFindingsOfShape1: findings that were kept in Chinese words are read by their codes.
func TestFindingsOfShape1(t *testing.T) {
	b, err := codeFindings([]byte(`{"findings":[{"code":"seal","text":"印章齐全且与书写名称一致","evidence":[
		{"quote":"q","field":"/text","place":"合同文本第3段"},{"quote":"q","field":"/title","place":"项目名称"},
		{"quote":"q","field":"/attachments","place":"批准文件？"}]},{"code":"KF-2","text":"标的为订立合同时尚未掌握的技术方案"}]}`))
	var r Registration
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	if err != nil || len(r.Findings) != 2 {
		t.Fatal(err, string(b))
	}
	seal := r.Findings[0]
	for got, want := range map[string]string{seal.Text.In(
		vocab.En): "Seals are complete and agree with the written names",
		seal.Evidence[0].Place.In(vocab.En): "Text, paragraph 3", seal.Evidence[1].Place.In(vocab.En): "Project name",
		seal.Evidence[2].Place.In(vocab.En): "批准文件？", r.Findings[1].Text.Code: "point-kf-2"} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if seal.Evidence[0].Paragraph() != 3 || seal.Evidence[1].Paragraph() != 0 {
		t.Error(seal.Evidence)
	}
}

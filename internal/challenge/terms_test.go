package challenge

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/workday"
)

const wan = 10_000_00

// wrongAt are the places of an input that an error names, each once.
func wrongAt(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	var out []string
	for _, f := range e.Fields {
		if !slices.Contains(out, f.Pointer) {
			out = append(out, f.Pointer)
		}
	}
	return strings.Join(out, " ")
}

func long(n int) string { return strings.Repeat("长", n) }

// whole are terms that a firm pays for by itself and that can be opened on 2 March 2026.
func whole() Terms {
	return Terms{Title: "蔗渣低温脱水", Kind: "research", Problem: "technical", Industry: "0104", Why: "蔗渣堆放发霉。",
		Text: "把含水五成的蔗渣降到一成五以下。", Indicators: []Indicator{{Metric: "含水率", Op: "<=", Value: "15", Method: "GB/T 28731"}},
		Mode: Open, OwnFen: 120 * wan, Deadline: "2026-04-10", Finish: "2027-06-30", IP: "双方共有",
		Choosing: Negotiated, Least: 1,
		Contact: Contact{Name: "陈工", Phone: "13800000001"}}
}

// withPublic are such terms with public money, less than the own.
func withPublic() Terms {
	t := whole()
	t.PublicFen, t.Budget, t.Excluded = 80*wan, "lump", []string{"不得列支罚款"}
	return t
}

// TestDraftOfTerms: a draft needs a title and holds nothing that can never become right.
func TestDraftOfTerms(t *testing.T) {
	for _, tt := range []struct {
		rule   string
		change func(*Terms)
		wrong  string
	}{
		{"as it should be", func(*Terms) {}, ""}, {"almost nothing", func(x *Terms) {
			*x = Terms{Title: "名", Mode: Open, Choosing: Direct, Least: 1}
		}, ""},
		{"no title", func(x *Terms) { x.Title = "" }, "/title"}, {"a title of 200", func(x *Terms) {
			x.Title = long(200)
		}, ""},
		{"a title of 201", func(x *Terms) { x.Title = long(201) }, "/title"},
		{"a text of 20000", func(x *Terms) { x.Text = long(20_000) }, ""},
		{"a text of 20001", func(x *Terms) { x.Text = long(20_001) }, "/text"},
		{"reasons of 20000", func(x *Terms) { x.Why, x.Difficulties = long(20_000), long(20_000) }, ""},
		{"reasons of 20001", func(x *Terms) { x.Why, x.Difficulties = long(20_001), long(20_001) },
			"/why /difficulties"},
		{"a line of 500", func(x *Terms) { x.IP, x.Use = long(500), long(500) }, ""},
		{"a line of 501", func(x *Terms) { x.IP, x.Use = long(501), long(501) }, "/ip /use"},
		{"another kind", func(x *Terms) { x.Kind = "x" }, "/kind"}, {"another mode", func(x *Terms) {
			x.Mode = ""
		}, "/mode"},
		{"no way of choosing", func(x *Terms) { x.Choosing = "" }, "/choosing"},
		{"another industry", func(x *Terms) { x.Industry = "7777" }, "/industry"},
		{"no industry", func(x *Terms) { x.Industry = "" }, ""},
		{"a purchase", func(x *Terms) { x.Purpose = "purchase" }, "/purpose"},
		{"money below nothing", func(x *Terms) { x.OwnFen, x.PublicFen = -1, -1 }, "/ownFen /publicFen"},
		{"all money", func(x *Terms) { x.OwnFen, x.PublicFen = MaxFen, 0 }, ""},
		{"more than all", func(x *Terms) { x.OwnFen = MaxFen + 1 }, "/ownFen"},
		{"no calendar days", func(x *Terms) { x.Deadline, x.Finish = "2026-02-30", "x" }, "/deadline /finish"},
		{"no days", func(x *Terms) { x.Deadline, x.Finish = "", "" }, ""},
		{"a race of one", func(x *Terms) { x.Racing = 1 }, "/racing"}, {"a race of two", func(x *Terms) {
			x.Racing = 2
		}, ""},
		{"a race of five", func(x *Terms) { x.Racing = 5 }, ""}, {"a race of six", func(x *Terms) {
			x.Racing = 6
		}, "/racing"},
		{"no bid at least", func(x *Terms) { x.Least = 0 }, "/least"}, {"20 at least", func(x *Terms) {
			x.Least = 20
		}, ""},
		{"21 at least", func(x *Terms) { x.Least = 21 }, "/least"},
		{"all lines", func(x *Terms) { x.Conditions = slices.Repeat([]string{"a"}, MaxLines) }, ""},
		{"a line more", func(x *Terms) { x.Conditions = slices.Repeat([]string{"a"}, MaxLines+1) }, "/conditions"},
		{"an empty line", func(x *Terms) { x.Excluded = []string{"a", ""} }, "/excluded/1"},
		{"a line of 501 in a list", func(x *Terms) { x.Conditions = []string{long(501)} }, "/conditions/0"},
		{"another operator", func(x *Terms) { x.Indicators[0].Op = "~" }, "/indicators/0/op"},
		{"a metric too long", func(x *Terms) { x.Indicators[0].Metric = long(501) }, "/indicators/0/metric"},
		{"a milestone without a day", func(x *Terms) { x.Stages = []Milestone{{Title: "a"}} }, ""},
		{"a milestone of no day", func(x *Terms) { x.Stages = []Milestone{{Title: "a", Due: "x"}} }, "/stages/0/due"},
	} {
		x := whole()
		tt.change(&x)
		if got := wrongAt(x.CheckDraft()); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
}

// TestOpeningOfTerms: what the opening needs on top, by the money, the mode, the purpose and the days.
func TestOpeningOfTerms(t *testing.T) {
	pay := func(public bool, fen int64) Instalment {
		return Instalment{When: "effective", Fen: fen, Public: public}
	}
	for _, tt := range []struct {
		rule   string
		terms  func() Terms
		change func(*Terms)
		wrong  string
	}{
		{"own money", whole, func(*Terms) {}, ""}, {"public money", withPublic, func(*Terms) {}, ""},
		{"no draft", whole, func(x *Terms) { x.Title = "" }, "/title"},
		{"no kind", whole, func(x *Terms) { x.Kind, x.Problem, x.Industry = "", "", "" }, "/kind /problem /industry"},
		{"too little said", whole, func(x *Terms) {
			x.Why, x.Text, x.IP, x.Contact = "四个字呀", "九个字九个字九个字", "一", Contact{}
		},
			"/why /text /ip /contact/name /contact/phone"},
		{"enough said", whole, func(x *Terms) {
			x.Why, x.Text, x.IP, x.Contact.Phone = long(5), long(10), "共有",
				"12345"
		}, ""},
		{"no indicator", whole, func(x *Terms) { x.Indicators = nil }, "/indicators"},
		{"an indicator without its test", whole, func(x *Terms) { x.Indicators[0].Method = "" },
			"/indicators/0/method"},
		{"half an indicator", whole, func(x *Terms) { x.Indicators[0].Metric, x.Indicators[0].Value = "", "" },
			"/indicators/0/metric /indicators/0/value"},
		{"a range without its end", whole, func(x *Terms) { x.Indicators[0].Op = "range" }, "/indicators/0/high"},
		{"a range", whole, func(x *Terms) { x.Indicators[0].Op, x.Indicators[0].High = "range", "20" }, ""},
		{"directed", whole, func(x *Terms) { x.Mode, x.Named, x.ModeReason = Directed, []string{"o2"}, "唯一" }, ""},
		{"directed to nobody", whole, func(x *Terms) { x.Mode = Directed }, "/named /modeReason"},
		{"directed to 20", whole, func(x *Terms) {
			x.Mode, x.Named, x.ModeReason = Directed, make([]string, 20),
				"x"
		}, ""},
		{"directed to 21", whole, func(x *Terms) {
			x.Mode, x.Named, x.ModeReason = Directed, make([]string, 21),
				"x"
		}, "/named"},
		{"directed with public money", withPublic, func(x *Terms) {
			x.Mode, x.Named, x.ModeReason = Directed,
				[]string{"a"}, "x"
		},
			"/collective"},
		{"agreed by a meeting", withPublic, func(x *Terms) {
			x.Mode, x.Named, x.ModeReason, x.Collective = Directed, []string{"a"}, "x", "党组会"
		}, ""},
		{"no threshold with a condition", whole, func(x *Terms) {
			x.NoThreshold, x.Conditions = true, []string{
				"a"}
		}, "/conditions"},
		{"no threshold with a limit", whole, func(x *Terms) { x.NoThreshold, x.Restricts = true, true }, "/conditions"},
		{"no threshold", whole, func(x *Terms) { x.NoThreshold = true }, ""},
		{"a limit with own money", whole, func(x *Terms) { x.Restricts = true }, ""},
		{"a limit with public money", withPublic, func(x *Terms) { x.Restricts = true }, "/fairPaper"},
		{"a limit that was reviewed", withPublic, func(x *Terms) { x.Restricts, x.FairPaper = true, "1号" }, ""},
		{"chosen directly", whole, func(x *Terms) { x.Choosing = Direct }, ""},
		{"public money chosen directly", withPublic, func(x *Terms) { x.Choosing = Direct }, "/choosing"},
		{"no money", whole, func(x *Terms) { x.OwnFen = 0 }, "/ownFen"},
		{"a talent without money", whole, func(x *Terms) { x.OwnFen, x.Kind = 0, "talent" }, ""},
		{"as much public money", withPublic, func(x *Terms) { x.PublicFen = x.OwnFen }, ""},
		{"more public money", withPublic, func(x *Terms) { x.PublicFen = x.OwnFen + 1 }, "/ratioNote"},
		{"more with a reason", withPublic, func(x *Terms) { x.PublicFen, x.RatioNote = x.OwnFen+1, "重大专项" }, ""},
		{"no budget", withPublic, func(x *Terms) { x.Budget = "" }, "/budget"},
		{"a lump sum without a list", withPublic, func(x *Terms) { x.Excluded = nil }, "/excluded"},
		{"by lines", withPublic, func(x *Terms) { x.Budget, x.Excluded = "lines", nil }, ""},
		{"all paid", withPublic, func(x *Terms) {
			x.Payments = []Instalment{pay(true, 80*wan), pay(false,
				120*wan)}
		}, ""},
		{"too little paid", withPublic, func(x *Terms) { x.Payments = []Instalment{pay(true, 80*wan)} }, "/payments"},
		{"paid out of the other purse", withPublic, func(x *Terms) {
			x.Payments = []Instalment{pay(false,
				200*wan)}
		}, "/payments"},
		{"bids until today", whole, func(x *Terms) { x.Deadline = "2026-03-02" }, "/deadline"},
		{"bids until tomorrow", whole, func(x *Terms) { x.Deadline = "2026-03-03" }, ""},
		{"no days", whole, func(x *Terms) { x.Deadline, x.Finish = "", "" }, "/deadline /finish"},
		{"done with the bids", whole, func(x *Terms) { x.Finish = x.Deadline }, "/finish"},
		{"done a day later", whole, func(x *Terms) { x.Finish = x.Deadline.AddDays(1) }, ""},
		{"milestones on the edges", whole, func(x *Terms) {
			x.Stages = []Milestone{{Title: "a", Due: x.Deadline}, {Title: "b", Due: x.Deadline}, {Title: "c",
				Due: x.Finish}}
		}, ""},
		{"milestones outside", whole, func(x *Terms) {
			x.Stages = []Milestone{{Title: "a", Due: x.Deadline.AddDays(-1)}, {Title: "", Due: x.Finish.AddDays(
				1)}, {Title: "c"}}
		}, "/stages/1/title /stages/0/due /stages/1/due /stages/2/due"},
		{"milestones out of order", whole, func(x *Terms) {
			x.Stages = []Milestone{{Title: "a", Due: "2026-12-02"}, {Title: "b", Due: "2026-12-01"}}
		}, "/stages/1/due"},
	} {
		x := tt.terms()
		tt.change(&x)
		if got := wrongAt(x.CheckSubmit(false, "2026-03-02")); got != tt.wrong {
			t.Errorf("%s: wrong at %q, want %q", tt.rule, got, tt.wrong)
		}
	}
	x := whole()
	if got := wrongAt(x.CheckSubmit(true, "2026-03-02")); got != "/purpose" {
		t.Errorf("a department without a purpose: %q", got)
	}
	if x.Purpose = "grant"; x.CheckSubmit(true, "2026-03-02") != nil {
		t.Error("a department with its purpose")
	}
}

// TestTidyTerms: blanks and empty lines go, and the usual answers are filled in.
func TestTidyTerms(t *testing.T) {
	x := Terms{Title: " 名 ", Indicators: []Indicator{{Metric: " a "}, {Unit: " "}, {Value: "1"}, {High: "2"}, {
		Method: "x"}},
		Stages: []Milestone{{}, {Title: "a"}, {Due: "2026-01-01"}}, Conditions: []string{" ", " b "}}
	x.tidy()
	if x.Title != "名" || len(x.Indicators) != 4 || x.Indicators[0].Metric != "a" || len(x.Stages) != 2 ||
		!slices.Equal(x.Conditions, []string{"b"}) || x.Mode != Open || x.Choosing != Negotiated || x.Least != 1 {
		t.Errorf("%+v", x)
	}
	x.Mode, x.Choosing, x.Least = Topics, Reviewed, 3
	if x.tidy(); x.Mode != Topics || x.Choosing != Reviewed || x.Least != 3 {
		t.Errorf("%+v", x)
	}
	for want, i := range map[string]Indicator{"出糖率 不低于 12": {Metric: "出糖率", Op: ">=", Value: "12"},
		"出糖率 介于 12 至 14 %（GB/T 317）": {Metric: "出糖率", Op: "range", Value: "12", High: "14", Unit: "%",
			Method: "GB/T 317"}} {
		if got := i.Words(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestChainOfDecisions: own money has none, public money at least publicity and ratification, in their order.
func TestChainOfDecisions(t *testing.T) {
	rule := func(days int, source string) *publicity.Rule {
		return &publicity.Rule{Days: days, Kind: publicity.Workdays, Source: source}
	}
	argue, show, ratify := Link{Kind: Argument, Body: "专家组"}, Link{Kind: Publicity, Rule: rule(5, "办法")},
		Link{Kind: Ratification, Body: "县政府"}
	with := func(l Link, fn func(*Link)) Link { fn(&l); return l }
	own, public := whole(), withPublic()
	for _, tt := range []struct {
		rule  string
		terms *Terms
		chain []Link
		wrong string
	}{
		{"own money", &own, nil, ""}, {"own money with a link", &own, []Link{show}, "/chain"},
		{"public money", &public, []Link{show, ratify}, ""}, {"all links", &public, []Link{argue, show, ratify}, ""},
		{"none", &public, nil, "/chain"}, {"no ratification", &public, []Link{argue, show}, "/chain"},
		{"no publicity", &public, []Link{argue, ratify}, "/chain"},
		{"out of order", &public, []Link{ratify, show}, "/chain/1/kind /chain"},
		{"twice", &public, []Link{show, show, ratify}, "/chain/1/kind"},
		{"another link", &public, []Link{{Kind: "x"}, show, ratify}, "/chain/0/kind"},
		{"nobody ratifies", &public, []Link{show, with(ratify, func(l *Link) { l.Body = " " })}, "/chain/1/body"},
		{"no rule", &public, []Link{with(show, func(l *Link) { l.Rule = nil }), ratify}, "/chain/0/rule"},
		{"no day", &public, []Link{with(show, func(l *Link) { l.Rule = rule(0, "办法") }), ratify}, "/chain/0/rule"},
		{"one day", &public, []Link{with(show, func(l *Link) { l.Rule = rule(1, "办法") }), ratify}, ""},
		{"180 days", &public, []Link{with(show, func(l *Link) { l.Rule = rule(180, "办法") }), ratify}, ""},
		{"181 days", &public, []Link{with(show, func(l *Link) { l.Rule = rule(181, "办法") }), ratify}, "/chain/0/rule"},
		{"no source", &public, []Link{with(show, func(l *Link) { l.Rule = rule(5, "") }), ratify}, "/chain/0/rule"},
	} {
		if got := wrongAt(checkChain(tt.terms, tt.chain)); got != tt.wrong {
			t.Errorf("%s: wrong at %q, want %q", tt.rule, got, tt.wrong)
		}
	}
}

// TestFixedTerms: the opening fixes the way of choosing, the mode, the money and the least number. A deadline only
// moves on.
func TestFixedTerms(t *testing.T) {
	for _, tt := range []struct {
		change func(*Terms)
		wrong  string
	}{
		{func(*Terms) {}, ""}, {func(x *Terms) { x.Text = "别的内容" }, ""}, {func(x *Terms) {
			x.Choosing = Direct
		}, "/choosing"},
		{func(x *Terms) { x.Mode = Topics }, "/mode"}, {func(x *Terms) { x.OwnFen++ }, "/ownFen"},
		{func(x *Terms) { x.PublicFen++ }, "/ownFen"}, {func(x *Terms) { x.Least++ }, "/least"},
		{func(x *Terms) { x.Deadline = x.Deadline.AddDays(1) }, ""},
		{func(x *Terms) { x.Deadline = x.Deadline.AddDays(-1) }, "/deadline"},
	} {
		was, next := whole(), whole()
		tt.change(&next)
		if got := wrongAt(was.fixed(&next)); got != tt.wrong {
			t.Errorf("wrong at %q, want %q", got, tt.wrong)
		}
	}
}

// TestWhoMaySee: bids are taken until 24:00 of the deadline. The contact is for signed-in readers. A choice is public
// from its notice on.
func TestWhoMaySee(t *testing.T) {
	firm := actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o1"}
	office := actor.Actor{Person: "p5", Market: "m1", Role: actor.Officer}
	c := Challenge{State: Posted, Asker: Asker{Org: "o1"}, Terms: whole()}
	c.Market = "m1"
	if c.Public() || c.Frozen() != nil {
		t.Error("public before its opening")
	}
	c.freeze("", workday.Date("2026-03-02").StartMS())
	if !c.Public() || c.Frozen().No != 1 || c.Frozen().Hash != c.Terms.Hash() || c.Frozen().On != "2026-03-02" {
		t.Errorf("%+v", c.Frozen())
	}
	end := c.Terms.Deadline.EndMS()
	if !c.Takes(end-1) || c.Takes(end) {
		t.Error("bids until 24:00")
	}
	if c.State = Closed; c.Takes(0) || !c.Choosable() {
		t.Error("after the closing a team is chosen")
	}
	if c.Terms.Choosing = Reviewed; c.Choosable() {
		t.Error("a reviewed one is opened first")
	}
	if c.State = Reviewing; !c.Choosable() {
		t.Error("a reviewed one after its opening")
	}
	c.State, c.Choice = Arguing, &Choice{Team: "某大学"}
	abroad, seller, elsewhere := office, firm, firm
	abroad.Market, seller.Role, elsewhere.Org = "m2", actor.Institute, "o2"
	for _, tt := range []struct {
		who    string
		a      actor.Actor
		serves bool
		phone  bool
	}{{"the asker", firm, true, true}, {"the office", office, true, true}, {"another office", abroad, false, true},
		{"another role of the asker", seller, false, true}, {"another firm", elsewhere, false, true},
		{"a firm without a unit", actor.Actor{Person: "p", Market: "m1", Role: actor.Enterprise}, false, true},
		{"a visitor", actor.Actor{}, false, false}} {
		x := c.Cut(tt.a)
		if c.Serves(tt.a) != tt.serves || (x.Choice != nil) != tt.serves || (x.Terms.Contact.Phone != "") != tt.phone ||
			(x.Versions[0].Terms.Contact.Phone != "") != tt.phone {
			t.Errorf("%s serves %v, reads %+v", tt.who, c.Serves(tt.a), x.Choice)
		}
		if (len(c.Steps(tt.a)) > 0) != (len(Flow.Steps(c.State, string(tt.a.Role))) > 0 && tt.serves) {
			t.Errorf("%s is offered %v", tt.who, c.Steps(tt.a))
		}
	}
	if c.State = Announcing; c.Cut(actor.Actor{}).Choice == nil || c.Versions[0].Terms.Contact.Phone == "" {
		t.Error("the choice is public from its notice on, and the stored contact stays")
	}
}

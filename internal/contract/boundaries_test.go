package contract

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kebang/internal/fault"
)

func whole() Content {
	return Content{Title: "蔗渣脱水", Class: Development, SubClass: "KF1", Seller: Side{Name: "镇康工学院"},
		Buyer: Side{Name: "边城糖业"}, TotalFen: 100 * wan, Payment: PayOnce}
}

// TestBrokenAtTheBoundary: the last allowed value is accepted, and the next one is refused at its field.
func TestBrokenAtTheBoundary(t *testing.T) {
	fen := func(n int64) *int64 { return &n }
	for _, tt := range []struct {
		rule  string
		write func(*Content)
		at    string // the field of the only broken rule; empty for none
	}{
		{"a title of 200 characters", func(c *Content) { c.Title = strings.Repeat("长", 200) }, ""},
		{"a title of 201 characters", func(c *Content) { c.Title = strings.Repeat("长", 201) }, "/title"},
		{"a name of 100 characters", func(c *Content) { c.Buyer.Name = strings.Repeat("长", 100) }, ""},
		{"a name of 101 characters", func(c *Content) { c.Buyer.Name = strings.Repeat("长", 101) }, "/buyer/name"},
		{"no class yet", func(c *Content) { c.Class, c.SubClass = "", "" }, ""},
		{"a sub-class without its class", func(c *Content) { c.Class = "" }, "/subClass"},
		{"no sub-class yet", func(c *Content) { c.SubClass = "" }, ""},
		{"a term of one day", func(c *Content) { c.BeginDate, c.EndDate = "2026-03-01", "2026-03-01" }, ""},
		{"an end a day before", func(c *Content) { c.BeginDate, c.EndDate = "2026-03-01", "2026-02-28" }, "/endDate"},
		{"an end without a begin", func(c *Content) { c.EndDate = "2026-02-28" }, ""},
		{"a begin without an end", func(c *Content) { c.BeginDate = "2026-02-28" }, ""},
		{"no such day", func(c *Content) { c.BeginDate = "2026-02-29" }, "/beginDate"},
		{"no total yet", func(c *Content) { c.TotalFen = 0 }, ""},
		{"a negative total", func(c *Content) { c.TotalFen = -1 }, "/totalFen"},
		{"a free item", func(c *Content) { c.Deductions = []Deduction{{Kind: "parts"}} }, ""},
		{"a negative item", func(c *Content) { c.Deductions = []Deduction{{Kind: "parts", CostFen: -1}} },
			"/deductions/0/costFen"},
		{"negative carriers", func(c *Content) { c.Deductions = []Deduction{{Kind: "parts", AllowedFen: -1}} },
			"/deductions/0/costFen"},
		{"an item of carriers alone",
			func(c *Content) { c.Deductions = []Deduction{{Kind: "parts", CostFen: 5, AllowedFen: 5}} }, ""},
		{"carriers above the item",
			func(c *Content) { c.Deductions = []Deduction{{Kind: "parts", CostFen: 5, AllowedFen: 6}} },
			"/deductions/0/allowedFen"},
		{"no new investment", func(c *Content) { c.NewInvestFen, c.NewOutputFen = fen(0), fen(0) }, ""},
		{"a negative investment", func(c *Content) { c.NewInvestFen = fen(-1) }, "/newInvestFen"},
		{"a negative output", func(c *Content) { c.NewOutputFen = fen(-1) }, "/newOutputFen"},
		{"no entry fee and no royalty", func(c *Content) { c.Royalty = &Royalty{EstimateFen: fen(0)} }, ""},
		{"a negative entry fee", func(c *Content) { c.Royalty = &Royalty{EntryFen: -1} }, "/royalty/entryFen"},
		{"a negative estimate", func(c *Content) { c.Royalty = &Royalty{EstimateFen: fen(-1)} },
			"/royalty/estimateFen"},
		{"a party abroad with its own code",
			func(c *Content) { c.Buyer.Country, c.Buyer.USCC = "304", "HRB 12345" }, ""},
		{"a party in China by its code", func(c *Content) { c.Buyer.Country, c.Buyer.USCC = "142", "HRB 12345" },
			"/buyer/uscc"},
		{"no such region", func(c *Content) { c.Buyer.Region = "000001" }, "/buyer/region"},
		{"a county", func(c *Content) { c.Buyer.Region = "530924" }, ""},
		{"two parties without names", func(c *Content) { c.Seller.Name, c.Buyer.Name = "", "" }, ""},
		{"one unit on both sides", func(c *Content) { c.Seller.Name = "边城糖业 " }, "/buyer/name"},
	} {
		c := whole()
		tt.write(&c)
		var f fault.Fields
		c.Broken(&f)
		var at []string
		for _, x := range f {
			at = append(at, x.Pointer)
		}
		if want := strings.Fields(tt.at); !slices.Equal(at, want) {
			t.Errorf("%s: broken are %v, want %v", tt.rule, at, want)
		}
	}
}

// TestCheckOfAnImport: the amounts are computed once there is a total, and only for content without another broken
// rule.
func TestCheckOfAnImport(t *testing.T) {
	above := []Deduction{{Kind: "parts", CostFen: 100*wan + 1}}
	for _, tt := range []struct {
		rule  string
		write func(*Content)
		at    string
	}{
		{"whole", func(*Content) {}, ""},
		{"items above the total", func(c *Content) { c.Deductions = above }, "/deductions/0/costFen"},
		{"items without a total", func(c *Content) { c.TotalFen, c.Deductions = 0, above }, ""},
		{"items above the total, and no title", func(c *Content) { c.Title, c.Deductions = "", above }, "/title"},
	} {
		c := whole()
		tt.write(&c)
		var at string
		var e *fault.Error
		if errors.As(c.Check(), &e) {
			for _, f := range e.Fields {
				at += f.Pointer
			}
		}
		if at != tt.at {
			t.Errorf("%s: broken is %q, want %q", tt.rule, at, tt.at)
		}
	}
}

// TestComputeAtTheBoundary: 253号 art. 52 deducts an item up to the whole total, and nothing of free carriers.
func TestComputeAtTheBoundary(t *testing.T) {
	for _, tt := range []struct {
		rule  string
		total int64
		items []Deduction
		tech  int64
	}{
		{"the smallest total", 1, nil, 1},
		{"a free item", 10, []Deduction{{CostFen: 0}}, 10},
		{"items that use the total up, and a free one", 10, []Deduction{{CostFen: 4}, {CostFen: 6}, {CostFen: 0}}, 0},
	} {
		if got, err := Compute(tt.total, tt.items, PayOnce, nil); err != nil || got.TechFen != tt.tech {
			t.Errorf("%s: %+v, %v", tt.rule, got, err)
		}
	}
}

// TestBinding: a binding contract has two names, a class and a computable total, which it keeps.
func TestBinding(t *testing.T) {
	for _, tt := range []struct {
		rule  string
		write func(*Content)
		at    string
	}{
		{"whole", func(*Content) {}, ""},
		{"no seller", func(c *Content) { c.Seller.Name = "" }, "/seller/name"},
		{"no buyer", func(c *Content) { c.Buyer.Name = "" }, "/buyer/name"},
		{"no class", func(c *Content) { c.Class = "" }, "/class"},
		{"no total", func(c *Content) { c.TotalFen = 0 }, "/totalFen"},
	} {
		c := Contract{Content: whole()}
		tt.write(&c.Content)
		var f fault.Fields
		c.Binding(&f)
		at := ""
		for _, x := range f {
			at += x.Pointer
		}
		if at != tt.at || (c.Amounts.TechFen == 100*wan) != (c.TotalFen > 0) {
			t.Errorf("%s: broken is %q, want %q; %+v", tt.rule, at, tt.at, c.Amounts)
		}
	}
}

// TestAgreedContentStays: only empty fields of a concluded contract may be filled in.
func TestAgreedContentStays(t *testing.T) {
	signed := whole()
	signed.SignDate, signed.Deductions, signed.Subject = "2026-03-01", []Deduction{{Kind: "parts", CostFen: wan}}, "装置"
	for _, tt := range []struct {
		rule  string
		write func(*Content)
		at    string
	}{
		{"nothing", func(*Content) {}, ""},
		{"a text", func(c *Content) { c.Subject = "工艺" }, "/subject"},
		{"a text taken away", func(c *Content) { c.Subject = "" }, "/subject"},
		{"a text that was empty", func(c *Content) { c.Terms = "其他" }, ""},
		{"an amount", func(c *Content) { c.TotalFen++ }, "/totalFen"},
		{"the items", func(c *Content) { c.Deductions = nil }, "/deductions"},
		{"a royalty that was none", func(c *Content) { c.Royalty = &Royalty{Rate: "3"} }, ""},
		{"a name", func(c *Content) { c.Buyer.Name = "南山糖业" }, "/buyer/name"},
		{"a code that was empty", func(c *Content) { c.Buyer.USCC = "91530924MA6K000015" }, ""},
		{"what only the form asks", func(c *Content) { c.TechArea, c.Seller.Nature = "09", "022" }, ""},
	} {
		next := signed
		tt.write(&next)
		at := ""
		var e *fault.Error
		if errors.As(keeps(&signed, &next), &e) {
			for _, f := range e.Fields {
				at += f.Pointer
			}
		}
		if at != tt.at {
			t.Errorf("%s changed: refused is %q, want %q", tt.rule, at, tt.at)
		}
	}
	open := whole()
	open.TotalFen, open.Deductions = 0, []Deduction{}
	if err := keeps(&open, &signed); err != nil {
		t.Errorf("an empty total, date and list filled in: %v", err)
	}
}

// TestNearTitles: one title contains the other, and the rest does not mark a second contract.
func TestNearTitles(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		near bool
	}{
		{"蔗渣脱水", "蔗渣脱水", true}, {"蔗渣脱水", "蔗渣脱水装置研制", true}, {"蔗渣脱水装置研制", "蔗渣 脱水", true},
		{"渣脱水", "蔗渣脱水", false}, // three characters are too few
		{"蔗渣脱水", "蔗渣干燥技术", false}, {"蔗渣脱水", "蔗渣脱水二期", false}, {"蔗渣脱水", "蔗渣脱水补充协议", false},
		{"蔗渣脱水2", "蔗渣脱水", false}, {"一期蔗渣脱水", "一期蔗渣脱水", true},
	} {
		if nearTitles(tt.a, tt.b) != tt.near || nearTitles(tt.b, tt.a) != tt.near {
			t.Errorf("%s, %s: near is not %v", tt.a, tt.b, tt.near)
		}
	}
}

func TestMeasureAsAContractWritesIt(t *testing.T) {
	for _, tt := range []struct{ metric, op, value, high, unit, text, want string }{
		{"水分", "range", "46", "48", "%", "", "水分46至48%"}, {"水分", "<=", "48", "", "%", "出榨取样", "水分不高于48%（出榨取样）"},
		{"水分", "range", "46", "", "%", "", "水分46%"}, {"水分", "range", "", "48", "%", "", "水分"},
		{"水分", "", "", "", "", "越低越好", "水分（越低越好）"}, {"", "", "", "", "", "越低越好", "越低越好"},
	} {
		if got := measure(tt.metric, tt.op, tt.value, tt.high, tt.unit, tt.text); got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
	if got := yuan(123456); got != "人民币 1,234.56 元" {
		t.Errorf("1234.56 yuan are written %s", got)
	}
}

// TestReadClassOfAnOldForm: the wording is kept when present law puts the sub-class elsewhere.
func TestReadClassOfAnOldForm(t *testing.T) {
	for in, want := range map[string][3]string{
		"技术许可/XK1": {"XK", "XK1", ""}, "技术转让/XK1": {"XK", "XK1", "技术转让/XK1"}, "无此类/XK1": {"XK", "XK1", ""},
		"专利许可": {"XK", "XK1", "专利许可"}, "咨询": {"ZX", "", ""}, "kf": {"KF", "", ""},
	} {
		c, sub, old, ok := ReadClass(in)
		if got := [3]string{string(c), sub, old}; !ok || got != want {
			t.Errorf("ReadClass(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

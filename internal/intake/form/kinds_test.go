package form

import (
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/sheet"
)

// TestKindsOfRows: a row knows its kind. The options of a column are a list, also where there are none.
func TestKindsOfRows(t *testing.T) {
	for _, k := range Kinds() {
		if got := NewRow(k).Kind(); got != k {
			t.Errorf("a row of %s is one of %s", k, got)
		}
		for _, c := range Columns(k) {
			if c.Options == nil || len(c.Options) != len(ByKey(k, c.Key).Options) {
				t.Errorf("%s of %s has the options %v", c.Key, k, c.Options)
			}
		}
	}
}

// TestProposedColumns: the longest name in a heading, else the shortest name that contains it, else the hint of a part.
// Of names of one length the key decides, so that a page shows the same each time.
func TestProposedColumns(t *testing.T) {
	for _, tt := range []struct {
		k             Kind
		heading, want string
	}{
		{Demands, "联系人电话号码备注", "contactPhone"}, {Demands, "需求名称及联系人手机号", "phone"},
		{Demands, "联系", "contact"}, {Demands, "电话和邮箱", "email"}, {Demands, "邮箱和电话", "email"},
		{Demands, "信用", "uscc"}, {Demands, "本县联系", "region"},
		{Achievements, "专利", "ipNumber"}, {Contracts, "登记", "authority"},
	} {
		for range 20 { // names are kept in a map
			if got := Guess(tt.k, tt.heading); got != tt.want {
				t.Errorf("%s of %s is proposed as %q, want %q", tt.heading, tt.k, got, tt.want)
				break
			}
		}
	}
	long := "需求名称（" + strings.Repeat("请按立项通知上的写法填写", 5) + "）"
	if c := ByHeading(Demands, long); c == nil || c.Key != "title" {
		t.Errorf("a heading with a long note: %v", c)
	}
	for heading, want := range map[string]bool{"应用领域": false, "联络人": true} {
		if got := ByHeading(Organizations, heading) != nil; got != want {
			t.Errorf("%s names a column of units: %v", heading, got)
		}
	}
}

// TestUnitsInWords: every bracket of a heading and every statement of a line is tried for a unit.
func TestUnitsInWords(t *testing.T) {
	for heading, want := range map[string]string{"投入（含设备）（千元）": "千元", "投入、万元": "万元", "预算（含税，千元）": "千元",
		"投入（美元）": "", "预算美元": "", "投入（大写）": "万元"} {
		c := HeadColumn{Heading: heading, Column: ByKey(Demands, "budget")}
		if c.SettleUnit(LineUnit{}, nil, nil); c.Unit != want || c.Ask.IsZero() == (want == "") {
			t.Errorf("%s: %q, asks %v", heading, c.Unit, c.Ask)
		}
	}
	for line, want := range map[string]LineUnit{
		"统计单位：项；金额单位：千元": {unit: unitOf(t, "千元")}, "金额按万元计，合计金额以元计": {unit: unitOf(t, "万元")},
		"单位：美元": {unknown: "美元"}, "单位：镇康县美元结算办公室": {}, "单位：一二三四五六美元": {unknown: "一二三四五六美元"},
		"单位：一二三四五六七美元": {},
	} {
		if got := UnitBeside([]sheet.Row{{Cells: []string{line}}}); got != want {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func unitOf(t *testing.T, word string) money.Unit {
	t.Helper()
	l := UnitBeside([]sheet.Row{{Cells: []string{"单位：" + word}}})
	if l.unit.Fen == 0 {
		t.Fatalf("no unit %s", word)
	}
	return l.unit
}

// TestWordsWithLimits: at most three further industries, the lowest of several stages, and the number of a right only
// where there is one.
func TestWordsWithLimits(t *testing.T) {
	var names []string
	for _, code := range []string{"0104", "0201", "0301", "0401", "0501"} {
		if name := industry.FullName(code); name != "" {
			names = append(names, name)
		}
	}
	r := rowOf(t, Demands, "title", "x", "text", "y", "industry", strings.Join(names, "；"))
	if finish(r, Setting{}); len(names) != 5 || len(r.Demand.MoreIndustries) != 3 {
		t.Errorf("%v beside the first of %v", r.Demand.MoreIndustries, names)
	}
	show := ByKey(Achievements, "ipNumber").Show
	for want, ips := range map[string][]listing.IP{"1": {{Kind: "invention", Number: "1"}, {Kind: "design"}, {
		Kind: "utility"}},
		"": {{Kind: "invention"}}} {
		if got := show(&Row{Achievement: &listing.AchievementContent{IP: ips}}); got != want {
			t.Errorf("%v is shown as %q", ips, got)
		}
	}
	r = rowOf(t, Achievements, "trl", "7", "stage", "小试")
	if r.Achievement.TRL != 7 || r.Achievement.StageWords != "小试" {
		t.Errorf("a stated level counts before its words: %d", r.Achievement.TRL)
	}
	if r = rowOf(t, Achievements, "stage", "小试"); r.Achievement.TRL != 4 {
		t.Errorf("小试 is level %d", r.Achievement.TRL)
	}
	for words, none := range map[string]bool{"否": true, "看情况": true, "是": false} {
		r := rowOf(t, Demands, "consent", words)
		told := false
		for _, n := range r.Notes() {
			told = told || ToldNoConsent(n.Said)
		}
		if told != none || ToldNoConsent(fault.Plain("x")) {
			t.Errorf("%s is told as no consent: %v", words, told)
		}
	}
}

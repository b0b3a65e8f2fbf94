package form

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

// rowOf reads cells, given in turn as key and text, into a row of a kind.
func rowOf(t *testing.T, k Kind, cells ...string) *Row {
	t.Helper()
	r := NewRow(k)
	for i := 0; i < len(cells); i += 2 {
		if err := readCell(r, k, cells[i], cells[i+1], sheet.Note{}); err != nil {
			t.Fatalf("%s %q: %v", cells[i], cells[i+1], err)
		}
	}
	return r
}

func readCell(r *Row, k Kind, key, v string, note sheet.Note) error {
	c := ByKey(k, key)
	return r.Read(HeadColumn{Key: key, Column: c, Heading: c.Heading, money: money.InWan}, v, note)
}

// finish settles a row as the only one of a file.
func finish(r *Row, in Setting) fault.Fields {
	if in.Raw == nil {
		in.Raw = func(string) string { return "" }
	}
	return r.Finish(in)
}

func told(r *Row) string {
	var out []string
	for _, n := range r.Notes() {
		out = append(out, n.Key+" "+n.Said.In(vocab.Zh))
	}
	return strings.Join(out, "\n")
}

// TestPhones: a number changed by Excel, or no number, is left out with a warning. Others stay as written.
func TestPhones(t *testing.T) {
	for _, tt := range []struct {
		cell, want string
		told       string // part of the warning; empty for none
	}{
		{"13800000000", "13800000000", ""}, {"１３８００００００００", "13800000000", ""},
		{"1 3 8 0 0 0 0 0 0 0 0", "13800000000", ""},
		{"13800000000.0", "13800000000", ""}, {"1.38E+10", "", "科学计数"}, {"12800000000", "", "位数不对"},
		{"138000000001", "", "位数不对"}, {"038000000001", "038000000001", ""}, {"0380000000012", "", "位数不对"},
		{"1380000000", "", "位数不对"}, {"8831234567", "", "少了开头的 0"}, {"883123456", "", "少了开头的 0"},
		{"20123456789", "", "少了开头的 0"}, {"88312345", "88312345", ""}, {"4001234567", "4001234567", ""},
		{"8001234567", "8001234567", ""}, {"0883-1234567", "0883-1234567", ""},
		{"+8613800000000", "+8613800000000", ""},
		{"008613800000000", "008613800000000", ""}, {"8613800000000", "8613800000000", ""},
		{"86138000000001", "", "位数不对"},
		{"12345", "12345", ""}, {"1234", "", "位数不对"}, {"0883-1234567转801", "0883-1234567转801", ""},
		{"138****0000", "", "遮住"}, {"暂无", "", ""}, {"见附件", "", "没有电话号码"}, {"110101199003071233", "", "身份证号"},
		{"11010119900307123X", "", "身份证号"}, {"1234567890123456X", "", ""}, {"13800000000/见附件", "13800000000", "没有电话号码"},
		{"13800000000、0883-1234567", "13800000000 / 0883-1234567", ""},
	} {
		r := rowOf(t, Demands, "phone", tt.cell)
		if got := r.Demand.Contact.Phone; got != tt.want && tt.cell != "1234567890123456X" ||
			!strings.Contains(told(r), tt.told) || tt.told == "" && tt.want != "" && told(r) != "" {
			t.Errorf("%q is read %q, told %q", tt.cell, got, told(r))
		}
		if filled := slices.Contains(r.Filled, "phone"); filled != (tt.want != "") && tt.cell != "1234567890123456X" {
			t.Errorf("%q fills the column: %v", tt.cell, filled)
		}
	}
	r := NewRow(Demands)
	if err := readCell(r, Demands, "phone", "13800000000", sheet.Note{Kind: sheet.LongNumber}); err != nil ||
		r.Demand.Contact.Phone != "" || !strings.Contains(told(r), "科学计数") {
		t.Errorf("a long number: %q, %v", told(r), err)
	}
	if got := hide("123456789"); got != "123****89" {
		t.Errorf("nine digits are told as %s", got)
	}
	if got := hide("12345678"); got != "12345678" {
		t.Errorf("eight digits are told as %s", got)
	}
}

// TestContactInOneCell: a name and numbers in one cell fill two columns.
func TestContactInOneCell(t *testing.T) {
	for _, tt := range []struct{ key, cell, name, phone, email string }{
		{"contactPhone", "陆某 13800000000", "陆某", "13800000000", ""},
		{"contactPhone", "陆某（0883-1234567）", "陆某", "0883-1234567", ""},
		{"contactPhone", "联系人：陆某，电话：13800000000", "陆某", "13800000000", ""},
		{"contactPhone", "陆某 a@b.cn 13800000000、13900000000", "陆某", "13800000000 / 13900000000", "a@b.cn"},
		{"contactPhone", "Jo Li 13800000000", "Jo Li", "13800000000", ""}, {"contactPhone", "陆某", "陆某", "", ""},
		{"contactPhone", "陆某 王某", "陆某、王某", "", ""}, {"contactPhone", "13800000000", "", "13800000000", ""},
		{"contact", "陆某13800000000", "陆某", "13800000000", ""}, {"contact", "陆某 138", "陆某 138", "", ""},
		{"phone", "陆13800000000", "", "陆13800000000", ""},
	} {
		r := rowOf(t, Demands, tt.key, tt.cell)
		if c := r.Demand.Contact; c.Name != tt.name || c.Phone != tt.phone || c.Email != tt.email {
			t.Errorf("%s %q: %+v, told %q", tt.key, tt.cell, c, told(r))
		}
	}
	// The phone has its own cell already, so the name's cell is all name. 联系方式 may hold both, 联系电话 may not.
	if r := rowOf(t, Demands, "phone", "13900000000", "contact",
		"陆某13800000000"); r.Demand.Contact.Phone != "13900000000" {
		t.Errorf("%+v", r.Demand.Contact)
	}
	for _, tt := range []struct {
		k       Kind
		heading string
		both    bool
	}{{Demands, "联系方式", true}, {Achievements, "联系方式", true}, {Organizations, "联系方式", true}, {Demands, "联系电话", false}} {
		r := NewRow(tt.k)
		err := r.Read(HeadColumn{Key: "phone", Column: ByKey(tt.k, "phone"), Heading: tt.heading}, "陆某13800000000",
			sheet.Note{})
		name := r.contact.Name
		if c := r.Common(); c != nil {
			name = c.Contact.Name
		}
		if err != nil || (name == "陆某") != tt.both || slices.Contains(r.Filled, "contactPhone") != tt.both {
			t.Errorf("%s under %s: name %q, %v, %v", tt.k, tt.heading, name, r.Filled, err)
		}
	}
}

// TestCellsAtTheBoundary: the last accepted value, and the next one, which stays words or gives a warning.
func TestCellsAtTheBoundary(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n) }
	mail := func(n int) string { return strings.Repeat("a", n-5) + "@b.cn" }
	for _, tt := range []struct {
		k         Kind
		key, cell string
		get       func(*Row) any
		want      any
		told      bool
	}{
		{Achievements, "year", "2024", func(r *Row) any { return r.Achievement.Year }, 2024, false},
		{Achievements, "year", "2023年3月-2024年5月", func(r *Row) any { return r.Achievement.Year }, 2024, true},
		{Achievements, "year", "去年", func(r *Row) any { return r.Achievement.Words["year"] }, "去年", true},
		{Achievements, "year", "2024年", func(r *Row) any { return r.Achievement.Year }, 2024, false},
		{Achievements, "year", "2024年3月", func(r *Row) any { return r.Achievement.Year }, 2024, false},
		{Demands, "minTrl", "1", func(r *Row) any { return r.Demand.MinTRL }, 1, false},
		{Demands, "minTrl", "TRL9级", func(r *Row) any { return r.Demand.MinTRL }, 9, false},
		{Demands, "minTrl", "0", func(r *Row) any { return r.Demand.Words["minTrl"] }, "0", true},
		{Demands, "minTrl", "10", func(r *Row) any { return r.Demand.MinTRL }, 0, true},
		{Demands, "minTrl", "6-8级", func(r *Row) any { return r.Demand.MinTRL }, 6, true},
		{Demands, "minTrl", "通过中试", func(r *Row) any { return r.Demand.MinTRL }, 6, false},
		{Demands, "email", mail(listing.MaxLine), func(r *Row) any { return len(r.Demand.Contact.Email) },
			listing.MaxLine, false},
		{Demands, "email", mail(listing.MaxLine + 1), func(r *Row) any { return r.Demand.Contact.Email }, "", true},
		{Demands, "link", "https://a.cn/" + long(listing.MaxLine-13), func(r *Row) any { return r.Link != "" }, true,
			false},
		{Demands, "link", "https://a.cn/" + long(listing.MaxLine-12), func(r *Row) any { return r.Link }, "", true},
		{Demands, "link", "javascript:alert(1)", func(r *Row) any { return r.Link }, "", true},
		{Demands, "township", long(listing.MaxLine), func(r *Row) any { return r.Demand.Township },
			long(listing.MaxLine), false},
		{Demands, "township", long(listing.MaxLine + 1), func(r *Row) any { return r.Demand.Township != "" }, true,
			true},
		{Demands, "keywords", long(50), func(r *Row) any { return len(r.Demand.Keywords) }, 1, false},
		{Demands, "keywords", long(51), func(r *Row) any { return len(r.Demand.Keywords) }, 0, true},
		{Demands, "keywords", strings.Repeat("词、", listing.MaxKeywords),
			func(r *Row) any { return len(r.Demand.Keywords) },
			listing.MaxKeywords, false},
		{Demands, "keywords", strings.Repeat("词、", listing.MaxKeywords+1),
			func(r *Row) any { return len(r.Demand.Keywords) },
			listing.MaxKeywords, true},
		{Demands, "budget", "100000", func(r *Row) any { return *r.Demand.BudgetFen }, int64(100000) * money.Wan, true},
		{Demands, "budget", "99999.99", func(r *Row) any { return *r.Demand.BudgetFen },
			int64(99999_99) * money.Wan / 100, false},
		{Demands, "type", "装备", func(r *Row) any { return r.Demand.Type }, listing.NeedEquipment, false},
		{Demands, "type", "人才、装备", func(r *Row) any { return r.Demand.Type }, listing.NeedTalent, true},
		{Demands, "modes", "转让或许可、转让", func(r *Row) any { return len(r.Demand.Modes) }, 2, false},
		{Demands, "modes", "面谈", func(r *Row) any { return r.Demand.ModeWords }, "面谈", true},
		{Demands, "hideOrg", "看情况", func(r *Row) any { return r.Demand.HideOrg }, true, true},
		{Demands, "hideOrg", "否", func(r *Row) any { return r.Demand.HideOrg }, false, false},
		{Demands, "sourceKind", "paper", func(r *Row) any { return r.Demand.Tags[0] }, "论文", false},
		{Demands, "sourceKind", "其他刊物", func(r *Row) any { return r.Demand.Tags[0] }, "其他刊物", false},
		{Organizations, "kind", "民营企业", func(r *Row) any { return r.Organization.Kind }, party.EnterpriseOrg, true},
		{Organizations, "kind", "高校", func(r *Row) any { return r.Organization.Kind }, party.InstituteOrg, false},
		{Organizations, "industry", "制糖/甘蔗", func(r *Row) any { return r.Organization.Industry != "" }, true, false},
		{Organizations, "industry", "无此行业", func(r *Row) any { return r.Organization.Industry }, "", true},
		{Contracts, "payment", "一次总算、一次总付", func(r *Row) any { return r.Contract.Payment }, contract.PayOnce, false},
		{Contracts, "payment", "royalty", func(r *Row) any { return r.Contract.Payment }, contract.PayRoyalty, false},
		{Contracts, "payment", "分期付款", func(r *Row) any { return r.Contract.Payment }, contract.PayInstalments, false},
		{Contracts, "payment", "现金", func(r *Row) any { return r.Contract.Payment }, contract.Payment(""), true},
		{Contracts, "ip", "发明专利；技术秘密；别的", func(r *Row) any { return strings.Join(r.Contract.IP, " ") },
			"invention secret", true},
		{Contracts, "techArea", "09", func(r *Row) any { return r.Contract.TechArea }, "09", false},
		{Contracts, "techArea", "农业技术", func(r *Row) any { return r.Contract.TechArea }, "09", false},
		{Contracts, "techArea", "09农业技术", func(r *Row) any { return r.Contract.TechArea }, "09", false},
		{Contracts, "techArea", "农业", func(r *Row) any { return r.Contract.TechArea }, "", true},
		{Contracts, "related", "也许", func(r *Row) any { return r.Contract.Related }, false, true},
		{Contracts, "related", "是", func(r *Row) any { return r.Contract.Related }, true, false},
		{Contracts, "deduction", "0", func(r *Row) any { return len(r.Contract.Deductions) }, 0, false},
		{Contracts, "deduction", "0.000001", func(r *Row) any { return len(r.Contract.Deductions) }, 1, false},
		{Contracts, "beginDate", "2026年", func(r *Row) any { return string(r.Contract.BeginDate) }, "2026-01-01", true},
		{Contracts, "endDate", "2026年", func(r *Row) any { return string(r.Contract.EndDate) }, "2026-12-31", true},
		{Contracts, "endDate", "2026-03-01", func(r *Row) any { return string(r.Contract.EndDate) }, "2026-03-01",
			false},
		{Contracts, "endDate", "长期", func(r *Row) any { return string(r.Contract.EndDate) }, "", true},
	} {
		r := rowOf(t, tt.k, tt.key, tt.cell)
		if got := tt.get(r); got != tt.want || (told(r) != "") != tt.told {
			t.Errorf("%s %q: %v, want %v; told %q", tt.key, wording.Clip(tt.cell), got, tt.want, told(r))
		}
	}
	for _, bad := range [][2]string{{"class", "买卖"}, {"total", "很多"}, {"number", "123"}, {"signDate", "2026年3月"}} {
		if err := readCell(NewRow(Contracts), Contracts, bad[0], bad[1], sheet.Note{}); err == nil {
			t.Errorf("%s %q is taken", bad[0], bad[1])
		}
	}
	if err := readCell(NewRow(Contracts), Contracts, "number", "2026530924000001",
		sheet.Note{Kind: sheet.LongNumber}); err == nil {
		t.Error("a number that Excel has cut is taken")
	}
}

// TestDamagedCells: damage refuses a row only in a deciding cell, and gives a warning elsewhere.
func TestDamagedCells(t *testing.T) {
	for _, tt := range []struct {
		k       Kind
		key, v  string
		note    sheet.Note
		refused bool
	}{
		{Demands, "title", "#REF!", sheet.Note{}, true},
		{Demands, "text", "x", sheet.Note{Kind: sheet.ErrorValue}, true},
		{Demands, "org", "", sheet.Note{Kind: sheet.NoValue}, true}, {Demands, "id", "####", sheet.Note{}, true},
		{Demands, "township", "#REF!", sheet.Note{}, false}, {Contracts, "subject", "#REF!", sheet.Note{}, true},
	} {
		r := NewRow(tt.k)
		err := readCell(r, tt.k, tt.key, tt.v, tt.note)
		if (err != nil) != tt.refused || (told(r) == "") != tt.refused || len(r.Filled) > 0 && !tt.refused {
			t.Errorf("%s %q: %v, told %q, fills %v", tt.key, tt.v, err, told(r), r.Filled)
		}
	}
	r := rowOf(t, Achievements, "ipKind", "无", "township", "无", "ipNumber", "")
	if !slices.Equal(r.Filled, []string{"ipKind"}) || !slices.Equal(r.Blank, []string{"township", "ipNumber"}) ||
		!slices.Equal(r.rights.kinds, []string{"none"}) {
		t.Errorf("无 is an answer of rights alone: %v, empty %v", r.Filled, r.Blank)
	}
}

// TestRights pairs kinds and numbers by their places.
func TestRights(t *testing.T) {
	for _, tt := range []struct{ kinds, numbers, want string }{
		{"", "", ""}, {"发明专利", "", "invention"}, {"", "ZL202310000001", "invention ZL202310000001"},
		{"发明专利、实用新型", "ZL2023001；ZL2023002", "invention ZL2023001,utility ZL2023002"},
		{"发明专利、实用新型", "ZL2023001", "invention ZL2023001,utility"},
		{"实用新型", "ZL2023001；ZL2023002", "utility ZL2023001,utility ZL2023002"},
		{"发明专利、实用新型", "ZL2023001；ZL2023002；ZL2023003", "invention ZL2023001；ZL2023002；ZL2023003,utility"},
		{"发明专利、实用新型", "—；ZL2023002", "invention,utility ZL2023002"},
		{"发明专利", "ZL2023001；ZL2023001", "invention ZL2023001"}, {"", "见附件；另附", "invention 见附件；另附"},
		{"无", "", "none"},
	} {
		r := rowOf(t, Achievements, "title", "x", "text", "y", "ipKind", tt.kinds, "ipNumber", tt.numbers)
		settleRights(r)
		var got []string
		for _, ip := range r.Achievement.IP {
			got = append(got, strings.TrimSpace(ip.Kind+" "+ip.Number))
		}
		if strings.Join(got, ",") != tt.want {
			t.Errorf("%s with %s: %q, want %q", tt.kinds, tt.numbers, got, tt.want)
		}
	}
}

// TestLinesWithinBounds: a must-have too many becomes a wish. A line too many or too long moves into the text.
func TestLinesWithinBounds(t *testing.T) {
	lines := func(n int, line string) string { return strings.TrimSuffix(strings.Repeat(line+"\n", n), "\n") }
	for _, tt := range []struct {
		rule        string
		must, nice  string
		kept, musts int
		moved       bool
		told        bool
	}{
		{"all must-haves", lines(listing.MaxMust, "水分≤5%"), "", listing.MaxMust, listing.MaxMust, false, false},
		{"one too many", lines(listing.MaxMust+1, "水分≤5%"), "", listing.MaxMust + 1, listing.MaxMust, false, true},
		{"all lines", "", lines(listing.MaxLines, "水分≤5%"), listing.MaxLines, 0, false, false},
		{"a line too many", "", lines(listing.MaxLines+1, "水分≤5%"), listing.MaxLines, 0, true, true},
		{"a long line", strings.Repeat("长", listing.MaxLine), "", 1, 1, false, false},
		{"a line too long", strings.Repeat("长", listing.MaxLine+1), "", 0, 0, true, true},
	} {
		r := rowOf(t, Demands, "title", "x", "text", "y", "must", tt.must, "nice", tt.nice)
		settleLines(r)
		musts := 0
		for _, q := range r.Demand.Requirements {
			if q.Must {
				musts++
			}
		}
		if len(r.Demand.Requirements) != tt.kept || musts != tt.musts || (r.Demand.Text != "y") != tt.moved ||
			(told(r) != "") != tt.told {
			t.Errorf("%s: %d kept, %d must, text %d, told %q", tt.rule, len(r.Demand.Requirements), musts,
				len(r.Demand.Text), told(r))
		}
	}
	r := rowOf(t, Demands, "title", "x", "text", "y", "must", strings.Repeat("长", listing.MaxLine+1)+"\n"+
		strings.Repeat("宽", listing.MaxLine+1))
	if settleLines(r); !strings.Contains(told(r), "有 2 条") {
		t.Errorf("two lines moved: %q", told(r))
	}
	for n, told := range map[int]bool{listing.MaxLines: false, listing.MaxLines + 1: true} {
		r := rowOf(t, Achievements, "title", "x", "text", "y", "indicators", lines(n, "脱色率≥35%"))
		settleLines(r)
		if len(r.Achievement.Indicators) != listing.MaxLines || strings.Contains(r.Achievement.Text, "技术指标：") != told ||
			(len(r.Notes()) > 0) != told {
			t.Errorf("%d indicators: %d kept, text %q", n, len(r.Achievement.Indicators), r.Achievement.Text)
		}
	}
}

// TestFinishListing: outside title and text a value that breaks a rule is emptied with a warning, and its words are
// kept.
func TestFinishListing(t *testing.T) {
	r := rowOf(t, Demands, "title", "蔗渣脱水", "text", "水分高。", "org", "清河糖业")
	r.Demand.Year = 3
	bad := finish(r, Setting{Raw: func(at string) string { return "raw" + at }})
	if bad != nil || r.Demand.Year != 0 || r.Demand.Words["year"] != "raw/year" ||
		!strings.HasPrefix(told(r), "year ") {
		t.Errorf("an impossible year: %v, %+v, told %q", bad, r.Demand.Words, told(r))
	}
	r = rowOf(t, Demands, "text", "水分高。")
	if bad := finish(r, Setting{}); len(bad) == 0 || bad[0].Pointer != "/title" {
		t.Errorf("no title: %v", bad)
	}
	r = rowOf(t, Demands, "title", "蔗渣脱水")
	if bad := finish(r, Setting{}); len(bad) == 0 || bad[0].Pointer != "/text" {
		t.Errorf("no text: %v", bad)
	}
	r = rowOf(t, Demands, "title", "蔗渣脱水")
	if bad := finish(r, Setting{NoText: true}); bad != nil || !r.Partial || r.Demand.Text != "" {
		t.Errorf("a file without texts: %v, %q", bad, r.Demand.Text)
	}
	r = rowOf(t, Demands, "title", "蔗渣脱水", "text", "联系 13800000000")
	if bad := finish(r, Setting{}); bad != nil || r.Partial || !strings.Contains(told(r), "text 公开的文字里有") {
		t.Errorf("a phone in the text: %v, told %q", bad, told(r))
	}
	r = rowOf(t, Demands, "title", "蔗渣脱水", "text", "水分高。", "township", "南伞镇")
	if finish(r, Setting{Town: "勐堆乡"}); r.Demand.Township != "南伞镇" {
		t.Errorf("the section's town over its own: %s", r.Demand.Township)
	}
	r = rowOf(t, Demands, "title", "蔗渣脱水", "text", "水分高。")
	if finish(r, Setting{Town: "勐堆乡"}); r.Demand.Township != "勐堆乡" || !slices.Contains(r.Filled, "township") {
		t.Errorf("the section's town: %s", r.Demand.Township)
	}
}

// TestIndustryOfARow: a stated industry is confirmed. One that only text or section suggests is proposed.
func TestIndustryOfARow(t *testing.T) {
	sugar := industry.FullName("0104")
	for _, tt := range []struct {
		rule, words, section, title string
		want                        string // its first two digits; "" for none
		confirmed                   bool
		more                        int
	}{
		{"level 2", sugar, "", "蔗渣脱水", "01", true, 0}, {"level 1", "制糖/甘蔗", "", "蔗渣脱水", "01", false, 0},
		{"nothing said", "", "", "甘蔗制糖澄清", "01", false, 0},
		{"the section's", "", "01", "其他事", "01", false, 0},
		{"its own over the section's", sugar, "02", "蔗渣脱水", "01", true, 0},
		{"several, the first counts", sugar + "；茶叶", "", "蔗渣脱水", "01", true, 1},
		{"one twice", sugar + "；" + sugar, "", "蔗渣脱水", "01", true, 0},
		{"an unknown one before", "没有的；" + sugar, "", "蔗渣脱水", "01", true, 0},
	} {
		r := rowOf(t, Demands, "title", tt.title, "text", "内容。", "industry", tt.words)
		bad := finish(r, Setting{Section: tt.section})
		c := r.Demand
		if bad != nil || !strings.HasPrefix(c.Industry, tt.want) || c.IndustryConfirmed != tt.confirmed ||
			len(c.MoreIndustries) != tt.more {
			t.Errorf("%s: %q, confirmed %v, more %v, %v", tt.rule, c.Industry, c.IndustryConfirmed, c.MoreIndustries,
				bad)
		}
	}
	r := rowOf(t, Demands, "title", "x", "text", "y", "industry", "没有的行业")
	if finish(r, Setting{}); !slices.Equal(r.Demand.Keywords, []string{"没有的行业"}) {
		t.Errorf("unknown words become a keyword: %v", r.Demand.Keywords)
	}
	r = rowOf(t, Demands, "title", "x", "text", "y")
	if finish(r, Setting{}); len(r.Demand.Keywords) != 0 {
		t.Errorf("no words: %v", r.Demand.Keywords)
	}
}

// TestIdentity: the row's own number if it is a real one, else its code, title and unit.
func TestIdentity(t *testing.T) {
	identity := func(k Kind, cells ...string) string {
		t.Helper()
		r := rowOf(t, k, cells...)
		r.identify("m1")
		return r.ID
	}
	demand := []string{"title", "蔗渣脱水", "org", "清河糖业"}
	for _, tt := range []struct {
		rule string
		k    Kind
		a, b []string
		same bool
	}{
		{"another number", Demands, append([]string{"id", "ZK-1"}, demand...),
			append([]string{"id", "ZK-2"}, demand...), false},
		{"the same number, another title", Demands, []string{"id", "ZK-1", "title", "a"},
			[]string{"id", "zk-1", "title", "b"}, true},
		{"counting numbers", Demands, append([]string{"id", "999"}, demand...),
			append([]string{"id", "1.2"}, demand...), true},
		{"a long number", Demands, append([]string{"id", "1000"}, demand...), append([]string{"id", "1001"}, demand...),
			false},
		{"another unit", Demands, demand, []string{"title", "蔗渣脱水", "org", "南山糖业"}, false},
		{"a unit without a name", Demands, []string{"title", "蔗渣脱水", "uscc", "91530924MA6K000015"},
			[]string{"title", "蔗渣脱水"}, false},
		{"a name and its code", Demands, demand, append([]string{"uscc", "91530924MA6K000015"}, demand...), true},
		{"a unit by its code", Organizations, []string{"name", "a", "uscc", "91530924MA6K000015"},
			[]string{"name", "b", "uscc", "91530924MA6K000015"}, true},
		{"units by name", Organizations, []string{"name", "a"}, []string{"name", "b"}, false},
		{"contracts by day", Contracts, []string{"title", "a", "signDate", "2026-03-01"},
			[]string{"title", "a", "signDate", "2026-03-02"}, false},
		{"contracts by all", Contracts, []string{"title", "a", "signDate", "2026-03-01"},
			[]string{"title", "a", "signDate", "2026-03-01"}, true},
	} {
		if got := identity(tt.k, tt.a...) == identity(tt.k, tt.b...); got != tt.same {
			t.Errorf("%s: the same %v", tt.rule, got)
		}
	}
}

// TestFinishContract: a stated technology value must equal the result of the rule (253号 art. 52).
func TestFinishContract(t *testing.T) {
	cells := []string{"title", "蔗渣脱水", "seller", "镇康工学院", "buyer", "清河糖业", "total", "100", "deduction", "30"}
	for tech, ok := range map[string]bool{"70": true, "71": false, "": true} {
		r := rowOf(t, Contracts, append(cells, "tech", tech)...)
		if bad := finish(r, Setting{}); (bad == nil) != ok || !ok && bad[0].Pointer != "/deductions" {
			t.Errorf("technology %q: %v", tech, bad)
		}
	}
	r := rowOf(t, Contracts, "title", "蔗渣脱水", "tech", "70")
	if bad := finish(r, Setting{}); bad != nil {
		t.Errorf("a technology value without a total: %v", bad)
	}
}

// TestFinishOrganization: a contact without a name gets a placeholder name, and an empty one is not made.
func TestFinishOrganization(t *testing.T) {
	for _, tt := range []struct {
		cells []string
		names []string
	}{
		{nil, nil}, {[]string{"phone", "13800000000"}, []string{"联系人"}},
		{[]string{"contact", "李某", "phone", "13800000000"}, []string{"李某"}},
	} {
		r := rowOf(t, Organizations, append([]string{"name", "清河糖业", "kind", "企业"}, tt.cells...)...)
		bad := finish(r, Setting{})
		var names []string
		for _, c := range r.Organization.Contacts {
			names = append(names, c.Name)
		}
		if bad != nil || !slices.Equal(names, tt.names) {
			t.Errorf("%v: contacts %v, %v", tt.cells, names, bad)
		}
	}
}

// TestHeadings: a heading by its name, an alias, the count of a record or a unit behind it.
func TestHeadings(t *testing.T) {
	for _, tt := range []struct {
		k           Kind
		heading, is string
	}{
		{Demands, "需求名称", "title"}, {Demands, "*需求名称（必填）", "title"}, {Demands, "需求1名称", "title"},
		{Demands, "预算/万元", "budget"},
		{Demands, "预算 单位：千元", "budget"}, {Demands, "需求名称万元", ""}, {Demands, "无此栏", ""},
		{Demands, strings.Repeat("长", 81), ""},
		{Achievements, "专利号", "ipNumber"}, {Demands, "单位地址", "region"}, {Organizations, "单位地址", "address"},
		{Organizations, "e-mail地址", "email"},
		{Organizations, "所属产业", "industry"}, {Contracts, "甲方名称", "buyer"}, {Contracts, "县区", ""},
		{Organizations, "县区", "region"},
	} {
		got := ""
		if c := ByHeading(tt.k, tt.heading); c != nil {
			got = c.Key
		}
		if got != tt.is {
			t.Errorf("%s of %s is %q, want %q", tt.heading, tt.k, got, tt.is)
		}
	}
	for _, tt := range []struct {
		heading string
		like    bool
	}{
		{"", false}, {"需求名称", true}, {"序号", true}, {"技术难题", true}, {"岗位", true}, {"设备名称", true}, {"名称", true},
		{"蔗渣脱水", false},
		{"指标3要求", false}, {"问过的", true}, {strings.Repeat("长", 9) + "名称", false}, {strings.Repeat("长", 8) + "名称", true},
		{strings.Repeat("长", 41), false}, {"情况", false},
	} {
		if HeadingLike(Demands, Mapping{"问过的": ""}, tt.heading) != tt.like {
			t.Errorf("%q looks like a heading: %v", tt.heading, !tt.like)
		}
	}
	for heading, want := range map[string]string{"拟投入资金总额说明": "budget", "本企业联系人手机": "contact", "难题": "text",
		"钱": "budget", "x": "",
		"找谁": "contactPhone", "预算及说明": "budget", "具体描述": "text"} {
		if got := Guess(Demands, heading); got != want {
			t.Errorf("%s is proposed as %q, want %q", heading, got, want)
		}
	}
	for s, skip := range map[string]bool{"序号": true, "填表日期（年月日）": true, "退回原因": true, "名称": false} {
		if IsSkipped(s) != skip {
			t.Errorf("%s is skipped: %v", s, !skip)
		}
	}
	if !Weak(Demands, "技术难题（必填）") || Weak(Demands, "需求名称") {
		t.Error("which headings may be the title")
	}
	for at, key := range map[string]string{"/contact/phone": "phone", "/contacts/0/phone": "",
		"/requirements/3/text": "must", "/none": ""} {
		if got := KeyAt(Demands, at); got != key {
			t.Errorf("%s points to %q, want %q", at, got, key)
		}
	}
	if got := KeyAt(Organizations, "/contacts/0/phone"); got != "phone" {
		t.Errorf("the longest pointer counts: %q", got)
	}
	if (&Column{}).Width() != 0 || (&Column{wide: 30}).Width() != 30 {
		t.Error("the width of a column")
	}
	if TitleKey(Organizations) != "name" || TitleKey(Contracts) != "title" {
		t.Error("the key of the title")
	}
	if _, err := ParseKind("people"); err == nil {
		t.Error("a kind that is none")
	}
	if k, err := ParseKind("contracts"); err != nil || k.Name() != "技术合同" {
		t.Errorf("%s, %v", k, err)
	}
	p := RowProblem{Row: 3, Msg: fault.Plain("请填写")}
	if p.Reason() != "请填写" || p.String() != "第 3 行：请填写" {
		t.Errorf("%s, %s", p.Reason(), p)
	}
	if p.Heading = "需求名称"; p.Reason() != "需求名称：请填写" {
		t.Error(p.Reason())
	}
}

// TestUnitOfAColumn: an answer, then the heading, the line, the cells. A foreign or mixed unit is asked about.
func TestUnitOfAColumn(t *testing.T) {
	line := func(s ...string) LineUnit {
		var rows []sheet.Row
		for _, x := range s {
			rows = append(rows, sheet.Row{Cells: []string{x}})
		}
		return UnitBeside(rows)
	}
	for _, tt := range []struct {
		heading, over string
		line          LineUnit
		cells         []string
		answers       Units
		unit          string
		from          UnitFrom
		asks          bool
	}{
		{"预算（万元）", "", LineUnit{}, []string{"5"}, nil, "万元", UnitOfHeading, false},
		{"预算（元）", "", line("单位：万元"), []string{"5"}, nil, "元", UnitOfHeading, false},
		{"预算/千元", "", LineUnit{}, nil, nil, "千元", UnitOfHeading, false},
		{"budget_wan", "", LineUnit{}, nil, nil, "万元", UnitOfHeading, false},
		{"预算亿元", "", LineUnit{}, nil, nil, "亿元", UnitOfHeading, false},
		{"预算", "资金（元）", LineUnit{}, nil, nil, "元", UnitOfHeading, false},
		{"预算", "单位：元", LineUnit{}, nil, nil, "万元", "", false},
		{"预算", "", line("单位：元"), nil, nil, "元", UnitOfLine, false},
		{"预算", "", line("x", "（千元）"), nil, nil, "千元", UnitOfLine, false},
		{"预算", "", line("单位：镇康县科技局"), nil, nil, "万元", "", false},
		{"预算", "", line("金额单位：万美元"), nil, nil, "", UnitOfLine, true},
		{"预算", "", line("以下金额均以千元计"), nil, nil, "千元", UnitOfLine, false},
		{"预算", "", line("金额单位：斗"), nil, nil, "", UnitOfLine, true},
		{"预算（万美元）", "", LineUnit{}, nil, nil, "", UnitOfHeading, true},
		{"预算（万美元）", "", LineUnit{}, nil, Units{"预算（万美元）": "万元"}, "万元", UnitAsked, false},
		{"预算（万美元）", "", LineUnit{}, nil, Units{"预算（万美元）": WordsOnly}, "", UnitAsked, false},
		{"预算", "", LineUnit{}, []string{"5万元", "6万元", ""}, nil, "万元", UnitOfCell, false},
		{"预算", "", LineUnit{}, []string{"5元", "6"}, nil, "", UnitOfCell, true},
		{"预算", "", LineUnit{}, []string{"5", "6"}, nil, "万元", "", false},
		{"预算", "", LineUnit{}, []string{"10000"}, nil, "", "", true},
		{"预算", "", LineUnit{}, []string{"9999"}, nil, "万元", "", false},
		{"预算", "", LineUnit{}, []string{"5-10000"}, nil, "", "", true},
		{"预算", "", LineUnit{}, []string{"面议", "5万美元"}, nil, "万元", "", false},
	} {
		c := HeadColumn{Heading: tt.heading, Over: tt.over, Column: ByKey(Demands, "budget")}
		var rows []sheet.Row
		for _, v := range tt.cells {
			rows = append(rows, sheet.Row{Cells: []string{v}, Notes: map[int]sheet.Note{}})
		}
		c.SettleUnit(tt.line, rows, tt.answers)
		if c.Unit != tt.unit || c.UnitFrom != tt.from || c.Ask.IsZero() == tt.asks {
			t.Errorf("%s under %q with %v: %q from %q, asks %q", tt.heading, tt.over, tt.cells, c.Unit, c.UnitFrom,
				c.Ask.In(vocab.Zh))
		}
	}
	title := HeadColumn{Heading: "需求名称（元）", Column: ByKey(Demands, "title")}
	if title.SettleUnit(LineUnit{}, nil, nil); title.Unit != "" {
		t.Errorf("a column of no money has a unit: %s", title.Unit)
	}
	many := Units{}
	for i := range 100 {
		many[fmt.Sprint(i)] = "元"
	}
	if err := CheckUnits(many); err != nil {
		t.Errorf("a hundred answers: %v", err)
	}
	many["x"] = "元"
	for name, u := range map[string]Units{"a hundred and one": many, "no unit": {"预算": "斗"},
		"a long heading": {strings.Repeat("x", 501): "元"}} {
		if CheckUnits(u) == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if err := CheckUnits(Units{strings.Repeat("x", 500): "", "a": WordsOnly}); err != nil {
		t.Error(err)
	}
	if u := (Units{"a": "元", "b": "元"}).With(Units{"a": "", "c": "万元"}); len(u) != 2 || u["b"] != "元" ||
		u["c"] != "万元" {
		t.Errorf("an empty answer takes one back: %v", u)
	}
}

// TestSecrecyAndConsent: a row that is not clearly open stays a draft, and a secret is never kept.
func TestSecrecyAndConsent(t *testing.T) {
	for _, tt := range []struct {
		key, cell                         string
		draft, closed, noConsent          bool
		consents, opened, secret, refused bool
	}{
		{"consent", "是", false, false, false, true, false, false, false},
		{"consent", "同意公开", false, false, false, true, false, false, false},
		{"consent", "否", true, false, true, false, false, false, false},
		{"consent", "再说", true, false, true, false, false, false, false},
		{"consent", "无", true, false, true, false, false, false, false},
		{"secrecy", "公开", false, false, false, false, true, false, false},
		{"secrecy", "商业秘密", true, true, false, false, false, false, false},
		{"secrecy", "机密", false, false, false, false, false, true, true},
	} {
		r := NewRow(Demands)
		err := readCell(r, Demands, tt.key, tt.cell, sheet.Note{})
		if r.Draft != tt.draft || r.Closed != tt.closed || r.NoConsent != tt.noConsent ||
			r.Said.Consents != tt.consents ||
			r.Said.Opened != tt.opened || r.Secret != tt.secret || errors.Is(err, wording.ErrUnparted) != tt.refused {
			t.Errorf("%s %q: %+v, %v", tt.key, tt.cell, r.Said, err)
		}
		if len(r.Demand.Levels) > 0 != tt.closed {
			t.Errorf("%s %q closes %v", tt.key, tt.cell, r.Demand.Levels)
		}
	}
	if r := rowOf(t, Contracts, "secrecy", "商业秘密"); r.Draft || r.Closed {
		t.Error("a contract is never public")
	}
	was := &listing.Source{NoConsent: true}
	for _, tt := range []struct {
		r        Row
		old, new string
	}{
		{Row{Refuses: true}, "已公开", "不同意公开"}, {Row{}, "不公开", "不公开"},
		{Row{Said: listing.Said{Consents: true}}, "不公开", "可以公开"},
		{Row{Said: listing.Said{Opened: true}}, "不公开", "可以公开"},
		{Row{Closed: true, Said: listing.Said{Consents: true}}, "不公开", "不公开"},
	} {
		if c := tt.r.ConsentChange(was); c.Old != tt.old || c.New != tt.new {
			t.Errorf("%+v: %s > %s", tt.r.Said, c.Old, c.New)
		}
	}
}

// TestShownAsItIsRead: the shown value of a column is read as the same value again.
func TestShownAsItIsRead(t *testing.T) {
	cells := map[Kind][]string{
		Demands: {"title", "蔗渣脱水", "text", "水分高。", "type", "装备", "must", "水分≤48%\n得率 95～97%", "nice", "能耗低", "budget",
			"50-80", "deadline",
			"2026-12-31", "minTrl", "6", "region", "云南省临沧市镇康县", "modes", "转让、许可", "keywords", "甘蔗、蔗渣", "year", "2026",
			"tags", "重点"},
		Achievements: {"title", "压辊", "text", "重辊。", "indicators", "脱色率≥35%\n得率95～97%", "stage", "通过中试", "trl", "6",
			"ipKind", "发明专利、实用新型",
			"ipNumber", "—；ZL2023002", "price", "80", "inventors", "王某、李某"},
	}
	for k, list := range cells {
		r := rowOf(t, k, list...)
		if bad := finish(r, Setting{}); bad != nil {
			t.Fatalf("%s: %v", k, bad)
		}
		again := NewRow(k)
		for i := 0; i < len(list); i += 2 {
			c := ByKey(k, list[i])
			if c.Show == nil {
				continue
			}
			v := c.Show(r)
			if v == nil {
				t.Errorf("%s of %s shows nothing", c.Key, k)
				continue
			}
			if err := readCell(again, k, c.Key, fmt.Sprint(v), sheet.Note{}); err != nil {
				t.Errorf("%s shows %v: %v", c.Key, v, err)
			}
		}
		finish(again, Setting{})
		if d := cmp.Diff([]any{r.Demand, r.Achievement}, []any{again.Demand, again.Achievement}); d != "" {
			t.Errorf("%s (-read +again):\n%s", k, d)
		}
	}
	if number(0) != nil || number(3) != "3" {
		t.Error("no number is shown as nothing")
	}
	if got := IndustryNames("0104", "", "0104"); strings.Count(got.(string), "；") != 1 {
		t.Errorf("an empty code among industries: %v", got)
	}
	if modeNames([]listing.Mode{listing.ModeTransfer}, "转让") != "转让" || modeNames(nil, "面谈") != "面谈" {
		t.Error("the words of a mode that is there already")
	}
	if RegionName("", "雄安") != "雄安" {
		t.Error("a place without a code shows its words")
	}
	for text, trl := range map[string]int{"": 0, "中试/量产": 6, "试验示范": 6, "示范": 7, "量产": 8, "小试后中试": 4} {
		if StageTRL(text) != trl {
			t.Errorf("%s is level %d", text, StageTRL(text))
		}
	}
}

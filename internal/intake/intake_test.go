package intake_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/soak"
	"kebang/internal/store"
	"kebang/internal/workbook"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled writes the template of a kind, fills in rows by heading, and gives the file.
func filled(t *testing.T, k form.Kind, rows ...map[string]any) []byte {
	t.Helper()
	var buf bytes.Buffer
	must(t, intake.Template(k, &buf))
	f, err := excelize.OpenReader(&buf)
	must(t, err)
	defer f.Close()
	name := f.GetSheetName(0)
	head, err := f.GetRows(name)
	must(t, err)
	for n, row := range rows {
		left := len(row)
		for i, h := range head[1] {
			if v, ok := row[strings.TrimSuffix(h, " *")]; ok {
				left--
				cell, err := excelize.CoordinatesToCellName(i+1, n+3)
				must(t, err)
				must(t, f.SetCellValue(name, cell, v))
			}
		}
		if left > 0 {
			t.Fatalf("row %d names columns the template does not have: %v", n, row)
		}
	}
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

// uscc finds the check character of the first 17 by the rule itself.
func uscc(t *testing.T, first17 string) string {
	t.Helper()
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if s, err := party.USCC(first17 + string(c)); err == nil {
			return s
		}
	}
	t.Fatal("no check character fits " + first17)
	return ""
}

func TestTemplateRoundTrip(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	org, err := w.parties.CreateOrganization(ctx, officer, party.NewID(),
		party.OrganizationForm{Name: "镇康甲糖业有限公司", Kind: party.EnterpriseOrg, USCC: uscc(t, "91530924MA0000001"),
			Region: "530924"})
	must(t, err)
	org, err = w.parties.VerifyOrganization(ctx, officer, org.ID, org.Rev)
	must(t, err)
	data := filled(t, form.Demands,
		map[string]any{"需求名称": "机收甘蔗夹杂物增加后的澄清工艺", "需求内容": "机械化收获使入榨甘蔗夹杂物增加，混合汁色值升高，需要新的澄清工艺。", "需求类型": "技术",
			"单位名称": org.Name, "统一社会信用代码": org.USCC,
			"所在地区": "云南 镇康", "所属行业": "制糖/甘蔗", "必备指标": "混合汁色值≤150IU\n处理量不低于300t/h", "期望指标": "能耗下降10%", "预期投入（万元）": 120.5,
			"期望解决时限": "2026年12月31日",
			"合作方式":   "合作开发、技术服务", "最低成熟度": "通过中试", "关键词": "甘蔗、澄清", "隐藏单位名称": "是", "联系人": "李某", "联系电话": "0883-1234567",
			"年度": 2026},
		map[string]any{"需求名称": "核桃青皮脱除机", "需求内容": "需要适合山地小户使用的核桃青皮脱除设备。", "需求类型": "装备", "单位名称": "永德县某合作社",
			"所属行业": "坚果与水果加工"},
	)
	b := book(t, "征集表.xlsx", data)
	p, err := w.svc.Preview(ctx, officer, form.Demands, b, nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 2, Good: 2}) || len(p.Unknown) > 0 || len(p.Problems) > 0 {
		t.Fatalf("%+v unknown %v problems %v", p.Counts, p.Unknown, p.Problems)
	}
	out, err := w.svc.Apply(ctx, officer, p, "征集表.xlsx", intake.Options{Publish: true}, nil)
	must(t, err)
	if out.Added != 2 || out.Done() != 2 {
		t.Fatalf("%+v", out)
	}
	var all []listing.Demand
	must(t, w.db.View(ctx, func(tx store.Tx) error {
		page, err := listing.Demands.Find(tx, store.Query{Market: "m1", Sort: []store.Order{{Field: "serial"}}})
		all = page.Items
		return err
	}))
	first, second := all[0], all[1]
	if first.OwnerOrg != org.ID || first.Lead() || first.State != listing.Open || !second.Lead() ||
		second.Published.OrgWords != "永德县某合作社" {
		t.Errorf("owner %q lead %v state %s; second lead %v", first.OwnerOrg, first.Lead(), first.State, second.Lead())
	}
	c := first.Published
	if c.Region != "530924" || c.BudgetFen == nil || *c.BudgetFen != 120_500_000 || c.Deadline != "2026-12-31" ||
		c.MinTRL != 6 || !c.HideOrg || c.Contact.Phone != "0883-1234567" ||
		c.Type != listing.NeedTechnology || second.Published.Type != listing.NeedEquipment || len(c.Modes) != 2 ||
		c.Year != 2026 {
		t.Errorf("content: %+v", c)
	}
	if len(c.Requirements) != 3 || !c.Requirements[0].Must || c.Requirements[0].Op != "<=" ||
		c.Requirements[0].Value != "150" || c.Requirements[2].Must {
		t.Errorf("requirements: %+v", c.Requirements)
	}

	// The downloaded list can be read again; a demonstration market marks it.
	write, err := intake.ExportListings(ctx, workbook.NewExporter(w.db), officer.Market,
		func(row func(listing.View[listing.DemandContent]) error) error {
			for _, l := range all {
				if err := row(w.listings.Demands.ReadAs(officer, l, disclosure.Private)); err != nil {
					return err
				}
			}
			return nil
		})
	must(t, err)
	var buf bytes.Buffer
	must(t, write(&buf))
	back, err := w.svc.Preview(ctx, officer, form.Demands, book(t, "export.xlsx", buf.Bytes()), nil)
	must(t, err)
	if back.Counts != (intake.RowCounts{Total: 2, Unchanged: 2}) || len(back.Unknown) != 0 {
		t.Errorf("the download read in again: %+v, unknown %v, %v", back.Counts, back.Unknown, back.Problems)
	}

	// Changed rows change; edited ones keep their edits.
	_, err = w.listings.Demands.Step(ctx, officer, second.ID, second.Rev, listing.StepWithdraw, "单位要求")
	must(t, err)
	data = filled(t, form.Demands,
		map[string]any{"需求名称": "机收甘蔗夹杂物增加后的澄清工艺", "需求内容": "内容改了：机械化收获使入榨甘蔗夹杂物增加。", "单位名称": org.Name,
			"统一社会信用代码": org.USCC, "所属行业": "制糖/甘蔗"},
		map[string]any{"需求名称": "核桃青皮脱除机", "需求内容": "内容也改了：需要适合山地小户使用的核桃青皮脱除设备。", "单位名称": "永德县某合作社", "所属行业": "坚果与水果加工"})
	p, err = w.svc.Preview(ctx, officer, form.Demands, book(t, "二.xlsx", data), nil)
	must(t, err)
	out, err = w.svc.Apply(ctx, officer, p, "二.xlsx", intake.Options{Publish: true}, nil)
	must(t, err)
	if out.Changed != 1 || out.Kept != 1 || out.Added != 0 {
		t.Errorf("second file: %+v", out)
	}
}

func TestTemplateHasDropDowns(t *testing.T) {
	for _, k := range form.Kinds() {
		var buf bytes.Buffer
		must(t, intake.Template(k, &buf))
		f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
		must(t, err)
		rules, err := f.GetDataValidations(f.GetSheetName(0))
		must(t, err)
		lists := 0
		for _, r := range rules {
			if r.Type == "list" {
				lists++
			}
		}
		if lists < 2 || f.GetSheetName(1) != "填写说明" {
			t.Errorf("%s: %d drop-downs, second sheet %q", k, lists, f.GetSheetName(1))
		}
		must(t, f.Close())
		p, err := intake.Read(k, "m1", book(t, "t.xlsx", buf.Bytes()), nil)
		if err != nil || p.Counts.Total != 0 || len(p.Unknown) != 0 {
			t.Errorf("%s: the empty template gives %+v, unknown %v, %v", k, p, p.Unknown, err)
		}
	}
}

func gb(t *testing.T, s string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	must(t, err)
	return out
}

func TestBadRowsAreTold(t *testing.T) {
	long := strings.Repeat("长", 10_000)
	wrong := uscc(t, "91530924MA0000001")
	if wrong = wrong[:17] + "0"; uscc(t, wrong[:17]) == wrong {
		wrong = wrong[:17] + "1"
	}
	data := gb(t, "2026年技术需求征集表,,,,,,\n序号,需求名称,需求内容,预算(元),解决时限,信用代码,需求类型\n"+
		"1,甲需求,需要降低能耗的烘干工艺,1250000,2026-03-01,,技术\n"+
		"2,,没有名称的需求,,,,\n"+
		"3,乙需求,负的预算,-5,,,\n"+
		"4,丙需求,没有的日期,,2026-02-30,,\n"+
		"5,丁需求,校验码不符,,,"+wrong+",\n"+
		"6,"+long+",名称太长,,,,\n"+
		"7,戊需求,类型不对,,,,空想\n"+
		"8,己需求,一分以下的钱,0.001,,,\n"+
		"注：本表一式两份,,,,,,\n")
	p, err := intake.Read(form.Demands, "m1", book(t, "征集表.csv", data), nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 8, Good: 6, Bad: 2, Warned: 5}) || len(p.Unknown) != 0 {
		t.Errorf("%+v unknown %v", p.Counts, p.Unknown)
	}
	if c := p.Rows[0].Demand; c.BudgetFen == nil || *c.BudgetFen != 125_000_000 {
		t.Errorf("a budget in 元 was read as %v fen", c.BudgetFen)
	}
	type place struct {
		Row             int
		Column, Heading string
	}
	// Only the title refuses a row; other loose or wrong cells give warnings.
	want := map[place]string{{4, "B", "需求名称"}: "请填写", {5, "D", "预算(元)"}: "不能为负", {6, "E", "解决时限"}: "没有“2026-02-30”这一天",
		{7, "F", "信用代码"}: "校验码",
		{8, "B", "需求名称"}: "最多 200 字", {9, "G", "需求类型"}: "不在选项中", {10, "D", "预算(元)"}: "分"}
	for _, e := range append(p.Problems, p.Warnings...) {
		at := place{e.Row, e.Column, e.Heading}
		if w, ok := want[at]; !ok || !strings.Contains(e.Text(), w) || !strings.Contains(e.String(), e.Text()) {
			t.Errorf("unexpected: %s", e)
		}
		delete(want, at)
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}

func TestHeaderOfXLS(t *testing.T) {
	data, err := os.ReadFile("../sheet/testdata/demands.xls")
	must(t, err)
	p, err := intake.Read(form.Demands, "m1", book(t, "demands.xls", data), nil)
	must(t, err)
	if d := cmp.Diff([]string{"自筹比例"}, p.Unknown); d != "" {
		t.Error("unknown headings: " + d)
	}
	if len(p.Rows) != 2 || p.Sheets[0].HeaderRow != 3 || p.Rows[0].Demand.BudgetFen == nil ||
		*p.Rows[0].Demand.BudgetFen != 12_500_000 || p.Rows[0].Demand.Deadline != "2026-03-01" ||
		p.Rows[1].Number != 6 {
		t.Errorf("header row %d, %d rows, problems %v", p.Sheets[0].HeaderRow, len(p.Rows), p.Problems)
	}
	if d := cmp.Diff([]string{"长文"}, p.Skipped); d != "" {
		t.Error(d)
	}
}

func TestMergedCellsCarryDown(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "需求名称", "B1": "需求内容", "C1": "企业名称", "A2": "甲需求", "B2": "内容甲",
		"C2": "一家公司", "A3": "乙需求", "B3": "内容乙", "A4": "丙需求", "B4": "内容丙"} {
		must(t, f.SetCellStr("Sheet1", cell, v))
	}
	must(t, f.MergeCell("Sheet1", "C2", "C3"))
	var buf bytes.Buffer
	must(t, f.Write(&buf))
	p, err := intake.Read(form.Demands, "m1", book(t, "a.xlsx", buf.Bytes()), nil)
	must(t, err)
	if len(p.Rows) != 3 || p.Rows[1].Org != "一家公司" || p.Rows[2].Org != "" {
		t.Errorf("%+v", p.Rows)
	}
}

func TestMappingIsRemembered(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	b := book(t, "a.csv", []byte("需求名称,需求内容,老板想花多少（万元）,心情\n甲需求,内容甲,12.5,好\n"))
	p, err := w.svc.Preview(ctx, officer, form.Demands, b, nil)
	must(t, err)
	if d := cmp.Diff([]string{"老板想花多少（万元）", "心情"}, p.Unknown); d != "" {
		t.Fatal(d)
	}
	if err := w.svc.Remember(ctx, officer, form.Demands, form.Mapping{"心情": "mood"}); !fault.Is(err,
		fault.Invalid) {
		t.Errorf("an unknown column was taken: %v", err)
	}
	must(t, w.svc.Remember(ctx, officer, form.Demands, form.Mapping{"老板想花多少（万元）": "budget", "心情": ""}))
	p, err = w.svc.Preview(ctx, officer, form.Demands, b, nil)
	must(t, err)
	if len(p.Unknown) != 0 || p.Rows[0].Demand.BudgetFen == nil || *p.Rows[0].Demand.BudgetFen != 12_500_000 {
		t.Errorf("unknown %v, row %+v", p.Unknown, p.Rows[0].Demand)
	}
	other := officer
	other.Market = "m2"
	if p, err = w.svc.Preview(ctx, other, form.Demands, b, nil); err != nil || len(p.Unknown) != 2 {
		t.Errorf("another market knows the mapping: %v, %v", p.Unknown, err)
	}
	enterprise := officer
	enterprise.Role = actor.Enterprise
	if _, err = w.svc.Preview(ctx, enterprise, form.Demands, b, nil); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an enterprise imports: %v", err)
	}
}

func TestTwinsInOneFile(t *testing.T) {
	p, err := newWorld(t).svc.Preview(context.Background(), officer, form.Demands, book(t, "a.csv",
		[]byte("名称,内容,单位\n甲需求,内容一,一公司\n甲需求,内容一,一公司\n甲需求,内容二,一公司\n甲需求,内容三,二公司\n")), nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 4, Good: 2, Bad: 1, Unchanged: 1, Near: 1}) {
		t.Errorf("%+v %v", p.Counts, p.Problems)
	}
}

// TestNoHeader opens a file of unknown headings with a question instead of a refusal.
func TestNoHeader(t *testing.T) {
	p, err := intake.Read(form.Achievements, "m1", book(t, "a.csv", []byte("日期,天气\n今天,晴\n")), nil)
	if err != nil || !p.Asks() || len(p.Sheets) != 1 || p.Sheets[0].HeaderRow != 1 || p.Counts.Total != 0 ||
		len(p.Peeks) != 1 {
		t.Errorf("%+v %v", p, err)
	}
}

func TestStageTRL(t *testing.T) {
	for word, want := range map[string]int{"正在研发": 3, "已有样品": 4, "通过小试": 4, "通过中试": 6, "可以量产": 8, "专利": 0,
		"研究论文（预印本/已发表）": 0, "中试/产业化": 6, "试验示范": 6, "示范推广": 7, "已投产": 8, "": 0} {
		if got := form.StageTRL(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("需求名称,需求内容,预算（元）,解决时限\n甲,乙,1,2026-02-30\n"))
	f.Add([]byte("{\"title\":\"甲\",\"text\":\"乙\",\"budget_wan\":1e3,\"year\":\"x\"}\n"))
	soak.Fuzz(f, func(t *testing.T, data []byte) {
		b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "f", sheet.Limits{Bytes: 1 << 16})
		if err != nil {
			return
		}
		for _, k := range form.Kinds() {
			p, err := intake.Read(k, "m1", b, form.Mapping{"甲": "title", "乙": ""})
			if err == nil && p.Counts.Total != p.Counts.Good+p.Counts.Bad+p.Counts.Unchanged {
				t.Fatalf("%+v", p.Counts)
			}
		}
	})
}

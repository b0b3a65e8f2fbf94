package intake_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/disclosure"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workbook"
)

// apply previews and writes a file, and gives both results.
func (w *world) apply(t *testing.T, k form.Kind, name string, data []byte, o intake.Options) (*intake.Plan,
	intake.Outcome) {
	t.Helper()
	p, err := w.svc.Preview(context.Background(), officer, k, book(t, name, data), nil)
	must(t, err)
	out, err := w.svc.Apply(context.Background(), officer, p, name, o, nil)
	must(t, err)
	return p, out
}

func (w *world) demand(t *testing.T) listing.Demand {
	t.Helper()
	var l listing.Demand
	must(t, w.db.View(context.Background(), func(tx store.Tx) (err error) {
		l, err = listing.Demands.First(tx, store.Query{Market: "m1"})
		return err
	}))
	return l
}

func (w *world) contract(t *testing.T) contract.Contract {
	t.Helper()
	var c contract.Contract
	must(t, w.db.View(context.Background(), func(tx store.Tx) (err error) {
		c, err = contract.Contracts.First(tx, store.Query{Market: "m1", Sort: []store.Order{{Field: "serial"}}})
		return err
	}))
	return c
}

const wholeTable = "企业名称,需求名称,需求内容,必备指标,期望指标,预期投入（万元）,联系人,联系电话,所在地区,关键词\n" +
	"清河制糖有限公司,滤布再生,滤布更换频繁。,再生次数≥10次,能耗下降10%,80,陆某,0883-0000000,云南省临沧市镇康县,滤布\n"

// TestNarrowTableChangesItsColumnsOnly reads a table with fewer columns over a published need. Fields without a column
// stay, an empty cell empties nothing, and the preview names each field.
func TestNarrowTableChangesItsColumnsOnly(t *testing.T) {
	for _, publish := range []bool{true, false} {
		w := newWorld(t)
		w.apply(t, form.Demands, "a.csv", []byte(wholeTable), intake.Options{Publish: publish})
		narrow := "企业名称,需求名称,需求内容,必备指标,联系人\n清河制糖有限公司,滤布再生,滤布更换频繁，一榨季三次。,再生次数≥12次,\n"
		p, out := w.apply(t, form.Demands, "b.csv", []byte(narrow), intake.Options{Publish: publish})
		if p.Counts != (intake.RowCounts{Total: 1, Good: 1, Update: 1}) || out.Changed != 1 {
			t.Fatalf("publish %v: %+v %+v", publish, p.Counts, out)
		}
		want := []form.FieldChange{
			{Field: "text", Label: "需求内容", Old: "滤布更换频繁。", New: "滤布更换频繁，一榨季三次。"},
			{Field: "must", Label: "必备指标", Old: "再生次数≥10次", New: "再生次数≥12次"},
			{Field: "contact", Label: "联系人", Old: "陆某", Kept: true},
		}
		if d := cmp.Diff(want, p.Samples[0].Changes); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([]intake.RowUpdate{{Sheet: "b", Row: 2, Title: "滤布再生", Changes: want}}, p.Updates); d != "" {
			t.Error(d)
		}
		l := w.demand(t)
		c := l.Current()
		if (l.State == listing.Open) != publish || c.Text != "滤布更换频繁，一榨季三次。" || c.BudgetFen == nil ||
			*c.BudgetFen != 80_000_000 || c.Contact.Name != "陆某" ||
			c.Contact.Phone != "0883-0000000" || c.Region != "530924" || len(c.Requirements) != 2 ||
			c.Requirements[0].Value != "12" || c.Requirements[1].Must {
			t.Errorf("publish %v: %+v", publish, c)
		}
		p, _ = w.apply(t, form.Demands, "b.csv", []byte(narrow), intake.Options{Publish: publish})
		if p.Counts != (intake.RowCounts{Total: 1, Unchanged: 1}) {
			t.Errorf("again: %+v", p.Counts)
		}
	}
}

// TestEveryColumnUpdates changes each column of a need once, alone, and expects that only this field changes.
func TestEveryColumnUpdates(t *testing.T) {
	const head, row = "企业名称,需求名称,需求内容", "清河制糖有限公司,滤布再生,滤布更换频繁。"
	for _, c := range []struct{ heading, old, fresh, key string }{
		{"联系人", "陆某", "岩某", "contact"},
		{"联系电话", "0883-0000000", "0883-0000001", "phone"},
		{"联系人及电话", "陆某 0883-0000000", "陆某 0883-0000001", "phone"},
		{"电子邮箱", "a@qinghe.example", "b@qinghe.example", "email"},
		{"预期投入（万元）", "50-100", "面议", "budget"},
		{"预期投入（万元）", "约100万元", "120", "budget"},
		{"期望解决时限", "长期", "2027-06-30", "deadline"},
		{"所在地区", "云南省临沧市镇康县", "清河新区", "region"},
		{"所在地区", "清河新区", "云南省临沧市镇康县", "region"},
		{"合作方式", "均可", "合作开发", "modes"},
		{"需求类型", "技术攻关", "技术", "type"},
		{"最低成熟度", "小试以上", "高一点", "minTrl"},
		{"所属行业", "制糖", "茶叶", "industry"},
		{"关键词", "滤布", "滤布、再生", "keywords"},
		{"标签", "强链补链", "重点企业", "tags"},
		{"年度", "2025", "2026", "year"},
		{"现状", "一季更换三次", "一季更换五次", "present"},
		{"乡镇", "南伞镇", "凤尾镇", "township"},
		{"最高可接受价（万元）", "100", "面议", "floor"},
	} {
		t.Run(c.heading+" "+c.fresh, func(t *testing.T) {
			w := newWorld(t)
			table := func(v string) []byte { return []byte(head + "," + c.heading + "\n" + row + "," + v + "\n") }
			w.apply(t, form.Demands, "a.csv", table(c.old), intake.Options{})
			p, out := w.apply(t, form.Demands, "b.csv", table(c.fresh), intake.Options{})
			if out.Changed != 1 || len(p.Updates) != 1 || len(p.Updates[0].Changes) != 1 ||
				p.Updates[0].Changes[0].Field != c.key {
				t.Fatalf("%+v %+v", out, p.Updates)
			}
			if p, _ = w.apply(t, form.Demands, "b.csv", table(c.fresh), intake.Options{}); p.Counts.Unchanged != 1 {
				t.Errorf("again: %+v %+v", p.Counts, p.Updates)
			}
		})
	}
}

// TestFieldUpdates runs the shared pairs 16a, 16b and 26a, 26b.
func TestFieldUpdates(t *testing.T) {
	w := newWorld(t)
	w.apply(t, form.Contracts, "16a.xlsx", sharedData(t, "field/16a-contract-first.xlsx"), intake.Options{})
	p, out := w.apply(t, form.Contracts, "16b.xlsx", sharedData(t, "field/16b-contract-corrected.xlsx"),
		intake.Options{})
	if out.Changed != 1 || out.Added != 0 || p.Counts.Update != 1 || w.contract(t).TotalFen != 520_000_0000/10 {
		t.Errorf("16b: %+v %+v, total %d", p.Counts, out, w.contract(t).TotalFen)
	}
	w = newWorld(t)
	w.apply(t, form.Demands, "26a.xlsx", sharedData(t, "field/26a-full-table.xlsx"), intake.Options{Publish: true})
	_, out = w.apply(t, form.Demands, "26b.xlsx", sharedData(t, "field/26b-narrow-table.xlsx"),
		intake.Options{Publish: true})
	c := w.demand(t).Published
	if out.Changed != 1 || c.Text != "籽粕残油高，需要低温工艺。" || len(c.Requirements) != 1 || c.BudgetFen == nil ||
		c.Contact.Name == "" || c.Contact.Phone == "" || c.Region != "530924" {
		t.Errorf("26b: %+v %+v", out, c)
	}
}

// TestTableWithoutTextUpdatesOnly changes a budget with a table without a text. An added need is refused.
func TestTableWithoutTextUpdatesOnly(t *testing.T) {
	w := newWorld(t)
	w.apply(t, form.Demands, "a.csv", []byte(wholeTable), intake.Options{Publish: true})
	narrow := "企业名称,需求名称,预期投入（万元）\n清河制糖有限公司,滤布再生,90\n清河制糖有限公司,滤泥利用,30\n"
	p, out := w.apply(t, form.Demands, "b.csv", []byte(narrow), intake.Options{Publish: true})
	l := w.demand(t)
	c := l.Current()
	if out.Changed != 1 || out.Added != 0 || p.Counts.Bad != 1 || c.Text != "滤布更换频繁。" || *c.BudgetFen != 90_000_000 ||
		len(p.Problems) != 1 {
		t.Errorf("%+v %+v %+v %v", p.Counts, out, c, p.Problems)
	}
}

// TestOneNumberInTwoFiles reports a 登记编号 that another file gave to another contract before.
func TestOneNumberInTwoFiles(t *testing.T) {
	w := newWorld(t)
	row := func(title, day string) []byte {
		return []byte("项目名称,合同类别,卖方名称,买方名称,签订日期,合同成交额（万元）,登记编号\n" + title + ",技术开发,清河工学院,清河制糖有限公司," + day +
			",52,2026530924000011\n")
	}
	w.apply(t, form.Contracts, "a.csv", row("蔗渣打包机技术开发", "2026-03-01"), intake.Options{})
	p, out := w.apply(t, form.Contracts, "b.csv", row("滤布再生技术开发", "2026-03-02"), intake.Options{})
	if p.Counts.Bad != 1 || out.Added != 0 || len(p.Problems) != 1 ||
		!strings.Contains(p.Problems[0].Text(), "登记编号已是系统中合同") {
		t.Errorf("%+v %+v %v", p.Counts, out, p.Problems)
	}
	if p, _ = w.apply(t, form.Contracts, "a.csv", row("蔗渣打包机技术开发", "2026-03-01"),
		intake.Options{}); p.Counts.Unchanged != 1 {
		t.Errorf("the same file: %+v %v", p.Counts, p.Problems)
	}
}

const contractTable = "项目名称,合同类别,卖方名称,买方名称,签订日期,合同成交额（万元）\n"

// TestContractUpdates corrects an amount while the contract is a draft, and reports the difference later.
func TestContractUpdates(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	row := func(title, total string) []byte {
		return []byte(contractTable + title + ",技术开发,清河工学院,清河制糖有限公司,2026-03-01," + total + "\n")
	}
	w.apply(t, form.Contracts, "a.csv", row("蔗渣打包机技术开发", "52"), intake.Options{})
	p, out := w.apply(t, form.Contracts, "a.csv", row("蔗渣打包机技术开发", "52"), intake.Options{})
	if p.Counts.Unchanged != 1 || out.Changed != 0 {
		t.Errorf("the same file: %+v", p.Counts)
	}
	p, out = w.apply(t, form.Contracts, "b.csv", row("蔗渣打包机技术开发", "520"), intake.Options{})
	if p.Counts.Update != 1 || out.Changed != 1 || w.contract(t).TotalFen != 520_000_000 ||
		w.contract(t).Amounts.TotalFen != 520_000_000 {
		t.Errorf("corrected: %+v %+v %+v", p.Counts, out, w.contract(t).Amounts)
	}
	if d := cmp.Diff([]form.FieldChange{{Field: "total", Label: "合同成交额（万元）", Old: "52", New: "520"}},
		p.Samples[0].Changes); d != "" {
		t.Error(d)
	}
	// A corrected title between the same parties of the same day is the same contract; a second phase is another.
	if p, out = w.apply(t, form.Contracts, "c.csv", row("清河蔗渣打包机技术开发", "520"), intake.Options{}); out.Changed != 1 ||
		p.Samples[0].Changes[0].Field != "title" {
		t.Errorf("corrected title: %+v", p.Counts)
	}
	if _, out = w.apply(t, form.Contracts, "d.csv", row("清河蔗渣打包机技术开发二期", "30"), intake.Options{}); out.Added != 1 {
		t.Errorf("a second phase was taken for the first: %+v", out)
	}
	c := w.contract(t)
	svc := contract.NewService(w.db, w.now)
	_, err := svc.Cancel(ctx, officer, c.ID, c.Rev, "试用")
	must(t, err)
	p, out = w.apply(t, form.Contracts, "e.csv", row("蔗渣打包机技术开发", "5200"), intake.Options{})
	if p.Counts.Differs != 1 || out.Kept != 1 || len(p.Problems) != 1 ||
		!strings.Contains(p.Problems[0].Text(), "与系统中不同（") || !strings.Contains(p.Problems[0].Text(), "520 → 5200 万元") {
		t.Errorf("a cancelled contract: %+v %+v %v", p.Counts, out, p.Problems)
	}
}

// TestEditedDownloadUpdates reads a downloaded list back. Unchanged, it changes nothing, and an edited cell is an
// update of that field. A listing that a unit maintains itself is reported and left alone.
func TestEditedDownloadUpdates(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	table := "企业名称,需求名称,需求内容,必备指标,预期投入（万元）,期望解决时限,所在地区,关键词\n" +
		"清河制糖有限公司,滤布再生,滤布更换频繁。,再生次数≥10次,50-100,2年,云南省临沧市镇康县,滤布、压滤\n" +
		"清河纸业有限公司,白水回用,白水浊度高。,浊度≤5NTU,约30万元,2027-12-31,大理州,白水\n"
	w.apply(t, form.Demands, "a.csv", []byte(table), intake.Options{Publish: true})
	org, err := w.parties.CreateOrganization(ctx, officer, party.NewID(),
		party.OrganizationForm{Name: "云岭茶业有限公司", Kind: party.EnterpriseOrg,
			USCC: "91530924MA0DEM0A1Y", Region: "530924"})
	must(t, err)
	_, err = w.parties.VerifyOrganization(ctx, officer, org.ID, org.Rev)
	must(t, err)
	firm := actor.Actor{Person: "p1", PersonName: "茶某", Role: actor.Enterprise, Org: org.ID, OrgName: org.Name,
		Market: "m1"}
	budget := int64(200_000_00)
	own, err := w.listings.Demands.Create(ctx, firm, id.New(),
		listing.DemandContent{Common: listing.Common{Title: "鲜叶萎凋控湿",
			Text: "萎凋间湿度波动大，品质不稳。", Industry: "0302", Region: "530924"}, BudgetFen: &budget})
	must(t, err)
	own, err = w.listings.Demands.Step(ctx, firm, own.ID, own.Rev, listing.StepSubmit, "")
	must(t, err)
	_, err = w.listings.Demands.Step(ctx, officer, own.ID, own.Rev, listing.StepPublish, "")
	must(t, err)

	file := download(t, w, listing.Demands, w.listings.Demands)
	if p, out := w.apply(t, form.Demands, "b.xlsx", file, intake.Options{}); p.Counts.Unchanged != 3 ||
		out.Changed != 0 {
		t.Fatalf("as it was downloaded: %+v %v %v", p.Counts, p.Problems, p.Updates)
	}
	edited := edit(t, file, map[string]string{"滤布再生": "80-120", "鲜叶萎凋控湿": "1"})
	p, out := w.apply(t, form.Demands, "c.xlsx", edited, intake.Options{Publish: true})
	if p.Counts.Update != 1 || p.Counts.Differs != 1 || p.Counts.Unchanged != 1 || out.Changed != 1 ||
		len(p.Updates) != 1 || len(p.Updates[0].Changes) != 1 {
		t.Fatalf("edited: %+v %v", p.Counts, p.Updates)
	}
	if c := p.Updates[0].Changes[0]; c.Field != "budget" || !strings.Contains(c.New, "80") {
		t.Errorf("change: %+v", c)
	}
	if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Text(), "单位自己维护") {
		t.Errorf("a unit's own need: %v", p.Problems)
	}
}

// download is the list of all listings of a kind in an officer's download.
func download[C listing.Content](t *testing.T, w *world, kept *store.Collection[listing.Listing[C]],
	desk *listing.Desk[C]) []byte {
	t.Helper()
	var all []listing.Listing[C]
	must(t, w.db.View(t.Context(), func(tx store.Tx) error {
		page, err := kept.Find(tx, store.Query{Market: "m1", Sort: []store.Order{{Field: "serial"}}})
		all = page.Items
		return err
	}))
	write, err := intake.ExportListings(t.Context(), workbook.NewExporter(w.db), "m1",
		func(row func(listing.View[C]) error) error {
			for _, l := range all {
				if err := row(desk.ReadAs(officer, l, disclosure.Private)); err != nil {
					return err
				}
			}
			return nil
		})
	must(t, err)
	var buf bytes.Buffer
	must(t, write(&buf))
	return buf.Bytes()
}

// edit writes budgets into a downloaded list of demands, by the title of the row.
func edit(t *testing.T, file []byte, budgets map[string]string) []byte {
	t.Helper()
	return editColumn(t, file, "需求名称", "预期投入", budgets)
}

// editColumn writes cells of one column of a downloaded list, by the title of the row.
func editColumn(t *testing.T, file []byte, titles, column string, cells map[string]string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	must(t, err)
	defer f.Close()
	name := f.GetSheetName(0)
	rows, err := f.GetRows(name)
	must(t, err)
	title, target := -1, -1
	for i, row := range rows {
		for c, v := range row {
			switch {
			case v == titles:
				title = c
			case strings.HasPrefix(v, column):
				target = c
			}
		}
		if title < 0 || title >= len(row) || cells[row[title]] == "" {
			continue
		}
		at, err := excelize.CoordinatesToCellName(target+1, i+1)
		must(t, err)
		must(t, f.SetCellStr(name, at, cells[row[title]]))
	}
	var buf bytes.Buffer
	must(t, f.Write(&buf))
	return buf.Bytes()
}

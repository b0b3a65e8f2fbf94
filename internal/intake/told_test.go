package intake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// hiddenColumns is a table whose columns of budget, contact and consent are hidden.
func hiddenColumns(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range []string{"企业名称,需求名称,预期投入（万元）,需求内容,备注信息,是否同意公开", "清河制糖有限公司,滤布再生,30,滤布更换频繁。,内部底价 25,是",
		"清河纸业有限公司,白水回用,40,白水浊度高。,,否"} {
		for c, v := range strings.Split(line, ",") {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			must(t, err)
			must(t, f.SetCellStr("Sheet1", at, v))
		}
	}
	for _, col := range []string{"C", "E", "F", "H"} {
		must(t, f.SetColVisible("Sheet1", col, false))
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

// TestHiddenColumnsAreTold reads hidden columns only on request, and reports each with its letter. A hidden statement
// against publication counts all the same.
func TestHiddenColumnsAreTold(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	data := hiddenColumns(t)
	i, err := w.svc.Upload(ctx, officer, party.NewID(), form.Demands, "a.xlsx", bytes.NewReader(data),
		int64(len(data)))
	must(t, err)
	told := ""
	for _, p := range i.Warnings {
		if strings.Contains(p.Text(), "隐藏") {
			told += p.Column
		}
	}
	if told != "CE" || i.HiddenColumns != 2 || i.Rows.Good != 2 || i.Sample[0].Values["budget"] != "" {
		t.Fatalf("told %q, %d, %+v, %v", told, i.HiddenColumns, i.Rows, i.Warnings)
	}
	budgets := func() (n, held int) {
		must(t, w.db.View(ctx, func(tx store.Tx) error {
			return listing.Demands.Each(tx, store.Query{Market: "m1"}, func(d listing.Demand) error {
				if c := d.Current(); c.BudgetFen != nil {
					n++
				}
				if d.Source.Held() {
					held++
				}
				return nil
			})
		}))
		return n, held
	}
	w.imported(t, form.Demands, "a.xlsx", string(data), intake.Options{Publish: true})
	if n, held := budgets(); n != 0 || held != 1 {
		t.Errorf("%d budgets of a hidden column, %d held", n, held)
	}
	yes := true
	i, err = w.svc.Map(ctx, officer, i.ID, intake.Said{IncludeHidden: &yes})
	must(t, err)
	if i.HiddenColumns != 0 || i.Sample[0].Values["budget"] != "30" || i.Rows.Update != 2 {
		t.Errorf("included: %d, %+v, %v", i.HiddenColumns, i.Rows, i.Sample[0].Values)
	}
}

// Invented numbers in the form of ID cards, one with the right check character and one without.
const (
	idCard   = "530102199003071232"
	idMasked = "5301**********1232"
)

// TestIDCardsAreMasked types the number of an ID card into every kind of column. Displays and stored parts of the
// import hold only its ends.
func TestIDCardsAreMasked(t *testing.T) {
	ctx := context.Background()
	for kind, file := range map[form.Kind]string{
		form.Demands: "企业名称,统一社会信用代码,需求名称,需求内容,联系电话,联系邮箱,行政区划,预期投入（万元）,来源链接,X列\n" +
			"清河制糖有限公司,ID,滤布再生,滤布更换频繁。,ID,ID,ID,ID,javascript:ID,ID\n清河纸业有限公司 ID,,,缺名称,ID,,,,,\n",
		form.Achievements: "单位名称,统一社会信用代码,成果名称,成果简介,联系电话,意向价格（万元）,成熟度\n清河工学院,ID,蔗渣脱水,螺旋压榨。,ID,ID,ID\n清河工学院 ID,ID,,压" +
			"榨。,,,\n",
		form.Organizations: "机构名称,统一社会信用代码,机构类型,联系人,联系电话\n清河制糖有限公司,ID,企业,王某,ID\n清河纸业有限公司,ID,企业,ID,13800000000\n",
		form.Contracts: "项目名称,合同类别,卖方名称,卖方统一社会信用代码,买方名称,签订日期,合同成交额（万元）,登记编号\n" +
			"蔗渣打包机,技术开发,清河工学院,ID,清河制糖有限公司,2026-03-01,ID,ID\n",
	} {
		for _, number := range []string{idCard, "530102 19900307 123X", "530102199003071239"} {
			w := newWorld(t)
			data := strings.ReplaceAll(file, "ID", number)
			i, err := w.svc.Upload(ctx, officer, party.NewID(), kind, "a.csv", strings.NewReader(data),
				int64(len(data)))
			must(t, err)
			if i.Rows.Good > 0 {
				i = w.imported(t, kind, "a.csv", data, intake.Options{})
			}
			rows := w.rows(t, i.ID)
			text, err := json.Marshal([]any{i, rows})
			must(t, err)
			if strings.Contains(string(text), number) || !strings.Contains(string(text), "**********") {
				t.Errorf("%s %s: raw in %s", kind, number, text)
			}
			if number == idCard && !strings.Contains(string(text), idMasked) {
				t.Errorf("%s: not told with its ends: %s", kind, text)
			}
			write, err := w.svc.Refused(ctx, officer, i.ID)
			if err != nil {
				continue // every row was accepted
			}
			var buf bytes.Buffer
			must(t, write(&buf))
			f, err := excelize.OpenReader(&buf)
			must(t, err)
			got, err := f.GetRows(f.GetSheetName(0))
			must(t, err)
			if all := strings.Join(func() (out []string) {
				for _, r := range got {
					out = append(out, r...)
				}
				return out
			}(), "\n"); strings.Contains(all, number) {
				t.Errorf("%s: raw in the refused rows: %s", kind, all)
			}
		}
	}
}

// TestNumberOfADraftIsTold imports another contract with the 登记编号 that a draft's row named before.
func TestNumberOfADraftIsTold(t *testing.T) {
	w := newWorld(t)
	head := strings.TrimSuffix(contractTable, "\n") + ",登记编号\n"
	row := func(title, number string) string {
		return head + title + ",技术开发,清河工学院,清河制糖有限公司,2026-03-01,52," + number + "\n"
	}
	first := w.imported(t, form.Contracts, "a.csv", row("蔗渣打包机技术开发", "2026530924000011"), intake.Options{})
	preview := func(file string) intake.Import {
		t.Helper()
		i, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Contracts, "b.csv",
			strings.NewReader(file), int64(len(file)))
		must(t, err)
		return i
	}
	if again := preview(row("蔗渣打包机技术开发", "2026530924000011")); again.Rows.Unchanged != 1 {
		t.Errorf("the same file: %+v %v", again.Rows, again.Errors)
	}
	other := preview(row("胶乳离心机改造", "2026530924000011"))
	if other.Rows.Bad != 1 || len(other.Errors) != 1 ||
		!strings.Contains(other.Errors[0].Text(), w.rows(t, first.ID)[0].Serial) {
		t.Errorf("the number of another: %+v %v", other.Rows, other.Errors)
	}
}

package intake_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workbook"
)

// sheetsOf are the sheets of a download: their names, and their lines with | between the cells.
func sheetsOf(t *testing.T, write func(io.Writer) error) (names []string, lines map[string][]string) {
	t.Helper()
	var b bytes.Buffer
	must(t, write(&b))
	f, err := excelize.OpenReader(&b)
	must(t, err)
	defer f.Close()
	lines = map[string][]string{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		must(t, err)
		names = append(names, name)
		for _, r := range rows {
			lines[name] = append(lines[name], strings.Join(r, "|"))
		}
	}
	return names, lines
}

// TestDealsAsATable: broker, score and end of a deal are shown where there are some.
func TestDealsAsATable(t *testing.T) {
	w := newWorld(t)
	bare := deal.Deal{Serial: "DJ-2026-000001", Demand: deal.Ref{Title: "滤布再生"}}
	whole := bare
	whole.Serial, whole.Broker, whole.Match = "DJ-2026-000002", &deal.Side{Name: "清河技术转移中心"}, &deal.Match{Score: 87}
	whole.End = &deal.End{Text: fault.Plain("价格谈不拢")}
	write, err := intake.ExportDeals(t.Context(), workbook.NewExporter(w.db), officer, []deal.Deal{bare, whole})
	must(t, err)
	names, lines := sheetsOf(t, write)
	all := lines[names[0]]
	for i, want := range map[int][]string{len(all) - 2: {"DJ-2026-000001|"}, len(all) - 1: {"DJ-2026-000002|",
		"|清河技术转移中心|", "|87|", "|价格谈不拢"}} {
		for _, part := range want {
			if !strings.Contains(all[i], part) {
				t.Errorf("%s is not in %s", part, all[i])
			}
		}
	}
}

// TestUnitsAsATable: all pages of the units, with their contact for an officer.
func TestUnitsAsATable(t *testing.T) {
	w := newWorld(t)
	for i := range 101 {
		f := party.OrganizationForm{Name: fmt.Sprintf("清河%03d厂", i), Kind: party.EnterpriseOrg}
		if i == 7 {
			f.Contacts = []party.Contact{{Name: "陆某", Phone: "0883-0000000"}}
		}
		_, err := w.parties.CreateOrganization(t.Context(), officer, party.NewID(), f)
		must(t, err)
	}
	write, err := w.svc.ExportOrganizations(t.Context(), officer, party.OrganizationQuery{Sort: "name"})
	must(t, err)
	names, lines := sheetsOf(t, write)
	all := strings.Join(lines[names[0]], "\n")
	if strings.Count(all, "清河") != 101 || strings.Count(all, "|陆某||0883-0000000|") != 1 ||
		strings.Count(all, "未核验") != 101 {
		t.Errorf("%d units, %.600s", strings.Count(all, "清河"), all)
	}
	if _, err = w.svc.ExportOrganizations(t.Context(), officer, party.OrganizationQuery{Sort: "none"}); err == nil {
		t.Error("an unknown order")
	}
}

// TestAccountsAsATable: all pages of the accounts, with their roles in this market only, for its administrator.
func TestAccountsAsATable(t *testing.T) {
	w := newWorld(t)
	accounts := account.NewService(w.db, w.now)
	accounts.LightPasswords()
	admin := officer
	admin.Role = actor.Admin
	for i := range 101 {
		must(t, w.db.Run(t.Context(), func(tx store.Tx) error {
			p := party.Person{Meta: store.Meta{ID: id.New(), Market: store.National}, Account: fmt.Sprintf(
				"user%03d", i),
				Name: fmt.Sprintf("岩%03d", i), Locked: i == 3, Memberships: []party.Membership{
					{ID: id.New(), Market: "m1", Role: actor.Officer}}}
			if i == 5 {
				p.Memberships = append(p.Memberships, party.Membership{ID: id.New(), Market: "m2", Role: actor.Admin})
			}
			return party.People.Insert(tx, &p)
		}))
	}
	write, err := w.svc.ExportAccounts(t.Context(), admin, account.AccountQuery{})
	must(t, err)
	names, lines := sheetsOf(t, write)
	all := strings.Join(lines[names[0]], "\n")
	if strings.Count(all, "user") != 101 || strings.Count(all, "已停用") != 1 ||
		strings.Contains(all, actor.Admin.Name()) || strings.Count(all, actor.Officer.Name()) != 101 {
		t.Errorf("%d accounts, %.600s", strings.Count(all, "user"), all)
	}
	if _, err = w.svc.ExportAccounts(t.Context(), officer, account.AccountQuery{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an officer: %v", err)
	}
}

// TestFileOfRefusedRows: each header has a sheet of its own, rows under the same one are together, with at most twenty
// lines from above the header. A name that Excel would not take is replaced.
func TestFileOfRefusedRows(t *testing.T) {
	w := newWorld(t)
	above := ""
	for i := range 21 {
		above += fmt.Sprintf("填报说明%c\n", 'A'+i)
	}
	const head, other = "序号,企业名称,需求名称,需求内容\n", "需求名称,需求内容,所属单位,年度\n"
	file := above + head + "1,甲厂,#REF!,堵。\n\n" + other + "#REF!,堵。,乙厂,2026\n\n" + head + "3,丙厂,#REF!,堵。\n\n" +
		"需求内容,联系人,需求名称\n堵。,王某,#REF!\n\n" + other + "#REF!,堵。,戊厂,2026\n"
	for name, sheets := range map[string]string{
		"a.csv": "a, a (2), a (3)", "'.csv": "退回的行, 退回的行 (2), 退回的行 (3)",
		strings.Repeat("长", 24) + ".csv": strings.ReplaceAll("X, X (2), X (3)", "X", strings.Repeat("长", 24)),
		strings.Repeat("长", 25) + ".csv": strings.ReplaceAll("X, X (2), X (3)", "X", strings.Repeat("长", 24)),
	} {
		i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, name, strings.NewReader(file),
			int64(len(file)))
		must(t, err)
		write, err := w.svc.Refused(t.Context(), officer, i.ID)
		must(t, err)
		names, lines := sheetsOf(t, write)
		if got := strings.Join(names, ", "); got != sheets {
			t.Errorf("%s: sheets %s", name, got)
			continue
		}
		all := strings.Join(lines[names[0]], "\n")
		if strings.Count(all, "填报说明") != 20 || !strings.Contains(all, "1|甲厂|") || !strings.Contains(all, "3|丙厂|") {
			t.Errorf("%s: %s", name, all)
		}
		for n, unit := range map[int]string{1: "|堵。|乙厂|2026", 2: "堵。|王某|"} {
			if all = strings.Join(lines[names[n]], "\n"); !strings.Contains(all, unit) {
				t.Errorf("%s: %s", names[n], all)
			}
		}
	}
}

// TestOptionsOfATemplate: a long list of options is cut on the sheet that explains the columns.
func TestOptionsOfATemplate(t *testing.T) {
	_, lines := sheetsOf(t, func(w io.Writer) error { return intake.Template(form.Demands, w) })
	for _, c := range form.Columns(form.Demands) {
		for _, line := range lines["填写说明"] {
			name, _, _ := strings.Cut(line, "|")
			if name == c.Heading && strings.Contains(line, "见下拉列表") != (len(c.Options) > 20) {
				t.Errorf("%d options: %s", len(c.Options), line)
			}
		}
	}
}

// TestNewestContentInADownload: a listing with an edit that is not published yet is shown as readers see it. Read in
// again it changes nothing, and the edit stays.
func TestNewestContentInADownload(t *testing.T) {
	w := newWorld(t)
	w.imported(t, form.Demands, "a.csv", "企业名称,需求名称,需求内容\n甲厂,甲,堵。\n", intake.Options{Publish: true})
	w.imported(t, form.Demands, "b.csv", "企业名称,需求名称,需求内容\n乙厂,乙,漏。\n", intake.Options{})
	l := w.demand(t)
	c := l.Current()
	c.Text = "堵得更快。"
	_, err := w.listings.Demands.Save(t.Context(), officer, l.ID, 0, c)
	must(t, err)
	p, out := w.apply(t, form.Demands, "c.xlsx", download(t, w, listing.Demands, w.listings.Demands), intake.Options{})
	if p.Counts.Unchanged != 2 || out.Changed != 0 {
		t.Errorf("%+v %+v", p.Counts, p.Updates)
	}
	if l, err := w.listings.Demands.Get(t.Context(), officer, "m1", l.ID); err != nil || l.Draft == nil ||
		l.Draft.Text != "堵得更快。" {
		t.Errorf("the edit is gone: %v", err)
	}
}

// TestImportsFitTogether: a running import has its job, and its file exists.
func TestImportsFitTogether(t *testing.T) {
	w := newWorld(t)
	i := w.imported(t, form.Demands, "a.csv", "企业名称,需求名称,需求内容\n甲厂,甲,堵。\n", intake.Options{})
	found := func(market string, fn func(*intake.Import)) string {
		t.Helper()
		var all []string
		undo := errors.New("undo")
		err := w.db.Run(t.Context(), func(tx store.Tx) error {
			all = nil
			i, err := intake.Imports.Get(tx, "m1", i.ID)
			must(t, err)
			fn(&i)
			must(t, intake.Imports.Update(tx, &i))
			must(t, intake.CheckConsistency(&check.Case{Tx: tx, Market: market,
				Size:   func(blob string) (int64, bool) { return i.Size, blob == i.Blob && blob != "gone" },
				Report: func(f check.Finding) { all = append(all, f.What) }}))
			return undo
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		return strings.Join(all, " ")
	}
	for _, tt := range []struct {
		rule, market string
		spoil        func(*intake.Import)
		want         string
	}{
		{"as it was made", "m1", func(*intake.Import) {}, ""},
		{"a file that is gone", "m1", func(i *intake.Import) { i.Blob = "gone" }, "不见了"},
		{"running with its job", "m1", func(i *intake.Import) { i.State = intake.Running }, ""},
		{"a step without a job", "m1", func(i *intake.Import) { i.Batch = &intake.BatchWork{Running: true} },
			"整批办理却没有任务"},
		{"a step that is done", "m1", func(i *intake.Import) { i.Batch = &intake.BatchWork{} }, ""},
		{"the records without a market", store.National, func(i *intake.Import) { i.Blob = "gone" }, ""},
	} {
		if got := found(tt.market, tt.spoil); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q", tt.rule, got)
		}
	}
	file := "企业名称,需求名称,需求内容\n乙厂,乙,堵。\n"
	j, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "b.csv", strings.NewReader(file),
		int64(len(file)))
	must(t, err)
	i = j // no job was ever made for it
	if got := found("m1", func(i *intake.Import) { i.State = intake.Running }); !strings.Contains(got, "没有任务在做") {
		t.Errorf("running without a job: %q", got)
	}
}

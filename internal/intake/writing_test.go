package intake_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// likeness finds a twin for each title with 像.
type likeness struct {
	err   error
	kinds []listing.Kind
}

func (l *likeness) NearListing(_ context.Context, _ string, kind listing.Kind, _, title, _ string) (twin,
	twinTitle string, score float64, err error) {
	l.kinds = append(l.kinds, kind)
	if !strings.Contains(title, "像") {
		return "", "", 0, l.err
	}
	return "twin", "已有的", 0.9, l.err
}

// with is the same world with another search of twins, or without the register of units.
func (w *world) with(near intake.Near, parties *party.Service) *world {
	x := *w
	x.svc = intake.NewService(w.db, w.listings, contract.NewService(w.db, w.now), parties,
		account.NewService(w.db, w.now), near, w.now)
	return &x
}

// TestTwins: a title again in the file, or one like a published listing, is a good row. It is left out on request. An
// import does not wait for a search that is down.
func TestTwins(t *testing.T) {
	near := &likeness{}
	w := newWorld(t)
	w = w.with(near, w.parties)
	const file = "单位名称,成果名称,成果简介\n甲所,像别的,能用。\n乙所,新的,能用。\n丙所,新的,也能用。\n"
	b := book(t, "a.csv", []byte(file))
	p, err := w.svc.Preview(t.Context(), officer, form.Achievements, b, nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 3, Good: 3, Near: 2}) || len(near.kinds) != 2 ||
		near.kinds[0] != listing.AchievementKind {
		t.Errorf("%+v, asked for %v", p.Counts, near.kinds)
	}
	want := []*intake.NearHit{{ID: "twin", Title: "已有的", Score: 0.9}, nil, {ID: p.Rows[1].ID, Title: "新的", Score: 1}}
	if d := cmp.Diff(want, []*intake.NearHit{p.Samples[0].Near, p.Samples[1].Near, p.Samples[2].Near}); d != "" {
		t.Error("-want +got\n" + d)
	}
	i := w.imported(t, form.Achievements, "a.csv", file, intake.Options{SkipNear: true})
	if r := i.Result; r.Added != 1 || r.Skipped != 2 {
		t.Errorf("without twins: %+v", r)
	}
	var left int
	for _, r := range w.rows(t, i.ID) {
		if r.Action == intake.DidSkip {
			left++
			if r.Untouched || r.State != "" {
				t.Errorf("a row that made no record: %+v", r)
			}
		}
	}
	if left != 2 {
		t.Errorf("%d rows are noted as left out", left)
	}
	if i = w.imported(t, form.Achievements, "a.csv", file, intake.Options{}); i.Result.Added != 2 {
		t.Errorf("with twins: %+v", i.Result)
	}
	near.kinds = nil
	_, err = w.svc.Preview(t.Context(), officer, form.Demands, book(t, "a.csv", []byte("需求名称,需求内容\n滤布再生,堵塞快。\n")), nil)
	if err != nil || len(near.kinds) != 1 || near.kinds[0] != listing.DemandKind {
		t.Errorf("a demand is compared with %v, %v", near.kinds, err)
	}
	other := []byte("单位名称,成果名称,成果简介\n甲所,像另外的,能用。\n")
	near.err = fault.Of(fault.Unavailable, fault.T("down", "停了", "down"))
	if p, err = w.svc.Preview(t.Context(), officer, form.Achievements, book(t, "b.csv", other), nil); err != nil ||
		p.Counts.Near != 0 {
		t.Errorf("the search is down: %v", err)
	}
	near.err = errors.New("defect")
	if _, err = w.svc.Preview(t.Context(), officer, form.Achievements, book(t, "b.csv", other), nil); err == nil {
		t.Error("a defect of the search is hidden")
	}
}

// TestRowsLeftAsTheyWere: a second import of a file notes each row with the record that is there already.
func TestRowsLeftAsTheyWere(t *testing.T) {
	w := newWorld(t)
	for kind, file := range map[form.Kind]string{
		form.Demands:      "企业名称,需求名称,需求内容\n甲厂,甲,堵。\n甲厂,甲,堵。\n甲厂,新,堵。\n",
		form.Achievements: "单位名称,成果名称,成果简介\n甲所,甲,能用。\n甲所,新,能用。\n",
		form.Contracts: contractTable + "蔗渣打包机,技术开发,清河工学院,清河制糖有限公司,2026-03-01,52\n" +
			"滤布再生,技术开发,清河工学院,清河制糖有限公司,2026-03-02,52\n",
	} {
		old := file[:strings.LastIndex(strings.TrimSuffix(file, "\n"), "\n")+1]
		first := w.rows(t, w.imported(t, kind, "a.csv", old, intake.Options{}).ID)[0]
		i := w.imported(t, kind, "a.csv", file, intake.Options{})
		again := w.rows(t, i.ID)
		if len(again) != 2 || again[0].Action != listing.DidNone || again[0].Record != first.Record ||
			again[0].Serial != first.Serial || again[0].Serial == "" || !again[0].Untouched {
			t.Errorf("%s: %+v, first %+v", kind, again, first)
		}
		if n := strings.Count(old, "\n") - 1; i.Result.Unchanged != n || i.Result.Done() != n+1 {
			t.Errorf("%s: %+v", kind, i.Result)
		}
	}
	if n := (intake.Outcome{Added: 1, Changed: 2, Unchanged: 4, Kept: 8, Skipped: 16, Refused: 32}).Done(); n != 15 {
		t.Errorf("%d rows are in the market", n)
	}
	p := w.preview(t, "需求名称,需求内容\n")
	_, err := w.svc.Apply(t.Context(), officer, p, "a.csv", intake.Options{}, func(int, int) {
		t.Error(
			"nothing to write")
	})
	must(t, err)
}

// TestUnitsOfATable: a table fills the empty fields of a unit of this market, known by its code or until now by its
// name. It changes no unit of another market, and an import of units is not taken back.
func TestUnitsOfATable(t *testing.T) {
	w := newWorld(t)
	other := officer
	other.Market = "m2"
	for a, name := range map[*actor.Actor]string{&officer: "甲糖厂", &other: "乙糖厂"} {
		_, err := w.parties.CreateOrganization(t.Context(), *a, party.NewID(), party.OrganizationForm{Name: name,
			Kind: party.EnterpriseOrg})
		must(t, err)
	}
	const head = "单位名称,机构类型,统一社会信用代码,所在地区,乡镇,园区,所属行业,地址,法定代表人,联系人,联系电话\n"
	cells := ",企业,91530924MA0DEM0A1Y,云南省临沧市镇康县,南伞镇,糖业园,制糖,一号路,岩某,陆某,0883-0000000\n"
	i := w.imported(t, form.Organizations, "a.csv", head+"甲糖厂"+cells+"乙糖厂,企业,,,南伞镇,,,,,,\n", intake.Options{})
	var fields []string
	for _, u := range i.Updates {
		for _, c := range u.Changes {
			fields = append(fields, c.Field)
		}
	}
	if got := strings.Join(fields, " "); got != "uscc region township park industry address legalRep contact" ||
		i.Rows.Unchanged != 1 || i.Result.Changed != 1 || i.Result.Unchanged != 1 {
		t.Errorf("fills %s, %+v %+v", got, i.Rows, i.Result)
	}
	rows := w.rows(t, i.ID)
	if len(rows) != 2 || rows[0].Action != listing.DidUpdate || rows[0].State != "entered" {
		t.Errorf("%+v", rows)
	}
	i = w.imported(t, form.Organizations, "b.csv", head+"甲糖厂,企业,,,勐捧镇,,,,,周某,\n丙糖厂,企业,,,,,,,,,\n", intake.Options{})
	if len(i.Updates) != 0 || i.Result.Added != 1 || w.rows(t, i.ID)[1].Action != listing.DidCreate {
		t.Errorf("nothing empty is left: %+v %+v", i.Updates, i.Result)
	}
	for _, step := range []string{intake.StepSubmit, intake.StepPublish, "none"} {
		if _, err := w.svc.Step(t.Context(), officer, i.ID, step); !fault.Is(err, fault.Invalid) {
			t.Errorf("units take the step %s: %v", step, err)
		}
	}
	if i = w.step(t, i.ID, intake.StepUndo); i.Batch.Left != 1 || i.Batch.Moved != 0 {
		t.Errorf("taken back: %+v", i.Batch)
	}
}

// TestRefusedWhileWriting: a code that another unit took after the preview refuses its row and no other.
func TestRefusedWhileWriting(t *testing.T) {
	w := newWorld(t)
	const code = "91530924MA0DEM0A1Y"
	file := "单位名称,机构类型,统一社会信用代码\n甲糖厂,企业," + code + "\n乙糖厂,企业,\n"
	p, err := w.svc.Preview(t.Context(), officer, form.Organizations, book(t, "a.csv", []byte(file)), nil)
	must(t, err)
	p.Rows[0].Organization.Name = "" // as a rule of the register that is stricter by now
	out, err := w.svc.Apply(t.Context(), officer, p, "a.csv", intake.Options{}, nil)
	if err != nil || out.Added != 1 || out.Refused != 1 || len(out.Problems) != 1 || out.Problems[0].Row != 2 {
		t.Errorf("%+v %v", out, err)
	}
	enterprise := officer
	enterprise.Role = actor.Enterprise
	if _, err = w.svc.Apply(t.Context(), enterprise, p, "a.csv", intake.Options{}, nil); !fault.Is(err,
		fault.Forbidden) {
		t.Errorf("an enterprise writes: %v", err)
	}
}

// TestOldPlansOfContracts: a plan of before is written again. What it did already is unchanged, what the office has
// taken over since is kept.
func TestOldPlansOfContracts(t *testing.T) {
	w := newWorld(t)
	plan := func(total, more string) *intake.Plan {
		t.Helper()
		p, err := w.svc.Preview(t.Context(), officer, form.Contracts, book(t, "a.csv", []byte(
			strings.TrimSuffix(contractTable,
				"\n")+",登记机构\n蔗渣打包机,技术开发,清河工学院,清河制糖有限公司,2026-03-01,"+total+","+more+"\n")), nil)
		must(t, err)
		return p
	}
	write := func(p *intake.Plan) intake.Outcome {
		t.Helper()
		out, err := w.svc.Apply(t.Context(), officer, p, "a.csv", intake.Options{}, nil)
		must(t, err)
		return out
	}
	first := plan("52", "昆明市登记站")
	if write(first).Added != 1 || write(first).Unchanged != 1 {
		t.Error("the same plan again adds nothing")
	}
	c := w.contract(t)
	if !strings.Contains(c.Source, "昆明市登记站") {
		t.Errorf("what the row says of a registration is kept: %s", c.Source)
	}
	next := plan("53", "昆明市登记站")
	_, err := contract.NewService(w.db, w.now).Cancel(t.Context(), officer, c.ID, c.Rev, "试用")
	must(t, err)
	if out := write(next); out.Kept != 1 || out.Changed != 0 {
		t.Errorf("a cancelled contract: %+v", out)
	}
}

// TestUnitsOfListings: a code enters its unit, unverified, as an enterprise for a need and an institute for a result.
// Without a name, or without the register, the row stays a 公开线索.
func TestUnitsOfListings(t *testing.T) {
	w := newWorld(t)
	codes := []string{uscc(t, "91530924MA0000001"), uscc(t, "91530924MA0000002"), uscc(t, "91530924MA0000003")}
	w.imported(t, form.Demands, "a.csv", "企业名称,统一社会信用代码,需求名称,需求内容\n甲厂,"+codes[0]+",甲,堵。\n,"+codes[2]+",乙,堵。\n",
		intake.Options{})
	w.imported(t, form.Achievements, "a.csv", "单位名称,统一社会信用代码,成果名称,成果简介\n甲所,"+codes[1]+",甲,能用。\n",
		intake.Options{})
	none := w.with(nil, nil).imported(t, form.Demands, "b.csv", "企业名称,统一社会信用代码,需求名称,需求内容\n丙厂,"+codes[2]+",丙,堵。\n",
		intake.Options{})
	if none.Result == nil || none.Result.Added != 1 {
		t.Errorf("without the register: %+v", none)
	}
	kinds := map[string]party.OrgKind{}
	must(t, w.db.View(t.Context(), func(tx store.Tx) error {
		return party.Organizations.Each(tx, store.Query{Market: store.National}, func(o party.Organization) error {
			kinds[o.USCC] = o.Kind
			return nil
		})
	}))
	if d := cmp.Diff(map[string]party.OrgKind{codes[0]: party.EnterpriseOrg, codes[1]: party.InstituteOrg},
		kinds); d != "" {
		t.Error("-want +got\n" + d)
	}
}

// TestTakenAtOnce writes a file for a command. Its import can be read and taken back like any other. One that is broken
// off says so.
func TestTakenAtOnce(t *testing.T) {
	w := newWorld(t)
	const file = "企业名称,需求名称,需求内容,是否同意公开\n甲厂,甲,堵。,\n乙厂,,缺名称,\n"
	take := func(a actor.Actor, name, file string, p *intake.Plan, o intake.Options) (intake.Import, error) {
		t.Helper()
		id := party.NewID()
		_, err := w.svc.Take(t.Context(), a, id, p, intake.Guide{}, name, strings.NewReader(file), int64(len(
			file)), o, nil)
		i, getErr := w.svc.Get(t.Context(), officer, id)
		if !fault.Is(getErr, fault.NotFound) {
			must(t, getErr)
		}
		return i, err
	}
	i, err := take(officer, strings.Repeat("长", 197)+".csv", file, w.preview(t, file), intake.Options{Publish: true})
	if err != nil || i.State != intake.Finished || i.Result.Added != 1 || i.Result.Refused != 1 ||
		!i.Failure.IsZero() || i.Progress != (intake.RowProgress{Done: 1, Total: 1}) || len([]rune(i.Name)) != 200 {
		t.Fatalf("%v %+v", err, i)
	}
	if rows := w.rows(t, i.ID); len(rows) != 1 || rows[0].State != listing.Open {
		t.Errorf("%+v", rows)
	}
	closed := "企业名称,需求名称,需求内容,是否同意公开\n甲厂,甲,堵。,否\n"
	if i, err = take(officer, strings.Repeat("长", 198)+".csv", closed, w.preview(t, closed),
		intake.Options{}); !fault.Is(err, fault.Invalid) || i.State != intake.Failed || i.Failure.IsZero() ||
		!strings.HasSuffix(i.Name, "长.csv") || len([]rune(i.Name)) != 200 {
		t.Errorf("undecided: %v %+v", err, i)
	}
	enterprise := officer
	enterprise.Role = actor.Enterprise
	if i, err = take(enterprise, "a.csv", file, w.preview(t, file), intake.Options{}); !fault.Is(err,
		fault.Forbidden) ||
		i.ID != "" {
		t.Errorf("an enterprise: %v %+v", err, i)
	}
}

// TestAnswersOnAFile: a header is a row of a sheet that is there, -1 leaves the sheet out, 0 lets the program find it.
func TestAnswersOnAFile(t *testing.T) {
	w := newWorld(t)
	const file = "企业名称,需求名称,需求内容\n甲厂,甲,堵。\n"
	i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "a.csv",
		strings.NewReader(file), int64(len(file)))
	must(t, err)
	blob := i.Blob
	for _, tt := range []struct {
		headers map[string]int
		ok      bool
		rows    int
	}{{map[string]int{"b": 1}, false, 0}, {map[string]int{"a": -2}, false, 0}, {map[string]int{"a": -1}, true, 0},
		{nil, true, 0}, {map[string]int{"a": 0}, true, 1}, {map[string]int{"a": 1}, true, 1}} {
		got, err := w.svc.Map(t.Context(), officer, i.ID, intake.Said{Headers: tt.headers})
		if (err == nil) != tt.ok || err != nil && !fault.Is(err, fault.Invalid) || tt.ok && got.Rows.Good != tt.rows {
			t.Errorf("%v: %+v %v", tt.headers, got.Rows, err)
		}
		if tt.ok && got.Blob != blob {
			t.Errorf("%v: the file is stored again", tt.headers)
		}
	}
	_, err = w.svc.Start(t.Context(), officer, i.ID, intake.Options{})
	must(t, err)
	if _, err = w.svc.Map(t.Context(), officer, i.ID, intake.Said{}); !fault.Is(err, fault.WrongState) {
		t.Errorf("answered after the start: %v", err)
	}
	for role, ok := range map[actor.Role]bool{actor.System: true, actor.Officer: true, actor.Admin: true,
		actor.Registrar: true, actor.Enterprise: false} {
		a := officer
		a.Role = role
		if _, _, err := w.svc.List(t.Context(), a, "", 20); (err == nil) != ok {
			t.Errorf("%s reads the list of imports: %v", role, err)
		}
	}
	secret := "企业名称,需求名称,需求内容,密级\n甲厂,甲,堵。,机密\n甲厂,乙,堵。,\n"
	i, err = w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "b.csv", strings.NewReader(secret),
		int64(len(secret)))
	must(t, err)
	if again, err := w.svc.Map(t.Context(), officer, i.ID, intake.Said{}); err != nil || again.Blob != i.Blob {
		t.Errorf("a cleaned file is stored again: %v", err)
	}
}

// TestReasonToKeepPublic: it has at most as many characters as a line.
func TestReasonToKeepPublic(t *testing.T) {
	w := newWorld(t)
	w.imported(t, form.Demands, "a.csv", "企业名称,需求名称,需求内容\n甲厂,甲,堵。\n", intake.Options{Publish: true})
	p := w.preview(t, "企业名称,需求名称,需求内容,是否同意公开\n甲厂,甲,堵。,否\n")
	for n, ok := range map[int]bool{listing.MaxLine: true, listing.MaxLine + 1: false} {
		_, err := w.svc.Apply(t.Context(), officer, p, "b.csv", intake.Options{Refused: intake.KeepPublic,
			KeepReason: strings.Repeat("因", n)}, nil)
		if (err == nil) != ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}

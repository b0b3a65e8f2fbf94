package change

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

// rowOf reads cells, given in turn as key and text, into a row of a kind. Amounts are in 万元.
func rowOf(t *testing.T, k form.Kind, cells ...string) *form.Row {
	t.Helper()
	r := form.NewRow(k)
	for i := 0; i < len(cells); i += 2 {
		c := form.ByKey(k, cells[i])
		head := form.HeadColumn{Key: c.Key, Column: c, Heading: c.Heading + "（万元）"}
		head.SettleUnit(form.LineUnit{}, nil, nil)
		if err := r.Read(head, cells[i+1], sheet.Note{}); err != nil {
			t.Fatalf("%s %q: %v", cells[i], cells[i+1], err)
		}
	}
	return r
}

// TestRightsTogether: the kinds and the numbers of rights come from two columns; the one without a column stays.
func TestRightsTogether(t *testing.T) {
	raw := func(ips ...listing.IP) json.RawMessage {
		b, err := json.Marshal(ips)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	old := raw(listing.IP{Kind: "utility", Number: "1", Status: "valid"}, listing.IP{Kind: "design", Number: "2"})
	for _, tt := range []struct {
		rule           string
		fresh          json.RawMessage
		kinds, numbers bool
		want           json.RawMessage
	}{
		{"both columns", raw(listing.IP{Kind: "secret", Number: "9"}), true, true,
			raw(listing.IP{Kind: "secret", Number: "9"})},
		{"the same right", raw(listing.IP{Kind: "utility", Number: "1"}), true, true,
			raw(listing.IP{Kind: "utility", Number: "1", Status: "valid"})},
		{"only kinds", raw(listing.IP{Kind: "secret"}), true, false, raw(listing.IP{Kind: "secret", Number: "1"})},
		{"only numbers", raw(listing.IP{Kind: "invention", Number: "1"}), false, true,
			raw(listing.IP{Kind: "utility", Number: "1", Status: "valid"})},
		{"a third one", raw(listing.IP{Kind: "a"}, listing.IP{Kind: "b"}, listing.IP{Kind: "c"}), true, false,
			raw(listing.IP{Kind: "a", Number: "1"}, listing.IP{Kind: "b", Number: "2"}, listing.IP{Kind: "c"})},
		{"none", nil, true, true, nil},
	} {
		got, err := mergeRights(old, tt.fresh, tt.kinds, tt.numbers)
		if err != nil || string(got) != string(tt.want) {
			t.Errorf("%s: %s, %v, want %s", tt.rule, got, err, tt.want)
		}
	}
	if got, err := mergeRights(nil, raw(listing.IP{Kind: "a"}), false, false); err != nil ||
		string(got) != string(raw(listing.IP{Kind: "a"})) {
		t.Errorf("rights where none were: %s, %v", got, err)
	}
	if _, err := mergeRights(json.RawMessage("{"), nil, true, true); err == nil {
		t.Error("damaged rights are taken")
	}
}

// TestMerged: a filled cell changes its fields, and an empty one changes nothing. Fields without a column stay.
func TestMerged(t *testing.T) {
	budget, high := int64(100)*money.Wan, int64(200)*money.Wan
	stored := listing.DemandContent{Common: listing.Common{Title: "旧名", Text: "旧文", Industry: "0104",
		IndustryConfirmed: true,
		Contact:           listing.Contact{Name: "陆某", Phone: "13800000000"},
		Words:             map[string]string{"deadline": "长期", "budgetFen": "约"}},
		BudgetFen: &budget, BudgetHighFen: &high, Requirements: []listing.Requirement{{Must: true, Text: "旧必备"},
			{Text: "旧期望"}}}
	merge := func(cells ...string) (*form.Row, listing.DemandContent) {
		t.Helper()
		r := rowOf(t, form.Demands, cells...)
		out, err := Merged(r, stored, *r.Demand)
		if err != nil {
			t.Fatal(err)
		}
		return r, out
	}
	for _, tt := range []struct {
		rule  string
		cells []string
		want  func(*listing.DemandContent)
		tells string // changes as field old>new, kept ones as field=old
	}{
		{"nothing", nil, func(*listing.DemandContent) {}, ""},
		{"a title", []string{"title", "新名"}, func(c *listing.DemandContent) { c.Title = "新名" }, "title 旧名>新名"},
		{"the same title", []string{"title", "旧名"}, func(*listing.DemandContent) {}, ""},
		{"an empty title", []string{"title", ""}, func(*listing.DemandContent) {}, "title=旧名"},
		{"an empty cell of nothing", []string{"park", ""}, func(*listing.DemandContent) {}, ""},
		{"must-haves leave the wishes", []string{"must", "新必备"}, func(c *listing.DemandContent) {
			c.Requirements = []listing.Requirement{{Must: true, Metric: "新必备", Text: "新必备"}, {Text: "旧期望"}}
		}, "must 旧必备>新必备"},
		{"wishes leave the must-haves", []string{"nice", "新期望"}, func(c *listing.DemandContent) {
			c.Requirements = []listing.Requirement{{Must: true, Text: "旧必备"}, {Metric: "新期望", Text: "新期望"}}
		}, "nice 旧期望>新期望"},
		{"one amount takes a range away", []string{"budget", "50"}, func(c *listing.DemandContent) {
			half := int64(50) * money.Wan
			c.BudgetFen, c.BudgetHighFen, c.Words = &half, nil, map[string]string{"deadline": "长期"}
		}, "budget 约>50"},
		{"a date takes its words away", []string{"deadline", "2026-12-31"}, func(c *listing.DemandContent) {
			c.Deadline, c.Words = "2026-12-31", map[string]string{"budgetFen": "约"}
		}, "deadline 长期>2026-12-31"},
		{"words come with their field", []string{"deadline", "再议"}, func(c *listing.DemandContent) {
			c.Words = map[string]string{"deadline": "再议", "budgetFen": "约"}
		}, ""},
		{"a part of the contact", []string{"phone", "13900000000"},
			func(c *listing.DemandContent) { c.Contact.Phone = "13900000000" },
			"phone 13800000000>13900000000"},
		{"both parts in one cell", []string{"contactPhone", "王某 13900000000"}, func(c *listing.DemandContent) {
			c.Contact = listing.Contact{Name: "王某", Phone: "13900000000"}
		}, "contact 陆某>王某; phone 13800000000>13900000000"},
	} {
		r, got := merge(tt.cells...)
		want := stored
		want.Words = map[string]string{"deadline": "长期", "budgetFen": "约"}
		tt.want(&want)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.rule, d)
		}
		changes, err := Differences(r, stored, got)
		var tells []string
		for _, c := range changes {
			if c.Kept {
				tells = append(tells, c.Field+"="+c.Old)
			} else {
				tells = append(tells, c.Field+" "+c.Old+">"+c.New)
			}
		}
		if got := strings.Join(tells, "; "); err != nil || got != tt.tells {
			t.Errorf("%s is told %q, %v; want %q", tt.rule, got, err, tt.tells)
		}
		if Any(changes) != strings.Contains(tt.tells, ">") {
			t.Errorf("%s changes anything: %v", tt.rule, Any(changes))
		}
	}
	var none listing.DemandContent
	r := rowOf(t, form.Demands, "title", "甘蔗制糖澄清", "text", "混合汁色值高。")
	r.Finish(form.Setting{Raw: func(string) string { return "" }})
	if got, err := Merged(r, none, *r.Demand); err != nil || got.Industry == "" || got.Words != nil {
		t.Errorf("a proposed industry where none was: %+v, %v", got, err)
	}
	stored2 := listing.DemandContent{Common: listing.Common{Industry: "0901"}}
	if got, err := Merged(r, stored2, *r.Demand); err != nil || got.Industry != "0901" {
		t.Errorf("a proposed industry over a stated one: %+v, %v", got, err)
	}
	long := rowOf(t, form.Demands, "text", strings.Repeat("长", 201))
	changes, err := Differences(long, none, *long.Demand)
	if err != nil || len(changes) != 1 || len([]rune(changes[0].New)) != 201 ||
		!strings.HasSuffix(changes[0].New, "…") {
		t.Errorf("a long text is told whole: %+v, %v", changes, err)
	}
	short := rowOf(t, form.Demands, "text", strings.Repeat("长", 200))
	if changes, _ := Differences(short, none, *short.Demand); len(changes) != 1 ||
		changes[0].New != strings.Repeat("长", 200) {
		t.Errorf("200 characters are cut: %+v", changes)
	}
}

// TestPlainValues: a stored value in readable form.
func TestPlainValues(t *testing.T) {
	for _, tt := range []struct{ name, json, want string }{
		{"title", `"名"`, "名"}, {"region", `"530924"`, "云南省临沧市镇康县"}, {"seller.region", `"530924"`, "云南省临沧市镇康县"},
		{"class", `"KF"`, "技术开发"}, {"subClass", `"KF1"`, "委托开发"}, {"related", `true`, "是"}, {"related", `false`, "否"},
		{"totalFen", `120000000`, "120"}, {"year", `2026`, "2026"}, {"rate", `2.5`, "2.50"},
		{"tags", `["甲","乙"]`, "甲、乙"},
		{"deductions", `[{"costFen":120000000,"kind":"other","note":""}]`, "120、other"}, {"x", `{"a":1}`, `{"a":1}`},
		{"x", `{`, ""},
	} {
		if got := plain(tt.name, json.RawMessage(tt.json)); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.name, tt.json, got, tt.want)
		}
	}
	if got := plain("industry", json.RawMessage(`"0104"`)); !strings.Contains(got, "/") {
		t.Errorf("industry 0104 is %q", got)
	}
	for v, is := range map[string]bool{"": false, "null": false, `""`: false, "[]": false, "{}": false, "0": false,
		"false": false, "1": true} {
		if full(json.RawMessage(v)) != is || (norm(json.RawMessage(v)) != nil) != is {
			t.Errorf("%q is full: %v", v, !is)
		}
	}
	o := object{}
	for _, step := range []struct{ name, v, want string }{
		{"a.b", "", "{}"}, {"a.b", "1", `{"a":{"b":1}}`}, {"a.c", "2", `{"a":{"b":1,"c":2}}`},
		{"a.b", "", `{"a":{"c":2}}`}, {"a", "", "{}"},
	} {
		var v json.RawMessage
		if step.v != "" {
			v = json.RawMessage(step.v)
		}
		err := setField(o, step.name, v)
		got, _ := json.Marshal(o)
		if err != nil || string(got) != step.want {
			t.Errorf("%s = %s: %s, %v", step.name, step.v, got, err)
		}
	}
	if err := setField(object{"a": json.RawMessage("1")}, "a.b", json.RawMessage("1")); err == nil {
		t.Error("a part of a number was set")
	}
	if field(object{"a": json.RawMessage("1")}, "a.b") != nil || field(object{}, "a.b") != nil {
		t.Error("a part of what has none")
	}
	var changes []form.FieldChange
	for i := range 4 {
		changes = append(changes, form.FieldChange{Label: fmt.Sprintf("预算%d（万元）", i), New: "5"})
	}
	changes[0].Kept = true
	if got := Tell(changes, fault.Plain("已公开")).In(vocab.Zh); got != "与系统中不同（预算1 空 → 5 万元；预算2 空 → 5 万元；预算3 空 "+
		"→ 5 万元），未更新：已公开。" {
		t.Error(got)
	}
	if got := Tell(append(changes, changes[1]), fault.Plain("x")).In(vocab.Zh); strings.Count(got, "→") != 3 {
		t.Errorf("more than three changes are told: %s", got)
	}
}

// TestToldByColumn: columns that share a field tell only their own part of it. Words are told where no value is.
func TestToldByColumn(t *testing.T) {
	tell := func(changes []form.FieldChange, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range changes {
			out = append(out, c.Field+" "+c.Old+">"+c.New)
		}
		return strings.Join(out, "; ")
	}
	demand := listing.DemandContent{Common: listing.Common{Title: "名", Words: map[string]string{"minTrl": "高一点"}},
		Requirements: []listing.Requirement{{Must: true, Metric: "旧必备", Text: "旧必备"}, {Metric: "旧期望", Text: "旧期望"}}}
	for _, tt := range []struct{ key, cell, want string }{
		{"must", "旧必备", ""}, {"nice", "旧期望", ""}, {"minTrl", "小试以上", "minTrl 高一点>4"}, {"minTrl", "说不清", ""},
	} {
		r := rowOf(t, form.Demands, tt.key, tt.cell)
		next, err := Merged(r, demand, *r.Demand)
		if err != nil {
			t.Fatal(err)
		}
		if got := tell(Differences(r, demand, next)); got != tt.want {
			t.Errorf("%s %s is told %q, want %q", tt.key, tt.cell, got, tt.want)
		}
	}
	rights := listing.AchievementContent{IP: []listing.IP{{Kind: "invention", Number: "ZL1"}, {Kind: "design",
		Number: "ZL2"}}}
	for _, tt := range []struct {
		stored listing.AchievementContent
		cells  []string
		want   string
	}{
		{rights, []string{"ipNumber", "ZL1；ZL3"}, "ipNumber ZL1；ZL2>ZL1；ZL3"},
		{rights, []string{"ipKind", "发明专利、实用新型"}, "ipKind 发明专利、外观设计>发明专利、实用新型"},
		{rights, []string{"ipKind", "发明专利、外观设计", "ipNumber", "ZL1；ZL2"}, ""},
		{listing.AchievementContent{}, []string{"ipKind", "发明专利", "ipNumber", "ZL1"}, "ipKind >发明专利; ipNumber >ZL1"},
	} {
		cells := append([]string{"title", "名", "text", "能用。"}, tt.cells...)
		tt.stored.Title, tt.stored.Text = "名", "能用。"
		r := rowOf(t, form.Achievements, cells...)
		if bad := r.Finish(form.Setting{Raw: func(string) string { return "" }}); bad != nil {
			t.Fatal(bad)
		}
		next, err := Merged(r, tt.stored, *r.Achievement)
		if err != nil {
			t.Fatal(err)
		}
		if got := tell(Differences(r, tt.stored, next)); got != tt.want {
			t.Errorf("%v is told %q, want %q", tt.cells, got, tt.want)
		}
	}
}

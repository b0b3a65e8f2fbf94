package matcher_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/vocab"
	"kebang/matcher"
)

func parts(d matcher.Diagnosis) (sum, of int) {
	for _, p := range d.Parts {
		sum, of = sum+p.Points, of+p.Of
	}
	return sum, of
}

func asked(d matcher.Diagnosis) map[string]string {
	out := map[string]string{}
	for _, q := range d.Questions {
		if out[q.Part] == "" {
			out[q.Part] = q.Text.In(vocab.Zh)
		}
	}
	return out
}

func proposed(d matcher.Diagnosis) string {
	var out []string
	for _, s := range d.Suggestions {
		out = append(out, s.Kind+":"+s.Label.In(vocab.Zh))
	}
	return strings.Join(out, "\n")
}

func TestDiagnoseBareDemand(t *testing.T) {
	d := matcher.DiagnoseDemand(&listing.DemandContent{Common: listing.Common{Title: "技术需求", Text: "希望提高效率。"}},
		"2026-11-22")
	if d.Score > 15 {
		t.Errorf("a bare demand has %d points: %+v", d.Score, d.Parts)
	}
	q := asked(d)
	for _, part := range []string{"object", "text", "present", "target", "budget", "deadline", "mode"} {
		if q[part] == "" {
			t.Errorf("nothing is asked about %s", part)
		}
	}
	vague := slices.ContainsFunc(d.Questions,
		func(q matcher.Question) bool { return q.Vague && strings.Contains(q.Text.In(vocab.Zh), "提高效率") })
	if !vague || d.Questions[0].Part != "target" {
		t.Errorf("the vague wish is not asked back: %+v", d.Questions)
	}
}

func TestDiagnoseDemandReadsItsText(t *testing.T) {
	c := listing.DemandContent{Common: listing.Common{Title: "机收甘蔗入榨前的高效除杂",
		Text: "机械化收获使甘蔗夹杂物增加，目前夹杂物含量约8%。要求夹杂物含量不超过3%，处理能力不低于60吨/小时。预算投入80万元，希望2027年9月前完成，可联合攻关。"}}
	before, _ := json.Marshal(c)
	d := matcher.DiagnoseDemand(&c, "2026-11-22")
	if after, _ := json.Marshal(c); string(before) != string(after) {
		t.Error("the diagnosis changed the content")
	}
	got := proposed(d)
	for _, want := range []string{"industry:糖（甘蔗制糖）", "requirement:夹杂物含量≤3%", "requirement:处理能力≥60吨/小时", "budget:80万元",
		"deadline:2027-09-30", "mode:合作开发", "keyword:甘蔗"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not proposed in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "keyword:"); n > 6 || strings.Contains(got, "keyword:机械\n") {
		t.Errorf("%d keywords, or one inside another:\n%s", n, got)
	}
	if strings.Contains(got, "8%") {
		t.Errorf("the present state is proposed as a target:\n%s", got)
	}
	for _, s := range d.Suggestions {
		if s.Why.IsZero() {
			t.Errorf("%s:%s has no why", s.Kind, s.Label.In(vocab.Zh))
		}
		if r := s.Requirement; r != nil && !r.Must {
			t.Errorf("%s is asked for firmly, but proposed as a wish", r.Metric)
		}
	}
	if d.Examples.Object == "" || !strings.Contains(d.Examples.Target, "夹杂物") {
		t.Errorf("examples are not of the sugar industry: %+v", d.Examples)
	}
}

func TestDiagnoseFullDemand(t *testing.T) {
	fen := int64(80_000_000)
	c := listing.DemandContent{Common: listing.Common{Title: "机收甘蔗入榨前的高效除杂", Industry: "0103", IndustryConfirmed: true,
		Modes: []listing.Mode{listing.ModeDevelop},
		Text:  strings.Repeat("机械化收获使入榨甘蔗夹杂物比人工收获大幅增加，需要相适应的预处理。", 4)},
		Present: "现用人工加滚筒筛，夹杂物约8%，每班6人，试过风选但损失大。", BudgetFen: &fen, Deadline: "2027-09-30",
		Requirements: []listing.Requirement{{Must: true, Metric: "夹杂物含量", Op: "<=", Value: "3", Unit: "%"},
			{Metric: "处理能力", Op: ">=", Value: "60", Unit: "t/h"}}}
	d := matcher.DiagnoseDemand(&c, "2026-11-22")
	if sum, of := parts(d); d.Score != 100 || sum != 100 || of != 100 || len(d.Questions) != 0 {
		t.Errorf("score %d of %d, questions %+v", d.Score, of, d.Questions)
	}
	c.Deadline, c.Requirements[1].Value = "2026-01-01", ""
	d = matcher.DiagnoseDemand(&c, "2026-11-22")
	if q := asked(d); !strings.Contains(q["deadline"], "2026-01-01") || !strings.Contains(q["target"], "处理能力") {
		t.Errorf("a past deadline and a line without a number are not asked back: %+v", d.Questions)
	}
}

func TestDiagnoseAchievement(t *testing.T) {
	c := listing.AchievementContent{Common: listing.Common{Title: "蔗渣制备低聚木糖的酶解技术",
		Text: "以甘蔗渣为原料酶解制备低聚木糖。传统工艺收率仅20%，本工艺收率达32%，能耗降低25%。已获发明专利ZL201910123456.7，完成中试。"},
		Indicators: []listing.Indicator{{Metric: "纯度"}}}
	d := matcher.DiagnoseAchievement(&c)
	if sum, of := parts(d); of != 100 || sum != d.Score {
		t.Errorf("parts add up to %d of %d, score %d", sum, of, d.Score)
	}
	got := proposed(d)
	for _, want := range []string{"indicator:收率≥32%", "indicator:能耗降低＝25%", "ip:发明专利 ZL201910123456.7", "trl:成熟度 6 级"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not proposed in\n%s", want, got)
		}
	}
	if strings.Contains(got, "20%") {
		t.Errorf("the value of the old process is proposed:\n%s", got)
	}
	q := asked(d)
	for part, word := range map[string]string{"indicators": "纯度", "evidence": "依据", "trl": "中试", "ip": "专利",
		"mode": "转让", "price": "价格"} {
		if !strings.Contains(q[part], word) {
			t.Errorf("%s: asked %q, want %s in it", part, q[part], word)
		}
	}
}

func TestExamplesCoverTheTaxonomy(t *testing.T) {
	for _, g := range industry.Groups() {
		d := matcher.DiagnoseDemand(&listing.DemandContent{Common: listing.Common{Industry: g.Code}}, "")
		if d.Examples.Object == "" || g.Code != industry.Other && strings.Contains(d.Examples.Object, "某产品") {
			t.Errorf("%s %s has no example", g.Code, g.Name)
		}
	}
}

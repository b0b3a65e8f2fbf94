package intake_test

import (
	"strings"
	"testing"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/store"
)

const achievementTable = "完成单位,成果名称,成果简介,技术指标,体现形式,所处阶段,知识产权类别,知识产权编号,价格（万元）,定价方式,完成人,权利人,合作方式,所在地区,关键词,联系人,联系电话,隐藏单" +
	"位名称,年度\n" +
	"滇南农业大学,核桃青皮脱除机,\"逆流搓擦脱皮。\n已用两季。\",\"脱净率≥95%\n破损率≤3%\n耐用\",新装备,通过中试,发明专利,ZL202010000001.X,50-100,协议定价,王某、李某,滇南农业" +
	"大学,转让或许可,云南省临沧市,核桃、青皮,赵某,0871-60000000,否,2026\n" +
	"滇南农业大学,糖浆上浮澄清,复合絮凝剂。,脱色率35%～45%,新工艺,已有样品,发明专利、实用新型,ZL202010000002.8；ZL202020000003.1,约80,挂牌,张某,,技术服务,大理州,制糖,赵某," +
	",是,2025\n" +
	"哀牢山茶叶研究所,茶青摊放控湿,分区送风。,含水率68～72%,新技术,小试,无,,面议,,,,其他协商,,茶青,,,,\n" +
	"哀牢山茶叶研究所,滤布清洗,反冲。,,,,技术秘密,,30万元以上,,,,,景东县,,,,,\n"

// TestEditedAchievementsUpdate reads a downloaded list of achievements back. Unchanged, it changes nothing. Each edited
// cell is an update of that field and of no other.
func TestEditedAchievementsUpdate(t *testing.T) {
	w := newWorld(t)
	if p, out := w.apply(t, form.Achievements, "a.csv", []byte(achievementTable),
		intake.Options{Publish: true}); out.Added != 4 {
		t.Fatalf("%+v %v %v", out, p.Problems, p.Unknown)
	}
	file := download(t, w, listing.Achievements, w.listings.Achievements)
	p, out := w.apply(t, form.Achievements, "b.xlsx", file, intake.Options{Publish: true})
	if p.Counts.Unchanged != 4 || out.Changed != 0 || len(p.Unknown) > 0 {
		t.Fatalf("as it was downloaded: %+v unknown %v %v %v", p.Counts, p.Unknown, p.Problems, p.Updates)
	}
	for _, c := range []struct{ heading, title, cell, field, want string }{
		{"价格", "核桃青皮脱除机", "60-120", "price", "60-120"},
		{"价格", "核桃青皮脱除机", "80", "price", "80"},
		{"价格", "糖浆上浮澄清", "20-40万元", "price", "20-40"},
		{"价格", "茶青摊放控湿", "15", "price", "15"},
		{"技术指标", "核桃青皮脱除机", "脱净率≥97%", "indicators", "脱净率≥97%"},
		{"所处阶段", "茶青摊放控湿", "通过中试", "stage", "通过中试"},
		{"知识产权编号", "核桃青皮脱除机", "ZL202110000009.9", "ipNumber", "ZL202110000009.9"},
		{"完成人", "糖浆上浮澄清", "张某、周某", "inventors", "张某、周某"},
		{"合作方式", "核桃青皮脱除机", "转让、作价入股", "modes", "作价入股"},
		{"关键词", "茶青摊放控湿", "茶青、摊放", "keywords", "摊放"},
		{"所在地区", "茶青摊放控湿", "云南省临沧市凤庆县", "region", "凤庆县"},
	} {
		edited := editColumn(t, download(t, w, listing.Achievements, w.listings.Achievements), "成果名称", c.heading,
			map[string]string{c.title: c.cell})
		p, out := w.apply(t, form.Achievements, "c.xlsx", edited, intake.Options{Publish: true})
		if out.Changed != 1 || p.Counts.Unchanged != 3 || len(p.Updates) != 1 {
			t.Errorf("%s of %s: %+v %+v %v", c.heading, c.title, p.Counts, p.Updates, p.Problems)
			continue
		}
		if ch := p.Updates[0].Changes; len(ch) != 1 || ch[0].Field != c.field || !strings.Contains(ch[0].New, c.want) {
			t.Errorf("%s of %s: %+v", c.heading, c.title, ch)
		}
		if p, _ := w.apply(t, form.Achievements, "d.xlsx",
			download(t, w, listing.Achievements,
				w.listings.Achievements), intake.Options{Publish: true}); p.Counts.Unchanged != 4 {
			t.Errorf("%s of %s, downloaded again: %+v %+v", c.heading, c.title, p.Counts, p.Updates)
		}
	}
}

// TestRightsKeepWhatAFileLacks changes kinds alone, then numbers alone. The other column and the status stay.
func TestRightsKeepWhatAFileLacks(t *testing.T) {
	w := newWorld(t)
	head, row := "完成单位,成果名称,成果简介,", "滇南农业大学,核桃青皮脱除机,逆流搓擦。,"
	for _, c := range []struct{ columns, cells, want string }{
		{"知识产权编号,知识产权类别", "ZL202010000001.X；ZL202020000002.1,发明专利、实用新型",
			"invention ZL202010000001.X|utility ZL202020000002.1"},
		{"知识产权类别", "植物新品种、外观设计", "variety ZL202010000001.X|design ZL202020000002.1"},
		{"知识产权编号", "ZL202010000009.5；ZL202020000002.1", "variety ZL202010000009.5|design ZL202020000002.1"},
		{"知识产权类别,知识产权编号", "发明专利、软件著作权,ZL202010000001.X；ZL202010000002.8；2024SR000001",
			"invention ZL202010000001.X；ZL202010000002.8；2024SR000001|software "},
	} {
		w.apply(t, form.Achievements, "a.csv", []byte(head+c.columns+"\n"+row+c.cells+"\n"),
			intake.Options{Publish: true})
		var a listing.Achievement
		must(t, w.db.View(t.Context(), func(tx store.Tx) (err error) {
			a, err = listing.Achievements.First(tx, store.Query{Market: "m1"})
			return err
		}))
		var got []string
		for _, ip := range a.Published.IP {
			got = append(got, ip.Kind+" "+ip.Number)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.columns, strings.Join(got, "|"), c.want)
		}
	}
}

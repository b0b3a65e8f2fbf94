package indextest

import (
	"testing"

	"kebang/matcher"
)

// spellings finds other spellings: synonyms of the taxonomy, traditional characters, Latin words together or apart, the
// unit, the serial number. Merely similar words do not find each other.
func spellings(t *testing.T, x matcher.Index) {
	nut := achievement("nut", "澳洲坚果脱壳机", "带壳坚果分级。")
	nut.Industry, nut.Unit, nut.Serial = "0403", "寒汀丁果业有限公司", "XQ-2026-000123"
	tea := achievement("tea", "鲜叶摊青", "摊青槽控温。")
	tea.Industry, tea.Serial = "0302", "XQ-2026-000124"
	cane := achievement("cane", "蔗渣基活性炭", "用于糖液脱色。")
	cane.Industry = "14" // another industry than that of the word
	led := achievement("led", "Micro-LED 指示屏", "")
	apart := achievement("apart", "Micro LED 巨量转移", "")
	one := achievement("one", "MicroLED检测", "")
	old := achievement("old", "國際論壇用乾燥線", "節能乾燥。")
	konjac := achievement("konjac", "魔芋精粉去异味", "")
	konjac.Industry = "15"
	lumpy := achievement("lumpy", "牛结节性皮肤病快速诊断", "")
	lumpy.Industry = "0605"
	talk := achievement("talk", "国际论坛会务系统", "")
	other := achievement("other", "LED 植物灯", "照明。")
	put(t, x, nut, tea, cane, led, apart, one, old, talk, konjac, lumpy, other)
	// A number behind its word has four spellings. Alone it finds nothing.
	for id, title := range map[string]string{"net": "Wi-Fi 6 网关", "nets": "WiFi6路由", "netb": "Wi-Fi6 中继",
		"netc": "wi fi 6 天线", "netd": "Wi-Fi-6 模组", "seven": "Wi-Fi 7 网关", "dust": "PM 2.5 监测", "vitamin": "B12发酵",
		"vitamins": "B 12 提取", "band": "5G 基站", "grams": "每份 5 g，12 份，浓度 2.5，共 6 种"} {
		put(t, x, achievement(id, title, ""))
	}
	for typed, ids := range map[string][]string{
		"夏威夷果": {"nut"}, "临沧坚果": {"nut"}, "macadamia": {"nut"}, "Macadamia": {"nut"}, "夏威夷果脱壳": {"nut"}, "夏威夷果萎凋": {},
		"蒟蒻": {"konjac"}, "牛疙瘩皮肤病": {"lumpy"},
		"茶青": {"tea"}, "bagasse": {"cane"}, "甘蔗渣": {"cane"},
		"micro led": {"apart", "led", "one"}, "Micro-LED": {"apart", "led", "one"}, "microled": {"apart", "led",
			"one"}, "led": {"apart", "led", "other"}, "micro oled": {},
		"WiFi6": {"net", "nets", "netb", "netc", "netd"}, "Wi-Fi 6": {"net", "nets", "netb", "netc",
			"netd"}, "wifi 6": {"net", "nets", "netb", "netc", "netd"},
		"wi fi 6": {"net", "nets", "netb", "netc", "netd"}, "Wi-Fi-6": {"net", "nets", "netb", "netc",
			"netd"}, "Wi-Fi6": {"net", "nets", "netb", "netc", "netd"},
		"PM2.5": {"dust"}, "PM 2.5": {"dust"}, "B12": {"vitamin", "vitamins"}, "B 12": {"vitamin",
			"vitamins"}, "5G": {"band"},
		"國際論壇": {"old", "talk"}, "国际论坛": {"old", "talk"}, "干燥线": {"old"}, "乾燥線": {"old"}, "蔗渣基活性碳": {"cane"},
		"寒汀丁": {"nut"}, "寒汀丁果业": {"nut"},
		"XQ-2026-000123": {"nut"}, "xq2026000123": {"nut"}, "XQ 2026 000123": {"nut"}, "ＸＱ－２０２６－０００１２３": {"nut"},
		"000123": {"nut"}, "2026-000123": {"nut"},
		"XQ-2026": {"nut", "tea"}, "XQ-2026-000125": {}, "000999": {},
	} {
		got := map[string]bool{}
		for _, id := range found(find(t, x, matcher.Query{Text: typed})) {
			got[id] = true
		}
		exp := map[string]bool{}
		for _, id := range ids {
			exp[id] = true
		}
		want(t, typed, exp, got)
	}
	// A find by another spelling comes after finds as typed, and is marked.
	put(t, x, achievement("as", "夏威夷果采收", ""))
	r := find(t, x, matcher.Query{Text: "夏威夷果"})
	want(t, "as typed first", []string{"as", "nut"}, found(r))
	if h := r.Hits[1]; len(h.Spans) == 0 || h.Snippet[h.Spans[0].Start:h.Spans[0].End] != "澳洲坚果" {
		t.Errorf("%+v does not mark the synonym", h)
	}
}

// closed: visitors find, filter and count by public fields alone.
func closed(t *testing.T, x matcher.Index) {
	const members = "\n传统晾晒占地饕餮，bagasse 难存，Micro LED。"
	a := achievement("a", "澳洲坚果烘干", "热泵烘干。"+members)
	a.ClosedText, a.Keywords = len(members), []string{"低温脱水"}
	a.Industry, a.Region, a.TRL, a.Modes = "0104", "530924", 6, []string{"licence"}
	a.Closed = []string{matcher.ClosedKeywords, matcher.ClosedIndustry, matcher.ClosedRegion, matcher.ClosedModes,
		matcher.ClosedTRL}
	b := achievement("b", "红茶烘干", "链板烘干。")
	b.Industry, b.Region, b.TRL, b.Modes = "0302", "530924", 7, []string{"licence"}
	put(t, x, a, b)
	for _, typed := range []string{"饕餮", "蔗渣", "bagasse", "microled", "micro led", "低温脱水", "taotie", "diwen", "dwts",
		"占地"} {
		want(t, typed+" for members", []string{"a"}, found(find(t, x, matcher.Query{Text: typed})))
		r := find(t, x, matcher.Query{Text: typed, Filter: matcher.Filter{Public: true}, Facets: []string{"industry"}})
		want(t, typed+" for visitors", []string{}, found(r))
		if r.Total != 0 || len(r.Facets["industry"]) != 0 {
			t.Errorf("%s for visitors counts %d, %v", typed, r.Total, r.Facets)
		}
	}
	want(t, "public text", []string{"a"},
		found(find(t, x, matcher.Query{Text: "热泵", Filter: matcher.Filter{Public: true}})))
	for _, f := range []matcher.Filter{{Industry: "01"}, {Region: "53", Except: []string{"b"}},
		{MinTRL: 6, Except: []string{"b"}}, {Modes: []string{"licence"}, Except: []string{"b"}}} {
		want(t, "narrowed for members", []string{"a"}, found(find(t, x, matcher.Query{Filter: f})))
		f.Public = true
		want(t, "narrowed for visitors", []string{}, found(find(t, x, matcher.Query{Filter: f})))
	}
	names := []string{"industry", "region", "mode", "trl"}
	for _, typed := range []string{"", "烘干", "honggan"} {
		r := find(t, x, matcher.Query{Text: typed, Facets: names})
		want(t, "members' facets "+typed,
			map[string]map[string]int{"industry": {"01": 1, "03": 1}, "region": {"53": 2}, "mode": {"licence": 2},
				"trl": {"6": 1, "7": 1}}, r.Facets)
		r = find(t, x, matcher.Query{Text: typed, Facets: names, Filter: matcher.Filter{Public: true}})
		want(t, "visitors' facets "+typed,
			map[string]map[string]int{"industry": {"": 1, "03": 1}, "region": {"": 1, "53": 1}, "mode": {"licence": 1},
				"trl": {"0": 1, "7": 1}}, r.Facets)
	}
	for _, h := range find(t, x, matcher.Query{Text: "烘干", Filter: matcher.Filter{Public: true}}).Hits {
		if h.ID == "a" && len(h.Snippet) > len("热泵烘干。") {
			t.Errorf("a visitor reads %q", h.Snippet)
		}
	}
}

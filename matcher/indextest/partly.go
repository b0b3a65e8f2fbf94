package indextest

import (
	"testing"

	"kebang/matcher"
)

// partly finds the nearest listings for a question that no listing holds half of, and marks them. It reveals no closed
// field to a visitor. It finds nothing for words that occur nowhere within the filter.
func partly(t *testing.T, x matcher.Index) {
	nut := achievement("nut", "澳洲坚果脱青皮机", "自适应果径，连续作业。")
	nut.Industry = "0403"
	shell := achievement("shell", "坚果壳裂缝识别", "超声检测。")
	coffee := achievement("coffee", "咖啡豆双面成像分选机", "识别黑豆、酸豆、虫蛀豆。")
	shell.Unit = "渺汀丙果业有限公司"
	closed := achievement("closed", "某项技术", "蒟蒻精粉脱硫。")
	closed.Closed, closed.ClosedText = []string{matcher.ClosedRegion}, len("蒟蒻精粉脱硫。")
	far := achievement("far", "石斛干燥机", "热泵分段变温。")
	far.Market = "m9"
	put(t, x, nut, shell, coffee, closed, far)
	here, public := matcher.Filter{Market: "m1"}, matcher.Filter{Market: "m1", Public: true}
	for _, c := range []struct {
		typed  string
		f      matcher.Filter
		partly bool
		want   []string
	}{
		{"咖啡豆分选", here, false, []string{"coffee"}},
		{"我们厂咖啡豆里的坏豆子老是挑不出来怎么办", here, true, []string{"coffee"}}, // a sentence
		{"夏威夷果剥皮设备哪里有卖", here, true, []string{"nut"}},            // a synonym in a sentence
		{"咖非豆的分选工段", here, true, []string{"coffee"}},             // wrong characters
		{"石斛怎么烘干省电", here, true, []string{}},                     // only in another market
		{"石斛怎么烘干省电", matcher.Filter{Market: "m9"}, true, []string{"far"}},
		{"激光测距望远镜", here, true, []string{}},
		{"技术研究需求", here, true, []string{}},    // set phrases occur in every text
		{"寒汀丁糖业有限公司", here, true, []string{}}, // the legal form occurs in every name
		{"蒟蒻做成粉丝的新办法", here, true, []string{"closed"}},
		{"蒟蒻做成粉丝的新办法", public, true, []string{}},
		{"蒟蒻和咖啡都要的成熟办法", public, true, []string{"coffee"}}, // the closed word counts as absent
		{"kafei", here, false, []string{"coffee"}},
	} {
		q := matcher.Query{Text: c.typed, Filter: c.f, Partly: true, Facets: []string{"industry"}}
		r := find(t, x, q)
		want(t, c.typed, c.want, found(r))
		for _, h := range r.Hits {
			if h.Partly != c.partly {
				t.Errorf("%s: %s is partly %v", c.typed, h.ID, h.Partly)
			}
		}
		n := 0
		for _, k := range r.Facets["industry"] {
			n += k
		}
		if r.Total != len(c.want) || n != len(c.want) {
			t.Errorf("%s: total %d, facets %v", c.typed, r.Total, r.Facets)
		}
		if q.Partly = false; c.partly {
			want(t, "strictly "+c.typed, []string{}, found(find(t, x, q)))
		}
	}
}

package region

import (
	"slices"
	"strings"
	"testing"
)

func TestList(t *testing.T) {
	count := map[int]int{}
	for _, r := range All() {
		count[r.Level]++
		if r.Code != National && !Valid(r.Parent) {
			t.Errorf("%s %s has the unknown parent %q", r.Code, r.Name, r.Parent)
		}
		if r.Name == "" || r.Short == "" || !strings.HasPrefix(r.Name, r.Short) {
			t.Errorf("%s: name %q, short %q", r.Code, r.Name, r.Short)
		}
	}
	if count[LevelProvince] != 34 || count[LevelCity] != 333 || count[LevelCounty] < 2900 {
		t.Errorf("%v provinces, cities and counties", count)
	}
	if n := len(Children(National)); n != 34 {
		t.Errorf("the nation has %d children, want 34", n)
	}
	if got := len(Children("530900")); got != 8 {
		t.Errorf("临沧 has %d counties, want 8", got)
	}
	if got := Children("110000"); len(got) != 16 || got[0].Name != "东城区" {
		t.Errorf("北京 has %d districts", len(got))
	}
	if got := Children("000000"); got != nil {
		t.Errorf("an unknown code has the children %v", got)
	}
}

func TestNames(t *testing.T) {
	for code, want := range map[string][2]string{
		"530924": {"云南省临沧市镇康县", "镇康"},
		"140429": {"山西省长治市武乡县", "武乡"},
		"150123": {"内蒙古自治区呼和浩特市和林格尔县", "和林格尔"},
		"530000": {"云南省", "云南"},
		"150000": {"内蒙古自治区", "内蒙古"},
		"450000": {"广西壮族自治区", "广西"},
		"640000": {"宁夏回族自治区", "宁夏"},
		"650000": {"新疆维吾尔自治区", "新疆"},
		"810000": {"香港特别行政区", "香港"},
		"110101": {"北京市东城区", "东城"},
		"429004": {"湖北省仙桃市", "仙桃"}, // governed by the province directly
		"441900": {"广东省东莞市", "东莞"},
		"532900": {"云南省大理白族自治州", "大理"},
		"530828": {"云南省普洱市澜沧拉祜族自治县", "澜沧"},
		"530826": {"云南省普洱市江城哈尼族彝族自治县", "江城"},
		"140302": {"山西省阳泉市城区", "城区"},
		"654000": {"新疆维吾尔自治区伊犁哈萨克自治州", "伊犁"},
		"433100": {"湖南省湘西土家族苗族自治州", "湘西"},
		National: {"全国", "全国"},
		"999999": {"", ""},
		"":       {"", ""},
	} {
		if full, short := FullName(code), ShortName(code); full != want[0] || short != want[1] {
			t.Errorf("%s: %q, %q; want %q", code, full, short, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		within bool
	}{
		{"530924", "530924", true},
		{"530924", "530900", true},
		{"530924", "530000", true},
		{"530924", National, true},
		{"530900", "530924", false},
		{"530924", "530921", false},
		{"530924", "532901", false},
		{"530924", "140429", false},
		{"110101", "110105", false},
		{"110101", "110000", true},
		{"469006", "469005", false}, // both directly under the province, so no common city
		{"429004", "420000", true},
		{"530924", "539999", false},
		{"", "530000", false},
		{"530924", "", false},
		{"53", "530000", false},
	} {
		if got := Within(c.a, c.b); got != c.within {
			t.Errorf("Within(%s, %s) = %v", c.a, c.b, got)
		}
	}
}

func TestAt(t *testing.T) {
	for _, c := range []struct {
		code  string
		level int
		want  string
	}{
		{"530924", LevelProvince, "530000"}, {"530924", LevelCity, "530900"}, {"530924", LevelCounty, "530924"},
		{"530900", LevelCounty, ""}, {"429004", LevelCity, ""}, {"110101", LevelProvince, "110000"},
		{"530924", LevelNation, National}, {"x", LevelProvince, ""},
	} {
		if got := At(c.code, c.level); got != c.want {
			t.Errorf("At(%s, %d) = %q, want %q", c.code, c.level, got, c.want)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"short code":    "5300 云南省",
		"no name":       "530000",
		"out of order":  "530000 云南省\n110000 北京市",
		"twice":         "530000 云南省\n530000 云南省",
		"no province":   "530924 镇康县",
		"letters":       "53000x 云南省",
		"foreign digit": "５３００００ 云南省",
	} {
		if _, err := load(text); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}

func TestFind(t *testing.T) {
	for words, want := range map[string]string{
		"云南": "530000", "云南省": "530000", "内蒙古": "150000", "广西": "450000", "全国": National, "香港": "810000",
		"云南 勐海": "532822", "四川 宜宾": "511500", "四川宜宾市翠屏区": "511502", "江苏 常州金坛": "320413", "湖北 黄冈浠水": "421125",
		"安徽 安庆太湖": "340825", "云南省临沧市镇康县": "530924", "镇康": "530924", "镇康县": "530924", "云南 大理": "532900",
		"湖北 恩施": "422800", "云南 滇西": "530000", "重庆 万州": "500101", "海南 万宁": "469006", "新疆 石河子": "659001",
		"云南 澜沧": "530828", "四川 甘孜": "513300", "内蒙古 锡林浩特": "152502", "内蒙古和林格尔": "150123", "和林格尔": "150123",
		"吉林": "220000", "吉林 长春": "220100", "吉林 吉林": "220200", "海南": "460000", "青海 海南": "632500",
		"广西/云南": "450000 530000", "广东/广西/云南/海南": "440000 450000 530000 460000", "云南/陕西/山西等": "530000 610000 140000",
		"内蒙古/陕西/宁夏等": "150000 610000 640000", "江苏 无锡/兴化": "320200 321281", "泰国/中国": National, "北京/全国": "110000 " +
			National,
		"云南、云南 昆明": "530000 530100", "宜宾市翠屏区": "511502", "宜宾翠屏": "511502", "530924": "530924", "云南/云南省": "530000",
		"云南　勐海": "532822", "云南省临沧市镇康县南伞镇": "530924",
		// in doubt, so no code
		"": "", "日本": "", "南方油茶产区": "", "鼓楼区": "", "中山大学": "", "539999": "", "//": "", "县": "", "\xff\xfe": "",
	} {
		if got := strings.Join(Find(words), " "); got != want {
			t.Errorf("Find(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestFindReadsEveryNameItWrites(t *testing.T) {
	for _, r := range All() {
		if got := Find(FullName(r.Code)); !slices.Equal(got, []string{r.Code}) {
			t.Errorf("Find(%q) = %v, want %s", FullName(r.Code), got, r.Code)
		}
	}
}

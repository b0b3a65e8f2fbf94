package region

import (
	"strings"
	"testing"

	"kebang/internal/soak"
)

// at writes a place for the tables of this file: code, rest and marks.
func at(p Place) string {
	s := p.Code
	if p.Rest != "" {
		s += "+" + p.Rest
	}
	if p.Old != "" {
		s += " old"
	}
	if p.Twin {
		s += " twin"
	}
	if p.Code == "" && p.Doubt {
		s = "?"
	}
	return s
}

func TestRead(t *testing.T) {
	for words, want := range map[string]string{
		"云南省临沧市镇康县": "530924", "云南 临沧 镇康": "530924", "云南镇康县": "530924", "镇康": "530924", "临沧市镇康县": "530924",
		"临沧镇康": "530924", "530924": "530924", "５３０９２４": "530924", "530924000000": "530924", "530924101": "530924",
		"云南省-临沧市-镇康县": "530924", "云南省/临沧市/镇康县": "530924", "云南>临沧>镇康": "530924", "云南省、临沧市、镇康县": "530924",
		"云南省临沧市镇康县市辖区": "530924", "昆明市市辖区": "530100", "云南省昆明市": "530100", "全国": National,
		"镇康县南伞镇": "530924+南伞镇", "云南省临沧市镇康县南伞镇白岩村": "530924+南伞镇白岩村", "镇康南伞镇": "530924+南伞镇",
		"云南省-临沧市-镇康县-南伞镇": "530924+南伞镇", "东莞市虎门镇": "441900+虎门镇", "镇康县工业园区": "530924+工业园区",
		"内蒙古呼和浩特市和林格尔县": "150123", "内蒙古自治区呼和浩特市和林格尔县": "150123", "和林": "150123", "和林格尔": "150123", "内蒙古和林": "150123",
		"内蒙和林格尔": "150123",
		// former names and codes
		"平果县": "451082 old", "广西百色市平果县": "451082", "620824": "620881 old", "华亭县": "620881 old", "500157": "500157",
		"重庆两江新区": "500157", "潞西市": "533103 old", "中甸县": "533401 old", "襄樊市": "420600 old", "思茅市": "530800 old",
		"533525": "530924 old", "临沧地区": "530900 old",
		"辽中县": "210115 old", "莱芜市": "370116 old", "腾冲县": "530581 old", "蒙自县": "532503 old", "郫县": "510117 old",
		"浙江省绍兴县": "330603", "绍兴": "330600", "铜仁地区": "520600 old", "522201": "520602 old", "海门市": "320614 old",
		"云南省文山县": "532601",
		// forms of everyday speech
		"大理州": "532900", "红河州": "532500", "海南州": "632500", "河南县": "632324", "黔东南": "522600", "黔东南州": "522600",
		"恩施州": "422800", "延边州": "222400", "楚雄州": "532300", "锡盟": "152500", "阿拉善盟": "152900", "莫力达瓦旗": "150722",
		"前郭县": "220721", "达茂旗": "150223", "克州": "653000",
		"恩施": "422800 twin", "大理": "532900 twin", "大理市": "532901", "恩施市": "422801", "云南大理": "532900", "澜沧县": "530828",
		"阿坝": "513200 twin",
		// a name inside another one does not count
		"河北雄安新区": "?", "雄安新区": "?", "吉林市": "220200", "吉林": "220000", "吉林省吉林市": "220200", "吉林吉林": "220200",
		"海南": "460000", "河南": "410000", "海南省海口市": "460100", "中山大学": "?", "中山": "442000 twin", "云南县": "?",
		"河北区": "120105", "河东区": "?", "南京路": "?", "重庆": "500000", "重庆市": "500000", "北京市朝阳区": "110105", "朝阳区": "?",
		"长春朝阳区": "220104", "朝阳市": "211300", "朝阳县": "211321",
		"巴州": "?", "巴州区": "511902", "巴中市巴州区": "511902", "新疆巴州": "652800", "四川巴州区": "511902", "巴音郭楞": "652800",
		"鼓楼区": "?", "南京市鼓楼区": "320106", "江苏鼓楼区": "?", "福州鼓楼": "350102", "城区": "?", "云南省X县": "?", "云南省临沧市Y县": "?",
		"云南省滇西": "530000+滇西", "云南等地": "530000", "日本": "?", "南方油茶产区": "?", "539999": "?", "999999": "?", "": "",
		"县": "?", "广西/云南": "?", "云南、贵州": "?",
	} {
		if got := at(Read(words)); got != want {
			t.Errorf("Read(%q) = %q, want %q", words, got, want)
		}
	}
}

// TestReadReadsEveryNameItWrites reads full names, with and without the levels between, and everyday forms.
func TestReadReadsEveryNameItWrites(t *testing.T) {
	for _, r := range All() {
		if p := Read(FullName(r.Code)); p.Code != r.Code || p.Rest != "" {
			t.Errorf("Read(%q) = %+v, want %s", FullName(r.Code), p, r.Code)
		}
		if r.Level == LevelCounty {
			if city := At(r.Code, LevelCity); city != "" {
				if p := Read(loaded().byCode[city].Name + r.Name); p.Code != r.Code {
					t.Errorf("Read(%s%s) = %+v, want %s", loaded().byCode[city].Name, r.Name, p, r.Code)
				}
			}
		}
		// A bare name gives the place itself or a doubt, never a place with another name.
		if p := Read(r.Name); p.Code != "" && p.Code != r.Code && loaded().byCode[p.Code].Name != r.Name {
			t.Errorf("Read(%q) = %s %s", r.Name, p.Code, FullName(p.Code))
		}
	}
}

func TestEveryChangeIsRead(t *testing.T) {
	for old, c := range loaded().old {
		if p := Read(old); p.Code != c.New || p.Old != old {
			t.Errorf("Read(%s) = %+v, want %s", old, p, c.New)
		}
	}
	for name, c := range loaded().oldNames {
		province := loaded().byCode[At(c.New, LevelProvince)].Name
		if p := Read(province + name); p.Code != c.New && p.Code != "" {
			t.Errorf("Read(%s%s) = %+v, want %s %s or nothing", province, name, p, c.New, FullName(c.New))
		}
	}
	// the last name is a present one
	for short, want := range map[string]string{"米泉": "650109", "普洱县": "530821", "淮阴": "320804"} {
		if p := Read(short); p.Code != want || (p.Old == "") != (short == "淮阴") {
			t.Errorf("Read(%s) = %+v, want %s", short, p, want)
		}
	}
}

func TestLearnRefuses(t *testing.T) {
	for name, text := range map[string][2]string{
		"no code of today": {"999998 999999 2020 甲县", ""}, "a code of today as old": {"530924 530902 2020 甲县",
			""}, "twice": {"533525 530924 2003 -\n533525 530902 2003 -", ""}, "too few": {"533525 530924", ""},
		"alias of nothing": {"", "999999 甲"},
	} {
		tables, err := load(regionText)
		if err == nil {
			err = tables.learn(text[0], text[1])
		}
		if err == nil {
			t.Errorf("%s: learned", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"云南省临沧市镇康县南伞镇", "河北雄安新区", "大理州", "平果县", "云南-临沧-镇康", "５３０９２４"} {
		f.Add(s)
	}
	soak.Fuzz(f, func(t *testing.T, s string) {
		p := Read(s)
		if p.Code != "" && !Valid(p.Code) || len(p.Rest) > 3*len(s) {
			t.Fatalf("Read(%q) = %+v", s, p)
		}
		for _, code := range Find(s) {
			if !Valid(code) {
				t.Fatal(code)
			}
		}
		_ = strings.ToValidUTF8(s, "")
	})
}

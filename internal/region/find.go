package region

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Endings and peoples that everyday speech leaves out of a name.
var (
	endings = [...][]string{
		LevelNation:   nil,
		LevelProvince: {"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"},
		LevelCity:     {"自治州", "地区", "市", "盟"},
		LevelCounty:   {"自治县", "自治旗", "林区", "特区", "县", "区", "市", "旗"},
	}
	peoples = strings.Fields("蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 " +
		"黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 " +
		"锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 " +
		"门巴族 珞巴族 基诺族 各族 哈萨克 蒙古 柯尔克孜")
)

// shortName cuts the ending and, for autonomous places, the peoples: 澜沧拉祜族自治县 -> 澜沧. At least two characters
// stay, else the name is kept whole (郊区).
func shortName(name string, level int) string {
	for _, e := range endings[level] {
		stem, ok := strings.CutSuffix(name, e)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		for strings.HasPrefix(e, "自治") {
			i := slices.IndexFunc(peoples, func(p string) bool {
				return strings.HasSuffix(stem, p) && utf8.RuneCountInString(stem)-utf8.RuneCountInString(p) >= 2
			})
			if i < 0 {
				break
			}
			stem = strings.TrimSuffix(stem, peoples[i])
		}
		return stem
	}
	return name
}

// Find reads the words of a region column: 云南 勐海, 四川 宜宾, 江苏 常州金坛, 广西/云南, 云南省临沧市镇康县, 全国. It gives one
// code for each place named, the most exact one, in the order of the words and without doubles; none when nothing is
// sure (a district name that several cities share, a foreign country). A place written after another one belongs to it
// where it can: 无锡 / 兴化 behind 江苏.
func Find(words string) []string {
	t := loaded()
	var out []string
	province := "" // of the part before
	for _, part := range strings.FieldsFunc(words, separates) {
		code := t.part(strings.Join(strings.Fields(part), ""), province)
		if code == "" {
			continue
		}
		province = At(code, LevelProvince)
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// 和, 与 and 及 do not separate: 和林格尔, 呼和浩特.
func separates(r rune) bool { return strings.ContainsRune("/／、,，;；|\n", r) }

// part reads one place, from its widest name to its finest; province is that of the place named before, if any.
func (t *tables) part(s, province string) string {
	if t.byCode[s].Code != "" {
		return s
	}
	switch s {
	case "全国", "中国", "国内":
		return National
	}
	if rest, code := t.first(s, LevelProvince, ""); code != "" {
		return t.inside(rest, code)
	}
	if province != "" {
		if code := t.inside(s, province); code != province {
			return code
		}
	}
	if code := t.alone(s); code != "" {
		return code
	}
	// Without a province a city needs its full name or a county of its own behind it: 中山大学 is not in 中山市.
	if rest, code := t.first(s, LevelCity, ""); code != "" {
		if finer := t.inside(rest, code); finer != code || strings.HasPrefix(s, t.byCode[code].Name) {
			return finer
		}
	}
	return ""
}

// inside follows the names in s down from the region at, passing over what is no name, and gives the last one found.
func (t *tables) inside(s, at string) string {
	for s != "" && t.byCode[at].Level < LevelCounty {
		rest, code := t.next(s, at)
		if code == "" {
			_, width := utf8.DecodeRuneInString(s)
			s = s[width:]
			continue
		}
		s, at = rest, code
	}
	return at
}

// next finds a city, else a county, at the start of s inside the region at.
func (t *tables) next(s, at string) (rest, code string) {
	if t.byCode[at].Level < LevelCity {
		if rest, code := t.first(s, LevelCity, at); code != "" {
			return rest, code
		}
	}
	return t.first(s, LevelCounty, at)
}

// first is the longest name of a level at the start of s, inside a region where one is given, when only one region has it.
func (t *tables) first(s string, level int, inside string) (rest, code string) {
	runes := []rune(s)
	for n := min(len(runes), t.longest); n >= 2; n-- {
		name := string(runes[:n])
		if code := t.only(name, level, inside); code != "" {
			return s[len(name):], code
		}
	}
	return s, ""
}

func (t *tables) only(name string, level int, inside string) string {
	code := ""
	for _, c := range t.names[level][name] {
		if inside != "" && !strings.HasPrefix(c, prefix(inside)) {
			continue
		}
		if code != "" {
			return ""
		}
		code = c
	}
	return code
}

// alone takes a place named without its province, when the whole word is the name of one region in the country.
func (t *tables) alone(s string) string {
	for _, level := range []int{LevelCity, LevelCounty} {
		if code := t.only(s, level, ""); code != "" {
			return code
		}
	}
	return ""
}

package region

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Place is the place that the words of a region column name.
type Place struct {
	Code  string // empty in case of doubt
	Rest  string // the words behind the names that were read: a township, a park
	Old   string // the former code or name from which Code was derived
	Twin  bool   // a finer division has the same bare name (恩施, 大理); Code is the wider one
	Doubt bool   // the words look like a place, but fit none or several
}

// Read reads words for one place: 云南省临沧市镇康县, 云南-临沧-镇康, 镇康县南伞镇, 大理州, the former name 平果县, a full-width 530924. Names are
// read one behind the other from the start. A name inside another one does not count (安新 in 雄安新区, 吉林 in 吉林市). A
// district name that several cities share needs its city.
func Read(words string) Place {
	t := loaded()
	s := strings.Join(strings.Fields(width.Fold.String(words)), "")
	if parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(steps, r) }); len(parts) > 1 {
		return t.path(parts)
	}
	return t.read(s, "")
}

// steps are signs that separate the names of one place, or several places.
const steps = "/／-－—–·•>＞→|\\、,，;；"

// path reads 云南省-临沧市-镇康县: nested parts are one place.
func (t *tables) path(parts []string) Place {
	var at Place
	for _, part := range parts {
		next := t.read(part, at.Code)
		switch {
		case next.Code == "" && at.Code != "" && t.byCode[at.Code].Level == LevelCounty:
			at.Rest += part
		case next.Code == "", at.Code != "" && !strings.HasPrefix(next.Code, prefix(at.Code)):
			return Place{Doubt: true}
		default:
			at = next
		}
	}
	return at
}

// Find reads words that may name several places: 云南 勐海, 四川 宜宾, 江苏 常州金坛, 广西/云南, 全国. It gives one code for each place,
// the most exact one, in the order of the words and without doubles. The result is empty in case of doubt. A place
// after another one belongs to it where it can: 无锡 / 兴化 behind 江苏.
func Find(words string) []string {
	t := loaded()
	var out []string
	province := "" // province of the part before
	for _, part := range strings.FieldsFunc(width.Fold.String(words), separates) {
		p := t.read(strings.Join(strings.Fields(part), ""), province)
		if p.Code == "" {
			continue
		}
		province = At(p.Code, LevelProvince)
		if !slices.Contains(out, p.Code) {
			out = append(out, p.Code)
		}
	}
	return out
}

// separates leaves out 和, 与 and 及, because names contain them: 和林格尔, 呼和浩特.
func separates(r rune) bool { return strings.ContainsRune("/／、,，;；|\n", r) }

// read reads one place. Inside is the region in which it must lie, empty for any.
func (t *tables) read(s, inside string) Place {
	if code, ok := digits(s); ok {
		switch change, old := t.old[code]; {
		case t.byCode[code].Code != "":
			return Place{Code: code}
		case old:
			return Place{Code: change.New, Old: code}
		}
		return Place{Doubt: true}
	}
	switch s {
	case "全国", "中国", "国内", "全国各地", "全国范围":
		return Place{Code: National}
	}
	s = strings.TrimPrefix(s, "中国")
	if inside != "" && inside != National {
		if p := t.from(s, inside); p.Code != inside {
			return t.sure(p)
		}
	}
	for _, h := range t.heads(s) {
		p := t.from(h.rest, h.code)
		if h.level > LevelProvince && p.Code == h.code && !h.full && p.Rest != "" && !township.MatchString(p.Rest) {
			continue // 中山大学 is not in 中山市
		}
		if p.Twin = h.level == LevelCity && s != t.byCode[h.code].Name && p.Code == h.code &&
			len(t.names[LevelCounty][s]) > 0; p.Twin && s != t.byCode[h.code].Short {
			return Place{Doubt: true, Rest: s} // 巴州 is 巴音郭楞 in speech, and also a district of 巴中
		}
		if change, old := t.oldNames[s[:len(s)-len(h.rest)]]; old && change.New == p.Code {
			p.Old = change.Name
		}
		return t.sure(p)
	}
	return Place{Doubt: s != "", Rest: s}
}

// head is a name at the start of the words.
type head struct {
	level      int
	code, rest string
	full       bool
}

// heads are the names at the start of s, the longest first. Of names of equal length the wider region comes first:
// 海南藏族自治州 before 海南.
func (t *tables) heads(s string) []head {
	var out []head
	for _, level := range []int{LevelProvince, LevelCity, LevelCounty} {
		if rest, code, full := t.first(s, level, ""); code != "" {
			out = append(out, head{level, code, rest, full})
		}
	}
	slices.SortStableFunc(out, func(a, b head) int { return len(a.rest) - len(b.rest) })
	return out
}

// from follows the names in s down from the region at, each directly behind the last one.
func (t *tables) from(s, at string) Place {
	for s != "" && t.byCode[at].Level < LevelCounty {
		rest, code := t.next(s, at)
		if code == "" {
			break
		}
		s, at = rest, code
	}
	if fillers[s] {
		s = ""
	}
	return Place{Code: at, Rest: s}
}

// fillers are words behind a name that name no finer division.
var fillers = map[string]bool{"市辖区": true, "辖区": true, "市区": true, "区": true, "城区": true, "境内": true, "全境": true,
	"全省": true, "全市": true, "全县": true, "全区": true, "本级": true, "市本级": true, "县城": true, "等地": true, "地区": true}

// township is the name of a place below a county at the start of the rest.
var township = regexp.MustCompile(`^[^省市县区州盟旗]{1,12}?(?:镇|乡|街道(?:办事处)?|苏木|农场|林场|牧场|社区|村)`)

// division is a rest that names an unknown division. The wider division before it is then in doubt too.
var division = regexp.MustCompile(`^[^园街镇乡村]{1,8}?(?:省|市|自治县|县|自治州|州|盟|旗|区)`)

// zone is a rest that names an economic zone, which is no division.
var zone = regexp.MustCompile(`园区|开发区|示范区|管理区|景区|工业区|产业区|保税区|试验区|实验区|合作区|功能区|集聚区`)

// Township is the name of a township at the start of the rest of a place. Ok is false when there is none.
func (p Place) Township() (string, bool) { m := township.FindString(p.Rest); return p.Rest, m != "" }

// sure removes the code where the rest contradicts it.
func (t *tables) sure(p Place) Place {
	if p.Rest != "" && t.byCode[p.Code].Level < LevelCounty && !township.MatchString(p.Rest) &&
		division.MatchString(p.Rest) && !zone.MatchString(p.Rest) {
		p.Code, p.Doubt = "", true
	}
	return p
}

func digits(s string) (code string, ok bool) {
	if strings.Trim(s, "0123456789") != "" || len(s) != 6 && len(s) != 9 && len(s) != 12 {
		return "", false
	}
	return s[:6], true
}

// next finds a city, else a county, at the start of s inside the region at.
func (t *tables) next(s, at string) (rest, code string) {
	if t.byCode[at].Level < LevelCity {
		if rest, code, _ := t.first(s, LevelCity, at); code != "" {
			return rest, code
		}
	}
	rest, code, _ = t.first(s, LevelCounty, at)
	return rest, code
}

// first is the longest name of a level at the start of s, inside a region if one is given. Only a name of a single
// region counts. A short name before the ending of another division does not count: 吉林 in 吉林市, 海南 in 海南州. Full is false
// for a short name.
func (t *tables) first(s string, level int, inside string) (rest, code string, full bool) {
	runes := []rune(s)
	for n := min(len(runes), t.longest); n >= 2; n-- {
		name := string(runes[:n])
		code := t.only(name, level, inside)
		if code == "" {
			continue
		}
		rest := s[len(name):]
		short := name == t.byCode[code].Short && name != t.byCode[code].Name || !endsAsDivision(name)
		if short && startsAsEnding(rest) {
			continue
		}
		return rest, code, !short
	}
	return s, "", false
}

func endsAsDivision(name string) bool {
	r, _ := utf8.DecodeLastRuneInString(name)
	return strings.ContainsRune("省市县区州盟旗", r)
}

// startsAsEnding reports whether s begins with the ending of a division's name.
func startsAsEnding(s string) bool {
	for _, e := range []string{"省", "市", "县", "区", "州", "盟", "旗", "自治", "地区", "新区", "特区", "林区", "前旗", "后旗", "中旗", "左旗",
		"右旗"} {
		if strings.HasPrefix(s, e) {
			return true
		}
	}
	return false
}

func (t *tables) only(name string, level int, inside string) string {
	code := ""
	for _, c := range t.names[level][name] {
		if inside != "" && !strings.HasPrefix(c, prefix(inside)) {
			continue
		}
		if code != "" && code != c {
			return ""
		}
		code = c
	}
	return code
}

// Endings and names of peoples that everyday speech leaves out.
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

// shortName cuts the ending and, for autonomous places, the peoples: 澜沧拉祜族自治县 -> 澜沧. A name of fewer than two remaining
// characters is kept whole (郊区).
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

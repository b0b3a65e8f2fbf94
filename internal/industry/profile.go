package industry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Profile is the industries and goals of a county by its own policy. It seeds a new market. The officer edits the copy
// of the market, never this one.
type Profile struct {
	RegionCode string       // GB/T 2260, six digits; empty for a collection of texts
	Name       string       // 镇康县
	Bureau     string       // the local name of the 科技主管部门; empty where the policy does not give it
	MainGroups []string     // level-1 codes in the order of the policy; may be empty
	Focus      []string     // level-2 codes that the policy names separately
	Targets    []TargetSeed // in the order of the policy
}

// TargetSeed is a numeric goal of a policy.
type TargetSeed struct {
	Indicator string // 技术合同交易额
	Op        string // "≥"
	Value     string // exact decimal in Unit; empty for a masked value (未量化), which must never become 0
	Unit      string // 万元, 项, 个, 家, 户, ㎡, %
	Year      int    // 0 where the policy gives none
	Measure   string // 成交额, 技术交易额, 未定义 (pages show both), 计数, 比例
	Scope     string // 登记地, 输出, 吸纳, 未定 (pages show all until the officer chooses); empty for counts
	Status    string // 正式, 征求意见稿
	Period    string // 年度, 累计, 未定
	Level     string // 本地, 全省平均
	Quote     string // the words of the policy; empty where the source is not at hand
}

// ProfileOf finds the profile of a region code.
func ProfileOf(regionCode string) (Profile, bool) {
	for _, p := range loaded().profiles {
		if p.RegionCode != "" && p.RegionCode == regionCode {
			return p, true
		}
	}
	return Profile{}, false
}

func readProfiles(text string, byCode map[string]Industry) ([]Profile, error) {
	var out []Profile
	err := eachLine("profiles", text, func(line string) error {
		cols := columns(line)
		if target, ok := strings.CutPrefix(cols[0], "target "); ok {
			if len(out) == 0 || len(cols) != 9 {
				return fmt.Errorf("%q is no target of a profile", line)
			}
			t, err := readTarget(target, cols[1:])
			if err != nil {
				return err
			}
			last := &out[len(out)-1]
			last.Targets = append(last.Targets, t)
			return nil
		}
		p, err := readProfile(cols, byCode)
		out = append(out, p)
		return err
	})
	return out, err
}

func readProfile(cols []string, byCode map[string]Industry) (p Profile, err error) {
	code, name, ok := strings.Cut(strings.TrimPrefix(cols[0], "["), "] ")
	if !ok || len(cols) != 4 {
		return p, fmt.Errorf("%q is neither a profile nor a target", cols[0])
	}
	p = Profile{RegionCode: given(code), Name: name, Bureau: given(strings.TrimPrefix(cols[1], "bureau: "))}
	if p.MainGroups, err = codes(cols[2], "groups: ", 2, byCode); err != nil {
		return p, err
	}
	p.Focus, err = codes(cols[3], "focus: ", 4, byCode)
	return p, err
}

func codes(col, prefix string, length int, byCode map[string]Industry) ([]string, error) {
	text, ok := strings.CutPrefix(col, prefix)
	if !ok {
		return nil, fmt.Errorf("%q does not start with %q", col, prefix)
	}
	list := strings.Fields(given(text))
	for _, c := range list {
		if _, ok := byCode[c]; !ok || len(c) != length {
			return nil, fmt.Errorf("%s is no code of %d digits in the taxonomy", c, length)
		}
	}
	return list, nil
}

func readTarget(indicator string, cols []string) (TargetSeed, error) {
	t := TargetSeed{Indicator: indicator, Measure: cols[2], Scope: given(cols[3]), Status: cols[4], Period: cols[5],
		Level: cols[6], Quote: given(cols[7])}
	if v := given(cols[0]); v != "" {
		f := strings.Fields(v)
		if len(f) != 3 || f[0] != "≥" || strings.Trim(f[1], "0123456789.") != "" {
			return t, fmt.Errorf("%q is not ≥ value unit", v)
		}
		t.Op, t.Value, t.Unit = f[0], f[1], f[2]
	}
	if y := given(cols[1]); y != "" {
		var err error
		if t.Year, err = strconv.Atoi(y); err != nil {
			return t, fmt.Errorf("year %q of %s: %w", y, indicator, err)
		}
	}
	for _, c := range []struct {
		got  string
		want []string
	}{
		{t.Measure, []string{"成交额", "技术交易额", "未定义", "计数", "比例"}},
		{t.Scope, []string{"登记地", "输出", "吸纳", "未定", ""}},
		{t.Status, []string{"正式", "征求意见稿"}},
		{t.Period, []string{"年度", "累计", "未定"}},
		{t.Level, []string{"本地", "全省平均"}},
	} {
		if !slices.Contains(c.want, c.got) {
			return t, fmt.Errorf("%q of %s is none of %v", c.got, indicator, c.want)
		}
	}
	return t, nil
}

// given turns the file's "-" into the empty string.
func given(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

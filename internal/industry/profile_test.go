package industry

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/region"
)

func TestProfiles(t *testing.T) {
	first := loaded().profiles[0]
	if first.Name != "镇康县" || first.RegionCode != "530924" || first.Bureau != "县工业和科技信息化局" {
		t.Errorf("first profile %+v", first)
	}
	if diff := cmp.Diff([]string{"01", "02", "03", "04", "05", "06", "08", "09", "12", "16", "18"},
		first.MainGroups); diff != "" {
		t.Error(diff)
	}
	wuxiang, ok := ProfileOf("140429")
	if !ok || !slices.Equal(wuxiang.Focus, []string{"1703", "0211"}) {
		t.Errorf("武乡 %v %+v", ok, wuxiang)
	}
	if _, ok := ProfileOf(""); ok {
		t.Error("the empty region code has a profile")
	}
	codes := map[string]bool{}
	for _, p := range loaded().profiles {
		if p.RegionCode != "" && codes[p.RegionCode] {
			t.Errorf("%s is there twice", p.RegionCode)
		}
		codes[p.RegionCode] = true
		if r, ok := region.ByCode(p.RegionCode); p.RegionCode != "" && (!ok || r.Name != p.Name) {
			t.Errorf("%s is not the code of %s but of %q", p.RegionCode, p.Name, r.Name)
		}
	}
}

func TestTargets(t *testing.T) {
	for code, want := range map[string]struct {
		indicator, value string
	}{
		"530924": {"技术合同交易额", "5000万元"},
		"140429": {"技术交易成交额", "2000万元"},
		"130900": {"技术交易总额", "340000万元"},
	} {
		p, _ := ProfileOf(code)
		got := p.Targets[0]
		if got.Indicator != want.indicator || got.Value+got.Unit != want.value || got.Op != "≥" {
			t.Errorf("%s: %+v", p.Name, got)
		}
		// The policies do not say which of the two amounts they mean, nor whose contracts count.
		if got.Measure != "未定义" || got.Scope != "未定" {
			t.Errorf("%s: measure %s, scope %s", p.Name, got.Measure, got.Scope)
		}
	}
	zhenkang, _ := ProfileOf("530924")
	if got := zhenkang.Targets[0]; got.Year != 2025 || got.Status != "征求意见稿" || got.Period != "未定" {
		t.Errorf("镇康 %+v", got)
	}
	ninghai, _ := ProfileOf("330226")
	if got := ninghai.Targets[0]; got.Value != "" {
		t.Errorf("a masked goal has the value %q", got.Value)
	}
}

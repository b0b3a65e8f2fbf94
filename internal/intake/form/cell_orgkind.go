package form

import (
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/party"
)

// orgKindWords are usual words for kinds of units. They count whole, or as the end of 民营企业, 农民专业合作社 and similar words.
var orgKindWords = map[string]party.OrgKind{"高校": party.InstituteOrg, "院所": party.InstituteOrg,
	"高等院校": party.InstituteOrg,
	"大学":   party.InstituteOrg, "学院": party.InstituteOrg, "学校": party.InstituteOrg, "研究所": party.InstituteOrg,
	"研究院":  party.InstituteOrg,
	"科研机构": party.InstituteOrg, "科研单位": party.InstituteOrg, "研究机构": party.InstituteOrg, "公司": party.EnterpriseOrg,
	"企业":  party.EnterpriseOrg,
	"合作社": party.EnterpriseOrg, "农场": party.EnterpriseOrg, "个体户": party.EnterpriseOrg, "个体工商户": party.EnterpriseOrg,
	"国企": party.EnterpriseOrg,
	"央企": party.EnterpriseOrg, "民企": party.EnterpriseOrg, "外企": party.EnterpriseOrg, "机关": party.DepartmentOrg,
	"政府":   party.DepartmentOrg,
	"政府部门": party.DepartmentOrg, "行政单位": party.DepartmentOrg, "事业单位": party.OtherOrg, "协会": party.OtherOrg,
	"学会":   party.OtherOrg,
	"社会团体": party.OtherOrg, "社会组织": party.OtherOrg, "医院": party.OtherOrg, "其他": party.OtherOrg, "其它": party.OtherOrg}

// readOrgKind reads the kind of a unit. A word that only ends with a usual one gives a warning. Any other word refuses
// the row, because the kind decides the rights of the unit.
func readOrgKind(r *Row, v string) error {
	w, best := wording.Fold(v), ""
	if code, ok := party.OrgKinds.Read(w); ok {
		r.Organization.Kind = party.OrgKind(code)
		return nil
	}
	if kind, ok := orgKindWords[w]; ok {
		r.Organization.Kind = kind
		return nil
	}
	for word := range orgKindWords {
		if strings.HasSuffix(w, word) && len(word) > len(best) {
			best = word
		}
	}
	if best == "" {
		return Invalid(sayCellChoose, wording.Clip(v))
	}
	r.Organization.Kind = orgKindWords[best]
	kind, _ := party.OrgKinds.Find(string(orgKindWords[best]))
	r.Warn("", sayCellReadKind, wording.Clip(v), kind)
	return nil
}

// What is told, stored with the import.
var (
	sayCellChoose = fault.Kept("cell-choose",
		"没有“%s”这一项，请从下拉列表中选择。",
		"There is no “%s”; choose from the list.")
	sayCellReadKind = fault.Kept("cell-read-kind",
		"“%s”读作%s。",
		"“%s” was read as %s.")
)

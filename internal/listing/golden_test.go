package listing_test

import (
	"testing"

	"kebang/internal/disclosure"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

// TestStoredForm fails when the JSON form of a listing changes without a new shape version and an upgrade.
func TestStoredForm(t *testing.T) {
	fen := int64(120_000_00)
	common := listing.Common{Title: "名称", Text: "内容", Keywords: []string{"词"}, Industry: "0104",
		IndustryConfirmed: true, MoreIndustries: []string{"0109"},
		Region: "530924", RegionWords: "云南 镇康", Township: "南伞镇", Park: "边合区",
		Modes: []listing.Mode{listing.ModeDevelop}, ModeWords: "合作", Year: 2026,
		Tags: []string{"强链"}, OrgWords: "某厂", HideOrg: true, Detail: "细节", Contact: listing.Contact{Name: "联系人",
			Phone: "1", Email: "a@b", Office: "2", WeChat: "w", BestTime: "上午"}, FloorFen: &fen,
		Levels: listing.Levels{"text": disclosure.Members}, Words: map[string]string{"deadline": "2年"}}
	d := listing.DemandContent{Common: common, Type: listing.NeedEquipment, Present: "现状", BudgetFen: &fen,
		BudgetHighFen: &fen, Deadline: "2026-12-31", MinTRL: 7,
		Requirements: []listing.Requirement{{Must: true, Metric: "水分", Op: "range", Value: "46", High: "48", Unit: "%",
			Text: "取样法"}}}
	a := listing.AchievementContent{Common: common, Form: "新工艺",
		Indicators: []listing.Indicator{{Metric: "水分", Op: "<=", Value: "46", Unit: "%", Evidence: "报告"}},
		IP: []listing.IP{{Kind: "invention", Number: "ZL1",
			Status: "granted"}}, TRL: 8, TRLScheme: "GB/T 37264-2018", StageWords: "中试", PriceFen: &fen,
		PriceHighFen: &fen, Pricing: "协议定价",
		Inventors: []string{"某人"}, Holder: "某院", Evidence: "鉴定"}
	meta := store.Meta{ID: "id", Market: "m", Rev: 3, Shape: 1}
	src := &listing.Source{Lead: true, Link: "https://example.org", Name: "表.xlsx", Ref: "7"}
	storetest.Golden(t, listing.Demands,
		listing.Demand{Meta: meta, Serial: "XQ-2026-000001", OwnerOrg: "o", OwnerName: "某厂", OwnerPerson: "p",
			State: listing.Changing, Draft: &d, Published: &d,
			Version: 2, Source: src, RowHash: "h", Claim: "c", CreatedBy: "p", CreatedAt: 1, UpdatedAt: 2,
			PublishedAt: 3, PassedBy: "q", ReturnedFor: "理由"})
	storetest.Golden(t, listing.Achievements,
		listing.Achievement{Meta: meta, Serial: "CG-2026-000001", State: listing.Open, Draft: &a, Published: &a,
			Version: 1, Source: src})
	storetest.Golden(t, listing.Claims, storetest.FilledOf(t, listing.Claims))
	storetest.Golden(t, listing.Looks, storetest.FilledOf(t, listing.Looks))
}

package deal_test

import (
	"testing"

	"kebang/internal/deal"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

// TestStoredForm fails when the JSON form of a deal changes without a new shape version and an upgrade.
func TestStoredForm(t *testing.T) {
	storetest.Golden(t, deal.Deals, deal.Deal{Meta: store.Meta{ID: "id", Market: "m", Rev: 2, Shape: 1}, Serial: "DJ-2026-000001", State: deal.Ended,
		Demand: deal.Ref{ID: "d", Serial: "XQ-1", Title: "需求", Version: 3}, Achievement: deal.Ref{ID: "a", Serial: "CG-1", Title: "成果", Version: 1},
		DemandSide: deal.Side{Org: "o1", Name: "厂"}, AchievementSide: deal.Side{Person: "p2", Name: "人"}, Broker: &deal.Side{Org: "o3", Person: "p3", Name: "经理"},
		Introducer: deal.Introducer{Person: "p3", Name: "经理", Role: party.Broker, Org: "o3", OrgName: "公司", At: 1},
		Match:      &deal.Match{ID: "m", Score: 80, Confidence: .7, Corpus: 4, Features: map[string]float64{"text": .5}}, DemandYes: true, AchievementYes: true,
		End: &deal.End{Category: "price", Text: "差距大", By: "经理", Role: "broker", At: 5}, Notes: []deal.Note{{At: 2, Person: "p", Name: "人", Role: party.Enterprise, Text: "记"}},
		Contract: "c", CreatedAt: 1, UpdatedAt: 5})
}

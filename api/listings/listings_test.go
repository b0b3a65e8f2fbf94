package listings

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/listing"
)

// TestPersonalNumbersAreForThoseWhoPublish: only owner and officer see the personal numbers that would become public.
func TestPersonalNumbersAreForThoseWhoPublish(t *testing.T) {
	c := listing.DemandContent{Common: listing.Common{Title: "茶青分级", Text: "请联系 13800000000。"}}
	for level, want := range map[disclosure.Level]int{disclosure.Private: 1, disclosure.Protected: 0,
		disclosure.Members: 0, disclosure.Public: 0} {
		v := listing.View[listing.DemandContent]{Listing: listing.Demand{State: listing.Draft, Draft: &c}, Level: level}
		if got := viewListing(listing.DemandKind, actor.Actor{}, v).Personal; len(got) != want {
			t.Errorf("level %d: %v", level, got)
		}
	}
}

package seed

import (
	"context"
	"fmt"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/registry"
	"kebang/internal/stats"
)

// Services are the use cases the demonstration goes through, all made with Clock.
type Services struct {
	Clock     *Clock
	Parties   *party.Service
	Accounts  *account.Service
	Listings  *listing.Service
	Deals     *deal.Service
	Contracts *contract.Service
	Registry  *registry.Service
	Stats     *stats.Service

	Challenges *challenge.Service
	Bids       *bid.Service
	Publicity  *publicity.Service
	Approval   *approval.Service
	Files      *files.Service
	Agenda     *agenda.Service
	// Match gives the match of a pair as it stands at that moment, nil when there is none; deals keep it. It may be
	// nil: then deals come from nowhere, as when two parties met by themselves.
	Match func(ctx context.Context, a actor.Actor, demand, achievement string) (*deal.Match, error)
}

// places are the folders of package data, the first market first.
var places = []string{"zhenkang", "wuxiang"}

// Load fills an empty store and returns the accounts with their new passwords. A store that already holds a market is
// left as it is. No accounts are returned then: the passwords were shown the first time only.
func Load(ctx context.Context, s Services) ([]Account, error) {
	ms, err := s.Parties.Markets(ctx)
	if err != nil || len(ms) > 0 {
		return nil, err
	}
	var accounts []Account
	var all []*market
	for _, name := range places {
		m := &market{Services: s, ctx: ctx, folder: name}
		if err := m.fill(); err != nil {
			return nil, incomplete(name, err)
		}
		all, accounts = append(all, m), append(accounts, m.accounts...)
	}
	// Teams come from any market, so challenges follow when every market is there.
	for _, m := range all {
		if err := m.challenge(all); err != nil {
			return nil, incomplete(m.folder, err)
		}
	}
	return accounts, nil
}

func incomplete(name string, err error) error {
	return fault.Cause(fmt.Errorf("%s: %w", name, err), fault.KindOf(err), fault.T("demo-incomplete",
		"演示数据没有装完，请删除这个数据文件夹后重新启动。",
		"The demonstration data is not complete; delete this data folder and start again."))
}

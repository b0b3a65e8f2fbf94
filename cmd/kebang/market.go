package main

import (
	"context"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/party"
)

// needMarket refuses work in a place without a market, and says how to make one.
func (a *app) needMarket(ctx context.Context) error {
	ms, err := a.parties.Markets(ctx)
	if err != nil || len(ms) > 0 {
		return err
	}
	where := "数据文件夹 " + a.at.dir + " "
	serve := "kebang serve --data " + a.at.dir
	if a.at.mongo != "" {
		where, serve = "这个 MongoDB 数据库", "kebang serve（用同样的 --mongo-url）"
	}
	return fault.Newf(fault.NotFound, "no-market",
		"%s里还没有市场。请先运行 %s，打开它显示的一次性链接建立市场，再执行这条命令；如果市场在别处，请用 --data 或 --mongo-url 指明。", where, serve)
}

// market finds the one market that a command is about: by id or name, or the only one of the place.
func (a *app) market(ctx context.Context, wanted string) (party.Market, error) {
	if err := a.needMarket(ctx); err != nil {
		return party.Market{}, err
	}
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		return party.Market{}, err
	}
	var found []party.Market
	var names []string
	for _, m := range ms {
		if wanted == "" || m.ID == wanted || m.Name == wanted {
			found = append(found, m)
		}
		names = append(names, m.ID+" "+m.Name)
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0:
		return party.Market{}, fault.Newf(fault.Invalid, "which-market", "没有市场“%s”，请用 --market 指明这里的一个市场（编号或名称）：%s。",
			wanted, strings.Join(names, "；"))
	}
	return party.Market{}, fault.Newf(fault.Invalid, "which-market", "这里有几个市场，请用 --market 指明一个（编号或名称）：%s。",
		strings.Join(names, "；"))
}

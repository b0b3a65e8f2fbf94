package main

import (
	"context"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/vocab"
)

// needMarket refuses work in a place without a market, and says how to make one.
func (a *app) needMarket(ctx context.Context) error {
	ms, err := a.parties.Markets(ctx)
	if err != nil || len(ms) > 0 {
		return err
	}
	where := vocab.Noun("数据文件夹 "+a.at.dir+" ", "the data folder "+a.at.dir)
	serve := vocab.Noun("kebang serve --data "+a.at.dir, "kebang serve --data "+a.at.dir)
	if a.at.mongo != "" {
		where = vocab.Noun("这个 MongoDB 数据库", "this database of MongoDB")
		serve = vocab.Noun("kebang serve（用同样的 --mongo-url）", "kebang serve with the same --mongo-url")
	}
	return fault.Of(fault.NotFound, fault.T("no-market",
		"%s里还没有市场。请先运行 %s，打开它显示的一次性链接建立市场，再执行这条命令；如果市场在别处，请用 --data 或 --mongo-url 指明。",
		"There is no market in %s. Run %s, open the link it shows once to make a market, then run this command "+
			"again. If "+
			"the market is elsewhere, name it with --data or --mongo-url."), where, serve)
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
		return party.Market{}, fault.Of(fault.Invalid, fault.T("no-such-market",
			"没有市场“%s”，请用 --market 指明这里的一个市场（编号或名称）：%s。",
			"There is no market “%s”; name one of these with --market, by id or name: %s."), wanted,
			strings.Join(names, "；"))
	}
	return party.Market{}, fault.Of(fault.Invalid, fault.T("which-market",
		"这里有几个市场，请用 --market 指明一个（编号或名称）：%s。",
		"There are several markets; name one with --market, by id or name: %s."), strings.Join(names, "；"))
}

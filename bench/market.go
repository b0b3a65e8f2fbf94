package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/matcher"
)

// market is the market of all records of the benchmark.
const market = "bench"

// folder opens a data folder with the collections that matching needs.
func folder(ctx context.Context, dir string) (store.Engine, error) {
	eng, err := sqlite.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := eng.Define(ctx, slices.Concat(store.Collections(), audit.Collections(), party.Collections(),
		calendar.Collections(), listing.Collections(), matcher.Collections())); err != nil {
		return nil, errors.Join(err, eng.Close())
	}
	return eng, nil
}

// fill writes a folder with published demands and achievements, record by record through the types of the domain. Start
// and rematch are then measured on the same records as the program itself would have stored.
func fill(ctx context.Context, dir string, achievements, demands []matcher.Doc) error {
	eng, err := folder(ctx, dir)
	if err != nil {
		return err
	}
	defer eng.Close()
	parties := party.NewService(eng, time.Now)
	_, err = parties.CreateMarket(ctx, actor.SystemActor(""), market,
		party.MarketForm{Name: "基准测试市场", RegionCode: "530924", BureauName: "镇康县科技局"}, false)
	if err != nil {
		return err
	}
	if err := publish(ctx, eng, listing.Achievements, "CG", achievements, achievement); err != nil {
		return err
	}
	return publish(ctx, eng, listing.Demands, "XQ", demands, demand)
}

func publish[C listing.Content](ctx context.Context, eng store.Engine, col *store.Collection[listing.Listing[C]],
	serial string, docs []matcher.Doc, content func(matcher.Doc) C) error {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC).UnixMilli()
	for from := 0; from < len(docs); from += 1000 {
		page := docs[from:min(from+1000, len(docs))]
		err := eng.Run(ctx, func(tx store.Tx) error {
			for i, d := range page {
				c := content(d)
				l := listing.Listing[C]{Meta: store.Meta{ID: d.ID, Market: market},
					Serial: fmt.Sprintf("%s-2026-%06d", serial, from+i+1), OwnerOrg: "bench-org",
					OwnerName: "基准测试单位", State: listing.Open, Published: &c, Version: 1, CreatedBy: "bench",
					CreatedAt: at, UpdatedAt: at, PublishedAt: at + int64(from+i)}
				if err := col.Insert(tx, &l); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func common(d matcher.Doc) listing.Common {
	return listing.Common{Title: d.Title, Text: d.Text, Industry: d.Industry, IndustryConfirmed: true, Region: "530924",
		Modes: []listing.Mode{listing.ModeDevelop}}
}

func achievement(d matcher.Doc) listing.AchievementContent {
	return listing.AchievementContent{Common: common(d), TRL: 6}
}

func demand(d matcher.Doc) listing.DemandContent {
	c := listing.DemandContent{Common: common(d), Type: listing.NeedTechnology, MinTRL: 5}
	for _, l := range d.Lines {
		c.Requirements = append(c.Requirements,
			listing.Requirement{Must: l.Must, Metric: l.Metric, Op: l.Op, Value: l.Value, High: l.High, Unit: l.Unit})
	}
	return c
}

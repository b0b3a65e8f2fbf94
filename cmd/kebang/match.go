package main

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/fault"
	"kebang/matcher"
)

// runMatch scores all published listings of all markets anew and stores their matches.
func runMatch(ctx context.Context, c *call) error {
	all := c.flags.Bool("all", false, "every demand and achievement of every market")
	corpus := c.flags.Bool("corpus", false, "count the corpus anew, also when it is hardly out of date")
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	if !*all {
		return fault.Of(fault.Invalid, fault.T("match-flags",
			"请加上 --all：重新匹配全部已发布的需求和成果。单条需求在发布时自动匹配。",
			"Add --all: match all published demands and achievements anew. "+
				"One demand is matched when it is published."))
	}
	return c.withApp(ctx, func(a *app) error {
		if err := a.needMarket(ctx); err != nil {
			return err
		}
		if err := a.rebuild(ctx); err != nil {
			return err
		}
		did, err := a.matches.RematchAll(ctx, *corpus,
			func(done, total int) { fmt.Fprint(c.err, "\r", bar("重新匹配", done, total)) })
		fmt.Fprintln(c.err)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.err, sayRematched(did))
		a.keepShelf(ctx)
		_, err = fmt.Fprintln(c.out, did.Listings)
		return err
	})
}

// sayRematched tells what was written, and which corpus the numbers come from.
func sayRematched(r matcher.Rematched) string {
	if r.Recount {
		return fmt.Sprintf("写入 %d 对匹配；语料已重新统计（第 %d 号）。", r.Written, r.Corpus)
	}
	return fmt.Sprintf("写入 %d 对匹配；沿用第 %d 号语料，此后有 %d 条供需发布或撤下，不到二十分之一。要重新统计请加 --corpus。", r.Written, r.Corpus, r.Changed)
}

// bar draws progress as thirty places, a share and the count.
func bar(what string, done, total int) string {
	const places = 30
	full := places * done / max(1, total)
	return fmt.Sprintf("%s [%s%s] %3d%% %d/%d", what, strings.Repeat("█", full), strings.Repeat("·", places-full),
		100*done/max(1, total), done, total)
}

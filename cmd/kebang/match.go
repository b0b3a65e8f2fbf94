package main

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/fault"
)

// runMatch scores all published listings of all markets anew and stores their matches.
func runMatch(ctx context.Context, c *call) error {
	all := c.flags.Bool("all", false, "every demand and achievement of every market")
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	if !*all {
		return fault.New(fault.Invalid, "match-flags", "请加上 --all：重新匹配全部已发布的需求和成果。单条需求在发布时自动匹配。")
	}
	return c.withApp(ctx, func(a *app) error {
		if err := a.rebuild(ctx); err != nil {
			return err
		}
		n, err := a.matches.RematchAll(ctx, func(done, total int) { fmt.Fprint(c.err, "\r", bar("重新匹配", done, total)) })
		fmt.Fprintln(c.err)
		if err == nil {
			a.keepShelf(ctx)
			_, err = fmt.Fprintln(c.out, n)
		}
		return err
	})
}

// bar draws progress as thirty places, a share and the count.
func bar(what string, done, total int) string {
	const places = 30
	full := places * done / max(1, total)
	return fmt.Sprintf("%s [%s%s] %3d%% %d/%d", what, strings.Repeat("█", full), strings.Repeat("·", places-full), 100*done/max(1, total), done, total)
}

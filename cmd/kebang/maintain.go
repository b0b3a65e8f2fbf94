package main

import (
	"context"
	"fmt"

	"kebang/internal/actor"
)

func runMigrate(ctx context.Context, c *call) error {
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	return c.withRecords(ctx, func(a *app) error {
		n, err := a.engine.Migrate(ctx)
		if err == nil {
			_, err = fmt.Fprintln(c.out, n)
		}
		return err
	})
}

// runResetPassword is for whoever holds the server when an account's password is lost.
func runResetPassword(ctx context.Context, c *call) error {
	if err := c.withData().parse(1, 1); err != nil {
		return err
	}
	return c.withRecords(ctx, func(a *app) error {
		if err := a.needMarket(ctx); err != nil {
			return err
		}
		sys := actor.SystemActor("")
		p, err := a.accounts.AccountByName(ctx, sys, c.operands[0])
		if err != nil {
			return err
		}
		_, password, err := a.accounts.ResetPassword(ctx, sys, p.ID)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.err, "新的一次性密码（登录后须立即修改）：")
		_, err = fmt.Fprintln(c.out, password)
		return err
	})
}

package main

import (
	"context"
	"fmt"
	"io"

	"kebang/internal/actor"
	"kebang/internal/store"
)

func runMigrate(ctx context.Context, c *call) error {
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	return c.withRecords(ctx, func(a *app) error {
		if err := a.tellMigrations(ctx, c.err); err != nil { // opening the store has run them
			return err
		}
		n, err := a.engine.Migrate(ctx)
		if err == nil {
			_, err = fmt.Fprintln(c.out, n)
		}
		return err
	})
}

// tellMigrations prints the numbered migrations that the store has seen.
func (a *app) tellMigrations(ctx context.Context, to io.Writer) error {
	return a.engine.View(ctx, func(tx store.Tx) error {
		return store.Migrations.Each(tx, store.Query{Market: store.National}, func(m store.Migrated) error {
			state := "已完成"
			if !m.Done {
				state = "未完成，下次启动时继续"
			}
			_, err := fmt.Fprintf(to, "数据迁移 %d（%s）：%s\n", m.Number, m.Name, state)
			return err
		})
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

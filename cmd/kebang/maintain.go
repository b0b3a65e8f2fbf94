package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"kebang/internal/party"
	"kebang/internal/store/sqlite"
)

// version is set by the Makefile.
var version = "dev"

func runVersion(_ context.Context, c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	goVersion := ""
	if b, ok := debug.ReadBuildInfo(); ok {
		goVersion = b.GoVersion
	}
	_, err := fmt.Fprintln(c.out, "kebang", version, goVersion)
	return err
}

// runBackup copies a folder that may be in use by a running server.
func runBackup(ctx context.Context, c *call) error {
	if err := c.withData().parse(1, 1); err != nil {
		return err
	}
	if err := c.folderOnly(); err != nil {
		return err
	}
	dest, err := filepath.Abs(c.operands[0])
	if err != nil {
		return err
	}
	if err := sqlite.Backup(ctx, c.data, dest); err != nil {
		return err
	}
	fmt.Fprintln(c.err, "备份完成：记录和附件都在这个文件夹里，可用 kebang serve --data 直接打开。")
	_, err = fmt.Fprintln(c.out, dest)
	return err
}

// runRestore never overwrites: the new folder must not exist.
func runRestore(ctx context.Context, c *call) error {
	if err := c.parse(2, 2); err != nil {
		return err
	}
	if err := sqlite.Restore(ctx, c.operands[0], c.operands[1]); err != nil {
		return err
	}
	fmt.Fprintln(c.err, "已从备份恢复，可用 kebang serve --data 打开。签名密钥不在备份里：大家须重新登录一次。")
	_, err := fmt.Fprintln(c.out, c.operands[1])
	return err
}

// runCheck ends with exitRefused when something is damaged.
func runCheck(ctx context.Context, c *call) error {
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	if err := c.folderOnly(); err != nil {
		return err
	}
	return c.withApp(ctx, func(a *app) error {
		damage, err := a.engine.(*sqlite.Store).Check(ctx)
		if err != nil {
			return err
		}
		for _, line := range damage {
			fmt.Fprintln(c.out, line)
		}
		if len(damage) > 0 {
			return errRefused
		}
		fmt.Fprintln(c.err, "数据完好。")
		return nil
	})
}

func runMigrate(ctx context.Context, c *call) error {
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	return c.withApp(ctx, func(a *app) error {
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
	return c.withApp(ctx, func(a *app) error {
		sys := party.SystemActor("")
		p, err := a.parties.AccountByName(ctx, sys, c.operands[0])
		if err != nil {
			return err
		}
		_, password, err := a.parties.ResetPassword(ctx, sys, p.ID)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.err, "新的一次性密码（登录后须立即修改）：")
		_, err = fmt.Fprintln(c.out, password)
		return err
	})
}

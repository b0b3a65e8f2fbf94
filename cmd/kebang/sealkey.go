package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"kebang/internal/fault"
	"kebang/internal/seal"
)

// sealKeyFile is where the seal keys of a process lie: a file of its own, outside records and backups.
func sealKeyFile(dir string) string {
	return env("KEBANG_SEAL_KEY_FILE", filepath.Join(dir, "keys", "seal.key"))
}

// sealKeys reads the seal keys of a process. No file is fs.ErrNotExist.
func sealKeys(dir string) ([]*seal.Key, error) {
	path := sealKeyFile(dir)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, fault.Cause(err, fault.Unavailable, fault.T("seal-key-file",
			"读不到密封密钥文件 %s，请检查路径和权限。", "The file of the seal key %s cannot be read; check path and rights."), path)
	}
	if st, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && st.Mode().Perm()&0o077 != 0 {
		return nil, fault.Of(fault.Unavailable, fault.T("seal-key-readable",
			"密封密钥文件 %s 能被其他用户读取，读到的人可以提前打开密封的材料。请执行 chmod 600 %s。",
			"Other users can read the seal key %s, and who reads it can open sealed material early. Run chmod 600 %s."),
			path, path)
	}
	return seal.Parse(string(b))
}

// useSealKeys gives the services the seal keys, or the reason why there are none.
func (a *app) useSealKeys() {
	keys, err := sealKeys(a.at.dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // the keeper says it
	}
	a.challenges.Seals().Use(keys, err)
}

// makeSealKey makes the seal key at the first start of a process that has its folder for itself. Where material is
// sealed with a key that is missing, nothing is made: the lost key has to come back. Processes that share a database
// are given theirs.
func (a *app) makeSealKey(ctx context.Context) error {
	if a.at.shared() || os.Getenv("KEBANG_SEAL_KEY_FILE") != "" {
		return nil
	}
	path := sealKeyFile(a.at.dir)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if missing, err := a.challenges.SealsMissing(ctx); err != nil || missing != nil {
		return err
	}
	id, err := seal.NewKey()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unwritable(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritable(err)
	}
	_, err = fmt.Fprintf(f, "# kebang seal key; public half %s\n%s\n", id.Recipient(), id)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(unwritable(err), os.Remove(path))
	}
	a.useSealKeys()
	a.log.Warn("a seal key was made; print it once for the safe: kebang seal-key print", "file", path)
	return nil
}

// runSealKey prints the seal key for the safe of the office. It needs no store, so it runs beside a server.
func runSealKey(_ context.Context, c *call) error {
	if err := c.withData().parse(1, 1); err != nil {
		return err
	}
	if c.operands[0] != "print" {
		return fault.Of(fault.Invalid, fault.T("seal-key-word", "用法：kebang seal-key print",
			"Usage: kebang seal-key print"))
	}
	keys, err := sealKeys(c.data)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Of(fault.NotFound, fault.T("seal-key-none",
			"没有密封密钥文件 %s：它在第一次运行 kebang serve 时建立。",
			"There is no file of the seal key %s: the first kebang serve makes it."), sealKeyFile(c.data))
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, "密封密钥（评审式榜单的申报材料由它保护）。请打印一份存入单位保险柜，不要与备份放在一起，不要发送或拍照；"+
		"恢复到别处时把它写入 keys/seal.key（权限 600）或用 KEBANG_SEAL_KEY_FILE 指明。")
	for _, k := range keys {
		if _, err := fmt.Fprintf(c.out, "# %s\n%s\n", k.Recipient(), k); err != nil {
			return err
		}
	}
	return nil
}

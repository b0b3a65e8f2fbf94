package main

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"os"
	"time"

	"kebang/api/accounts"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
)

// othersLook is how often a process looks for a corpus or weights that another one has stored.
const othersLook = 5 * time.Second

// shared reports whether other processes may work on the same records at the same time.
func (at place) shared() bool { return at.mongo != "" && at.meili != "" }

// alone reports whether no other process may.
func (at place) alone() bool { return at.meili == "" && !at.records }

// signingKeys gives the key that signs and the keys that are trusted besides. Several processes get their keys from
// outside. So a token of one is good in every other, and a copy of the database signs nobody in. One process keeps its
// own key in the data folder unless it is given one.
func (a *app) signingKeys(ctx context.Context, dir string, replace bool) ([]ed25519.PrivateKey, error) {
	text := os.Getenv("KEBANG_SIGNING_KEY")
	if file := os.Getenv("KEBANG_SIGNING_KEY_FILE"); text == "" && file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, fault.Cause(err, fault.Invalid, fault.T("signing-key-file",
				"读不到签名密钥文件（KEBANG_SIGNING_KEY_FILE），请检查路径和权限。",
				"The file of the signing key (KEBANG_SIGNING_KEY_FILE) cannot be read; check path and rights."))
		}
		text = string(b)
	}
	switch {
	case text == "" && a.at.shared():
		return nil, fault.Of(fault.Invalid, fault.T("signing-key-missing",
			"多个程序共用一个数据库时，须给每个程序同一个签名密钥：请用 openssl rand -base64 32 生成，写入环境变量 KEBANG_SIGNING_KEY，"+
				"或写入文件并用 KEBANG_SIGNING_KEY_FILE 指明。",
			"Processes that share a database need one signing key: make it with openssl rand -base64 32 and set "+
				"KEBANG_SIGNING_KEY, or write it to a file and name that with KEBANG_SIGNING_KEY_FILE."))
	case text == "":
		key, err := accounts.LoadKey(dir)
		return []ed25519.PrivateKey{key}, err
	}
	keys, err := accounts.ParseKeys(text)
	if err == nil && a.at.shared() {
		err = accounts.AgreeOnKey(ctx, a.db, a.now().UnixMilli(), keys, replace)
	}
	return keys, err
}

// alone runs fn while no other process of the database runs anything of this name; it waits for its turn.
func (a *app) alone(ctx context.Context, name string, fn func() error) error {
	if db, ok := a.engine.(store.Shared); ok && a.at.shared() {
		return db.Turn(ctx, name, fn)
	}
	return fn()
}

// lease is how long the jobs of a process that died wait for another one.
const lease = 30 * time.Second

// programName tells an administrator which process has a database open.
func programName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return fmt.Sprintf("%s，主机 %s，进程 %d", version(), host, os.Getpid())
}

// workerName tells an administrator which process holds a job, and is unlike that of any other process.
func workerName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "kebang"
	}
	return fmt.Sprintf("%s-%d-%s", host, os.Getpid(), id.New())
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/mongo"
	"kebang/internal/store/sqlite"
	"kebang/matcher"
	"kebang/matcher/local"
	"kebang/matcher/meili"
)

// place says where a market is kept: in a folder, or, when mongo is given, in a MongoDB database. With MongoDB the
// folder holds the signing key only. The search index is in this process, or, when meili is given, on Meilisearch.
type place struct {
	dir    string
	mongo  string // mongodb://…/database; it may hold a password and is never printed
	meili  string // http://host:7700
	prefix string // of the index names
	key    string // of Meilisearch; never stored or printed

	records bool // the caller does not use the index, so it may work beside processes that share an index
}

// openIndex makes the index of a place. An index on Meilisearch need not be reachable yet.
func (at place) openIndex() (matcher.Index, error) {
	if at.meili == "" {
		return local.New(), nil
	}
	sum, err := programSum()
	if err != nil {
		return nil, fmt.Errorf("program: %w", err)
	}
	return meili.Open(meili.Options{URL: at.meili, Key: at.key, Prefix: at.prefix, Program: sum})
}

// engine is the part of a store engine that every command needs.
type engine interface {
	store.Engine
	Migrate(ctx context.Context) (int, error)
}

// openEngine opens the store of a place. On MongoDB it also claims the database. A process with its index in memory
// does not see the records that others publish, so it must be alone. Processes with an index on Meilisearch may run
// beside each other.
func openEngine(ctx context.Context, at place) (engine, *mongo.Lease, error) {
	if at.mongo == "" {
		folder, err := sqlite.Open(at.dir)
		if err != nil {
			return nil, nil, err
		}
		return folder, nil, nil
	}
	db, err := mongo.Open(ctx, at.mongo, mongo.Announce(store.Level(migrations()), programName()))
	if err != nil {
		return nil, nil, err
	}
	claim := db.Beside
	if at.alone() {
		claim = db.Alone
	}
	lease, err := claim(ctx)
	if err != nil {
		return nil, nil, errors.Join(at.wayOut(db.Name(), err), db.Close())
	}
	return db, lease, nil
}

// wayOut says what to do when another process has the database.
func (at place) wayOut(name string, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	switch {
	case f.Code == "lease-shared":
		return fault.Of(fault.Unavailable, fault.T("database-shared",
			"数据库 %s 正由使用 Meilisearch 的科榜程序共用。要与它们同时运行，请给本程序设置与它们相同的 KEBANG_MEILI_URL"+
				"（及 KEBANG_MEILI_KEY）；要单独使用（例如恢复备份），请先停止它们。",
			"Kebang processes with Meilisearch share the database %s. To run beside them, give this one the same "+
				"KEBANG_MEILI_URL (and KEBANG_MEILI_KEY); to use it alone, for a restore say, stop them first."), name)
	case f.Code == "lease-held" && at.meili == "":
		return fault.Of(fault.Unavailable, fault.T("database-held",
			"数据库 %s 正被另一个科榜程序使用：请先停止正在运行的服务再执行，或改用该服务的网页操作。%s",
			"Another Kebang uses the database %s: stop it first, or use its pages. %s"), name, share)
	case f.Code == "lease-held":
		return fault.Of(fault.Unavailable, fault.T("database-held-alone",
			"数据库 %s 正被一个没有设置 KEBANG_MEILI_URL 的科榜程序单独使用（检索索引在它的内存里）：请先停止它再执行。%s",
			"A Kebang without KEBANG_MEILI_URL uses the database %s alone, with the index in its memory: stop it "+
				"first. %s"),
			name, share)
	}
	return err
}

var share = fault.T("share-search",
	"多个程序共用一个数据库时，检索也须共用：请给每个程序设置同一个 KEBANG_MEILI_URL（Meilisearch）。",
	"Processes that share a database share the search too: give each the same KEBANG_MEILI_URL (Meilisearch).")

// whileHeld gives a context that ends when another process has taken the database, and its cause then says so.
func (a *app) whileHeld(ctx context.Context) (context.Context, context.CancelFunc) {
	if a.lease == nil {
		return context.WithCancel(ctx)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-a.lease.Lost():
			cancel(fault.Of(fault.Unavailable, fault.T("database-taken",
				"与 MongoDB 的联系中断太久，数据库已由另一个科榜程序接管，本程序停止。请检查网络，并只保留一个程序，"+
					"或给每个程序设置同一个 KEBANG_MEILI_URL（Meilisearch）。",
				"MongoDB was out of reach too long and another Kebang has taken the database, so this one stops. "+
					"Check the "+
					"network and keep one process, or give each the same KEBANG_MEILI_URL (Meilisearch).")))
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}

// taken is the error of a context that ended because the lease was lost; nil when it ended for another reason.
func taken(ctx context.Context) error {
	var f *fault.Error
	if errors.As(context.Cause(ctx), &f) {
		return f
	}
	return nil
}

// Close gives the claim back and closes index and store.
func (a *app) Close() error {
	var err error
	if a.lease != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		err = a.lease.Release(ctx)
	}
	return errors.Join(err, a.index.Close(), a.engine.Close())
}

// folderOnly is the error of a command that works only on the files of a folder.
func (c *call) folderOnly() error {
	if c.mongo == "" {
		return nil
	}
	return fault.Of(fault.Invalid, fault.T("folder-only",
		"kebang %s 只用于内置数据库的数据文件夹；MongoDB 请用 mongodump --oplog、mongorestore 和 validate 命令备份、恢复和检查"+
			"（附件在 GridFS 里，随数据库一起）。若要处理文件夹，请去掉 --mongo-url（环境变量 KEBANG_MONGO_URL）。",
		"kebang %s is for data folders of the built-in database only; for MongoDB take mongodump --oplog, "+
			"mongorestore and validate (files are in GridFS, with the database). For a folder leave out --mongo-url "+
			"(KEBANG_MONGO_URL)."), c.cmd.name)
}

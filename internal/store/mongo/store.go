// Package mongo is the store engine for several processes: a MongoDB replica set or sharded cluster through
// mongo-driver v2, with blobs in GridFS. It must not know any collection or domain package. It sees declarations
// (store.Spec) and bytes only.
//
// A document keeps the JSON of its record as one string (body), which this package never reads. Its index values are
// typed fields f_<name> beside it, sets as arrays, absent ones missing. Everything is written with majority and
// journal, and read in transactions with snapshot read concern. The shard key of every collection is {market: 1}. All
// conditions, unique keys and transactions of one market stay on one shard.
package mongo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// Names of the engine's own collections have a dot, so that no declared name can equal them.
const (
	metaName  = "kebang.collections"
	leaseName = "kebang.leases"
	blobsName = "kebang.blobs"

	defaultDatabase = "kebang"
	// reach is the time to find a primary (an election takes about as long), or for one statement of a change
	reach       = 10 * time.Second
	attemptTime = 60 * time.Second // the server ends a transaction after this time anyway
	// the longest life of a snapshot that the server is asked for, when it is configured for it
	viewTime = 5 * time.Minute
)

// Store is a database opened for this process. It is safe for concurrent use.
type Store struct {
	client   *driver.Client
	db       *driver.Database
	blobs    *blobs
	patience time.Duration
	level    int64
	program  string
	tables   engine.Tables[table]
}

// Option changes how a database is opened.
type Option func(*Store)

// Patience is the time for which Run retries after write conflicts, lost connections and changes of the primary; 30 s
// by default.
func Patience(d time.Duration) Option { return func(s *Store) { s.patience = d } }

// Announce writes into the claims of this process its highest migration (store.Level) and its name for the
// administrator.
func Announce(level int, program string) Option {
	return func(s *Store) { s.level, s.program = int64(level), program }
}

// Open connects to mongodb://…/database (kebang when none is named). A server that cannot be reached is
// fault.Unavailable. A standalone one is fault.Invalid with code mongo-standalone, because it has no transactions.
func Open(ctx context.Context, url string, opts ...Option) (*Store, error) {
	s := &Store{patience: 30 * time.Second}
	for _, o := range opts {
		o(s)
	}
	o := options.Client().ApplyURI(url)
	if o.Validate() != nil { // its text may contain the password
		return nil, fault.Of(fault.Invalid, fault.T("mongo-url",
			"MongoDB 地址无法识别：请写成 mongodb://用户:密码@主机:端口/数据库?replicaSet=名称。",
			"This is no address of MongoDB; write mongodb://user:password@host:port/database?replicaSet=name."))
	}
	majority := writeconcern.Majority()
	majority.Journal = new(true)
	if o.AppName == nil {
		o.SetAppName("kebang")
	}
	if o.ServerSelectionTimeout == nil {
		o.SetServerSelectionTimeout(reach)
	}
	o.SetWriteConcern(majority).SetReadConcern(readconcern.Majority()).SetReadPreference(readpref.Primary()).
		SetRetryWrites(true).SetRetryReads(true).SetConnectTimeout(reach)
	var err error
	if s.client, err = driver.Connect(o); err != nil {
		return nil, fmt.Errorf("mongo: %w", err)
	}
	s.db = s.client.Database(databaseOf(url))
	s.blobs = &blobs{s: s, files: s.db.Collection(blobsName + ".files"), chunks: s.db.Collection(blobsName + ".chunks")}
	if err := s.greet(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// databaseOf reads the path of a connection string. The string may list several hosts, so net/url cannot parse it.
func databaseOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	_, path, _ := strings.Cut(rest, "/")
	if name, _, _ := strings.Cut(path, "?"); name != "" {
		return name
	}
	return defaultDatabase
}

// greet makes sure that the server has transactions and that the blobs have their index.
func (s *Store) greet(ctx context.Context) error {
	var hello struct {
		SetName string `bson:"setName"`
		Msg     string `bson:"msg"`
	}
	if err := s.client.Database("admin").RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return failure(ctx, err)
	}
	if hello.SetName == "" && hello.Msg != "isdbgrid" {
		return fault.Of(fault.Invalid, fault.T("mongo-standalone",
			"这台 MongoDB 是单机模式，没有事务，不能使用：请以 --replSet 启动 mongod 并执行一次 rs.initiate()（单个节点即可），"+
				"再在地址后写明 replicaSet=名称；或去掉 KEBANG_MONGO_URL，使用内置数据库。",
			"This MongoDB stands alone and has no transactions. Start mongod with --replSet, run rs.initiate() once "+
				"(one "+
				"node will do) and add replicaSet=name to the address; or leave KEBANG_MONGO_URL out for the built-in "+
				"database."))
	}
	return s.blobs.define(ctx)
}

// Blobs is the GridFS bucket of the database.
func (s *Store) Blobs() store.Blobs { return s.blobs }

// Ping asks the primary for an answer, because without one nothing can be written.
func (s *Store) Ping(ctx context.Context) error {
	err := s.client.Ping(ctx, readpref.Primary())
	// For a caller whose time is over, the server counts as unreachable.
	return failure(context.WithoutCancel(ctx), err)
}

// Clock is the present time of the primary, in its milliseconds.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	var hello struct {
		LocalTime time.Time `bson:"localTime"`
	}
	err := s.client.Database("admin").RunCommand(ctx, bson.D{{Key: "hello", Value: 1}},
		options.RunCmd().SetReadPreference(readpref.Primary())).Decode(&hello)
	return hello.LocalTime, failure(ctx, err)
}

// Name is the database's name, for messages. The address may hold a password.
func (s *Store) Name() string { return s.db.Name() }

// Close ends the connections. The server rolls back uncommitted transactions.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), reach)
	defer cancel()
	return s.client.Disconnect(ctx)
}

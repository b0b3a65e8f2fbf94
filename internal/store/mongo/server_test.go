package mongo

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// stopServer ends the server of this test run and removes its data; a no-op when there is none.
var stopServer = func() {}

// server gives the address of the test server: the one named by the environment, else a mongod on the PATH, started once
// as a replica set of one; empty when there is neither.
var server = sync.OnceValues(func() (string, error) {
	if url := os.Getenv(urlEnv); url != "" {
		return url, nil
	}
	mongod, err := exec.LookPath("mongod")
	if err != nil {
		return "", nil
	}
	dir, err := os.MkdirTemp("", "kebang-mongod-*")
	if err != nil {
		return "", err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := ln.Addr().(*net.TCPAddr)
	if err := ln.Close(); err != nil {
		return "", err
	}
	cmd := exec.Command(mongod, "--replSet", "kebang", "--dbpath", dir, "--bind_ip", "127.0.0.1", "--port", fmt.Sprint(addr.Port),
		"--quiet", "--setParameter", "enableTestCommands=1")
	if err := cmd.Start(); err != nil {
		return "", err
	}
	stopServer = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = os.RemoveAll(dir)
	}
	url := "mongodb://" + addr.String() + "/"
	return url, initiate(url+"?directConnection=true", addr.String())
})

// initiate makes a replica set of one of a fresh mongod and waits until it has elected itself.
func initiate(url, host string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	client, err := driver.Connect(options.Client().ApplyURI(url))
	if err != nil {
		return err
	}
	defer client.Disconnect(ctx) //nolint:errcheck // a test
	admin := client.Database("admin")
	members := bson.A{bson.D{{Key: "_id", Value: 0}, {Key: "host", Value: host}}}
	if err := admin.RunCommand(ctx, is("replSetInitiate", bson.D{{Key: "_id", Value: "kebang"}, {Key: "members", Value: members}})).Err(); err != nil {
		return err
	}
	for ctx.Err() == nil {
		var hello struct {
			Primary bool `bson:"isWritablePrimary"`
		}
		if err := admin.RunCommand(ctx, is("hello", 1)).Decode(&hello); err != nil || hello.Primary {
			return err
		}
	}
	return ctx.Err()
}

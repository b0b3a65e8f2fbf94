package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
)

const version = "0.7.0b3" // version of SecantusDB

// source is the origin of the MongoDB of the tests.
type source string

const (
	given      source = "given" // in KEBANG_TEST_MONGO_URL
	mongod     source = "mongod"
	secantusDB source = "SecantusDB"
)

// mongoSource chooses the source, and gives the path of a mongod on the PATH.
func mongoSource() (source, string) {
	if os.Getenv(urlEnv) != "" {
		return given, ""
	}
	if program, err := exec.LookPath("mongod"); err == nil {
		return mongod, program
	}
	return secantusDB, ""
}

// mongo starts a replica set of one and a standalone server, unless a server is given. A given server may be unable to
// fail on demand. Only SecantusDB is killed and started again.
func (s *servers) mongo(ctx context.Context, venv string) error {
	from, program := mongoSource()
	switch from {
	case given:
		s.allowed = append(s.allowed, "injected faults are missing", "SecantusDB is missing",
			"a standalone MongoDB is missing")
		return nil
	case mongod:
		s.allowed = append(s.allowed, "SecantusDB is missing")
	case secantusDB:
		if err := install(ctx, venv); err != nil {
			return err
		}
		var err error
		if program, err = filepath.Abs(filepath.Join(venv, "bin", "secantusd-py")); err != nil {
			return err
		}
		s.tell(programEnv, program)
	}
	for name, set := range map[string]bool{urlEnv: true, standaloneEnv: false} {
		dir := filepath.Join(s.dir, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		addr, err := s.start(ctx, program, func(host, port string) []string { return from.args(dir, host, port, set) })
		if err != nil {
			return err
		}
		if from == mongod && set {
			if err := initiate(ctx, addr); err != nil {
				return err
			}
		}
		s.tell(name, "mongodb://"+addr+"/")
	}
	return nil
}

const replicaSet = "kebang"

// args start the server with faults that a test may order, with little memory, and with nothing outside of dir and
// host:port.
func (f source) args(dir, host, port string, set bool) []string {
	if f == secantusDB {
		args := []string{"--host", host, "--port", port, "--storage-path", dir,
			"--enable-test-commands", "--sync-on-commit", "--cache-size", "256M", "--log-level", "ERROR"}
		if !set {
			args = append(args, "--standalone")
		}
		return args
	}
	args := []string{"--bind_ip", host, "--port", port, "--nounixsocket", "--dbpath", dir,
		"--setParameter", "enableTestCommands=1", "--wiredTigerCacheSizeGB", "0.25", "--quiet"}
	if set {
		args = append(args, "--replSet", replicaSet)
	}
	return args
}

// initiate makes a replica set of one from a fresh mongod and waits for its election.
func initiate(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	config := bson.D{{Key: "_id", Value: replicaSet},
		{Key: "members", Value: bson.A{bson.D{{Key: "_id", Value: 0}, {Key: "host", Value: addr}}}}}
	err := with(ctx, "mongodb://"+addr+"/?directConnection=true", func(c *mongo.Client) error {
		return c.Database("admin").RunCommand(ctx, bson.D{{Key: "replSetInitiate", Value: config}}).Err()
	})
	if err != nil {
		return fmt.Errorf("mongod made no replica set: %w", err)
	}
	return with(ctx, "mongodb://"+addr+"/?serverSelectionTimeoutMS=60000&replicaSet="+replicaSet,
		func(c *mongo.Client) error {
			return c.Ping(ctx, readpref.Primary())
		})
}

func with(ctx context.Context, url string, fn func(*mongo.Client) error) error {
	client, err := mongo.Connect(options.Client().ApplyURI(url))
	if err != nil {
		return err
	}
	return errors.Join(fn(client), client.Disconnect(ctx))
}

// install puts SecantusDB into a virtual environment of its own, once.
func install(ctx context.Context, venv string) error {
	mark := filepath.Join(venv, "installed-"+version)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	if exec.CommandContext(ctx, "python3", "-c", "import venv, ensurepip").Run() != nil {
		return errors.New("MongoDB is missing: put a mongod on the PATH, or give a replica set in " + urlEnv +
			", or install Python 3 with venv (python3-venv) for SecantusDB, a server that speaks its protocol")
	}
	for _, args := range [][]string{{"python3", "-m", "venv", venv},
		{filepath.Join(venv, "bin", "pip"), "install", "--quiet", "SecantusDB==" + version}} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("MongoDB is missing: SecantusDB was not installed (%s): %w; put a mongod on the PATH "+
				"or give a replica set in %s to do without", strings.Join(args, " "), err, urlEnv)
		}
	}
	return os.WriteFile(mark, nil, 0o600)
}

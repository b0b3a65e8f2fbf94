package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/soak"
	"kebang/internal/store"
)

const placeEnv = "KEBANG_STORETEST_PLACE"

// OpenAt opens an engine on a place (a folder, an address) that outlives the process.
type OpenAt func(place string) (store.Engine, error)

// Child must be the first statement of TestMain of a package that calls Kill, KillLoad or KillMigrate. In the child
// process it writes until it is killed; in any other it does nothing.
func Child(open OpenAt) {
	if place := os.Getenv(loadEnv); place != "" {
		fmt.Fprintln(os.Stderr, fillUp(open, place))
		os.Exit(3)
	}
	if place := os.Getenv(migrateEnv); place != "" {
		fmt.Fprintln(os.Stderr, migrateUntilKilled(open, place))
		os.Exit(3)
	}
	place, round, ok := strings.Cut(os.Getenv(placeEnv), "\n")
	if !ok {
		return
	}
	fmt.Fprintln(os.Stderr, scribble(open, place, round))
	os.Exit(3)
}

// scribble writes two rows, a blob and a counter in each transaction and reports its progress on stdout.
func scribble(open OpenAt, place, round string) error {
	e, err := open(place)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := e.Define(ctx, []store.Spec{notes.Spec()}); err != nil {
		return err
	}
	for i := 0; ; i++ {
		id := fmt.Sprintf("%s-%04d", round, i)
		fmt.Println("put", id)
		blob, err := e.Blobs().Put(ctx, strings.NewReader(strings.Repeat(id, 5000)))
		if err != nil {
			return err
		}
		err = e.Run(ctx, func(tx store.Tx) error {
			for _, half := range []string{"a", "b"} {
				n := note{Meta: in(id + half), Title: "row", Tags: []string{"x", "y"}, Key: blob.ID, Part: half}
				if err := notes.Insert(tx, &n); err != nil {
					return err
				}
			}
			if err := add(tx, 2); err != nil {
				return err
			}
			fmt.Println("inside", id)
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Println("ack", id)
	}
}

func add(tx store.Tx, n int64) error {
	total, err := notes.Get(tx, market, "total")
	if fault.Is(err, fault.NotFound) {
		return notes.Insert(tx, &note{Meta: in("total"), Amount: n})
	}
	if err != nil {
		return err
	}
	total.Amount += n
	return notes.Update(tx, &total)
}

// Kill starts a child process that writes and kills it in mid-write (-9), round after round. Each time it checks that
// every acknowledged write exists, that none is half done, and that the store opens.
func Kill(t *testing.T, open OpenAt, place string) {
	if testing.Short() {
		t.Skip("SKIP: the kill test is long")
	}
	rounds, acknowledged := 0, 0
	var last []string
	for round := range soak.Rounds(t, 4*len(marks)) {
		rounds++
		acks, err := killed(t, place, round)
		must(t, err)
		acknowledged += len(acks)
		last = append(last, acks...)
		inspect(t, open, place, acks)
		if t.Failed() {
			return
		}
	}
	inspect(t, open, place, last)
	if acknowledged < rounds {
		t.Errorf("%d rounds acknowledged only %d transactions; the test proves nothing", rounds, acknowledged)
	}
	t.Logf("%d kills, %d acknowledged transactions, none lost", rounds, acknowledged)
}

var marks = [...]string{"put", "inside", "ack"}

// killed runs one child until it reaches a mark that differs from round to round, for the second to the eighteenth
// time. It gives the acknowledged writes.
func killed(t *testing.T, place string, round int) ([]string, error) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s\n%02d", placeEnv, place, round))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var acks []string
	wait, in := 2+soak.Rand(uint64(round)).IntN(17), bufio.NewReader(out)
	for {
		line, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) { // writes before the kill were acknowledged too
			break
		}
		if err != nil {
			return nil, errors.Join(err, cmd.Process.Kill(), cmd.Wait())
		}
		mark, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		if mark == "ack" {
			acks = append(acks, id)
		}
		if mark == marks[round%len(marks)] {
			if wait--; wait == 0 {
				if err := cmd.Process.Kill(); err != nil {
					return nil, err
				}
			}
		}
	}
	_ = cmd.Wait() // "signal: killed" is expected
	if wait > 0 {
		return nil, fmt.Errorf("the child ended by itself: %s", &stderr)
	}
	return acks, nil
}

func inspect(t *testing.T, open OpenAt, place string, acks []string) {
	t.Helper()
	e, err := open(place)
	must(t, err)
	defer func() { must(t, e.Close()) }()
	must(t, e.Define(t.Context(), []store.Spec{notes.Spec()}))
	view(t, e, func(tx store.Tx) error {
		for _, id := range acks {
			rows, err := notes.Many(tx, market, []string{id + "a", id + "b"})
			if err != nil || len(rows) != 2 {
				t.Errorf("acknowledged %s has %d of 2 rows, %v", id, len(rows), err)
				continue
			}
			r, _, err := e.Blobs().Open(t.Context(), rows[0].Key)
			if err != nil {
				t.Errorf("acknowledged %s lost its blob: %v", id, err)
				continue
			}
			b, err := io.ReadAll(r)
			if err = errors.Join(err, r.Close()); err != nil || sum(b) != rows[0].Key {
				t.Errorf("acknowledged %s has a damaged blob, %v", id, err)
			}
		}
		n, err := notes.Count(tx, store.Query{Market: market,
			Where: []store.Cond{{Field: "title", Op: store.Eq, Value: "row"}}})
		if err != nil {
			return err
		}
		total, err := notes.Get(tx, market, "total")
		if fault.Is(err, fault.NotFound) {
			err = nil
		}
		if total.Amount != n {
			t.Errorf("the counter says %d, there are %d rows: a transaction is half there", total.Amount, n)
		}
		return err
	})
}

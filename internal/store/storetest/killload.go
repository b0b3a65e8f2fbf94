package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"kebang/internal/store"
)

const loadEnv = "KEBANG_STORETEST_LOAD"

// fillUp loads documents without end, for KillLoad.
func fillUp(open OpenAt, place string) error {
	e, err := open(place)
	if err != nil {
		return err
	}
	ctx := context.Background()
	l, err := e.(store.Carrier).Load(ctx, carrySpecs())
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if _, err := l.Blobs().Put(ctx, strings.NewReader(fmt.Sprint("blob", i))); err != nil {
			return err
		}
		r := store.Raw{ID: fmt.Sprint(i), Market: market, Rev: 3, Shape: 1, Body: []byte(`{"title":"half"}`)}
		if err := l.Add(ctx, "notes", []store.Raw{r}); err != nil {
			return err
		}
		fmt.Println("added", i)
	}
}

// KillLoad kills a process that fills a store (-9). It checks that nobody can work on the remains, and that another
// load starts from nothing. The place must be empty.
func KillLoad(t *testing.T, open OpenAt, place string) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), loadEnv+"="+place)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines, added := bufio.NewScanner(out), 0
	for added < 5 && lines.Scan() {
		added++
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait() // "signal: killed" is expected
	if added < 5 {
		t.Fatalf("the child ended by itself: %s", &stderr)
	}

	e, err := open(place)
	must(t, err)
	half := e.(store.Carrier)
	if err := half.Define(t.Context(), carrySpecs()); !errors.Is(err, halfLoaded) {
		t.Errorf("half a store can be worked on: %v", err)
	}
	if err := half.Export(t.Context(), nil); !errors.Is(err, halfLoaded) {
		t.Errorf("half a store can be exported: %v", err)
	}
	l, err := half.Load(t.Context(), carrySpecs())
	must(t, err)
	if got := content(t, l); len(got) != 0 {
		t.Errorf("a new load starts with %v", got)
	}
	must(t, l.Blobs().Each(t.Context(), 1<<62, func(b store.Blob) error {
		t.Errorf("a new load starts with the blob %s", b.ID)
		return nil
	}))
	must(t, l.Add(t.Context(), "notes", []store.Raw{{ID: "1", Market: market, Rev: 5, Shape: 1,
		Body: []byte(`{"title":"whole"}`)}}))
	must(t, l.Done(t.Context()))
	must(t, half.Close())

	e, err = open(place)
	must(t, err)
	defer func() { must(t, e.Close()) }()
	must(t, e.Define(t.Context(), carrySpecs()))
	if n := load(t, e, market, "1"); n.Title != "whole" || n.Rev != 5 {
		t.Errorf("after the second load: %+v", n)
	}
}

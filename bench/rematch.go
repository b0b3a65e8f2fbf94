package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"kebang/matcher"
	"kebang/matcher/local"
)

// counted is the instant of every corpus of the benchmark, so that two runs give the same numbers.
func counted() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }

// rematch measures `kebang match --all` on a folder written by fill, after the start. It measures three runs: with
// nothing stored, with nothing changed, and with a recounted corpus, which changes every number.
func rematch(ctx context.Context, dir string) error {
	eng, err := folder(ctx, dir)
	if err != nil {
		return err
	}
	defer eng.Close()
	svc := matcher.NewService(eng, local.New(), counted)
	start, busy := time.Now(), cpu()
	if err := svc.Rebuild(ctx); err != nil {
		return err
	}
	fmt.Printf("\nStart and first corpus %.1f s (%.1f s of processor time).\n\n", time.Since(start).Seconds(),
		(cpu() - busy).Seconds())
	fmt.Println("| everything rematched | s | processor s | pairs written | peak memory MB |")
	fmt.Println("|---|---|---|---|---|")
	for _, step := range []struct {
		name  string
		again bool
	}{{"the first time", false}, {"again, nothing changed", false}, {"with a new corpus", true}} {
		start, busy := time.Now(), cpu()
		did, err := svc.RematchAll(ctx, step.again, nil)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %.1f | %.1f | %d | %s |\n", step.name, time.Since(start).Seconds(), (cpu() - busy).Seconds(),
			did.Written, peak())
	}
	return nil
}

// grown writes a folder of n achievements and n/10 demands and rematches it.
func grown(ctx context.Context, data string, n int) error {
	dir, err := os.MkdirTemp("", "kebang-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fillFrom(ctx, data, dir, n); os.IsNotExist(err) {
		fmt.Println("SKIP: the folder of the collected texts is missing; give it with -data")
		return nil
	} else if err != nil {
		return err
	}
	runtime.GC()
	return rematch(ctx, dir)
}

// peak is the most memory of the process in MB; "?" on a system without that figure.
func peak() string {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		var kb int
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return fmt.Sprint(kb / 1000)
		}
	}
	return "?"
}

// Package soak sets the size of a long proof: a random history, a load, a series of kills, or a fuzz test. By itself a
// proof runs a short slice with a fixed seed, the same on every machine. `make soak` gives it minutes and a seed. Only
// tests import this package, and it must not know their subjects.
package soak

import (
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The variables that `make soak` sets: the seconds of each proof and the seed.
const (
	secondsEnv = "KEBANG_SOAK"
	seedEnv    = "KEBANG_SEED"
)

const fixedSeed = 20261201

// Seed is the seed of every proof.
func Seed() uint64 { return number(seedEnv, fixedSeed) }

// Long reports whether proofs run for minutes, and the time of each.
func Long() (each time.Duration, long bool) {
	n := number(secondsEnv, 0)
	return time.Duration(n) * time.Second, n > 0
}

// Of gives the size of a load: that of the slice, or the whole.
func Of(t testing.TB, slice, whole int) int {
	t.Helper()
	named(t)
	if _, long := Long(); long {
		return whole
	}
	return slice
}

// Rand gives random numbers from the seed, with its own sequence for each stream.
func Rand(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(Seed(), stream)) }

// Rounds counts the rounds of a proof from 0: slice rounds, or in a long run until its time is over. A long run ends
// with a line for `make soak`.
func Rounds(t testing.TB, slice int) iter.Seq[int] {
	t.Helper()
	named(t)
	return func(yield func(int) bool) {
		each, long := Long()
		start, n := time.Now(), 0
		for ; n < slice || long && time.Since(start) < each; n++ {
			if !yield(n) {
				return
			}
		}
		if long {
			Say(t, fmt.Sprintf("%d rounds", n), time.Since(start))
		}
	}
}

// Say writes the line of a proof that `make soak` puts into its table.
func Say(t testing.TB, what string, took time.Duration) {
	t.Helper()
	of := strings.TrimSuffix(filepath.Base(os.Args[0]), ".test") // the package
	t.Logf("SOAK | %s %s | %s | %d | %.0f s |", of, t.Name(), what, Seed(), took.Seconds())
}

// named fails a proof that `make soak` would not find by its name.
func named(t testing.TB) {
	t.Helper()
	if !strings.HasPrefix(t.Name(), "TestSoak") {
		t.Fatalf("%s is a long proof: its name must begin with TestSoak", t.Name())
	}
}

// fuzzing reports whether go test -fuzz makes the inputs.
func fuzzing() bool {
	f := flag.Lookup("test.fuzz")
	return f != nil && f.Value.String() != ""
}

func number(name string, otherwise uint64) uint64 {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		panic(name + " must be a whole number, not " + text)
	}
	return n
}

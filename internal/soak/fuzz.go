package soak

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// Limits of a slice for each seed of a fuzz test: the number of mutants and the time.
const (
	mutants    = 500
	mostOfSeed = 40 * time.Millisecond
)

// Fuzz is f.Fuzz with mutants. Without -fuzz, f.Fuzz tries only the seeds. Here each seed is also tried with random
// changes from the fixed seed, so that two runs try the same inputs in the same order.
func Fuzz(f *testing.F, fn any) {
	f.Helper()
	f.Fuzz(withMutants(fn, fuzzing()))
}

func withMutants(fn any, fuzzing bool) any {
	if fuzzing {
		return fn
	}
	v := reflect.ValueOf(fn)
	return reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		t := args[0].Interface().(*testing.T)
		v.Call(args)
		rng := Rand(hash(args[1:]))
		for n, start := 0, time.Now(); n < mutants && time.Since(start) < mostOfSeed && !t.Failed(); n++ {
			try(t, v, mutate(rng, args), n)
		}
		return nil
	}).Interface()
}

// try reports the input when the test fails.
func try(t *testing.T, fn reflect.Value, args []reflect.Value, n int) {
	passed := false
	defer func() {
		if !passed || t.Failed() {
			t.Logf("mutant %d of this seed: %q", n, inputs(args))
		}
	}()
	fn.Call(args)
	passed = true
}

func inputs(args []reflect.Value) (out []any) {
	for _, a := range args[1:] {
		out = append(out, a.Interface())
	}
	return out
}

// hash gives every seed its own stream of numbers, whatever its position.
func hash(args []reflect.Value) uint64 {
	h := fnv.New64a()
	for _, a := range args {
		fmt.Fprintf(h, "%q\x00", a.Interface())
	}
	return h.Sum64()
}

// mutate changes one to three arguments of a copy and leaves the seed unchanged.
func mutate(rng *rand.Rand, args []reflect.Value) []reflect.Value {
	out := slices.Clone(args)
	for range 1 + rng.IntN(3) {
		i := 1 + rng.IntN(len(args)-1)
		other := args[1+rng.IntN(len(args)-1)]
		changed := reflect.New(args[i].Type()).Elem()
		switch a := out[i]; a.Kind() {
		case reflect.String:
			changed.SetString(string(change(rng, []rune(a.String()), runes(other))))
			if rng.IntN(4) == 0 { // also bytes that are no UTF-8
				changed.SetString(string(change(rng, []byte(a.String()), bytesOf(other))))
			}
		case reflect.Slice:
			changed.SetBytes(change(rng, a.Bytes(), bytesOf(other)))
		case reflect.Float64:
			changed.SetFloat(a.Float() * math.Pow(10, float64(rng.IntN(40)-20)) * float64(rng.IntN(3)-1))
		default:
			panic("soak: a fuzz test of " + a.Type().String() + " needs a way to change it")
		}
		out[i] = changed
	}
	return out
}

func runes(v reflect.Value) []rune { return []rune(string(bytesOf(v))) }

func bytesOf(v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return []byte(v.String())
	case reflect.Slice:
		return v.Bytes()
	}
	return nil
}

// change cuts a stretch out, doubles it, inserts one of another input, or overwrites some units.
func change[T byte | rune](rng *rand.Rand, in, other []T) []T {
	from, to := stretch(rng, len(in))
	switch rng.IntN(5) {
	case 0:
		return slices.Delete(slices.Clone(in), from, to)
	case 1:
		return slices.Insert(slices.Clone(in), to, in[from:to]...)
	case 2:
		first, last := stretch(rng, len(other))
		return slices.Concat(in[:from], other[first:last], in[to:])
	case 3:
		return slices.Insert(slices.Clone(in), from, unit[T](rng))
	}
	out := slices.Clone(in)
	for range min(len(out), 1+rng.IntN(4)) {
		out[rng.IntN(len(out))] = unit[T](rng)
	}
	return out
}

// stretch gives a part of n units, mostly a short one.
func stretch(rng *rand.Rand, n int) (from, to int) {
	from = rng.IntN(n + 1)
	most := n - from
	if rng.IntN(4) > 0 {
		most = min(most, 8)
	}
	return from, from + rng.IntN(most+1)
}

// unit gives a byte, or a character: of ASCII, of Chinese, of the full-width forms, or any.
func unit[T byte | rune](rng *rand.Rand) T {
	var zero T
	if reflect.TypeOf(zero).Size() == 1 {
		return T(rng.IntN(256))
	}
	first, many := 0, 0x110000
	switch rng.IntN(4) {
	case 0:
		many = 128
	case 1:
		first, many = 0x4E00, 0x5200
	case 2:
		first, many = 0xFF00, 0xF0
	}
	return T(first + rng.IntN(many))
}

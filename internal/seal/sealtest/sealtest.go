// Package sealtest gives tests a seal key of their own.
package sealtest

import (
	"testing"

	"kebang/internal/seal"
)

// Keeper holds a new seal key.
func Keeper(t testing.TB) *seal.Keeper {
	key, err := seal.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	var k seal.Keeper
	k.Use([]*seal.Key{key}, nil)
	return &k
}

package expert

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// The arithmetic of a draw. Hashes are SHA-256 in lower-case hex; texts are UTF-8; lines are joined by a line feed.
//
//	pool hash  = SHA-256(ids of the pool, sorted, one a line)
//	nonce hash = SHA-256(nonce)
//	seed       = SHA-256(nonce, line feed, words of the witness)
//	lot        = SHA-256(seed, line feed, id)
//
// The members stand in the order of their lots. The first ones have a seat, the others follow as substitutes.

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// PoolHash is the hash of the ids of a pool, in any order.
func PoolHash(ids []string) string { return digest(slices.Sorted(slices.Values(ids))...) }

// NonceHash is the hash of a nonce.
func NonceHash(nonce string) string { return digest(nonce) }

// Seed is made of the nonce and the words of the witness.
func Seed(nonce, words string) string { return digest(nonce, words) }

// Order are the ids of a pool in the order of their lots.
func Order(seed string, ids []string) []string {
	return slices.SortedFunc(slices.Values(ids), func(a, b string) int {
		return strings.Compare(digest(seed, a), digest(seed, b))
	})
}

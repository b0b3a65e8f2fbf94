package expert_test

import (
	"fmt"

	"kebang/internal/expert"
)

// Anybody recomputes a draw from what its page shows: the pool, the nonce and the words of the witness. On a shell,
// printf 'a\nb' | sha256sum is the hash of two lines.
func Example() {
	pool := []string{"e1", "e2", "e3", "e4", "e5"}
	nonce := "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
	seed := expert.Seed(nonce, "县纪委监委 十二月二日 天晴")
	fmt.Println("pool ", expert.PoolHash(pool))
	fmt.Println("nonce", expert.NonceHash(nonce))
	fmt.Println("seed ", seed)
	fmt.Println("order", expert.Order(seed, pool))
	// Output:
	// pool  03ef414bbc79dedcd45bbed3b0534b21d77f9aa4aafce6b7909160f9ae31cce0
	// nonce 2a8abfa8cb9906290437854193ca6bca41d4d4e26d1d454bd66a35158095e737
	// seed  be28834a992fd3a856f80abd2edd5d06859dd2ea81757f2972bb7e05eac156b7
	// order [e3 e1 e2 e5 e4]
}

// Package expert holds the pool of experts of a market and the draws from it. Anybody can recompute a draw. Its notice
// carries the hashes of a nonce and of the pool. A witness then types words of his own, and both make the order. A draw
// says for every member of the pool whether he is in, and why not. The package must not know what is reviewed.
package expert

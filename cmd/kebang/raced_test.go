//go:build race

package main

// raced tells that the race detector is in the program, which takes several times its memory and time.
const raced = true

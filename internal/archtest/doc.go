// Package archtest holds the allowed directions of imports between the packages of Kebang. Its test compares the list
// with `go list`. A package outside the list fails the test, so that a new package is a decision. No package may import
// archtest.
package archtest

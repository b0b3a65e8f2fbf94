// Package archtest holds the directions in which the packages of Kebang may import each other, as an explicit
// allow-list that its test compares with `go list`. A package that is not in the list fails the test, so that a new
// package is a decision. It must not be imported by anything.
package archtest

// Package account proves the identity of people: accounts, passwords, one-time passwords, set-up links and sessions. It
// gives the Actor of a request. It must not know HTTP, tokens or cookies.
package account

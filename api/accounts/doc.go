// Package accounts has the routes of signing in, of sessions and of accounts. It names the caller for the kernel by
// tokens, tickets for downloads and signing keys, and writes the security log of sign-ins. It must not know the records
// of its people.
package accounts

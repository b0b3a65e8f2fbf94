// Package accounts has the routes of signing in, of sessions and of accounts, and tells the kernel who calls: tokens,
// tickets for downloads, signing keys, and the security log of sign-ins. It must not know the records that its people
// work with.
package accounts

// Package actor names the caller of a use case: one person in one role in one market. Every use case takes an Actor and
// checks its role. The package must not know sign-in or any record.
package actor

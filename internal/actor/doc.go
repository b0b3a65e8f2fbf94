// Package actor says who acts: one person in one role in one market. Every use case takes an Actor and asks it for the
// role. The package must not know how a person signs in, nor any record.
package actor

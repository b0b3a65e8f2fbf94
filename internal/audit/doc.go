// Package audit keeps the history of every record: one line for each change of state, written in the transaction of the
// change and never altered. The package must not know the records whose history it keeps.
package audit

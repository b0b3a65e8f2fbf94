// Package local is the Index in this process: flat posting lists in memory, rebuilt from the records at start. It is
// the default engine; it must not know scores, corpora or records.
package local

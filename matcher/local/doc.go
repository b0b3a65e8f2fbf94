// Package local is the Index in this process: flat posting lists in memory, rebuilt from the records at start. It is
// the default engine. It must not know scores, corpora or records.
package local

// Package files keeps uploaded files and their links to records. A link has a disclosure level. The package of a record
// gives the access of an actor (Records). This package decides who reads, attaches and removes a file, and lists its
// openings for the owner. It must not know a kind of record.
package files

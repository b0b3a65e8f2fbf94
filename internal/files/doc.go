// Package files keeps uploaded files and their links to records. A link has a disclosure level. The package of a record
// says how an actor stands to it (Records); this package decides who reads, attaches and removes a file, and tells the
// owner who opened it. It must not know a kind of record.
package files
